//! Escapes values for Mermaid flowcharts.

use super::{Lang, Text, id::JobId};

/// The language of diagrams.
#[derive(Clone, Copy, Debug)]
pub struct Mermaid;

impl Lang for Mermaid {
    const NAME: &'static str = "mermaid";
}

/// The id of the node of a job. The prefix avoids Mermaid's keywords; a dash, which could start an arrow, becomes a dot.
#[must_use]
pub fn node(job: &JobId) -> Text<Mermaid> {
    Text::encoded(format!("job_{}", job.as_str().replace('-', ".")))
}

/// The id of the node of the event with this index.
#[must_use]
pub fn event(index: usize) -> Text<Mermaid> {
    Text::encoded(format!("event_{index}"))
}

/// A value in a quoted label: characters other than letters, digits and spaces become numeric entities.
#[must_use]
pub fn text(value: &str) -> Text<Mermaid> {
    let character = |c: char| {
        // Mermaid uses the letter U+FB02 internally to mark decoded entities.
        if c.is_alphanumeric() && c != '\u{fb02}' || c == ' ' {
            c.to_string()
        } else {
            format!("#{};", u32::from(c))
        }
    };
    Text::encoded(value.chars().map(character).collect::<String>())
}

/// Trusted text, never a value of the spec.
#[must_use]
pub fn literal(text: &'static str) -> Text<Mermaid> {
    Text::encoded(text)
}

/// Texts of one label, without a separator.
#[must_use]
pub fn concat(parts: &[Text<Mermaid>]) -> Text<Mermaid> {
    let text: String = parts.iter().map(Text::as_str).collect();
    let origins = parts.iter().flat_map(Text::origins);
    Text::traced(text, origins.cloned())
}

/// The lines of one label.
#[must_use]
pub fn lines(lines: &[Text<Mermaid>]) -> Text<Mermaid> {
    let mut all = Vec::new();
    for (item, line) in lines.iter().enumerate() {
        if item > 0 {
            all.push(literal("<br>"));
        }
        all.push(line.clone());
    }
    concat(&all)
}
