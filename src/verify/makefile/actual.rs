//! What a parser finds in the Makefile.

use std::collections::HashSet;

use makefile_lossless::{Conditional, Makefile, MakefileItem, Rule, VariableDefinition};

use super::text;
use crate::{
    plan::make::Make,
    verify::{Facts, lengths},
};

/// What the Makefile says.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the parser's enum may grow; the plan has nothing else"
)]
pub(in crate::verify) fn actual(text: &str, plan: &Make) -> Result<Facts, String> {
    let parsed = Makefile::parse(text);
    if let Some(error) = parsed.errors().first() {
        return Err(format!("line {}: {}", error.line, error.message));
    }
    let mut facts = Facts::default();
    let (mut targets, mut phony) = (Vec::new(), Vec::new());
    let (mut repository, mut image) = (String::new(), String::new());
    let mut assigned = HashSet::new();
    for item in parsed.tree().items() {
        match item {
            MakefileItem::Variable(definition) if definition.is_export() => {
                facts.say("what Terraform gets", exported_variables(&definition));
            }
            MakefileItem::Variable(definition) => {
                let (name, value) = pair(&definition);
                if !assigned.insert(name.clone()) {
                    facts.word("the variables that are assigned twice", &name);
                }
                if name == "REPOSITORY" {
                    facts.word("the repository", &value);
                    repository = value;
                } else if name == "WITH_IMAGE" {
                    image = exported(&value.replace("$(REPOSITORY)", &repository));
                } else {
                    variable(&name, &value, &repository, &mut facts);
                }
            }
            MakefileItem::Conditional(block) => environment(&block, plan, &mut facts),
            MakefileItem::Rule(found) => {
                let names: Vec<String> = found.targets().collect();
                if names == [".PHONY"] {
                    phony.extend(found.prerequisites());
                } else {
                    for name in names {
                        rule(&name, &found, [&repository, &image], &mut facts);
                        targets.push(name);
                    }
                }
            }
            MakefileItem::Include(include) => {
                let what = if include.is_optional() {
                    "what is included if it is there"
                } else {
                    "what is included"
                };
                facts.say(what, include.path());
            }
            _ => facts.word("what nobody planned", "a directive"),
        }
    }
    targets.sort_unstable();
    phony.sort_unstable();
    facts.say("the targets that are no files", phony);
    facts.say("the targets", targets);
    Ok(facts)
}

/// Says what the variable `name` of every environment tells.
fn variable(name: &str, value: &str, repository: &str, facts: &mut Facts) {
    if name == "BRANCH_TAG" {
        facts.say("the lengths of a branch's name", lengths(value));
    } else if name == "ENVIRONMENT" {
        let names = value.strip_prefix("$(filter ");
        let names = names.and_then(|names| names.strip_suffix(",$(MAKECMDGOALS))"));
        facts.say("the environments", names.unwrap_or(value).split(' '));
    } else if name == "TERRAFORM" {
        let directory = value.strip_prefix("terraform -chdir=").unwrap_or(value);
        facts.word("the directory of Terraform", text::expanded(directory));
    } else if name.starts_with("TF_VAR_") {
        let value = value.replace("$(REPOSITORY)", repository);
        facts.word("what Terraform is told", format!("{name} = {value}"));
    }
}

/// Says which variables the environment of `block` sets, in order.
fn environment(block: &Conditional, plan: &Make, facts: &mut Facts) {
    let condition = block.condition().unwrap_or_default();
    let name = condition
        .strip_prefix("($(ENVIRONMENT),")
        .and_then(|name| name.strip_suffix(')'));
    let what = format!(
        "the variables of environment {}",
        name.unwrap_or(&condition)
    );
    for item in block.if_items() {
        let MakefileItem::Variable(definition) = item else {
            continue;
        };
        if definition.is_export() {
            let exported = exported_variables(&definition).into_iter();
            facts.say(&what, exported.map(|name| format!("export {name}")));
        } else {
            let (name, value) = pair(&definition);
            let value = if plan.has_words(&name) {
                text::words(&value)
            } else {
                text::expanded(&value)
            };
            facts.word(&what, format!("{name} = {value}"));
        }
    }
}

/// The variable that `script` exports, and its value.
fn exported(script: &str) -> String {
    let exported = script.split_once("export ").map(|(_, rest)| rest);
    let exported = exported.and_then(|rest| rest.split_once(';'));
    exported.map_or_else(String::new, |(pair, _)| pair.replace('"', ""))
}

/// Says what the rule of the target `name` needs and does.
fn rule(name: &str, rule: &Rule, [repository, image]: [&str; 2], facts: &mut Facts) {
    let guards: &[&str] = match name {
        "push-local-image" => &["build-local-image"],
        "verify-image" => &["require-tag"],
        "terraform-plan" | "terraform-apply" | "terraform-destroy" => {
            &["require-environment", "require-image"]
        }
        "require-image" => &["require-environment", "require-tag"],
        "terraform-init" => &["require-environment", "terraform-modules"],
        "terraform-unlock" => &["require-environment", "require-lock", "terraform-init"],
        _ => &[],
    };
    let needed = rule.prerequisites();
    let needed = needed.filter(|needed| guards.contains(&needed.as_str()));
    facts.say(format!("what {name} needs"), needed);
    let recipes = rule.recipes();
    let recipes = recipes.map(|recipe| recipe.replace("\\\n", " "));
    for recipe in recipes {
        let words: Vec<&str> = recipe.split_whitespace().collect();
        match (name, words.as_slice()) {
            ("build-local-image", ["docker", "build", options @ ..]) => build(options, facts),
            ("push-local-image", ["docker", "push", image]) => {
                facts.word("what push-local-image pushes", text::expanded(image));
            }
            ("terraform-plan" | "terraform-apply" | "terraform-destroy", _) => {
                let image = if recipe.starts_with("@$(WITH_IMAGE) ") {
                    image.to_owned()
                } else {
                    exported(&recipe.replace("$(REPOSITORY)", repository))
                };
                facts.word(format!("the image of {name}"), image);
                let mut words = words.iter();
                let timeout = words.find_map(|word| word.strip_prefix("-lock-timeout="));
                facts.say(format!("how long {name} waits for the state lock"), timeout);
            }
            ("terraform-unlock", ["$(TERRAFORM)", "force-unlock", "-force", lock]) => {
                facts.word(
                    "the lock that terraform-unlock releases",
                    lock.trim_matches('"'),
                );
            }
            ("terraform-modules", words) => {
                let fetch = words
                    .windows(4)
                    .position(|words| matches!(words, ["git", "-C", _, "fetch"]));
                let fetch = fetch.map_or(&[][..], |at| &words[at + 2..]);
                facts.say(
                    "where terraform-modules fetches it to",
                    fetch.first().map(|folder| text::expanded(folder)),
                );
                let from = fetch.iter().skip(2).take_while(|word| **word != "&&");
                let from = from.filter(|word| !word.starts_with('-'));
                facts.say(
                    "what terraform-modules fetches",
                    from.map(|word| text::words(word)),
                );
            }
            _ => {}
        }
    }
}

/// Says what `docker build` is told, in order.
fn build(options: &[&str], facts: &mut Facts) {
    let options = options.chunks(2);
    facts.say(
        "the local builds",
        options.map(|option| text::expanded(&option.join(" "))),
    );
}

/// The Terraform variables that `definition`, an export without a value, names.
fn exported_variables(definition: &VariableDefinition) -> Vec<String> {
    let names = definition.names();
    names.filter(|name| name.starts_with("TF_VAR_")).collect()
}

fn pair(definition: &VariableDefinition) -> (String, String) {
    let name = definition.name().unwrap_or_default();
    let value = definition.raw_value().unwrap_or_default();
    (name.trim().to_owned(), value)
}
