//! Messages of one or several lines, their severity in colour.

use crate::lang::{
    Text,
    terminal::{Style, Styled, Terminal, wrap},
};

/// The words that a line of a message can open with, and their styles.
const LABELS: [(&str, Style); 4] = [
    ("error:", Style::Red),
    ("warning:", Style::Yellow),
    ("note:", Style::Cyan),
    ("help:", Style::Cyan),
];

/// The message `message`, wrapped at `width`.
#[must_use]
pub fn format_message(message: &str, width: Option<usize>) -> Text<Terminal> {
    let mut text = Styled::default();
    for line in message.split('\n') {
        let label = LABELS.iter().find(|(label, _)| line.starts_with(label));
        let (label, style) = label.copied().unwrap_or(("", Style::Plain));
        text.paint(style, label).add(&line[label.len()..]).add("\n");
    }
    wrap(&text.text(), width)
}
