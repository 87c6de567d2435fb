//! Builds a Markdown page from blocks, separated by blank lines.

/// A Markdown page.
#[derive(Default)]
pub(super) struct MarkdownPage {
    blocks: Vec<String>,
}

impl MarkdownPage {
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

    /// Adds a list, unless it has no items. Continuation lines of an item must be indented.
    pub(super) fn list(&mut self, items: impl IntoIterator<Item = String>) {
        let items: Vec<String> = items.into_iter().map(|item| format!("- {item}")).collect();
        if !items.is_empty() {
            self.block(items.join("\n"));
        }
    }

    /// Adds a code block in `language`.
    pub(super) fn code(&mut self, language: &str, text: &str) {
        self.block(format!(
            "```{language}\n{}\n```",
            text.trim_end_matches('\n')
        ));
    }

    /// The text of the page.
    pub(super) fn into_text(self) -> String {
        format!("{}\n", self.blocks.join("\n\n"))
    }
}

/// Formats `text` as inline code, even if it contains backticks.
pub(super) fn code(text: &str) -> String {
    if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}

/// The URL fragment of `heading` on GitHub: in lower case, with spaces as dashes.
pub(super) fn anchor(heading: &str) -> String {
    let characters = heading
        .chars()
        .filter(|c| c.is_alphanumeric() || "-_ ".contains(*c));
    characters
        .collect::<String>()
        .to_lowercase()
        .replace(' ', "-")
}
