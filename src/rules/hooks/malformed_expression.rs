//! An expression is none that GitHub can read.
//!
//! ## Why
//! One expression that GitHub cannot read makes it refuse the workflow as a whole. So does one that uses a context or a
//! function where GitHub does not offer it: no condition can read a secret. A condition with text around its
//! `${{ }}` is a text that is not empty, and so always holds.
//!
//! ## Fails
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! if = "github.ref == 'refs/heads/main"
//! run = "bin/prepare"
//! ```
//!
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! if = "${{ github.actor }} == 'dependabot[bot]'"
//! run = "bin/prepare"
//! ```
//!
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! env = { BRANCH = "${{ github.head_ref" }
//! run = "bin/prepare"
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! if = " "
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/swagger" }]
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! runs-on = "${{ matrix.runner) }}"
//! steps = [{ run = "bin/swagger" }]
//! ```
//!
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! if = "secrets.DOCS_TOKEN != ''"
//! run = "bin/prepare"
//! ```
//!
//! ```toml
//! [[hooks.steps]]
//! at = "build.end"
//! if = "failure('build')"
//! run = "bin/prepare"
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! if = "env.DOCS == 'true'"
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/swagger" }]
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! runs-on = "${{ hashFiles('docs') && 'ubuntu-24.04' || 'ubuntu-22.04' }}"
//! steps = [{ run = "bin/swagger" }]
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/swagger", env = { FAILED = "${{ failure() }}" } }]
//! ```
//!
//! ## Passes
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! if = "github.ref == 'refs/heads/main' && !contains(github.event.head_commit.message, '[skip]')"
//! env = { BRANCH = "${{ github.head_ref || github.ref_name }}" }
//! run = "bin/prepare"
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! if = "${{ always() }}"
//! runs-on = "ubuntu-24.04"
//! steps = [{ if = "failure() && env.DOCS == 'true' && hashFiles('docs') != ''", run = "bin/swagger" }]
//! ```

use crate::{
    lang::expr::{hole, parse::Fault, tree::Tree},
    rules::prelude::*,
    spec::hooks::{available::Available, written::TABLES},
};

pub const RULE: Rule = Rule::error("TV1411", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for step in spec
        .written_steps()
        .iter()
        .filter(|step| step.job.is_none())
    {
        for (key, text) in step.texts() {
            text_at(step.at.key(*key), text, findings);
        }
        for key in TABLES {
            for (name, text) in step.table(key) {
                let at = step.at.key(*key).key(*name);
                if let Some(text) = text {
                    text_at(at, text, findings);
                }
            }
        }
    }
    for (name, job) in spec.own_jobs() {
        for text in job.texts(&at!("hooks", "jobs", name)) {
            if !text.is_key {
                text_at(text.at, text.text, findings);
            } else if text.text.contains("${{") {
                findings
                    .report_key(
                        text.at,
                        format!("`{}` is a key, and GitHub evaluates none", text.text),
                    )
                    .label("an expression")
                    .help("write the key itself");
            }
        }
    }
}

/// Looks at `text`, which stands at `at`.
fn text_at(at: Place, text: &str, findings: &mut Findings) {
    let (trees, help) = match own_key(&at) {
        // Nothing is evaluated there, and rules of their own speak of what it can be.
        Some("run" | "uses" | "id" | "shell" | "needs") => return,
        Some("if") => (
            hole::condition(text).map(|hole| vec![hole.tree]),
            "write one expression, as in `if = \"github.ref == 'refs/heads/main'\"`",
        ),
        Some(_) | None => (
            hole::holes(text).map(|holes| holes.into_iter().map(|hole| hole.tree).collect()),
            "write it as in `${{ github.ref_name }}`; for a `${{` that is text, write `${{ '${{' }}`",
        ),
    };
    match trees {
        Err(fault) => {
            let shown = line(text, fault);
            findings
                .report(at, format!("GitHub cannot read `{shown}`"))
                .label(fault.what)
                .help(help);
        }
        Ok(trees) => missing(at, &trees, findings),
    }
}

/// The line of `text` that has the fault.
fn line(text: &str, fault: Fault) -> &str {
    let start = text[..fault.at].rfind('\n').map_or(0, |at| at + 1);
    text[start..].lines().next().unwrap_or_default()
}

/// Looks for what GitHub does not offer at `at` in `trees`.
fn missing(at: Place, trees: &[Tree], findings: &mut Findings) {
    let available = Available::at(&at);
    let Some(name) = trees.iter().find_map(|tree| available.missing(tree)) else {
        return;
    };
    findings
        .report(at, format!("GitHub does not offer `{name}` at this key"))
        .label("not available")
        .help(format!("use what it offers here: {}", available.names()));
}

/// The key of a step or a job, if `at` is that and nothing below it.
fn own_key(at: &Place) -> Option<&str> {
    match at.keys() {
        [_, Key::Name(of), Key::Item(_), Key::Name(key)] if of == "steps" => Some(key),
        [_, _, Key::Name(_), Key::Name(key)] => Some(key),
        [_, _, _, Key::Name(of), Key::Item(_), Key::Name(key)] if of == "steps" => Some(key),
        [_, _, _, Key::Name(key), Key::Item(_)] if key == "needs" => Some(key),
        _ => None,
    }
}
