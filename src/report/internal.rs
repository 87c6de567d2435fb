//! Faults of tvgen's own, shown.

use std::fmt::Write;

use crate::{
    artifact::VERSION,
    verify::{Difference, join},
};

/// Where the outputs of the spec that is called `spec` say something else than was planned: both sides, and what to do.
#[must_use]
pub fn differences(spec: &str, differences: &[Difference]) -> String {
    let mut out = format!("internal error: an output of {spec} is not what was planned\n\n");
    for difference in differences {
        let Difference {
            path,
            what,
            expected,
            actual,
        } = difference;
        let _ = writeln!(
            out,
            "  {path}: {what}\n    expected: {}\n      actual: {}\n",
            indented(&join(expected)),
            indented(&join(actual))
        );
    }
    let _ = writeln!(
        out,
        "This is a fault of tvgen {VERSION}, not of the spec. Please report it, with these lines and the spec."
    );
    out
}

/// `text`, the lines after its first below each other.
fn indented(text: &str) -> String {
    text.replace('\n', "\n              ")
}
