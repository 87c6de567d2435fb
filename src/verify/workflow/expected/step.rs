//! A step, as the plan has it.

use serde_yaml::Value;

use crate::{
    lang::{
        expr::{
            Part,
            parse::parse,
            tree::{Operator, Tree},
        },
        yaml as written,
    },
    plan::steps::{Condition, Content, Pair, Scalar, Step},
    verify::{
        Facts, expression,
        workflow::{title, yaml},
    },
};

/// Says what `step` of the job `id` does.
pub(super) fn say(id: &str, step: &Step, facts: &mut Facts) {
    let target = step.with.iter().find(|input| input.name == "target");
    let title = title(
        words(&step.name).join("\n"),
        step.uses.as_ref().map(|uses| uses.pin.uses.as_str()),
        target.map(|target| words(&target.value).join("\n")),
    );
    facts.word(format!("the steps of job {id}"), &title);
    let of = |what: &str| format!("{what} of step {title} of job {id}");
    if let Some(uses) = &step.uses {
        facts.word(of("the action"), uses.pin.uses.as_str());
    }
    if let Some(condition) = &step.condition {
        facts.word(of("the condition"), self::condition(condition));
    }
    let pairs = |key: &str, pairs: &[Pair], facts: &mut Facts| {
        for pair in pairs {
            facts.say(of(&format!("{key} {}", pair.name)), words(&pair.value));
        }
    };
    pairs("env", &step.env, facts);
    pairs("with", &step.with, facts);
    facts.say(of("id"), step.id.iter().flat_map(words));
    for Pair { name, value } in &step.settings {
        facts.say(of(name), words(value));
    }
    if let Some(script) = &step.run {
        let lines = script.as_str().trim_end().lines();
        facts.say(of("the script"), lines);
    }
}

/// The one form of `condition`.
fn condition(condition: &Condition) -> String {
    match condition {
        Condition::When(when) => expression::normal(&when.tree()),
        Condition::Own(own) => expression::condition(&own.value),
        Condition::Both(when, own) => {
            let own = parse(own.value.as_str()).unwrap_or(Tree::Null);
            expression::normal(&Tree::chain(Operator::And, vec![when.tree(), own]))
        }
    }
}

/// What a reader of YAML and of expressions must find for `scalar`: a word, or one for each of its lines.
pub(super) fn words(scalar: &Scalar) -> Vec<String> {
    match &scalar.content {
        Content::Parts(parts) => lines(&joined(parts)),
        Content::Expression(text) => vec![evaluated(text.as_str())],
        Content::Lines(lines) => lines.iter().map(|line| joined(line.parts())).collect(),
        Content::Flag(flag) => vec![flag.to_string()],
        Content::Github(text) => yaml::texts(&Value::String(text.clone())),
        Content::Tree(tree) => yaml::texts(&value(&tree.value)),
    }
}

/// What a reader of YAML must find for `tree`.
pub(super) fn value(tree: &written::Tree) -> Value {
    match tree {
        written::Tree::Text(text) | written::Tree::Noted(text, _) => Value::String(text.clone()),
        written::Tree::Number(number) => serde_yaml::from_str(number).unwrap_or(Value::Null),
        written::Tree::Flag(flag) => Value::Bool(*flag),
        written::Tree::List(items) => items.iter().map(|item| value(&item.value)).collect(),
        written::Tree::Map(entries) => {
            let entries = entries.iter();
            let entries =
                entries.map(|(key, value)| (key.as_str().into(), self::value(&value.value)));
            Value::Mapping(entries.collect())
        }
    }
}

fn lines(text: &str) -> Vec<String> {
    if text.trim_end().contains('\n') {
        text.lines().map(str::to_owned).collect()
    } else {
        vec![text.trim_end_matches('\n').to_owned()]
    }
}

fn joined(parts: &[Part]) -> String {
    let part = |part: &Part| match part {
        Part::Literal(text) => text.clone(),
        Part::Expr(text) => evaluated(text.as_str()),
    };
    parts.iter().map(part).collect()
}

fn evaluated(expression: &str) -> String {
    expression::scalar(&format!("${{{{ {expression} }}}}"))
}
