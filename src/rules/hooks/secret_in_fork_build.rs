//! A job reads a secret in untrusted pull requests.
//!
//! ## Why
//! Anyone who can open a pull request can change what its jobs run. GitHub passes no secrets to pull requests of public
//! forks and of Dependabot: the job runs with an empty text. But it passes them to every other App, such as Renovate, and to
//! forks of a private repository if its settings allow that. (A build step that reads a secret runs in trusted builds only,
//! whatever its condition; pull requests that are not trusted are not deployed.)
//!
//! ## Fails
//! ```toml
//! [hooks.jobs.swagger]
//! before = ["build"]
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/fetch-docs", env = { DOCS_TOKEN = "${{ secrets.DOCS_TOKEN }}" } }]
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! before = ["build"]
//! if = "github.event_name == 'pull_request'"
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/fetch-docs", env = { DOCS_TOKEN = "${{ secrets.DOCS_TOKEN }}" } }]
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! if = "github.event.pull_request.head.repo.full_name == github.repository && github.actor != 'dependabot[bot]'"
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/fetch-docs", env = { DOCS_TOKEN = "${{ secrets['DOCS_TOKEN'] }}" } }]
//! ```
//!
//! ## Passes
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
//! if = "github.event_name == 'push'"
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/fetch-docs", env = { DOCS_TOKEN = "${{ secrets.DOCS_TOKEN }}" } }]
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! before = ["build"]
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/docs", env = { TOKEN = "${{ github.ref == 'refs/heads/main' && secrets.DOCS_TOKEN || '' }}" } }]
//! ```

use std::collections::HashSet;

use crate::{
    lang::expr::{function::Function, hole},
    rules::prelude::*,
    spec::{
        hooks::untrusted::Untrusted,
        jobs::{OUR_PREFIXES, Waits},
    },
};

pub const RULE: Rule = Rule::warning("TV1420", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let waits = spec.waits();
    let trusts_bots = spec.reviews().any(|(_, review)| review.bots == Some(true));
    let others = [Untrusted::Fork, Untrusted::Bot, Untrusted::PushedByBot];
    let others = &others[..if trusts_bots { 1 } else { others.len() }];
    let who = if trusts_bots {
        "forks"
    } else {
        "forks and Apps"
    };
    let own_steps = spec.written_steps();
    for (id, job) in spec.own_jobs() {
        let reached = others
            .iter()
            .filter(|other| reaches(spec, &waits, id, **other));
        let reached: Vec<Untrusted> = reached.copied().collect();
        let at = at!("hooks", "jobs", id);
        let steps = at.key("steps");
        let outside = job
            .texts(&at)
            .into_iter()
            .filter(|text| !text.is_key && !steps.holds(&text.at));
        let mut texts: Vec<(Place, &str, Option<&str>)> =
            outside.map(|text| (text.at, text.text, None)).collect();
        for step in own_steps
            .iter()
            .filter(|step| step.job == Some(id.as_str()))
        {
            let condition = step.text("if");
            texts.extend(
                step.texts()
                    .iter()
                    .map(|(key, text)| (step.at.key(*key), *text, condition)),
            );
            for table in ["env", "with"] {
                let at = step.at.key(table);
                let entries = step.table(table).iter();
                texts.extend(
                    entries.filter_map(|(name, text)| Some((at.key(*name), (*text)?, condition))),
                );
            }
        }
        let found = texts.into_iter().find_map(|(at, text, condition)| {
            let name = reached
                .iter()
                .filter(|other| condition.is_none_or(|condition| other.may_meet(condition)))
                .find_map(|other| secret(*other, &at, text))?;
            Some((at, name))
        });
        if let Some((at, name)) = found {
            findings
                .report(
                    at,
                    format!("the job `{id}` reads `{name}` for pull requests of {who}"),
                )
                .label("also reached by untrusted pull requests")
                .help(help(trusts_bots));
        }
    }
}

/// The condition that excludes untrusted pull requests.
fn help(trusts_bots: bool) -> String {
    let own = "github.event.pull_request.head.repo.full_name == github.repository";
    let condition = if trusts_bots {
        format!("github.event_name != 'pull_request' || {own}")
    } else {
        format!(
            "github.event_name != 'pull_request' || ({own} && github.event.pull_request.user.type != 'Bot' && github.event.sender.type != 'Bot')"
        )
    };
    format!("add to the job `if = \"{condition}\"`")
}

/// Whether the user's job `id` runs for a pull request of `who`: it does unless a condition excludes it, that
/// of the job or of one that it waits for. Deployments never run for it.
fn reaches(spec: &Spec, waits: &Waits, id: &str, who: Untrusted) -> bool {
    let mut jobs = vec![id];
    let mut seen = HashSet::from([id]);
    let mut next = 0;
    while let Some(job) = jobs.get(next).copied() {
        let condition = spec.hooks.jobs.get(job).and_then(|job| job.value("if"));
        let is_off = condition.is_some_and(|value| value.as_bool() == Some(false));
        let condition = condition.and_then(|value| value.as_str());
        if OUR_PREFIXES.iter().any(|prefix| job.starts_with(prefix))
            || is_off
            || condition.is_some_and(|condition| !who.may_meet(condition))
        {
            return false;
        }
        // A job that checks the result of others also runs if they were skipped.
        let waited = waits
            .of(job)
            .iter()
            .filter(|_| !condition.is_some_and(asks_for_ends));
        for (waited, _) in waited {
            if seen.insert(waited) {
                jobs.push(waited);
            }
        }
        next += 1;
    }
    true
}

/// Whether the condition `text` can hold even if an earlier job failed or was skipped.
fn asks_for_ends(text: &str) -> bool {
    let asks = [Function::Always, Function::Failure, Function::Cancelled];
    hole::condition(text).is_ok_and(|hole| {
        hole.tree
            .functions()
            .iter()
            .any(|function| asks.contains(function))
    })
}

/// The secret that the text at `at` can evaluate to for `who`. The job's permissions limit `GITHUB_TOKEN`, so it does not count.
fn secret(who: Untrusted, at: &Place, text: &str) -> Option<String> {
    let secrets = if at.keys().last().and_then(crate::place::Key::name) == Some("secrets")
        && text == "inherit"
    {
        vec!["secrets".to_owned()]
    } else {
        who.secrets(text)
    };
    secrets.into_iter().find(|name| name != "GITHUB_TOKEN")
}
