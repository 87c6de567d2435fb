//! A job reads a secret when it runs for untrusted pull requests.
//!
//! ## Why
//! Anyone who can open a pull request can change what its jobs run. GitHub passes no secrets to pull requests from
//! public forks and from Dependabot: the job reads an empty string instead. But GitHub does pass secrets to pull
//! requests from other bots, such as Renovate. If the repository is private and its settings allow it, pull requests
//! from forks get them too. (Steps that you add to generated jobs are safe: in the build job, a step that reads a
//! secret only runs in trusted builds, whatever its condition, and untrusted pull requests are not deployed.)
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
    lang::expr::{embedded, function::Function},
    rules::prelude::*,
    spec::{
        hooks::untrusted::Untrusted,
        jobs::{GENERATED_PREFIXES, JobDependencies},
    },
};

pub const RULE: Rule = Rule::warning("TV1420", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let dependencies = spec.job_dependencies();
    let trusts_bots = spec
        .review_environments()
        .any(|(_, review)| review.bots == Some(true));
    let others = [Untrusted::Fork, Untrusted::Bot, Untrusted::PushedByBot];
    let others = &others[..if trusts_bots { 1 } else { others.len() }];
    let who = if trusts_bots {
        "forks"
    } else {
        "forks and bots"
    };
    let own_steps = spec.hook_steps();
    for (id, job) in spec.custom_jobs() {
        let reached = others
            .iter()
            .filter(|other| reaches(spec, &dependencies, id, **other));
        let reached: Vec<Untrusted> = reached.copied().collect();
        let place = place!("hooks", "jobs", id);
        let steps = place.key("steps");
        let outside = job
            .texts(&place)
            .into_iter()
            .filter(|text| !text.is_key && !steps.contains(&text.place));
        let mut texts: Vec<(Place, &str, Option<&str>)> =
            outside.map(|text| (text.place, text.text, None)).collect();
        for step in own_steps
            .iter()
            .filter(|step| step.job == Some(id.as_str()))
        {
            let condition = step.text("if");
            texts.extend(
                step.texts()
                    .iter()
                    .map(|(key, text)| (step.place.key(*key), *text, condition)),
            );
            for table in ["env", "with"] {
                let place = step.place.key(table);
                let entries = step.table(table).iter();
                texts.extend(
                    entries
                        .filter_map(|(name, text)| Some((place.key(*name), (*text)?, condition))),
                );
            }
        }
        let found = texts.into_iter().find_map(|(place, text, condition)| {
            let name = reached
                .iter()
                .filter(|other| condition.is_none_or(|condition| other.can_satisfy(condition)))
                .find_map(|other| find_secret(*other, &place, text))?;
            Some((place, name))
        });
        if let Some((place, name)) = found {
            findings
                .report(
                    place,
                    format!("the job `{id}` reads `{name}` for pull requests from {who}"),
                )
                .label("read for untrusted pull requests")
                .help(suggest_condition(trusts_bots));
        }
    }
}

/// The instruction to add a condition that excludes untrusted pull requests.
fn suggest_condition(trusts_bots: bool) -> String {
    let own = "github.event.pull_request.head.repo.full_name == github.repository";
    let condition = if trusts_bots {
        format!("github.event_name != 'pull_request' || {own}")
    } else {
        format!(
            "github.event_name != 'pull_request' || ({own} && github.event.pull_request.user.type != 'Bot' && github.event.sender.type != 'Bot')"
        )
    };
    format!("add `if = \"{condition}\"` to the job")
}

/// Whether the user's job `id` runs for pull requests from `who`. It does unless its condition, or the condition of a
/// job that it waits for, excludes `who`. Deployment jobs never run for them.
fn reaches(spec: &Spec, dependencies: &JobDependencies, id: &str, who: Untrusted) -> bool {
    let mut jobs = vec![id];
    let mut seen = HashSet::from([id]);
    let mut next = 0;
    while let Some(job) = jobs.get(next).copied() {
        let condition = spec.hooks.jobs.get(job).and_then(|job| job.value("if"));
        let is_off = condition.is_some_and(|value| value.as_bool() == Some(false));
        let condition = condition.and_then(|value| value.as_str());
        if GENERATED_PREFIXES
            .iter()
            .any(|prefix| job.starts_with(prefix))
            || is_off
            || condition.is_some_and(|condition| !who.can_satisfy(condition))
        {
            return false;
        }
        // With `always()`, for example, a job also runs if the jobs that it waits for were skipped.
        let waited = dependencies
            .get(job)
            .iter()
            .filter(|_| !condition.is_some_and(can_run_after_failure));
        for (waited, _) in waited {
            if seen.insert(waited) {
                jobs.push(waited);
            }
        }
        next += 1;
    }
    true
}

/// Whether the condition `text` can be true even if an earlier job failed or was skipped.
fn can_run_after_failure(text: &str) -> bool {
    let status_functions = [Function::Always, Function::Failure, Function::Cancelled];
    embedded::parse_condition(text).is_ok_and(|condition| {
        condition
            .tree
            .functions()
            .iter()
            .any(|function| status_functions.contains(function))
    })
}

/// The first secret that `text`, the value at `place`, can evaluate to in a run for `who`. `GITHUB_TOKEN` is ignored,
/// because the job's permissions limit it.
fn find_secret(who: Untrusted, place: &Place, text: &str) -> Option<String> {
    let secrets = if place.keys().last().and_then(crate::place::Key::name) == Some("secrets")
        && text == "inherit"
    {
        vec!["secrets".to_owned()]
    } else {
        who.find_secrets(text)
    };
    secrets.into_iter().find(|name| name != "GITHUB_TOKEN")
}
