//! Expands values as make and the shell do; a variable becomes `⟨NAME⟩`, which differs from the text `$(NAME)`.

use crate::{lang::make::Segment, plan::make::VariableValue};

/// Converts a value of the plan.
pub(super) fn from_value(value: &VariableValue) -> String {
    match value {
        VariableValue::Text(segments) => from_segments(segments),
        VariableValue::Words(words) => {
            let words: Vec<String> = words
                .iter()
                .map(|segments| from_segments(segments))
                .collect();
            words.join(", ")
        }
    }
}

/// Converts a text of the plan.
pub(super) fn from_segments(segments: &[Segment]) -> String {
    let convert = |segment: &Segment| match segment {
        Segment::Literal(text) => text.clone(),
        Segment::Variable(name) => variable(name),
    };
    segments.iter().map(convert).collect()
}

/// A reference to the variable `name`.
pub(super) fn variable(name: &str) -> String {
    format!("⟨{name}⟩")
}

/// Expands `raw`, the value of a variable, as make does.
pub(super) fn expand(raw: &str) -> String {
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
            // Make halves only the backslashes before a `#`.
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

/// Splits `raw`, the value of a variable, into shell words.
pub(super) fn split_shell_words(raw: &str) -> String {
    let mut words = vec![String::new()];
    let script = expand(raw);
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
