//! What a parser finds in a workflow.

use serde_yaml::Value;

use super::{title, yaml};
use crate::{
    plan::workflows::{Work, Workflow},
    verify::{Facts, expression},
};

/// What the file `file` says, which should be `workflow`.
pub(super) fn workflow(file: &Value, workflow: &Workflow) -> Facts {
    let mut facts = Facts::default();
    facts.word("the name", yaml::text(yaml::at(file, &["name"])));
    triggers(yaml::at(file, &["on"]), &mut facts);
    facts.say(
        "the permissions of all jobs",
        permissions(yaml::at(file, &["permissions"])),
    );
    facts.say("what nobody planned", unplanned(file, FILE_KEYS));
    let shell = yaml::at(file, &["defaults", "run", "shell"]);
    facts.word("the shell", yaml::text(shell));
    for (id, job) in yaml::entries(yaml::at(file, &["jobs"])) {
        facts.word("the jobs", &id);
        let needs = yaml::items(yaml::at(job, &["needs"]));
        facts.say(
            format!("what job {id} waits for"),
            needs.into_iter().map(yaml::text),
        );
        let expected = workflow.jobs.iter().find(|job| job.id.as_str() == id);
        if expected.is_some_and(|job| matches!(job.work, Work::Hook(_))) {
            for (key, value) in yaml::entries(job).filter(|(key, _)| key != "needs") {
                yaml::say(&format!("{key} of job {id}"), value, &mut facts);
            }
        } else {
            self::job(&id, job, &mut facts);
        }
    }
    facts
}

/// The keys of a workflow of ours.
const FILE_KEYS: &[&str] = &["name", "on", "permissions", "defaults", "jobs"];
/// The keys of a job of ours.
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

/// The keys of `table` beside `known`.
fn unplanned(table: &Value, known: &'static [&str]) -> impl Iterator<Item = String> {
    let keys = yaml::entries(table).map(|(key, _)| key);
    keys.filter(|key| !known.contains(&key.as_str()))
}

fn triggers(on: &Value, facts: &mut Facts) {
    for (trigger, settings) in yaml::entries(on) {
        facts.word("what starts it", &trigger);
        for item in yaml::items(settings) {
            for (key, value) in yaml::entries(item) {
                if key == "inputs" {
                    inputs(value, facts);
                    continue;
                }
                let words = yaml::texts(value).into_iter().map(|word| match &*key {
                    "branches" => plain(&word),
                    _ => word,
                });
                facts.say(format!("{key} of {trigger}"), words);
            }
        }
    }
}

fn inputs(inputs: &Value, facts: &mut Facts) {
    for (name, input) in yaml::entries(inputs) {
        facts.word("the inputs", &name);
        for (key, value) in yaml::entries(input) {
            facts.say(format!("{key} of the input {name}"), yaml::texts(value));
        }
    }
}

/// What a pattern of GitHub's matches that is one branch alone.
fn plain(pattern: &str) -> String {
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
        Value::Null => vec!["those that are not said".to_owned()],
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

fn job(id: &str, job: &Value, facts: &mut Facts) {
    let of = |what: &str| format!("{what} of job {id}");
    for (what, path) in [
        ("the name", &["name"][..]),
        ("the runner", &["runs-on"]),
        ("the timeout", &["timeout-minutes"]),
        ("the branches", &["strategy", "matrix", "branch"]),
        ("the stop at a failure", &["strategy", "fail-fast"]),
        ("the group", &["concurrency", "group"]),
        ("the cancelling", &["concurrency", "cancel-in-progress"]),
        ("the environment", &["environment", "name"]),
        ("the url", &["environment", "url"]),
    ] {
        facts.say(of(what), yaml::texts(yaml::at(job, path)));
    }
    facts.say(of("what nobody planned"), unplanned(job, JOB_KEYS));
    if let Some(condition) = job.get("if") {
        let condition = expression::condition(&yaml::raw(condition));
        facts.word(of("the condition"), condition);
    }
    facts.say(
        of("the permissions"),
        permissions(yaml::at(job, &["permissions"])),
    );
    facts.say(of("the outputs"), pairs(yaml::at(job, &["outputs"])));
    facts.say(of("the variables"), pairs(yaml::at(job, &["env"])));
    for step in yaml::items(yaml::at(job, &["steps"])) {
        self::step(id, step, facts);
    }
}

/// Says what `step` of the job `id` does.
fn step(id: &str, step: &Value, facts: &mut Facts) {
    let uses = step.get("uses").map(yaml::raw);
    let target = step.get("with").and_then(|with| with.get("target"));
    let name = yaml::text(yaml::at(step, &["name"]));
    let title = title(name, uses.as_deref(), target.map(yaml::text));
    facts.word(format!("the steps of job {id}"), &title);
    let of = |what: &str| format!("{what} of step {title} of job {id}");
    for (key, value) in yaml::entries(step) {
        match &*key {
            "name" => {}
            "uses" => facts.word(of("the action"), yaml::raw(value)),
            "if" => facts.word(
                of("the condition"),
                expression::condition(&yaml::raw(value)),
            ),
            "with" | "env" => {
                for (name, value) in yaml::entries(value) {
                    facts.say(of(&format!("{key} {name}")), yaml::texts(value));
                }
            }
            "run" => facts.say(of("the script"), yaml::text(value).trim_end().lines()),
            _ => facts.say(of(&key), yaml::texts(value)),
        }
    }
}
