//! Escapes values for HTML: <https://html.spec.whatwg.org/multipage/syntax.html>.

use super::{Comment, Lang, Text};

/// HTML.
#[derive(Clone, Copy, Debug)]
pub struct Html;

impl Lang for Html {
    const NAME: &'static str = "HTML";
    const COMMENT: Comment = Comment::Markup;
}

/// Text, or the value of an attribute in double quotes. Control characters, which HTML does not allow, become the
/// replacement character.
#[must_use]
pub fn text(value: &str) -> Text<Html> {
    let mut encoded = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '&' => encoded.push_str("&amp;"),
            '<' => encoded.push_str("&lt;"),
            '>' => encoded.push_str("&gt;"),
            '"' => encoded.push_str("&quot;"),
            '\'' => encoded.push_str("&#39;"),
            c if c.is_control() && c != '\n' && c != '\t' => {
                encoded.push(char::REPLACEMENT_CHARACTER);
            }
            c => encoded.push(c),
        }
    }
    Text::encoded(encoded)
}

/// A number.
#[must_use]
pub fn number(value: usize) -> Text<Html> {
    Text::encoded(value.to_string())
}
