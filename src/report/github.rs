//! Annotations, which GitHub shows next to the lines of a change.
//!
//! Workflow commands, as <https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands> describes
//! them and the runner's `ActionCommand.cs` reads them.

use super::{LocatedFinding, MAX_SHOWN, Report, Root, describe_json_limit};
use crate::{lang::terminal, workspace::FileDrift};

/// `report` as annotations, one line each, with paths from `root`.
#[must_use]
pub fn render_annotations(report: &Report, root: &Root) -> String {
    let findings = report
        .findings
        .iter()
        .map(|located| format_finding(located, root));
    let drifts = report
        .drifts
        .iter()
        .filter_map(|drift| format_drift(drift, root));
    let failures = report.failures.iter().map(|failure| {
        let title = format_property("title", "tvgen");
        format_command("error", &[title], failure)
    });
    let shown = findings.take(MAX_SHOWN);
    let mut lines: Vec<String> = shown.collect();
    let more = (report.findings.len() + report.omitted).saturating_sub(MAX_SHOWN);
    if more > 0 {
        let message = format!("{more} more: {}", describe_json_limit(report.omitted));
        lines.push(format_command(
            "error",
            &[format_property("title", "tvgen")],
            &message,
        ));
    }
    lines.extend(drifts);
    lines.extend(failures);
    lines.concat()
}

fn format_finding(located: &LocatedFinding, root: &Root) -> String {
    let finding = &located.finding;
    let ((line, column), (end_line, end_column)) = (located.start, located.end);
    let mut properties = file_property(&located.file, root);
    properties.push(format_property("line", &line.to_string()));
    // The runner drops the columns of an annotation of several lines.
    if line == end_line {
        properties.push(format_property("col", &column.to_string()));
    }
    properties.push(format_property("endLine", &end_line.to_string()));
    if line == end_line {
        properties.push(format_property("endColumn", &end_column.to_string()));
    }
    properties.push(format_property(
        "title",
        &format!("{} {}", finding.code, finding.name),
    ));
    let message = match &finding.help {
        Some(help) => format!("{}\n{help}", finding.message),
        None => finding.message.clone(),
    };
    format_command(finding.severity.name(), &properties, &message)
}

fn format_drift(drift: &FileDrift, root: &Root) -> Option<String> {
    let (message, help) = (drift.message()?, drift.help.as_ref()?);
    let (path, line) = drift.place();
    let mut properties = file_property(path, root);
    properties.push(format_property("line", &line.to_string()));
    properties.push(format_property(
        "title",
        &format!("{} file", drift.state.name()),
    ));
    Some(format_command(
        "error",
        &properties,
        &format!("{message}\n{help}"),
    ))
}

/// The property for the file called `name`.
fn file_property(name: &str, root: &Root) -> Vec<String> {
    let path = root.path(name).unwrap_or_else(|| name.to_owned());
    vec![format_property("file", &path)]
}

fn format_property(name: &str, value: &str) -> String {
    let value = escape(value).replace(':', "%3A").replace(',', "%2C");
    format!("{name}={value}")
}

fn format_command(name: &str, properties: &[String], message: &str) -> String {
    format!("::{name} {}::{}\n", properties.join(","), escape(message))
}

/// Escapes `text` onto one line, as the runner decodes it; terminal controls become escapes such as `\u{1b}`.
fn escape(text: &str) -> String {
    let text = text.replace('%', "%25");
    let text = text.replace('\r', "%0D").replace('\n', "%0A");
    terminal::text(&text).as_str().to_owned()
}

/// Starts a command in the runner's old syntax, anywhere in a line.
const OLD_COMMAND: &str = "##[";

/// Starts a command at the beginning of a line, after whitespace.
const COMMAND: &str = "::";

/// Escapes `text` so that the runner finds no command in it: a backslash breaks each command prefix.
#[must_use]
pub fn defuse_commands(text: &str) -> String {
    let line = |line: &str| {
        let line = line.replace(OLD_COMMAND, "##\\[");
        let text = line.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if text.starts_with(COMMAND) {
            let indent = &line[..line.len() - text.len()];
            format!("{indent}\\{text}")
        } else {
            line
        }
    };
    text.split_inclusive('\n').map(line).collect()
}
