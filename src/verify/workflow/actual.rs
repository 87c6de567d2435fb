//! Reads the facts of a workflow with an independent parser.

use serde_yaml::Value;

use super::{step_title, yaml};
use crate::{
    plan::workflows::{JobKind, Workflow},
    verify::{Facts, expression},
};

/// The facts of `file`, which is generated from `workflow`.
pub(super) fn workflow(file: &Value, workflow: &Workflow) -> Facts {
    let mut facts = Facts::default();
    facts.push("the name", yaml::text(yaml::get(file, &["name"])));
    add_triggers(yaml::get(file, &["on"]), &mut facts);
    facts.extend(
        "the permissions of all jobs",
        permissions(yaml::get(file, &["permissions"])),
    );
    facts.extend("unexpected keys", unexpected_keys(file, FILE_KEYS));
    let shell = yaml::get(file, &["defaults", "run", "shell"]);
    facts.push("the shell", yaml::text(shell));
    for (id, job) in yaml::entries(yaml::get(file, &["jobs"])) {
        facts.push("the jobs", &id);
        let needs = yaml::items(yaml::get(job, &["needs"]));
        facts.extend(
            format!("the dependencies of job {id}"),
            needs.into_iter().map(yaml::text),
        );
        let expected = workflow.jobs.iter().find(|job| job.id.as_str() == id);
        if expected.is_some_and(|job| matches!(job.kind, JobKind::Hook(_))) {
            for (key, value) in yaml::entries(job).filter(|(key, _)| key != "needs") {
                yaml::add_facts(&format!("{key} of job {id}"), value, &mut facts);
            }
        } else {
            self::add_job(&id, job, &mut facts);
        }
    }
    facts
}

/// The keys of a generated workflow.
const FILE_KEYS: &[&str] = &["name", "on", "permissions", "defaults", "jobs"];
/// The keys of a generated job.
const JOB_KEYS: &[&str] = &[
    "name",
    "needs",
    "if",
    "runs-on",
    "timeout-minutes",
    "strategy",
    "concurrency",
    "environment",
    "permissions",
    "outputs",
    "env",
    "steps",
];

/// The keys of `table` that are not in `known`.
fn unexpected_keys(table: &Value, known: &'static [&str]) -> impl Iterator<Item = String> {
    let keys = yaml::entries(table).map(|(key, _)| key);
    keys.filter(|key| !known.contains(&key.as_str()))
}

fn add_triggers(on: &Value, facts: &mut Facts) {
    for (trigger, settings) in yaml::entries(on) {
        facts.push("the triggers", &trigger);
        for item in yaml::items(settings) {
            for (key, value) in yaml::entries(item) {
                if key == "inputs" {
                    add_inputs(value, facts);
                    continue;
                }
                let words = yaml::texts(value).into_iter().map(|word| match &*key {
                    "branches" => unescape_branch(&word),
                    _ => word,
                });
                facts.extend(format!("{key} of {trigger}"), words);
            }
        }
    }
}

fn add_inputs(inputs: &Value, facts: &mut Facts) {
    for (name, input) in yaml::entries(inputs) {
        facts.push("the inputs", &name);
        for (key, value) in yaml::entries(input) {
            facts.extend(format!("{key} of the input {name}"), yaml::texts(value));
        }
    }
}

/// The branch that a pattern of GitHub matches; each wildcard becomes `(a pattern)`.
fn unescape_branch(pattern: &str) -> String {
    let mut out = String::new();
    let mut rest = pattern.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => out.extend(rest.next()),
            '*' | '?' | '+' | '[' | ']' | '!' => out.push_str("(a pattern)"),
            c => out.push(c),
        }
    }
    out
}

fn permissions(value: &Value) -> Vec<String> {
    match value {
        Value::Mapping(scopes) if scopes.is_empty() => vec!["none".to_owned()],
        Value::Mapping(_) => pairs(value),
        Value::Null => vec!["the default permissions".to_owned()],
        Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Sequence(_)
        | Value::Tagged(_) => yaml::texts(value),
    }
}

fn pairs(value: &Value) -> Vec<String> {
    yaml::entries(value)
        .map(|(key, value)| format!("{key}: {}", yaml::text(value)))
        .collect()
}

fn add_job(id: &str, job: &Value, facts: &mut Facts) {
    let subject = |what: &str| format!("{what} of job {id}");
    for (what, path) in [
        ("the name", &["name"][..]),
        ("the runner", &["runs-on"]),
        ("the timeout", &["timeout-minutes"]),
        ("the branches", &["strategy", "matrix", "branch"]),
        ("fail-fast", &["strategy", "fail-fast"]),
        ("the concurrency group", &["concurrency", "group"]),
        ("cancel-in-progress", &["concurrency", "cancel-in-progress"]),
        ("the environment", &["environment", "name"]),
        ("the url", &["environment", "url"]),
    ] {
        facts.extend(subject(what), yaml::texts(yaml::get(job, path)));
    }
    facts.extend(subject("unexpected keys"), unexpected_keys(job, JOB_KEYS));
    if let Some(condition) = job.get("if") {
        let condition = expression::normalize_condition(&yaml::raw(condition));
        facts.push(subject("the condition"), condition);
    }
    facts.extend(
        subject("the permissions"),
        permissions(yaml::get(job, &["permissions"])),
    );
    facts.extend(subject("the outputs"), pairs(yaml::get(job, &["outputs"])));
    facts.extend(subject("the variables"), pairs(yaml::get(job, &["env"])));
    for step in yaml::items(yaml::get(job, &["steps"])) {
        self::add_step(id, step, facts);
    }
}

/// Adds the facts of `step` of the job `id`.
fn add_step(id: &str, step: &Value, facts: &mut Facts) {
    let uses = step.get("uses").map(yaml::raw);
    let target = step.get("with").and_then(|with| with.get("target"));
    let name = yaml::text(yaml::get(step, &["name"]));
    let title = step_title(name, uses.as_deref(), target.map(yaml::text));
    facts.push(format!("the steps of job {id}"), &title);
    let subject = |what: &str| format!("{what} of step {title} of job {id}");
    for (key, value) in yaml::entries(step) {
        match &*key {
            "name" => {}
            "uses" => facts.push(subject("the action"), yaml::raw(value)),
            "if" => facts.push(
                subject("the condition"),
                expression::normalize_condition(&yaml::raw(value)),
            ),
            "with" | "env" => {
                for (name, value) in yaml::entries(value) {
                    facts.extend(subject(&format!("{key} {name}")), yaml::texts(value));
                }
            }
            "run" => facts.extend(subject("the script"), yaml::text(value).trim_end().lines()),
            _ => facts.extend(subject(&key), yaml::texts(value)),
        }
    }
}
