//! The outputs would be too large.
//!
//! ## Why
//! Some values of a spec are repeated for each environment or each stage. Even a small spec can produce hundreds of
//! megabytes: more than GitHub and Docker accept, and perhaps more than the memory of the machine.
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

/// The maximum size of repeated values in the outputs, in bytes: twenty times the size of the largest known spec.
const MAX_BYTES: usize = 2 * 1024 * 1024;

/// The maximum number of times that a value occurs in the outputs for one environment or one stage.
const COPIES: usize = 4;

/// The bytes that surround each value: its key, its indentation, its arguments.
const OVERHEAD: usize = 24;

/// The bytes by which a placeholder grows when it is filled in.
const PLACEHOLDER_GROWTH: usize = 16;

/// The bytes of a step without its values.
const STEP_OVERHEAD: usize = 400;

/// The keys whose values are repeated for each environment.
const PER_ENVIRONMENT: &[&[&str]] = &[&["deploy"], &["smoke_test"], &["workflow", "runs_on"]];

/// The keys whose values are repeated for each stage.
const PER_STAGE: &[&[&str]] = &[&["base"], &["assets", "secrets"], &["cache"]];

/// A repeated value.
struct Repeated {
    place: Place,
    /// The table that repeats the value: once for each of its entries.
    table: &'static str,
    times: usize,
    bytes: usize,
}

fn check(spec: &Spec, source: &Source, findings: &mut Findings) {
    let (environments, stages) = (spec.environments.len(), spec.stage_names().len());
    let repeat = |table: &'static str, times: usize, path: &&[&str]| {
        let place = path
            .iter()
            .fold(Place::root(), |place, key| place.key(*key));
        let bytes = times * COPIES * source.node(&place).map_or(0, estimate_bytes);
        Repeated {
            place,
            table,
            times,
            bytes,
        }
    };
    let mut all: Vec<Repeated> = PER_ENVIRONMENT
        .iter()
        .map(|path| repeat("environments", environments, path))
        .collect();
    all.extend(PER_STAGE.iter().map(|path| repeat("stages", stages, path)));
    all.push(Repeated {
        place: place!("hooks", "steps"),
        table: "environments",
        times: environments,
        bytes: step_bytes(spec, source),
    });
    let bytes: usize = all.iter().map(|repeated| repeated.bytes).sum();
    let largest = all.into_iter().max_by_key(|repeated| repeated.bytes);
    let Some(Repeated {
        place,
        table,
        times,
        ..
    }) = largest.filter(|_| bytes > MAX_BYTES)
    else {
        return;
    };
    let size = bytes.div_ceil(1024 * 1024);
    let help = format!(
        "shorten `{place}`, or remove some of the `{table}`: the limit is {} MiB",
        MAX_BYTES / (1024 * 1024)
    );
    findings
        .report(
            place.clone(),
            format!("the outputs would be about {size} MiB, mostly from `{place}` repeated for {times} `{table}`"),
        )
        .label("repeated")
        .help(help);
}

/// The approximate size of all steps in the outputs, in bytes.
fn step_bytes(spec: &Spec, source: &Source) -> usize {
    let bytes = spec.point_steps().map(|(place, step)| {
        let node = source.node(&place);
        let times = match (&step.environments, &step.at) {
            (_, Some(point)) if point.starts_with("build.") => 1,
            (Some(names), _) => names.len(),
            (None, _) => spec.environments.len(),
        };
        times * (STEP_OVERHEAD + COPIES * node.map_or(0, estimate_bytes))
    });
    bytes.sum()
}

/// The approximate size of `node` in an output, in bytes.
fn estimate_bytes(node: &Node) -> usize {
    match &node.value {
        Value::String(text) => {
            OVERHEAD + text.len() + PLACEHOLDER_GROWTH * text.matches('{').count()
        }
        Value::Table(table) => {
            let entries = table.iter();
            entries
                .map(|(key, node)| key.len() + estimate_bytes(node))
                .sum()
        }
        Value::Array(items) => items.iter().map(estimate_bytes).sum(),
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => OVERHEAD,
    }
}
