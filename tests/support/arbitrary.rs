//! Generates random specs that cover every table and key of the format; one module per table.

mod assets;
mod base;
mod bundle;
mod cache;
mod choices;
mod deploy;
mod environments;
mod hook_jobs;
mod hook_steps;
mod javascript;
mod outputs;
mod registries;
mod rest;
mod scan;
mod service;
mod smoke_test;
mod stages;
mod tags;
mod template;
mod workflow;

use std::fmt;

use proptest::{collection::vec, prelude::*};
use toml::{Table, Value};
use tvgen::compile::Outcome;

use self::choices::Choices;
use super::spec;

/// The functions that draw the tables. A table that depends on others is drawn after them.
const TABLES: &[fn(&mut Choices, &mut Table)] = &[
    service::draw,
    base::draw,
    javascript::draw,
    bundle::draw,
    assets::draw,
    stages::draw,
    cache::draw,
    tags::draw,
    registries::draw,
    scan::draw,
    environments::draw,
    deploy::draw,
    smoke_test::draw,
    workflow::draw,
    hook_steps::draw,
    hook_jobs::draw,
    outputs::draw,
    rest::draw,
    template::draw,
];
/// The maximum number of random choices per table; any further choice is the simplest one.
const MAX_CHOICES: usize = 90;

/// A random spec, printed as TOML when a test fails.
#[derive(Clone)]
pub struct Draft(pub Table);

/// A random spec without errors, compiled.
pub struct CompiledSpec {
    /// The spec.
    pub spec: Table,
    /// The outcome of compiling it.
    pub outcome: Outcome,
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{}", spec::to_toml(&self.0))
    }
}

impl fmt::Debug for CompiledSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{}", spec::to_toml(&self.spec))
    }
}

/// Random specs, nearly all of them without errors.
pub fn drafts() -> impl Strategy<Value = Draft> {
    vec(vec(any::<u16>(), 0..=MAX_CHOICES), TABLES.len()).prop_map(|rows| {
        let mut spec = Table::new();
        spec.insert("spec".to_owned(), Value::Integer(1));
        for (draw, row) in TABLES.iter().zip(rows) {
            draw(&mut Choices::new(row), &mut spec);
        }
        Draft(spec)
    })
}

/// Random specs without errors, compiled.
pub fn specs() -> impl Strategy<Value = CompiledSpec> {
    drafts().prop_filter_map("the spec has an error", |Draft(spec)| {
        let (_, outcome) = spec::compile_table(&spec);
        (!outcome.has_errors()).then_some(CompiledSpec { spec, outcome })
    })
}
