//! Diagrams: Mermaid's flowcharts.

use super::{Lang, Text, id::JobId};

/// The language of diagrams.
#[derive(Clone, Copy, Debug)]
pub struct Mermaid;

impl Lang for Mermaid {
    const NAME: &'static str = "mermaid";
}

/// The id of a job's node. Its prefix keeps it apart from Mermaid's own words; a dot is a dash, which could begin an arrow.
#[must_use]
pub fn node(job: &JobId) -> Text<Mermaid> {
    Text::encoded(format!("job_{}", job.as_str().replace('-', ".")))
}

/// The id of the node of the event with the number `item`.
#[must_use]
pub fn event(item: usize) -> Text<Mermaid> {
    Text::encoded(format!("event_{item}"))
}

/// A value in a label that stands in quotes: what is neither letter, digit nor blank by its number.
#[must_use]
pub fn text(value: &str) -> Text<Mermaid> {
    let character = |c: char| {
        // Mermaid marks what it has read of such numbers with this letter.
        if c.is_alphanumeric() && c != '\u{fb02}' || c == ' ' {
            c.to_string()
        } else {
            format!("#{};", u32::from(c))
        }
    };
    Text::encoded(value.chars().map(character).collect::<String>())
}

/// Words of ours, never a value of the spec.
#[must_use]
pub fn literal(text: &'static str) -> Text<Mermaid> {
    Text::encoded(text)
}

/// Texts of one label behind one another.
#[must_use]
pub fn concat(parts: &[Text<Mermaid>]) -> Text<Mermaid> {
    let text: String = parts.iter().map(Text::as_str).collect();
    let origins = parts.iter().flat_map(Text::origins);
    Text::traced(text, origins.cloned())
}

/// The lines of a label.
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
