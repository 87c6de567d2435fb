//! Lines of TOML with aligned comments.

/// The widest line whose comment is aligned with the others.
const WIDEST: usize = 64;

/// Lines, in order.
#[derive(Default)]
pub(super) struct Lines(Vec<Line>);

struct Line {
    text: String,
    comment: Option<String>,
}

impl Lines {
    /// Adds `text` without a comment.
    pub(super) fn add(&mut self, text: &str) {
        self.0.push(Line {
            text: text.to_owned(),
            comment: None,
        });
    }

    /// Adds `text`, with `comment` after its last line.
    pub(super) fn add_commented(&mut self, text: &str, comment: String) {
        let mut last = text;
        if let Some((above, rest)) = text.rsplit_once('\n') {
            self.add(above);
            last = rest;
        }
        self.0.push(Line {
            text: last.to_owned(),
            comment: Some(comment),
        });
    }

    /// Adds an empty line, unless this is the start or the last line is empty.
    pub(super) fn add_gap(&mut self) {
        if self.0.last().is_some_and(|line| !line.text.is_empty()) {
            self.add("");
        }
    }

    /// The text of all lines.
    pub(super) fn text(&self) -> String {
        let widths = self.0.iter().filter(|line| line.comment.is_some());
        let widths = widths.map(|line| line.text.chars().count());
        let column = widths.filter(|width| *width <= WIDEST).max().unwrap_or(0);
        let lines = self.0.iter().map(|line| match &line.comment {
            Some(comment) => format!("{:column$}  # {comment}\n", line.text),
            None => format!("{}\n", line.text),
        });
        lines.collect()
    }
}
