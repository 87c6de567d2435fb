//! Unified diffs in the colours of git.

use crate::lang::{
    Text,
    terminal::{Style, Styled, Terminal},
};

/// The unified diff `diff` of one file.
#[must_use]
pub fn format_diff(diff: &str) -> Text<Terminal> {
    let mut text = Styled::default();
    let mut is_header = true;
    for line in diff.split_inclusive('\n') {
        is_header &= !line.starts_with("@@");
        let style = match line.as_bytes() {
            _ if is_header => Style::Bold,
            [b'@', ..] => Style::Cyan,
            [b'-', ..] => Style::Red,
            [b'+', ..] => Style::Green,
            _ => Style::Plain,
        };
        let words = line.strip_suffix('\n').unwrap_or(line);
        text.paint(style, words).add(&line[words.len()..]);
    }
    text.text()
}
