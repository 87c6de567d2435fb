//! Annotations: what GitHub shows beside the lines of a change.
//!
//! Workflow commands, as <https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands> describes
//! them and the runner's `ActionCommand.cs` reads them.

use super::{Located, MOST_SHOWN, Report, Root, listed_by_json};
use crate::{lang::terminal, workspace::Drift};

/// `report` as annotations, a line each; their files are named from `root`.
#[must_use]
pub fn annotations(report: &Report, root: &Root) -> String {
    let findings = report.findings.iter().map(|located| finding(located, root));
    let drifts = report.drifts.iter().filter_map(|found| drift(found, root));
    let failures = report.failures.iter().map(|failure| {
        let title = property("title", "tvgen");
        command("error", &[title], failure)
    });
    let shown = findings.take(MOST_SHOWN);
    let mut lines: Vec<String> = shown.collect();
    let more = (report.findings.len() + report.omitted).saturating_sub(MOST_SHOWN);
    if more > 0 {
        let message = format!("{more} more: {}", listed_by_json(report.omitted));
        lines.push(command("error", &[property("title", "tvgen")], &message));
    }
    lines.extend(drifts);
    lines.extend(failures);
    lines.concat()
}

fn finding(located: &Located, root: &Root) -> String {
    let finding = &located.finding;
    let ((line, column), (end_line, end_column)) = (located.start, located.end);
    let mut properties = file(&located.file, root);
    properties.push(property("line", &line.to_string()));
    // The runner drops the columns of what has several lines.
    if line == end_line {
        properties.push(property("col", &column.to_string()));
    }
    properties.push(property("endLine", &end_line.to_string()));
    if line == end_line {
        properties.push(property("endColumn", &end_column.to_string()));
    }
    properties.push(property(
        "title",
        &format!("{} {}", finding.code, finding.name),
    ));
    let message = match &finding.help {
        Some(help) => format!("{}\n{help}", finding.message),
        None => finding.message.clone(),
    };
    command(finding.severity.name(), &properties, &message)
}

fn drift(drift: &Drift, root: &Root) -> Option<String> {
    let (message, help) = (drift.message()?, drift.help.as_ref()?);
    let (at, line) = drift.place();
    let mut properties = file(at, root);
    properties.push(property("line", &line.to_string()));
    properties.push(property("title", &format!("{} file", drift.state.name())));
    Some(command("error", &properties, &format!("{message}\n{help}")))
}

/// The file called `name`; nothing for what is none.
fn file(name: &str, root: &Root) -> Vec<String> {
    let path = root.path(name).unwrap_or_else(|| name.to_owned());
    vec![property("file", &path)]
}

fn property(name: &str, value: &str) -> String {
    let value = escaped(value).replace(':', "%3A").replace(',', "%2C");
    format!("{name}={value}")
}

fn command(name: &str, properties: &[String], message: &str) -> String {
    format!("::{name} {}::{}\n", properties.join(","), escaped(message))
}

/// Escapes `text` onto one line, as the runner decodes it; what a terminal acts on becomes `\u{1b}`.
fn escaped(text: &str) -> String {
    let text = text.replace('%', "%25");
    let text = text.replace('\r', "%0D").replace('\n', "%0A");
    terminal::text(&text).as_str().to_owned()
}

/// Starts a command in the runner's old syntax, anywhere in a line.
const OLD_COMMAND: &str = "##[";

/// Starts a command at the beginning of a line, after whitespace.
const COMMAND: &str = "::";

/// Escapes `text` so that the runner finds no command in it: a backslash precedes each command prefix.
#[must_use]
pub fn defused(text: &str) -> String {
    let line = |line: &str| {
        let line = line.replace(OLD_COMMAND, "##\\[");
        let words = line.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if words.starts_with(COMMAND) {
            let blanks = &line[..line.len() - words.len()];
            format!("{blanks}\\{words}")
        } else {
            line
        }
    };
    text.split_inclusive('\n').map(line).collect()
}
