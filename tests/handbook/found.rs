//! What is wrong with a spec, without rendering it.

use toml::Table;
use tvgen::{
    finding::Finding,
    rules,
    source::{Source, Surroundings},
    spec::read::read,
};

use crate::support::{TODAY, spec};

/// What reading `spec` and the rules find.
pub fn findings(spec: &Table) -> Vec<Finding> {
    let source = Source::new("tvgen.toml", spec::text(spec));
    let reading = read(&source);
    let surroundings = Surroundings::on(TODAY);
    let found = rules::check(&reading.spec, &reading.findings, &source, &surroundings);
    [reading.findings, found].concat()
}
