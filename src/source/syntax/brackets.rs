//! The bracket of a value that is never closed.

/// The outermost bracket of `text` that nothing closes, and what would.
pub(super) fn unclosed(text: &str) -> Option<(usize, char)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        match c {
            '#' => while rest.next_if(|(_, c)| *c != '\n').is_some() {},
            '"' | '\'' => {
                let end = at + string(&text[at..], c);
                while rest.next_if(|(at, _)| *at < end).is_some() {}
            }
            '[' => open.push((at, ']')),
            '{' => open.push((at, '}')),
            ']' | '}' if open.last().is_some_and(|(_, close)| *close == c) => {
                open.pop();
            }
            _ => {}
        }
    }
    open.first().copied()
}

/// How many bytes the string has that `text` begins with, in quotes of the kind `quote`: one that is not closed ends with
/// its line.
fn string(text: &str, quote: char) -> usize {
    let long = String::from(quote).repeat(3);
    let (opening, closing) = if text.starts_with(&long) {
        (3, long.as_str())
    } else {
        (1, &long[..1])
    };
    let mut at = opening;
    while let Some(c) = text[at..].chars().next() {
        if text[at..].starts_with(closing) {
            return at + closing.len();
        }
        if c == '\n' && opening == 1 {
            return at;
        }
        at += c.len_utf8();
        if c == '\\' && quote == '"' {
            at += text[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
    at
}
