//! Untrusted text from an event selects a job's environment, runner or image.
//!
//! ## Why
//! The author of a pull request chooses its title and branch name, and the user who starts a run chooses its inputs. If
//! such a text names the environment, the runner or the image of a job, it selects the job's secrets and the program
//! that reads them. If it is part of a container's options, it can add more options. Outputs of other jobs and steps
//! can contain such texts.
//!
//! ## Fails
//! ```toml
//! [hooks.jobs.publish]
//! runs-on = "ubuntu-24.04"
//! environment = "${{ github.head_ref }}"
//! steps = [{ run = "bin/publish" }]
//! ```
//!
//! ```toml
//! [hooks.jobs.publish]
//! runs-on = "ubuntu-24.04"
//! environment = { name = "docs-${{ github.event.pull_request.title }}" }
//! steps = [{ run = "bin/publish" }]
//! ```
//!
//! ```toml
//! [hooks.jobs.publish]
//! runs-on = "${{ github['event'].inputs.runner }}"
//! steps = [{ run = "bin/publish" }]
//! ```
//!
//! ```toml
//! [hooks.jobs.publish]
//! runs-on = "ubuntu-24.04"
//! container = { image = "ruby:3.4.7@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", options = "--name ${{ github.head_ref }}" }
//! steps = [{ run = "bin/publish" }]
//! ```
//!
//! ```toml
//! [hooks.jobs.publish]
//! runs-on = "ubuntu-24.04"
//! strategy = { matrix = { target = ["${{ github.head_ref }}"] } }
//! environment = "${{ matrix.target }}"
//! steps = [{ run = "bin/publish" }]
//! ```
//!
//! ## Passes
//! ```toml
//! [hooks.jobs.publish]
//! runs-on = "ubuntu-24.04"
//! environment = "${{ github.ref == 'refs/heads/main' && 'production' || 'staging' }}"
//! steps = [{ run = "bin/publish" }]
//! ```
//!
//! ```toml
//! [hooks.jobs.publish]
//! runs-on = "${{ vars.RUNNER }}"
//! environment = "docs-pr-${{ github.event.pull_request.number }}"
//! steps = [{ run = "bin/publish" }]
//! ```

use crate::{
    lang::expr::{embedded, tree::Tree},
    rules::prelude::*,
};

pub const RULE: Rule = Rule::error("TV1424", Check::Spec(check));

/// The values that never contain text of a pull request or of the user who starts a run; all others can.
const TRUSTED: &[&str] = &[
    "vars.",
    "matrix.",
    "strategy.",
    "runner.",
    "secrets.",
    "github.event_name",
    "github.event.number",
    "github.event.pull_request.number",
    "github.event.issue.number",
    "github.repository",
    "github.repository_owner",
    "github.repository_id",
    "github.repository_owner_id",
    "github.run_id",
    "github.run_number",
    "github.run_attempt",
    "github.sha",
    "github.job",
    "github.ref_protected",
    "github.ref_type",
    "github.server_url",
    "github.api_url",
];

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, job) in spec.custom_jobs() {
        let place = place!("hooks", "jobs", name);
        let chosen = job.texts(&place).into_iter().filter(|text| !text.is_key);
        for text in chosen.filter(|text| chooses(&place, &text.place)) {
            let trees = embedded::parse_trees(text.text);
            let mut paths = trees.iter().flat_map(Tree::result_contexts);
            let Some(path) = paths.find(|path| !is_trusted(path)) else {
                continue;
            };
            findings
                .report(text.place, format!("`{path}` is untrusted input"))
                .label("untrusted")
                .help("write a fixed value, or select one with a comparison, as in `${{ github.ref == 'refs/heads/main' && 'production' || 'staging' }}`");
        }
    }
}

/// Whether the text at `text` selects the environment, the runner or the image of the job at `job`.
fn chooses(job: &Place, text: &Place) -> bool {
    let keys: Vec<Option<&str>> = text.keys()[job.keys().len()..]
        .iter()
        .map(Key::name)
        .collect();
    matches!(
        keys.as_slice(),
        [Some("environment" | "container")]
            | [Some("environment"), Some("name")]
            | [Some("runs-on"), ..]
            | [Some("strategy"), Some("matrix"), ..]
            | [Some("container"), Some("image" | "options")]
            | [Some("container"), Some("volumes"), ..]
            | [Some("services"), _, Some("volumes"), ..]
            | [
                Some("services"),
                _,
                Some("image" | "options" | "command" | "entrypoint")
            ]
    )
}

/// Whether the value `path` never contains text of an event.
fn is_trusted(path: &str) -> bool {
    let matches = |trusted: &&str| match trusted.strip_suffix('.') {
        Some(_) => path.starts_with(*trusted),
        None => path == *trusted,
    };
    TRUSTED.iter().any(matches)
}
