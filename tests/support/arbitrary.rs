//! Whole specs, drawn from the format: every table and every key of it, one file a table.

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

/// What writes each table, in an order in which each sees those that it has to agree with.
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
/// The most choices that a table is drawn from; those that are not there are the plainest.
const LONGEST: usize = 90;

/// A spec, as it is printed when a law fails.
#[derive(Clone)]
pub struct Draft(pub Table);

/// A spec without an error, and what comes of it.
pub struct Drawn {
    /// The spec.
    pub spec: Table,
    /// What comes of it.
    pub outcome: Outcome,
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{}", spec::text(&self.0))
    }
}

impl fmt::Debug for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{}", spec::text(&self.spec))
    }
}

/// Specs, nearly all of them without an error.
pub fn drafts() -> impl Strategy<Value = Draft> {
    vec(vec(any::<u16>(), 0..=LONGEST), TABLES.len()).prop_map(|rows| {
        let mut spec = Table::new();
        spec.insert("spec".to_owned(), Value::Integer(1));
        for (draw, row) in TABLES.iter().zip(rows) {
            draw(&mut Choices::new(row), &mut spec);
        }
        Draft(spec)
    })
}

/// Specs without an error, and what comes of them.
pub fn specs() -> impl Strategy<Value = Drawn> {
    drafts().prop_filter_map("the spec has an error", |Draft(spec)| {
        let (_, outcome) = spec::compiled(&spec);
        (!outcome.failed()).then_some(Drawn { spec, outcome })
    })
}
