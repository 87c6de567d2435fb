//! The documentation of a rule, and the list of all rules.

use crate::{
    finding::Severity,
    lang::{
        Text,
        terminal::{self, Style, Styled, Terminal, hang, wrap},
    },
    rules::{RuleEntry, documentation::CodeBlock},
};

/// The width of prose outside of a terminal.
const WIDTH: usize = 80;

/// The largest width of prose.
const MAX_WIDTH: usize = 100;

/// Formats the title, the reason and the examples of the rule `entry`, wrapped at `width`.
#[must_use]
pub fn format_rule(entry: &RuleEntry, width: Option<usize>) -> Text<Terminal> {
    let documentation = entry.documentation();
    let width = width.map(|width| width.min(MAX_WIDTH));
    let mut text = Styled::default();
    text.paint(
        Style::Bold,
        &format!("{} {}", entry.rule.code, entry.name()),
    )
    .add(" (")
    .paint(severity_style(entry), entry.rule.severity.name())
    .add(")\n\n")
    .append(&wrap(&terminal::text(documentation.title), width))
    .add("\n\n")
    .paint(Style::Bold, "Why")
    .add("\n");
    for paragraph in documentation.why.lines() {
        let indent = terminal::literal("    ");
        let width = Some(width.unwrap_or(WIDTH));
        text.append(&hang(&indent, &terminal::text(paragraph), width))
            .add("\n");
    }
    add_examples("Fails", &documentation.fails, &mut text);
    add_examples("Passes", &documentation.passes, &mut text);
    match entry.rule.severity {
        Severity::Error => {}
        Severity::Warning => {
            let allow = format!("\n    [lints]\n    allow = [\"{}\"]\n", entry.name());
            text.add("\n").paint(Style::Bold, "To allow it").add(&allow);
        }
    }
    text.text()
}

/// The rules `entries` by area, wrapped at `width`.
#[must_use]
pub fn format_rule_list(entries: &[RuleEntry], width: Option<usize>) -> Text<Terminal> {
    let longest = entries.iter().map(|entry| entry.name().len()).max();
    let longest = longest.unwrap_or_default();
    let mut text = Styled::default();
    for (number, area) in entries
        .chunk_by(|one, next| one.area == next.area)
        .enumerate()
    {
        text.add(if number == 0 { "" } else { "\n" })
            .paint(Style::Bold, area.first().map_or("", |entry| entry.area))
            .add("\n");
        for entry in area {
            let severity = entry.rule.severity.name();
            let mut first = Styled::default();
            first
                .add(&format!(
                    "  {}  {:longest$}  ",
                    entry.rule.code,
                    entry.name()
                ))
                .paint(severity_style(entry), severity)
                .add(&" ".repeat("warning  ".len() - severity.len()));
            let title = terminal::text(entry.documentation().title);
            text.append(&hang(&first.text(), &title, width)).add("\n");
        }
    }
    text.text()
}

/// The colour of the severity of `entry`.
fn severity_style(entry: &RuleEntry) -> Style {
    match entry.rule.severity {
        Severity::Error => Style::Red,
        Severity::Warning => Style::Yellow,
    }
}

/// Adds the examples `blocks` below `heading` to `text`.
fn add_examples(heading: &str, blocks: &[CodeBlock], text: &mut Styled) {
    for block in blocks {
        let heading = match block.file {
            Some(file) => format!("With this {file}"),
            None => heading.to_owned(),
        };
        text.add("\n").paint(Style::Bold, &heading).add("\n");
        for line in block.text.lines() {
            text.add(format!("    {line}").trim_end()).add("\n");
        }
    }
}
