//! What a parser finds in a workflow.

use std::collections::BTreeSet;

use serde_yaml::Value;

use super::{planned::HookSteps, yaml};
use crate::{
    plan::workflows::{Work, Workflow},
    read_back::{Facts, expression, lengths},
};

/// What the file `file` says, in which the jobs of `workflow` have the user's steps `hooks`.
pub(super) fn workflow(file: &Value, workflow: &Workflow, hooks: &HookSteps) -> Facts {
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
        let planned = workflow.jobs.iter().find(|job| job.id.as_str() == id);
        if planned.is_none_or(|planned| !matches!(planned.work, Work::Hook(_))) {
            self::job(&id, job, hooks, &mut facts);
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

fn job(id: &str, job: &Value, hooks: &HookSteps, facts: &mut Facts) {
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
    for (number, step) in yaml::items(yaml::at(job, &["steps"]))
        .into_iter()
        .enumerate()
    {
        match hooks.at(id, number) {
            Some(hook) if is_hook(step, hook) => facts.word(of("the steps"), &hook.title),
            Some(_) | None => self::step(id, step, facts),
        }
    }
    facts.say(of("the secrets"), secrets(job));
}

/// Whether `step` is what the plan says of the user's step `hook`.
fn is_hook(step: &Value, hook: &super::planned::HookStep) -> bool {
    let does = match (step.get("uses"), step.get("run")) {
        (Some(uses), _) => yaml::raw(uses),
        (None, run) => run.map(yaml::text).unwrap_or_default(),
    };
    let lines =
        |text: &str| -> Vec<String> { text.trim_end().lines().map(str::to_owned).collect() };
    yaml::raw(yaml::at(step, &["name"])) == hook.name
        && lines(&does) == lines(&hook.does)
        && is_condition(step.get("if"), hook)
}

/// Whether `found` is the planned condition of the user's step `hook`.
fn is_condition(found: Option<&Value>, hook: &super::planned::HookStep) -> bool {
    let found = found.map(yaml::raw);
    match (&hook.trusted, &hook.condition) {
        (None, own) => found == *own,
        (Some(trusted), None) => {
            found.is_some_and(|found| expression::condition(&found) == trusted.to_string())
        }
        (Some(trusted), Some(own)) => {
            let own = own.trim();
            let inside = own
                .strip_prefix("${{")
                .and_then(|own| own.strip_suffix("}}"));
            let end = format!(" && ({})", inside.unwrap_or(own).trim());
            let before = found.as_deref().and_then(|found| {
                let inside = found
                    .strip_prefix("${{")
                    .and_then(|rest| rest.strip_suffix("}}"));
                inside.unwrap_or(found).trim().strip_suffix(end.as_str())
            });
            before.is_some_and(|before| expression::condition(before) == trusted.to_string())
        }
    }
}

/// Says what a step of ours does.
fn step(id: &str, step: &Value, facts: &mut Facts) {
    let uses = step.get("uses").map(yaml::raw);
    let title = title(step, uses.as_deref());
    facts.word(format!("the steps of job {id}"), &title);
    let of = |what: &str| format!("{what} of step {title} of job {id}");
    if let Some(uses) = uses {
        if !is_pinned(&uses) {
            facts.word(of("the action without a commit"), &uses);
        }
        facts.word(of("the action"), uses);
    }
    for (key, value) in yaml::entries(step) {
        match &*key {
            "name" | "uses" => {}
            "if" => facts.word(
                of("the condition"),
                expression::condition(&yaml::raw(value)),
            ),
            "with" | "env" => {
                for (name, value) in yaml::entries(value) {
                    facts.say(of(&format!("{key} {name}")), yaml::texts(value));
                }
            }
            "run" => script(&title, &yaml::text(value), &of, facts),
            _ => facts.say(of(&key), yaml::texts(value)),
        }
    }
}

/// What a step is, by what it uses, or by its name.
fn title(step: &Value, uses: Option<&str>) -> String {
    let with = |key: &str| yaml::text(yaml::at(step, &["with", key]));
    let action = uses.map(|uses| uses.split('@').next().unwrap_or_default());
    match action {
        Some("docker/login-action") if step["with"].get("registry").is_none() => {
            "log in to docker.io".to_owned()
        }
        Some("docker/login-action") => format!("log in to {}", with("registry")),
        Some("docker/build-push-action") => format!("build {}", with("target")),
        Some(action) => action.to_owned(),
        None => yaml::text(yaml::at(step, &["name"])),
    }
}

/// Says what of the plan is in the script of the step `title`.
fn script(title: &str, script: &str, of: &impl Fn(&str) -> String, facts: &mut Facts) {
    let script = script.trim_end();
    let lines = || script.lines().map(str::trim);
    let after = |start: &'static str| lines().filter_map(move |line| line.strip_prefix(start));
    match title {
        "Compute the tags" => {
            facts.say(of("the unique tags"), after("tag="));
            facts.say(of("the commit"), after("commit="));
            facts.say(of("the lengths of names"), lengths(script));
        }
        "Scan" => facts.say(of("the command"), lines().next_back()),
        "Push" => {
            let is_push = |line: &&str| {
                let push = ["push_once \"", "docker push \""];
                push.iter().any(|start| line.starts_with(start)) && *line != "docker push \"$1\""
            };
            let pushes = lines().filter(is_push);
            facts.say(of("the images"), pushes);
        }
        "Find the image" => {
            facts.say(of("the trunk"), after("trunk="));
            let is_case = |line: &&str| {
                let starts = ["deployable=", "refused='^("];
                starts.iter().any(|start| line.starts_with(start))
                    || line.ends_with(')') && *line != "*)" && !line.contains(' ')
            };
            facts.say(of("the tags that are deployed"), lines().filter(is_case));
        }
        "Apply" | "Destroy" => {
            let command = lines().filter_map(|line| line.strip_suffix(" &"));
            facts.say(of("the script"), command);
            facts.word(of("an interrupt"), {
                let of_signal = |line: &&str| {
                    let starts = ["set -m", "trap ", "kill ", "wait "];
                    starts.iter().any(|start| line.starts_with(start))
                };
                lines().filter(of_signal).collect::<Vec<_>>().join(", ")
            });
        }
        // Ours, the same for all.
        "Tell Slack" | "Tell Teams" | "Stop the build" => {}
        "Smoke test" if script.starts_with("# New containers") => {}
        _ => facts.word(of("the script"), script),
    }
}

/// The names of the secrets that are asked for in `job`, in the order of the alphabet.
fn secrets(job: &Value) -> BTreeSet<String> {
    let mut names = Vec::new();
    yaml::strings(job, "", &mut |key, text| {
        names.extend(asked(key, text));
    });
    names.into_iter().collect()
}

/// The names of the secrets that `text`, the value of `key`, asks for.
pub(super) fn asked(key: &str, text: &str) -> Vec<String> {
    let names = match key {
        "if" => expression::condition_names(text),
        _ => expression::names(text),
    };
    let is_secret = |name: &String| *name == "secrets" || name.starts_with("secrets.");
    names.into_iter().filter(is_secret).collect()
}

/// Whether `uses` is an action at a commit.
fn is_pinned(uses: &str) -> bool {
    uses.split_once('@').is_some_and(|(action, commit)| {
        action.contains('/')
            && commit.len() == 40
            && commit.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'))
    })
}
