//! Renders the page of all rules as Markdown.

use super::{
    REGENERATE_COMMAND,
    page::{MarkdownPage, code},
};
use crate::{
    finding::Severity,
    rules::{self, RuleEntry, documentation::CodeBlock},
};

/// Renders all rules, area by area.
pub(super) fn render_rules() -> String {
    let mut page = MarkdownPage::new("Rules");
    page.block(format!(
        "The rules that tvgen checks before it writes any file. `tvgen explain NAME` shows a rule, and `tvgen explain --all` \
         lists all of them. Generated from `src/rules` by `{REGENERATE_COMMAND}`."
    ));
    page.block(
        "An error prevents tvgen from writing files. A warning points out a likely mistake; suppress it by name if the spec is \
         correct:",
    );
    page.code("toml", "[lints]\nallow = [\"duplicate-package\"]");
    page.block("Failing examples show only the relevant tables; add them to a minimal spec.");
    page.heading(2, "Areas");
    page.list(areas().map(|(area, entries)| {
        let names: Vec<String> = entries.iter().map(|entry| link_rule(entry, "")).collect();
        format!("[{area}](#{area}): {}", names.join(", "))
    }));
    for (area, entries) in areas() {
        page.heading(2, area);
        for entry in entries {
            add_rule(entry, &mut page);
        }
    }
    page.into_text()
}

/// A link to the rule `entry` on the page `page`.
pub(super) fn link_rule(entry: &RuleEntry, page: &str) -> String {
    let name = entry.name();
    format!("[{}]({page}#{name})", code(&name))
}

/// The areas with their rules, in the order of the rules' codes.
fn areas() -> impl Iterator<Item = (&'static str, &'static [RuleEntry])> {
    let areas = rules::ALL.chunk_by(|entry, next| entry.area == next.area);
    areas.filter_map(|entries| Some((entries.first()?.area, entries)))
}

fn add_rule(entry: &RuleEntry, page: &mut MarkdownPage) {
    let documentation = entry.documentation();
    let severity = match entry.rule.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    page.heading(3, &code(&entry.name()));
    let (code, title) = (entry.rule.code, documentation.title);
    page.block(format!("{code} ({severity}): {title}"));
    for paragraph in documentation.why.lines() {
        page.block(paragraph);
    }
    page.block("Fails:");
    for block in &documentation.fails {
        add_example(block, page);
    }
    page.block("Passes:");
    for block in &documentation.passes {
        add_example(block, page);
    }
}

fn add_example(block: &CodeBlock, page: &mut MarkdownPage) {
    if let Some(file) = block.file {
        page.block(format!("With this {}:", code(file)));
    }
    page.code(block.language, &block.text);
}
