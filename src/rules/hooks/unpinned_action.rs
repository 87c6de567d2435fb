//! An action is not pinned to a commit.
//!
//! ## Why
//! The owner of an action, or an attacker who has taken it over, can move a branch or a tag: the next run then executes
//! other code, with your secrets. A commit cannot change. A name without a version uses the commit in `[actions]` or in
//! tvgen's catalogue.
//!
//! ## Fails
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! uses = "actions/cache@v5"
//! ```
//!
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! uses = "acme/prepare"
//! ```
//!
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! uses = "docker://alpine:3.22"
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! uses = "acme/workflows/.github/workflows/swagger.yml@main"
//! ```
//!
//! ## Passes
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! uses = "actions/cache/restore"
//!
//! [[hooks.steps]]
//! at = "build.start"
//! uses = "actions/cache@0123456789abcdef0123456789abcdef01234567"
//!
//! [[hooks.steps]]
//! at = "build.start"
//! uses = "acme/prepare"
//!
//! [[hooks.steps]]
//! at = "build.start"
//! uses = "./.github/actions/prepare"
//!
//! [actions]
//! "acme/prepare" = { version = "v1.0.0", sha = "0123456789abcdef0123456789abcdef01234567" }
//! ```

use crate::{
    catalogue::actions,
    lang::docker::is_pinned_image,
    rules::prelude::*,
    spec::actions::{is_action_name, is_commit},
};

pub const RULE: Rule = Rule::error("TV1412", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let steps = spec.hook_steps();
    let steps = steps
        .iter()
        .filter_map(|step| Some((step.place.key("uses"), step.text("uses")?)));
    let jobs = spec.custom_jobs().filter_map(|(name, job)| {
        let place = place!("hooks", "jobs", name, "uses");
        Some((place, job.value("uses")?.as_str()?))
    });
    let all: Vec<(Place, &str)> = steps.chain(jobs).collect();
    for (place, uses) in all.into_iter().filter(|(_, uses)| !uses.trim().is_empty()) {
        if let Some((problem, label, help)) = find_problem(spec, uses) {
            findings
                .report(place, format!("`{uses}` {problem}"))
                .label(label)
                .help(help);
        }
    }
}

/// The end of the message about an action with a branch, a tag or no version.
const NO_COMMIT: &str = "is not pinned to a commit";

/// The end of the message about `uses`, its label and its help; `None` if there is no problem.
fn find_problem(spec: &Spec, uses: &str) -> Option<(&'static str, &'static str, String)> {
    if let Some(path) = uses.strip_prefix("./") {
        let is_path = path == "." || path.is_empty() || path.split('/').all(is_segment);
        let help = "write the folder, as in `./.github/actions/prepare`";
        return (!is_path).then(|| {
            (
                "is not a path in the repository",
                "not a path",
                help.to_owned(),
            )
        });
    }
    if let Some(image) = uses.strip_prefix("docker://") {
        let help = format!(
            "write `docker://{}@sha256:…`",
            image.split('@').next().unwrap_or(image)
        );
        return (!is_pinned_image(image)).then_some((
            "is not pinned to a digest",
            "no digest",
            help,
        ));
    }
    let (name, version) = match uses.split_once('@') {
        Some((name, version)) => (name, Some(version)),
        None => (uses, None),
    };
    if !is_action_name(name) {
        let help = "write the owner, the repository and the commit, as in `actions/cache@…`";
        return Some(("is not an action", "not an action", help.to_owned()));
    }
    let known = spec
        .pin(name)
        .map(|(_, pin)| pin.version.as_deref().unwrap_or_default())
        .or_else(|| actions::find_pin(name).and_then(|action| action.version.as_deref()));
    match (version, known) {
        (Some(version), _) if is_commit(version) => None,
        (None, Some(_)) => None,
        (Some(_), Some(known)) => {
            let help = format!("write `{name}`, which uses the commit of `{known}`");
            Some((NO_COMMIT, "not a commit", help))
        }
        (Some(version), None) => {
            let help = format!(
                "add `\"{name}\" = {{ version = \"{version}\", sha = \"…\" }}` to `[actions]`, and write `{name}`"
            );
            Some((NO_COMMIT, "not a commit", help))
        }
        (None, None) => {
            let help = find_nearest(name, actions::pinned_names()).map(did_you_mean);
            let pin =
                format!("add `\"{name}\" = {{ version = \"…\", sha = \"…\" }}` to `[actions]`");
            Some((NO_COMMIT, "no commit", help.unwrap_or(pin)))
        }
    }
}

fn is_segment(segment: &str) -> bool {
    !["", ".", ".."].contains(&segment)
        && segment
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
}
