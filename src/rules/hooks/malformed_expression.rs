//! An expression is invalid.
//!
//! ## Why
//! GitHub rejects a whole workflow if it cannot parse one expression. It also rejects the workflow if an expression
//! uses a context or a function that is not available at its key. For example, a condition cannot read secrets. A
//! condition with text around its `${{ }}` is a non-empty string, and therefore always true.
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
    lang::expr::{embedded, parse::ExpressionError, tree::Tree},
    rules::prelude::*,
    spec::hooks::{availability::Availability, steps::TABLE_KEYS},
};

pub const RULE: Rule = Rule::error("TV1411", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for step in spec.hook_steps().iter().filter(|step| step.job.is_none()) {
        for (key, text) in step.texts() {
            check_text(step.place.key(*key), text, findings);
        }
        for key in TABLE_KEYS {
            for (name, text) in step.table(key) {
                let place = step.place.key(*key).key(*name);
                if let Some(text) = text {
                    check_text(place, text, findings);
                }
            }
        }
    }
    for (name, job) in spec.custom_jobs() {
        for text in job.texts(&place!("hooks", "jobs", name)) {
            if !text.is_key {
                check_text(text.place, text.text, findings);
            } else if text.text.contains("${{") {
                findings
                    .report_key(
                        text.place,
                        format!(
                            "GitHub does not evaluate the expression in the key `{}`",
                            text.text
                        ),
                    )
                    .label("expression in a key")
                    .help("write a key without an expression");
            }
        }
    }
}

/// Checks the expressions in `text`, the value at `place`.
fn check_text(place: Place, text: &str, findings: &mut Findings) {
    let (trees, help) = match own_key(&place) {
        // Other rules check these keys.
        Some("run" | "uses" | "id" | "shell" | "needs") => return,
        Some("if") => (
            embedded::parse_condition(text).map(|expression| vec![expression.tree]),
            "write one expression, as in `if = \"github.ref == 'refs/heads/main'\"`",
        ),
        Some(_) | None => (
            embedded::parse_all(text).map(|expressions| {
                expressions
                    .into_iter()
                    .map(|expression| expression.tree)
                    .collect()
            }),
            "write it as in `${{ github.ref_name }}`; for a literal `${{`, write `${{ '${{' }}`",
        ),
    };
    match trees {
        Err(error) => {
            let line = error_line(text, error);
            findings
                .report(place, format!("GitHub cannot parse `{line}`"))
                .label(error.message)
                .help(help);
        }
        Ok(trees) => check_availability(place, &trees, findings),
    }
}

/// The line of `text` that contains the error.
fn error_line(text: &str, error: ExpressionError) -> &str {
    let start = text[..error.offset].rfind('\n').map_or(0, |end| end + 1);
    text[start..].lines().next().unwrap_or_default()
}

/// Reports a context or a function in `trees` that is not available at `place`.
fn check_availability(place: Place, trees: &[Tree], findings: &mut Findings) {
    let available = Availability::for_place(&place);
    let Some(name) = trees
        .iter()
        .find_map(|tree| available.find_unavailable(tree))
    else {
        return;
    };
    findings
        .report(place, format!("`{name}` is not available at this key"))
        .label("unavailable")
        .help(format!(
            "use one of the available names: {}",
            available.names()
        ));
}

/// The key of a step or a job whose value is at `place`; `None` for values nested in it, except the items of `needs`.
fn own_key(place: &Place) -> Option<&str> {
    match place.keys() {
        [_, Key::Name(table), Key::Item(_), Key::Name(key)] if table == "steps" => Some(key),
        [_, _, Key::Name(_), Key::Name(key)] => Some(key),
        [_, _, _, Key::Name(table), Key::Item(_), Key::Name(key)] if table == "steps" => Some(key),
        [_, _, _, Key::Name(key), Key::Item(_)] if key == "needs" => Some(key),
        _ => None,
    }
}
