//! Text that stays on one line in every output language.

use super::terminal::is_obeyed;

/// Whether some reader takes `c` for the end of a line, or cannot read it at all.
#[must_use]
pub fn breaks(c: char) -> bool {
    c.is_control() && c != '\t'
}

/// Whether some YAML reader takes `c` for the end of a line, or refuses it unescaped.
/// (YAML 1.1, 5.4: `#x85`, `#x2028` and `#x2029` are line breaks; 5.1: what is printable.)
#[must_use]
pub fn breaks_yaml(c: char) -> bool {
    breaks(c)
        || matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

/// The first character of `value` that no output can carry on one line.
#[must_use]
pub fn first_break(value: &str) -> Option<char> {
    value.chars().find(|c| breaks(*c))
}

/// Escapes `text` onto one line: what a terminal would act on becomes `\n` or `\u{1b}`.
#[must_use]
pub fn plain(text: &str) -> String {
    let plain = |c: char| {
        if is_obeyed(c) {
            c.escape_default().to_string()
        } else {
            c.to_string()
        }
    };
    text.chars().map(plain).collect()
}
