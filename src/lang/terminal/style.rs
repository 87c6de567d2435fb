//! Builds styled text for a terminal from values, each of which is escaped.

use super::{Terminal, push};
use crate::lang::Text;

/// A style of terminal text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// The style of the surrounding text.
    Plain,
    /// Bold.
    Bold,
    /// Dimmed.
    Dim,
    /// Red.
    Red,
    /// Green.
    Green,
    /// Yellow.
    Yellow,
    /// Magenta.
    Magenta,
    /// Cyan.
    Cyan,
}

impl Style {
    /// The parameter of the control sequence that selects the style. (ECMA-48, 8.3.117: SGR.)
    fn parameter(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Bold => "1",
            Self::Dim => "2",
            Self::Red => "31",
            Self::Green => "32",
            Self::Yellow => "33",
            Self::Magenta => "35",
            Self::Cyan => "36",
        }
    }
}

/// A builder of styled text.
#[derive(Clone, Debug, Default)]
pub struct Styled(String);

impl Styled {
    /// Adds `value`, escaped.
    pub fn add(&mut self, value: &str) -> &mut Self {
        value.chars().for_each(|c| push(&mut self.0, c));
        self
    }

    /// Adds `value`, escaped, in the style `style`.
    pub fn paint(&mut self, style: Style, value: &str) -> &mut Self {
        if style == Style::Plain || value.is_empty() {
            return self.add(value);
        }
        self.0.extend(["\x1b[", style.parameter(), "m"]);
        self.add(value);
        self.0.push_str("\x1b[0m");
        self
    }

    /// Adds `text`.
    pub fn append(&mut self, text: &Text<Terminal>) -> &mut Self {
        self.0.push_str(text.as_str());
        self
    }

    /// Returns the styled text.
    #[must_use]
    pub fn text(&self) -> Text<Terminal> {
        Text::encoded(self.0.clone())
    }
}

/// Joins `lines` with line feeds.
#[must_use]
pub fn join_lines(lines: &[Text<Terminal>]) -> Text<Terminal> {
    let lines: Vec<&str> = lines.iter().map(Text::as_str).collect();
    Text::encoded(lines.join("\n"))
}
