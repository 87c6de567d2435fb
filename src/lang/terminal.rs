//! Escapes text for a terminal: no value can move the cursor, change colours or reorder the output.

mod style;
mod wrap;

use std::fmt::Write;

use super::{Lang, Text};

pub use style::{Style, Styled, join_lines};
pub use wrap::{hang, wrap};

/// The language of terminals: ECMA-48, <https://ecma-international.org/publications-and-standards/standards/ecma-48/>.
#[derive(Clone, Copy, Debug)]
pub struct Terminal;

impl Lang for Terminal {
    const NAME: &'static str = "terminal";
}

/// The introducer of an escape sequence.
const ESCAPE: char = '\x1b';

/// Whether a terminal acts on `c` instead of showing it, or reorders the characters around it.
/// (ECMA-48, 5: the control characters; Unicode Standard Annex #9: the bidirectional formatting characters.)
#[must_use]
pub fn is_terminal_control(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}'
        )
}

/// Escapes `value`. Keeps line feeds and tabs; other characters that a terminal acts on become escapes such as `\u{1b}`.
#[must_use]
pub fn text(value: &str) -> Text<Terminal> {
    let mut out = String::with_capacity(value.len());
    value.chars().for_each(|c| push(&mut out, c));
    Text::encoded(out)
}

/// Appends a line feed to `text`.
#[must_use]
pub fn end_line(text: &Text<Terminal>) -> Text<Terminal> {
    Text::encoded(format!("{}\n", text.as_str()))
}

/// Trusted text and control sequences, never a value.
#[must_use]
pub fn literal(text: &'static str) -> Text<Terminal> {
    Text::encoded(text)
}

/// Text with trusted styles, such as the colours of a diagnostic. Escapes everything that is not a style; the caller must
/// escape values before adding styles.
#[must_use]
pub fn styled(styled: &str) -> Text<Terminal> {
    let mut out = String::with_capacity(styled.len());
    let mut rest = styled;
    while let Some(c) = rest.chars().next() {
        let style = style(rest);
        if style.is_empty() {
            push(&mut out, c);
            rest = &rest[c.len_utf8()..];
        } else {
            out.push_str(style);
            rest = &rest[style.len()..];
        }
    }
    Text::encoded(out)
}

/// `text` without its styles.
#[must_use]
pub fn unstyled(text: &Text<Terminal>) -> Text<Terminal> {
    let mut out = String::with_capacity(text.as_str().len());
    let mut rest = text.as_str();
    while let Some(start) = rest.find(ESCAPE) {
        let style = style(&rest[start..]).len();
        let text_end = if style == 0 {
            start + ESCAPE.len_utf8()
        } else {
            start
        };
        out.push_str(&rest[..text_end]);
        rest = &rest[text_end + style..];
    }
    out.push_str(rest);
    Text::encoded(out)
}

/// The style at the start of `text`, such as `ESC [ 1 ; 31 m`; empty if there is none. (ECMA-48, 8.3.117: SGR.)
fn style(text: &str) -> &str {
    let Some(parameters) = text.strip_prefix("\x1b[") else {
        return "";
    };
    let end = parameters.find(|c: char| !c.is_ascii_digit() && c != ';');
    match end {
        Some(end) if parameters[end..].starts_with('m') => &text[..=(ESCAPE.len_utf8() + 1 + end)],
        Some(_) | None => "",
    }
}

fn push(out: &mut String, c: char) {
    match c {
        '\n' | '\t' => out.push(c),
        c if is_terminal_control(c) => {
            let _ = write!(out, "{}", c.escape_default());
        }
        c => out.push(c),
    }
}
