//! The summary of a GitHub Actions step: each file that differs, with its diff and how to fix it, in Markdown.

use super::Report;
use crate::{
    lang::{line::escape_line, markdown, terminal},
    workspace::FileDrift,
};

/// The largest summary, in bytes: the runner discards one that is larger than 1 MiB (its `FileCommandManager.cs`).
const MAX_BYTES: usize = 900 * 1024;

/// The files of `report` that differ; empty if none do. Diffs that do not fit are omitted.
#[must_use]
pub fn render_summary(report: &Report) -> String {
    let mut text = String::new();
    let mut omitted = 0;
    for drift in &report.drifts {
        let Some((title, help)) = title(drift).zip(drift.help.as_deref()) else {
            continue;
        };
        if text.is_empty() {
            // The summary so far may not end with a line feed.
            text += "\n## Files that differ from their spec\n\n";
        }
        let mut diff = block("diff", &drift.diff);
        if MAX_BYTES < text.len() + diff.len() {
            omitted += 1;
            "The diff is omitted.\n\n".clone_into(&mut diff);
        }
        text = text + &title + &diff + &block("text", help);
    }
    let diffs = match omitted {
        0 => return text,
        1 => "1 diff is".to_owned(),
        many => format!("{many} diffs are"),
    };
    text + &diffs + " omitted: GitHub shows no summary larger than 1 MiB.\n\n"
}

/// The file of `drift`, why it differs, and its spec; `None` if it is up to date.
fn title(drift: &FileDrift) -> Option<String> {
    let cause = drift.cause()?;
    let cause = markdown::inline(&cause);
    let (path, spec) = (
        markdown::code(&escape_line(&drift.path)),
        markdown::code(&escape_line(&drift.spec)),
    );
    let (path, cause, spec) = (path.as_str(), cause.as_str(), spec.as_str());
    Some(format!("### {path}: {cause}\n\nSpec: {spec}\n\n"))
}

/// `value` as a code block, and a blank line.
fn block(language: &'static str, value: &str) -> String {
    let value = terminal::text(value);
    format!(
        "{}\n\n",
        markdown::code_block(language, value.as_str()).as_str()
    )
}
