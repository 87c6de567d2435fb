//! A step needs a secret that the builds of forks do not get.
//!
//! ## Why
//! Whoever can open a pull request can change what a build runs, so GitHub gives none of your secrets to a pull request
//! from a fork, nor to one of Dependabot's. There the step runs with an empty text, and fails, or worse: does half its
//! work. (Deployments are not for forks, so their steps may have secrets.)
//!
//! ## Fails
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! run = "bin/fetch-docs"
//! env = { DOCS_TOKEN = "${{ secrets.DOCS_TOKEN }}" }
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! before = ["build"]
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/fetch-docs", env = { DOCS_TOKEN = "${{ secrets.DOCS_TOKEN }}" } }]
//! ```
//!
//! ## Passes
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! if = "env.TRUSTED == 'true'"
//! run = "bin/fetch-docs"
//! env = { DOCS_TOKEN = "${{ secrets.DOCS_TOKEN }}" }
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! before = ["build"]
//! if = "github.event_name == 'push'"
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/fetch-docs", env = { DOCS_TOKEN = "${{ secrets.DOCS_TOKEN }}" } }]
//! ```

use std::collections::HashSet;

use crate::{
    at,
    finding::Severity,
    rules::{Check, Findings, Rule},
    source::Place,
    spec::{
        Spec,
        jobs::{OUR_PREFIXES, Waits},
    },
};

/// Looks at the steps of the build, and at jobs that wait for no deployment.
pub const RULE: Rule = Rule {
    code: "TV1420",
    severity: Severity::Warning,
    check: Check::Spec(check),
};

/// What a condition that leaves forks out speaks of.
const GUARDS: &[&str] = &[
    "TRUSTED",
    "fork",
    "full_name",
    "event_name",
    "github.ref",
    "secrets.",
];

fn check(spec: &Spec, findings: &mut Findings) {
    let waits = spec.waits();
    for step in spec.written_steps() {
        let point = spec.point_steps().find(|(at, _)| *at == step.at);
        let is_in_build = point.is_some_and(|(_, said)| {
            said.at.as_deref().is_some_and(|point| point.starts_with("build."))
        });
        let job = step.job.filter(|id| is_for_forks(spec, &waits, id));
        if !is_in_build && job.is_none() || is_guarded(step.text("if")) {
            continue;
        }
        let texts = step.texts().iter().map(|(key, text)| (step.at.key(*key), *text));
        let tables = ["env", "with"].into_iter().flat_map(|table| {
            let at = step.at.key(table);
            let entries = step.table(table).iter();
            entries.filter_map(move |(name, text)| Some((at.key(*name), (*text)?)))
        });
        let found = texts.chain(tables).find_map(|(at, text)| Some((at, secret(text)?)));
        if let Some((at, name)) = found {
            let help = if job.is_some() {
                "add to the job `if = \"github.event_name == 'push'\"`, or leave forks out in another way"
            } else {
                "add `if = \"env.TRUSTED == 'true'\"`: it leaves out forks and bots"
            };
            report(findings, at, name, help);
        }
    }
    for (id, job) in spec.own_jobs().filter(|(id, _)| is_for_forks(spec, &waits, id)) {
        let at = at!("hooks", "jobs", id);
        let outside = job.texts(&at).into_iter().filter(|text| !at.key("steps").holds(&text.at));
        let found = outside.filter(|text| !text.is_key).find_map(|text| Some((text.at, secret(text.text)?)));
        if let Some((at, name)) = found {
            let help = "add to the job `if = \"github.event_name == 'push'\"`, or leave forks out in another way";
            report(findings, at, name, help);
        }
    }
}

fn report(findings: &mut Findings, at: Place, name: &str, help: &str) {
    findings
        .report(&RULE, at, format!("the build of a fork gets no `{name}`"))
        .label("empty for forks")
        .help(help);
}

/// Whether the job `id` of the user's own also runs for a pull request from a fork: it does unless its condition leaves
/// forks out, or it waits for a deployment.
fn is_for_forks(spec: &Spec, waits: &Waits, id: &str) -> bool {
    let mut jobs = vec![id];
    let mut seen = HashSet::from([id]);
    let mut next = 0;
    while let Some(job) = jobs.get(next).copied() {
        let condition = spec.hooks.iter().find_map(|hooks| hooks.jobs.get(job)?.value("if")?.as_str());
        if OUR_PREFIXES.iter().any(|prefix| job.starts_with(prefix)) || is_guarded(condition) {
            return false;
        }
        for (waited, _) in waits.of(job) {
            if seen.insert(waited) {
                jobs.push(waited);
            }
        }
        next += 1;
    }
    true
}

fn is_guarded(condition: Option<&str>) -> bool {
    condition.is_some_and(|text| GUARDS.iter().any(|guard| text.contains(guard)))
}

/// The secret that an expression in `text` reads; forks have a `GITHUB_TOKEN` too.
fn secret(text: &str) -> Option<&str> {
    let expressions = text.split("${{").skip(1).filter_map(|rest| rest.split("}}").next());
    let mut names = expressions.flat_map(|inside| inside.split("secrets.").skip(1)).map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        &rest[..end.unwrap_or(rest.len())]
    });
    names.find(|name| !name.is_empty() && !name.eq_ignore_ascii_case("GITHUB_TOKEN"))
}
