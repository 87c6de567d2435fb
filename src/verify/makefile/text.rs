//! Values as make and the shell expand them; a variable in them is `⟨NAME⟩`, which differs from the text `$(NAME)`.

use crate::{lang::make::Piece, plan::make::Value};

/// The value that the plan has.
pub(super) fn of_value(value: &Value) -> String {
    match value {
        Value::Text(pieces) => of_pieces(pieces),
        Value::Words(words) => {
            let words: Vec<String> = words.iter().map(|pieces| of_pieces(pieces)).collect();
            words.join(", ")
        }
    }
}

/// The text that the plan has.
pub(super) fn of_pieces(pieces: &[Piece]) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Literal(text) => text.clone(),
        Piece::Variable(name) => variable(name),
    };
    pieces.iter().map(piece).collect()
}

/// A reference to the variable `name`.
pub(super) fn variable(name: &str) -> String {
    format!("⟨{name}⟩")
}

/// `raw`, the value of a variable, as make expands it.
pub(super) fn expanded(raw: &str) -> String {
    let mut text = String::new();
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        let name = rest
            .strip_prefix("$(")
            .and_then(|rest| rest.split_once(')'));
        let slashes = rest.len() - rest.trim_start_matches('\\').len();
        if let Some((name, after)) = name {
            text.push_str(&variable(name));
            rest = after;
        } else if slashes > 0 {
            // Backslashes before a `\#` are halved; others stay as they are.
            let is_halved = rest[slashes..].starts_with('#');
            text.push_str(&rest[..if is_halved { slashes / 2 } else { slashes }]);
            rest = &rest[slashes..];
        } else {
            text.push(c);
            rest = rest.strip_prefix("$$").unwrap_or(&rest[c.len_utf8()..]);
        }
    }
    text
}

/// `raw`, the value of a variable, as the words that the shell makes of it.
pub(super) fn words(raw: &str) -> String {
    let mut words = vec![String::new()];
    let script = expanded(raw);
    let mut rest = script.chars().peekable();
    let mut quote = None;
    while let Some(c) = rest.next() {
        let word = words.last_mut().expect("there is always a last word");
        match (quote, c) {
            (None, '\'' | '"') => quote = Some(c),
            (Some(open), _) if c == open => quote = None,
            (None | Some('"'), '\\') => word.extend(rest.next()),
            (Some('"'), '$') => {
                let mut name = String::new();
                while let Some(c) = rest.next_if(|c| c.is_ascii_alphanumeric() || *c == '_') {
                    name.push(c);
                }
                word.push_str(&variable(&name));
            }
            (None, ' ') => words.push(String::new()),
            _ => word.push(c),
        }
    }
    words.join(", ")
}
