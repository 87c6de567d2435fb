//! Markdown, written line by line: blocks parted by one blank line.

/// A page under way.
#[derive(Default)]
pub(super) struct Page {
    blocks: Vec<String>,
}

impl Page {
    /// A page with the title `title`.
    pub(super) fn new(title: &str) -> Self {
        let mut page = Self::default();
        page.block(format!("# {title}"));
        page
    }

    /// Adds a heading of level `level`.
    pub(super) fn heading(&mut self, level: usize, text: &str) {
        self.block(format!("{} {text}", "#".repeat(level)));
    }

    /// Adds a block.
    pub(super) fn block(&mut self, text: impl Into<String>) {
        self.blocks.push(text.into());
    }

    /// Adds a list, unless it has no items. Lines of an item after its first are indented already.
    pub(super) fn list(&mut self, items: impl IntoIterator<Item = String>) {
        let items: Vec<String> = items.into_iter().map(|item| format!("- {item}")).collect();
        if !items.is_empty() {
            self.block(items.join("\n"));
        }
    }

    /// Adds code of the language `language`.
    pub(super) fn code(&mut self, language: &str, text: &str) {
        self.block(format!(
            "```{language}\n{}\n```",
            text.trim_end_matches('\n')
        ));
    }

    /// The whole text.
    pub(super) fn text(self) -> String {
        format!("{}\n", self.blocks.join("\n\n"))
    }
}

/// `text` as code, whatever it holds.
pub(super) fn code(text: &str) -> String {
    if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}

/// The part of an address that leads to the heading `heading` on GitHub: its letters in lower case, blanks as dashes.
pub(super) fn anchor(heading: &str) -> String {
    let kept = heading
        .chars()
        .filter(|c| c.is_alphanumeric() || "-_ ".contains(*c));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}
