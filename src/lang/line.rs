//! Characters that break a line in an output language.

use super::terminal::is_terminal_control;

/// Whether a parser may treat `c` as a line break, or reject it.
#[must_use]
pub fn is_line_break(c: char) -> bool {
    c.is_control() && c != '\t'
}

/// Whether a YAML parser may treat `c` as a line break, or reject it unescaped.
/// (YAML 1.1, 5.4: `#x85`, `#x2028` and `#x2029` are line breaks; 5.1: printable characters.)
#[must_use]
pub fn is_yaml_line_break(c: char) -> bool {
    is_line_break(c)
        || matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

/// The first character of `value` that breaks a line, or is rejected, in some output.
#[must_use]
pub fn first_break(value: &str) -> Option<char> {
    value.chars().find(|c| is_line_break(*c))
}

/// Escapes `text` so that it stays on one line: characters that a terminal acts on become escapes such as `\u{1b}`.
#[must_use]
pub fn escape_line(text: &str) -> String {
    let escape = |c: char| {
        if is_terminal_control(c) {
            c.escape_default().to_string()
        } else {
            c.to_string()
        }
    };
    text.chars().map(escape).collect()
}
