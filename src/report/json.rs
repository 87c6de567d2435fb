//! What was found as one JSON object, for programs.

use serde::Serialize;

use super::{Located, Report, absorb::Absorbed, escape::escaped, fleet::Changed};
use crate::workspace::{Done, Drift};

#[derive(Serialize)]
struct Document<'a> {
    findings: Vec<Finding<'a>>,
    #[serde(skip_serializing_if = "is_none")]
    omitted: usize,
    files: Vec<File<'a>>,
    #[serde(skip_serializing_if = "<[Absorbed]>::is_empty")]
    absorbed: &'a [Absorbed],
    #[serde(skip_serializing_if = "<[Changed]>::is_empty")]
    changed: &'a [Changed],
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    failures: &'a [String],
}

#[derive(Serialize)]
struct Finding<'a> {
    code: &'a str,
    name: &'a str,
    severity: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    state: &'a str,
    cause: Option<String>,
    diff: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    done: Option<&'a str>,
}

/// `report` as one JSON object, on several lines. `omitted`, `absorbed`, `changed` and `failures`
/// are present only if they are not empty.
///
/// # Panics
/// Never: strings, numbers and lists can be written.
#[must_use]
pub fn document(report: &Report) -> String {
    let document = Document {
        findings: report.findings.iter().map(finding).collect(),
        omitted: report.omitted,
        files: report.drifts.iter().map(file).collect(),
        absorbed: &report.absorbed,
        changed: &report.changed,
        failures: &report.failures,
    };
    let text = serde_json::to_string_pretty(&document);
    escaped(&format!(
        "{}\n",
        text.expect("no key is anything but a string")
    ))
}

/// Whether the number is zero.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_none(number: &usize) -> bool {
    *number == 0
}

fn finding(located: &Located) -> Finding<'_> {
    let finding = &located.finding;
    Finding {
        code: finding.code,
        name: &finding.name,
        severity: finding.severity.name(),
        message: &finding.message,
        help: finding.help.as_deref(),
        file: &located.file,
        line: located.start.0,
        column: located.start.1,
        end_line: located.end.0,
        end_column: located.end.1,
    }
}

fn file(drift: &Drift) -> File<'_> {
    File {
        path: &drift.path,
        state: drift.state.name(),
        cause: drift.cause(),
        diff: Some(drift.diff.as_str()).filter(|diff| !diff.is_empty()),
        done: drift.done.map(Done::name),
    }
}
