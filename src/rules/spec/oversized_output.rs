//! The outputs would be too large.
//!
//! ## Why
//! Some values of a spec are repeated for each environment or each stage. Even a small spec can render hundreds of
//! megabytes: more than GitHub and Docker read, and perhaps more than the machine has memory.
//!
//! ## Fails
//! ```toml one.toml
//! [[hooks.steps]]
//! at = "deploy.end"
//! run = "curl --fail --silent --show-error --data \"deployed $GITHUB_SHA\" https://deployments.example.org/hello > /dev/null"
//! ```
//! ```toml ten.toml
//! extends = "one.toml"
//! [hooks]
//! steps = ["...", "...", "...", "...", "...", "...", "...", "...", "...", "..."]
//! ```
//! ```toml
//! extends = "ten.toml"
//! [hooks]
//! steps = [
//!   "...", "...", "...", "...", "...", "...", "...", "...", "...", "...",
//!   "...", "...", "...", "...", "...", "...", "...", "...", "...", "...",
//! ]
//! [deploy]
//! version = "1.14.5"
//! [smoke_test]
//! command = "bin/smoke-test"
//! [environments]
//! blue = { on = "manual" }
//! green = { on = "manual" }
//! red = { on = "manual" }
//! yellow = { on = "manual" }
//! orange = { on = "manual" }
//! purple = { on = "manual" }
//! brown = { on = "manual" }
//! black = { on = "manual" }
//! white = { on = "manual" }
//! grey = { on = "manual" }
//! ```
//!
//! ## Passes
//! ```toml
//! [[hooks.steps]]
//! at = "deploy.end"
//! run = "curl --fail --silent --show-error --data \"deployed $GITHUB_SHA\" https://deployments.example.org/hello > /dev/null"
//! [deploy]
//! version = "1.14.5"
//! [smoke_test]
//! command = "bin/smoke-test"
//! [environments]
//! blue = { on = "manual" }
//! green = { on = "manual" }
//! ```

use crate::{
    rules::prelude::*,
    source::{Node, Value},
};

pub const RULE: Rule = Rule::error("TV0016", Check::Source(check));

/// The most bytes of repeated values in the outputs: twenty times those of the largest known spec.
const MOST_BYTES: usize = 2 * 1024 * 1024;

/// How often a value occurs in each repetition: in up to four outputs, or with its name.
const COPIES: usize = 4;

/// The bytes that each value adds to its own: its key, its indentation, its arguments.
const AROUND: usize = 24;

/// The bytes by which a placeholder grows when it is filled in.
const FILLED: usize = 16;

/// The bytes of a step without its values.
const STEP: usize = 400;

/// The keys whose values are repeated for each environment.
const OF_ENVIRONMENTS: &[&[&str]] = &[&["deploy"], &["smoke_test"], &["workflow", "runs_on"]];

/// The keys whose values are repeated for each stage.
const OF_STAGES: &[&[&str]] = &[&["base"], &["assets", "secrets"], &["cache"]];

/// A repeated value.
struct Repeated {
    at: Place,
    /// The table whose entries repeat it.
    table: &'static str,
    times: usize,
    bytes: usize,
}

fn check(spec: &Spec, source: &Source, findings: &mut Findings) {
    let (environments, stages) = (spec.environments.len(), spec.stage_names().len());
    let once = |table: &'static str, times: usize, path: &&[&str]| {
        let at = path.iter().fold(Place::root(), |at, key| at.key(*key));
        let bytes = times * COPIES * source.node(&at).map_or(0, weight);
        Repeated {
            at,
            table,
            times,
            bytes,
        }
    };
    let mut all: Vec<Repeated> = OF_ENVIRONMENTS
        .iter()
        .map(|path| once("environments", environments, path))
        .collect();
    all.extend(OF_STAGES.iter().map(|path| once("stages", stages, path)));
    all.push(Repeated {
        at: at!("hooks", "steps"),
        table: "environments",
        times: environments,
        bytes: steps(spec, source),
    });
    let bytes: usize = all.iter().map(|repeated| repeated.bytes).sum();
    let most = all.into_iter().max_by_key(|repeated| repeated.bytes);
    let Some(Repeated {
        at, table, times, ..
    }) = most.filter(|_| bytes > MOST_BYTES)
    else {
        return;
    };
    let size = bytes.div_ceil(1024 * 1024);
    let help = format!(
        "shorten `{at}` or remove `{table}`: the limit is {} MiB",
        MOST_BYTES / (1024 * 1024)
    );
    findings
        .report(
            at.clone(),
            format!("the outputs would be about {size} MiB, mostly from `{at}` repeated for {times} `{table}`"),
        )
        .label("repeated")
        .help(help);
}

/// The most bytes that the steps of deployments can have.
fn steps(spec: &Spec, source: &Source) -> usize {
    let bytes = spec.point_steps().map(|(at, step)| {
        let node = source.node(&at);
        let times = match (&step.environments, &step.at) {
            (_, Some(at)) if at.starts_with("build.") => 1,
            (Some(names), _) => names.len(),
            (None, _) => spec.environments.len(),
        };
        times * (STEP + COPIES * node.map_or(0, weight))
    });
    bytes.sum()
}

/// The approximate size of `node` in an output, in bytes.
fn weight(node: &Node) -> usize {
    match &node.value {
        Value::String(text) => AROUND + text.len() + FILLED * text.matches('{').count(),
        Value::Table(table) => {
            let entries = table.iter();
            entries.map(|(key, node)| key.len() + weight(node)).sum()
        }
        Value::Array(items) => items.iter().map(weight).sum(),
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => AROUND,
    }
}
