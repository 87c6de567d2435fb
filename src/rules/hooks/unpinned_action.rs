//! An action can change under you.
//!
//! ## Why
//! A branch or a tag is moved by whoever owns the action, or has taken it over: the next run does something else, with your
//! secrets. A commit stays what it is. A name without one takes the commit of `[actions]` or of tvgen's catalogue.
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
    spec::actions::{is_commit, is_name},
};

pub const RULE: Rule = Rule::error("TV1412", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let steps = spec.written_steps();
    let steps = steps
        .iter()
        .filter_map(|step| Some((step.at.key("uses"), step.text("uses")?)));
    let jobs = spec.own_jobs().filter_map(|(name, job)| {
        let at = at!("hooks", "jobs", name, "uses");
        Some((at, job.value("uses")?.as_str()?))
    });
    let all: Vec<(Place, &str)> = steps.chain(jobs).collect();
    for (at, uses) in all.into_iter().filter(|(_, uses)| !uses.trim().is_empty()) {
        if let Some((label, help)) = fault(spec, uses) {
            findings
                .report(at, format!("nothing says which commit `{uses}` is"))
                .label(label)
                .help(help);
        }
    }
}

/// What is wrong with `uses`, and what to write instead.
fn fault(spec: &Spec, uses: &str) -> Option<(&'static str, String)> {
    if let Some(path) = uses.strip_prefix("./") {
        let fits = path == "." || path.is_empty() || path.split('/').all(is_part);
        let help = "write the folder, as in `./.github/actions/prepare`";
        return (!fits).then(|| ("not a path", help.to_owned()));
    }
    if let Some(image) = uses.strip_prefix("docker://") {
        let help = format!(
            "write `docker://{}@sha256:…`",
            image.split('@').next().unwrap_or(image)
        );
        return (!is_pinned_image(image)).then_some(("no digest", help));
    }
    let (name, version) = match uses.split_once('@') {
        Some((name, version)) => (name, Some(version)),
        None => (uses, None),
    };
    if !is_name(name) {
        let help = "write its owner, its repository and its commit, as in `actions/cache@…`";
        return Some(("not an action", help.to_owned()));
    }
    let known = spec
        .pin(name)
        .map(|(_, pin)| pin.version.as_deref().unwrap_or_default())
        .or_else(|| actions::pin(name).and_then(|action| action.version.as_deref()));
    match (version, known) {
        (Some(version), _) if is_commit(version) => None,
        (None, Some(_)) => None,
        (Some(_), Some(known)) => {
            let help = format!("write `{name}`, which takes the commit of `{known}`");
            Some(("not a commit", help))
        }
        (Some(version), None) => {
            let help = format!(
                "add `\"{name}\" = {{ version = \"{version}\", sha = \"…\" }}` to `[actions]`, and write `{name}`"
            );
            Some(("not a commit", help))
        }
        (None, None) => {
            let help = nearest(name, actions::names()).map(did_you_mean);
            let pin =
                format!("add `\"{name}\" = {{ version = \"…\", sha = \"…\" }}` to `[actions]`");
            Some(("no commit", help.unwrap_or(pin)))
        }
    }
}

fn is_part(part: &str) -> bool {
    !["", ".", ".."].contains(&part)
        && part
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
}
