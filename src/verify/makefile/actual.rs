//! Reads the facts of the Makefile with an independent parser.

use std::collections::HashSet;

use makefile_lossless::{Conditional, Makefile, MakefileItem, Rule, VariableDefinition};

use super::text;
use crate::{
    plan::make::Make,
    verify::{Facts, cut_lengths},
};

/// The facts of the Makefile.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the parser's enum may grow; the plan has no other items"
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
                facts.extend(
                    "the variables exported to Terraform",
                    exported_variables(&definition),
                );
            }
            MakefileItem::Variable(definition) => {
                let (name, value) = name_and_value(&definition);
                if !assigned.insert(name.clone()) {
                    facts.push("the variables assigned twice", &name);
                }
                if name == "REPOSITORY" {
                    facts.push("the repository", &value);
                    repository = value;
                } else if name == "WITH_IMAGE" {
                    image = exported_pair(&value.replace("$(REPOSITORY)", &repository));
                } else {
                    add_variable(&name, &value, &repository, &mut facts);
                }
            }
            MakefileItem::Conditional(block) => add_environment(&block, plan, &mut facts),
            MakefileItem::Rule(found) => {
                let names: Vec<String> = found.targets().collect();
                if names == [".PHONY"] {
                    phony.extend(found.prerequisites());
                } else {
                    for name in names {
                        add_rule(&name, &found, [&repository, &image], &mut facts);
                        targets.push(name);
                    }
                }
            }
            MakefileItem::Include(include) => {
                let what = if include.is_optional() {
                    "the optional includes"
                } else {
                    "the required includes"
                };
                facts.extend(what, include.path());
            }
            _ => facts.push("unexpected directives", "a directive"),
        }
    }
    targets.sort_unstable();
    phony.sort_unstable();
    facts.extend("the phony targets", phony);
    facts.extend("the targets", targets);
    Ok(facts)
}

/// Adds the facts of the variable `name`, which is common to all environments.
fn add_variable(name: &str, value: &str, repository: &str, facts: &mut Facts) {
    if name == "BRANCH_TAG" {
        facts.extend("the lengths of branch names", cut_lengths(value));
    } else if name == "ENVIRONMENT" {
        let names = value.strip_prefix("$(filter ");
        let names = names.and_then(|names| names.strip_suffix(",$(MAKECMDGOALS))"));
        facts.extend("the environments", names.unwrap_or(value).split(' '));
    } else if name == "TERRAFORM" {
        let directory = value.strip_prefix("terraform -chdir=").unwrap_or(value);
        facts.push("the Terraform folder", text::expand(directory));
    } else if name.starts_with("TF_VAR_") {
        let value = value.replace("$(REPOSITORY)", repository);
        facts.push(
            "the values of Terraform variables",
            format!("{name} = {value}"),
        );
    }
}

/// Adds the variables that the environment of `block` sets, in order.
fn add_environment(block: &Conditional, plan: &Make, facts: &mut Facts) {
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
            facts.extend(&what, exported.map(|name| format!("export {name}")));
        } else {
            let (name, value) = name_and_value(&definition);
            let value = if plan.is_word_list(&name) {
                text::split_shell_words(&value)
            } else {
                text::expand(&value)
            };
            facts.push(&what, format!("{name} = {value}"));
        }
    }
}

/// The variable that `script` exports, with its value.
fn exported_pair(script: &str) -> String {
    let exported = script.split_once("export ").map(|(_, rest)| rest);
    let exported = exported.and_then(|rest| rest.split_once(';'));
    exported.map_or_else(String::new, |(pair, _)| pair.replace('"', ""))
}

/// Adds the prerequisites and commands of the target `name`.
fn add_rule(name: &str, rule: &Rule, [repository, image]: [&str; 2], facts: &mut Facts) {
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
    facts.extend(format!("the prerequisites of {name}"), needed);
    let recipes = rule.recipes();
    let recipes = recipes.map(|recipe| recipe.replace("\\\n", " "));
    for recipe in recipes {
        let words: Vec<&str> = recipe.split_whitespace().collect();
        match (name, words.as_slice()) {
            ("build-local-image", ["docker", "build", options @ ..]) => add_build(options, facts),
            ("push-local-image", ["docker", "push", image]) => {
                facts.push("the images pushed by push-local-image", text::expand(image));
            }
            ("terraform-plan" | "terraform-apply" | "terraform-destroy", _) => {
                let image = if recipe.starts_with("@$(WITH_IMAGE) ") {
                    image.to_owned()
                } else {
                    exported_pair(&recipe.replace("$(REPOSITORY)", repository))
                };
                facts.push(format!("the image of {name}"), image);
                let mut words = words.iter();
                let timeout = words.find_map(|word| word.strip_prefix("-lock-timeout="));
                facts.extend(format!("the lock timeout of {name}"), timeout);
            }
            ("terraform-unlock", ["$(TERRAFORM)", "force-unlock", "-force", lock]) => {
                facts.push(
                    "the lock released by terraform-unlock",
                    lock.trim_matches('"'),
                );
            }
            ("terraform-modules", words) => {
                let fetch = words
                    .windows(4)
                    .position(|words| matches!(words, ["git", "-C", _, "fetch"]));
                let fetch = fetch.map_or(&[][..], |at| &words[at + 2..]);
                facts.extend(
                    "the folder of terraform-modules",
                    fetch.first().map(|folder| text::expand(folder)),
                );
                let from = fetch.iter().skip(2).take_while(|word| **word != "&&");
                let from = from.filter(|word| !word.starts_with('-'));
                facts.extend(
                    "the source of terraform-modules",
                    from.map(|word| text::split_shell_words(word)),
                );
            }
            _ => {}
        }
    }
}

/// Adds the options of `docker build`, in order.
fn add_build(options: &[&str], facts: &mut Facts) {
    let options = options.chunks(2);
    facts.extend(
        "the local builds",
        options.map(|option| text::expand(&option.join(" "))),
    );
}

/// The names of the Terraform variables in `definition`, an export without values.
fn exported_variables(definition: &VariableDefinition) -> Vec<String> {
    let names = definition.names();
    names.filter(|name| name.starts_with("TF_VAR_")).collect()
}

fn name_and_value(definition: &VariableDefinition) -> (String, String) {
    let name = definition.name().unwrap_or_default();
    let value = definition.raw_value().unwrap_or_default();
    (name.trim().to_owned(), value)
}
