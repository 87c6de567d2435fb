//! Derives the facts of a step from the plan.

use serde_yaml::Value;

use crate::{
    lang::{
        expr::{
            Segment,
            parse::parse,
            tree::{Operator, Tree},
        },
        yaml as lang_yaml,
    },
    plan::steps::{Condition, Content, Pair, Scalar, Step},
    verify::{
        Facts, expression,
        workflow::{step_title, yaml},
    },
};

/// Adds the facts of `step` of the job `id`.
pub(super) fn add_facts(id: &str, step: &Step, facts: &mut Facts) {
    let target = step.with.iter().find(|input| input.name == "target");
    let title = step_title(
        values(&step.name).join("\n"),
        step.uses.as_ref().map(|uses| uses.pin.uses.as_str()),
        target.map(|target| values(&target.value).join("\n")),
    );
    facts.push(format!("the steps of job {id}"), &title);
    let subject = |what: &str| format!("{what} of step {title} of job {id}");
    if let Some(uses) = &step.uses {
        facts.push(subject("the action"), uses.pin.uses.as_str());
    }
    if let Some(condition) = &step.condition {
        facts.push(subject("the condition"), self::condition(condition));
    }
    let pairs = |key: &str, pairs: &[Pair], facts: &mut Facts| {
        for pair in pairs {
            facts.extend(
                subject(&format!("{key} {}", pair.name)),
                values(&pair.value),
            );
        }
    };
    pairs("env", &step.env, facts);
    pairs("with", &step.with, facts);
    facts.extend(subject("id"), step.id.iter().flat_map(values));
    for Pair { name, value } in &step.settings {
        facts.extend(subject(name), values(value));
    }
    if let Some(script) = &step.run {
        let lines = script.as_str().trim_end().lines();
        facts.extend(subject("the script"), lines);
    }
}

/// The normalized form of `condition`.
fn condition(condition: &Condition) -> String {
    match condition {
        Condition::When(when) => expression::print_normalized(&when.tree()),
        Condition::Custom(own) => expression::normalize_condition(&own.value),
        Condition::Both(when, own) => {
            let own = parse(own.value.as_str()).unwrap_or(Tree::Null);
            expression::print_normalized(&Tree::chain(Operator::And, vec![when.tree(), own]))
        }
    }
}

/// The values that a parser must find for `scalar`: one, or one per line.
pub(super) fn values(scalar: &Scalar) -> Vec<String> {
    match &scalar.content {
        Content::Parts(parts) => lines(&join(parts)),
        Content::Expression(text) => vec![evaluate(text.as_str())],
        Content::Lines(lines) => lines.iter().map(|line| join(line.segments())).collect(),
        Content::Flag(flag) => vec![flag.to_string()],
        Content::Github(text) => yaml::texts(&Value::String(text.clone())),
        Content::Tree(tree) => yaml::texts(&value(&tree.value)),
    }
}

/// The YAML value that a parser must find for `tree`.
pub(super) fn value(tree: &lang_yaml::Tree) -> Value {
    match tree {
        lang_yaml::Tree::Text(text) | lang_yaml::Tree::Commented(text, _) => {
            Value::String(text.clone())
        }
        lang_yaml::Tree::Number(number) => serde_yaml::from_str(number).unwrap_or(Value::Null),
        lang_yaml::Tree::Boolean(flag) => Value::Bool(*flag),
        lang_yaml::Tree::List(items) => items.iter().map(|item| value(&item.value)).collect(),
        lang_yaml::Tree::Map(entries) => {
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

fn join(parts: &[Segment]) -> String {
    let part = |part: &Segment| match part {
        Segment::Literal(text) => text.clone(),
        Segment::Expr(text) => evaluate(text.as_str()),
    };
    parts.iter().map(part).collect()
}

fn evaluate(expression: &str) -> String {
    expression::outline(&format!("${{{{ {expression} }}}}"))
}
