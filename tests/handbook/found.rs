//! What is wrong with a spec, without rendering it.

use toml::Table;
use tvgen::{finding::Finding, rules, source::Source, spec::read::read};

use crate::support::spec;

/// What reading `spec` and the rules find.
pub fn findings(spec: &Table) -> Vec<Finding> {
    let reading = read(&Source::new("tvgen.toml", spec::text(spec)));
    let found = rules::check(&reading.spec, &reading.findings);
    [reading.findings, found].concat()
}
