//! Internal errors: outputs that differ from their plan.

use std::fmt::Write;

use crate::{
    artifact::VERSION,
    verify::{Difference, join_values},
};

/// The differences `differences` between the plan of the spec called `spec` and its outputs, and how to report them.
#[must_use]
pub fn describe_differences(spec: &str, differences: &[Difference]) -> String {
    let mut out = format!("internal error: an output of {spec} differs from its plan\n\n");
    for difference in differences {
        let Difference {
            path,
            subject,
            expected,
            actual,
        } = difference;
        let _ = writeln!(
            out,
            "  {path}: {subject}\n    expected: {}\n      actual: {}\n",
            indent(&join_values(expected)),
            indent(&join_values(actual))
        );
    }
    let _ = writeln!(
        out,
        "This is a bug in tvgen {VERSION}, not in the spec. Please report it with these lines and the spec."
    );
    out
}

/// Aligns the lines of `text` with the first one.
fn indent(text: &str) -> String {
    text.replace('\n', "\n              ")
}
