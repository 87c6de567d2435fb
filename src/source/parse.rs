//! Parses a place: `stages.builder.packages[2]`.

use crate::place::{Place, is_bare};

impl Place {
    /// Parses a place; keys that are not bare are quoted.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (mut place, mut rest) = parse_key(&Self::root(), text)?;
        while !rest.is_empty() {
            (place, rest) = if let Some(rest) = rest.strip_prefix('[') {
                let (item, rest) = rest.split_once(']')?;
                (place.item(item.parse().ok()?), rest)
            } else {
                parse_key(&place, rest.strip_prefix('.')?)?
            };
        }
        Some(place)
    }
}

/// Parses the key at the start of `text`; returns its place in `table` and the rest of `text`.
fn parse_key<'a>(table: &Place, text: &'a str) -> Option<(Place, &'a str)> {
    if let Some(quoted) = text.strip_prefix('\'') {
        let (name, rest) = quoted.split_once('\'')?;
        return Some((table.key(name), rest));
    }
    if let Some(quoted) = text.strip_prefix('"') {
        let mut name = String::new();
        let mut chars = quoted.char_indices();
        loop {
            match chars.next()? {
                (index, '"') => return Some((table.key(name), &quoted[index + 1..])),
                (_, '\\') => name.push(chars.next()?.1),
                (_, c) => name.push(c),
            }
        }
    }
    let end = text.find(['.', '[']).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    is_bare(name).then(|| (table.key(name), rest))
}
