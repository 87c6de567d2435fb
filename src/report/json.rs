//! The results of a command as one JSON object, for programs.

use serde::Serialize;

use super::{
    LocatedFinding, Report, absorb::AbsorbReport, escape::escape_json, fleet::ChangedSpec,
};
use crate::workspace::{FileAction, FileDrift};

#[derive(Serialize)]
struct Document<'a> {
    findings: Vec<Finding<'a>>,
    #[serde(skip_serializing_if = "is_zero")]
    omitted: usize,
    files: Vec<File<'a>>,
    #[serde(skip_serializing_if = "<[AbsorbReport]>::is_empty")]
    absorbed: &'a [AbsorbReport],
    #[serde(skip_serializing_if = "<[ChangedSpec]>::is_empty")]
    changed: &'a [ChangedSpec],
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
/// Never: strings, numbers and lists can be serialised.
#[must_use]
pub fn render_document(report: &Report) -> String {
    let document = Document {
        findings: report.findings.iter().map(format_finding).collect(),
        omitted: report.omitted,
        files: report.drifts.iter().map(format_file).collect(),
        absorbed: &report.absorbed,
        changed: &report.changed,
        failures: &report.failures,
    };
    let text = serde_json::to_string_pretty(&document);
    escape_json(&format!("{}\n", text.expect("all keys are strings")))
}

/// Whether the number is zero.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

fn format_finding(located: &LocatedFinding) -> Finding<'_> {
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

fn format_file(drift: &FileDrift) -> File<'_> {
    File {
        path: &drift.path,
        state: drift.state.name(),
        cause: drift.cause(),
        diff: Some(drift.diff.as_str()).filter(|diff| !diff.is_empty()),
        done: drift.action.map(FileAction::name),
    }
}
