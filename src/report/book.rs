//! Rules at a terminal: one of them, or the whole book.

use std::fmt::Write;

use crate::{
    finding::Severity,
    rules::{Entry, documentation::Block},
};

/// How wide a line of words can be.
const WIDTH: usize = 80;

/// What a rule looks for, why, and examples.
#[must_use]
pub fn rule(entry: &Entry) -> String {
    let said = entry.documentation();
    let mut text = format!(
        "{} {} ({})\n\n{}\n\nWhy\n",
        entry.rule.code,
        entry.name(),
        entry.rule.severity.name(),
        said.title
    );
    for paragraph in said.why.lines() {
        text += &wrapped(paragraph);
    }
    text += &examples("Fails", &said.fails);
    text += &examples("Passes", &said.passes);
    match entry.rule.severity {
        Severity::Error => {}
        Severity::Warning => {
            let _ = write!(
                text,
                "\nIf it is meant so\n    [lints]\n    allow = [\"{}\"]\n",
                entry.name()
            );
        }
    }
    text
}

/// The rules `entries`, a line each, area by area.
#[must_use]
pub fn list(entries: &[Entry]) -> String {
    let longest = entries.iter().map(|entry| entry.name().len()).max();
    let width = longest.unwrap_or_default();
    let mut areas = Vec::new();
    for area in entries.chunk_by(|one, next| one.area == next.area) {
        let mut text = format!("{}\n", area.first().map_or("", |entry| entry.area));
        for entry in area {
            let title = entry.documentation().title;
            let _ = writeln!(
                text,
                "  {}  {:width$}  {:7}  {title}",
                entry.rule.code,
                entry.name(),
                entry.rule.severity.name()
            );
        }
        areas.push(text);
    }
    areas.join("\n")
}

fn examples(heading: &str, blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        let _ = match block.file {
            Some(file) => writeln!(text, "\nWith this {file}"),
            None => writeln!(text, "\n{heading}"),
        };
        for line in block.text.lines() {
            let _ = writeln!(text, "{}", format!("    {line}").trim_end());
        }
    }
    text
}

/// `paragraph`, its lines indented and no wider than [`WIDTH`], but for a word that is wider by itself.
fn wrapped(paragraph: &str) -> String {
    let mut text = String::new();
    let mut line = String::from("   ");
    for word in paragraph.split(' ') {
        if line.trim().is_empty() || line.chars().count() + 1 + word.chars().count() <= WIDTH {
            line.push(' ');
        } else {
            text += &line;
            text.push('\n');
            "    ".clone_into(&mut line);
        }
        line += word;
    }
    text += &line;
    text.push('\n');
    text
}
