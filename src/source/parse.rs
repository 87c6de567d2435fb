//! A place, read back from how it is printed: `stages.builder.packages[2]`.

use crate::place::{Place, is_bare};

impl Place {
    /// The place that `text` names; `None` if it names none. A key that is not bare stands in quotes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (mut place, mut rest) = name(&Self::root(), text)?;
        while !rest.is_empty() {
            (place, rest) = if let Some(rest) = rest.strip_prefix('[') {
                let (item, rest) = rest.split_once(']')?;
                (place.item(item.parse().ok()?), rest)
            } else {
                name(&place, rest.strip_prefix('.')?)?
            };
        }
        Some(place)
    }
}

/// The key that `text` begins with, in the table `table`; and what follows it.
fn name<'a>(table: &Place, text: &'a str) -> Option<(Place, &'a str)> {
    if let Some(quoted) = text.strip_prefix('\'') {
        let (name, rest) = quoted.split_once('\'')?;
        return Some((table.key(name), rest));
    }
    if let Some(quoted) = text.strip_prefix('"') {
        let mut name = String::new();
        let mut chars = quoted.char_indices();
        loop {
            match chars.next()? {
                (at, '"') => return Some((table.key(name), &quoted[at + 1..])),
                (_, '\\') => name.push(chars.next()?.1),
                (_, c) => name.push(c),
            }
        }
    }
    let end = text.find(['.', '[']).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    is_bare(name).then(|| (table.key(name), rest))
}
