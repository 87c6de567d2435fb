//! Finds unclosed brackets.

/// The outermost unclosed bracket of `text`, and its closing character.
pub(super) fn find_unclosed(text: &str) -> Option<(usize, char)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((index, c)) = rest.next() {
        match c {
            '#' => while rest.next_if(|(_, c)| *c != '\n').is_some() {},
            '"' | '\'' => {
                let end = index + string_length(&text[index..], c);
                while rest.next_if(|(index, _)| *index < end).is_some() {}
            }
            '[' => open.push((index, ']')),
            '{' => open.push((index, '}')),
            ']' | '}' if open.last().is_some_and(|(_, close)| *close == c) => {
                open.pop();
            }
            _ => {}
        }
    }
    open.first().copied()
}

/// The length of the string at the start of `text`, which is quoted with `quote`; an unclosed string ends with its line.
fn string_length(text: &str, quote: char) -> usize {
    let long = String::from(quote).repeat(3);
    let (opening, closing) = if text.starts_with(&long) {
        (3, long.as_str())
    } else {
        (1, &long[..1])
    };
    let mut index = opening;
    while let Some(c) = text[index..].chars().next() {
        if text[index..].starts_with(closing) {
            return index + closing.len();
        }
        if c == '\n' && opening == 1 {
            return index;
        }
        index += c.len_utf8();
        if c == '\\' && quote == '"' {
            index += text[index..].chars().next().map_or(0, char::len_utf8);
        }
    }
    index
}
