//! Checks a spec without rendering it.

use toml::Table;
use tvgen::{
    finding::Finding,
    rules,
    source::{CompileInputs, Source},
    spec::read::read,
};

use crate::support::{TODAY, spec};

/// The findings of parsing `spec` and of the rules.
pub fn findings(spec: &Table) -> Vec<Finding> {
    let source = Source::new("tvgen.toml", spec::to_toml(spec));
    let reading = read(&source);
    let inputs = CompileInputs::for_day(TODAY);
    let found = rules::check(&reading.spec, &reading.findings, &source, &inputs);
    [reading.findings, found].concat()
}
