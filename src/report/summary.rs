//! The summary of a step of GitHub's: each file that differs, with its diff and what mends it, in Markdown.

use super::Report;
use crate::{
    lang::{line::plain, markdown, terminal},
    workspace::Drift,
};

/// How long a summary gets, in bytes: of one that is longer than 1 MiB the runner keeps nothing (its
/// `FileCommandManager.cs`).
const MOST_BYTES: usize = 900 * 1024;

/// What is wrong with the files of `report`; empty if nothing is. Diffs that are too long for it are left out.
#[must_use]
pub fn summary(report: &Report) -> String {
    let mut text = String::new();
    let mut left_out = 0;
    for drift in &report.drifts {
        let Some((title, help)) = title(drift).zip(drift.help.as_deref()) else {
            continue;
        };
        if text.is_empty() {
            // What stands there may not end its line.
            text += "\n## Files that are not what their spec says\n\n";
        }
        let mut diff = block("diff", &drift.diff);
        if MOST_BYTES < text.len() + diff.len() {
            left_out += 1;
            "Its diff is left out here.\n\n".clone_into(&mut diff);
        }
        text = text + &title + &diff + &block("text", help);
    }
    let diffs = match left_out {
        0 => return text,
        1 => "A diff is".to_owned(),
        many => format!("{many} diffs are"),
    };
    text + &diffs + " left out: GitHub shows no summary of more than 1 MiB.\n\n"
}

/// Which file `drift` is about, why it differs, and from which spec; none where all is well.
fn title(drift: &Drift) -> Option<String> {
    let cause = drift.cause()?;
    let cause = markdown::inline(&cause);
    let (path, spec) = (
        markdown::code(&plain(&drift.path)),
        markdown::code(&plain(&drift.spec)),
    );
    let (path, cause, spec) = (path.as_str(), cause.as_str(), spec.as_str());
    Some(format!("### {path}: {cause}\n\nSpec: {spec}\n\n"))
}

/// `value` as a block of code, and the blank line after it.
fn block(language: &'static str, value: &str) -> String {
    let value = terminal::text(value);
    format!(
        "{}\n\n",
        markdown::verbatim(language, value.as_str()).as_str()
    )
}
