//! The book of the rules, as Markdown.

use super::{
    REFRESH,
    page::{Page, code},
};
use crate::{
    finding::Severity,
    rules::{self, Entry, documentation::Block},
};

/// The book: every rule, area by area.
pub(super) fn rules() -> String {
    let mut page = Page::new("The rules of tvgen");
    page.block(format!(
        "What tvgen says of a spec before it writes a file. `tvgen explain NAME` shows a rule, offline, and `tvgen explain --all` \
         lists them all. Made from `src/rules`: `{REFRESH}` makes it anew."
    ));
    page.block(
        "An error stops everything: nothing is written. A warning says that the spec most likely does not do what was meant; \
         one that is meant so is named in the spec:",
    );
    page.code("toml", "[lints]\nallow = [\"duplicate-package\"]");
    page.block("A failing example shows the tables that matter; the rest is the smallest spec.");
    page.heading(2, "Areas");
    page.list(areas().map(|(area, entries)| {
        let names: Vec<String> = entries.iter().map(|entry| link(entry, "")).collect();
        format!("[{area}](#{area}): {}", names.join(", "))
    }));
    for (area, entries) in areas() {
        page.heading(2, area);
        for entry in entries {
            rule(entry, &mut page);
        }
    }
    page.text()
}

/// A link to the rule `entry` of the page `page`.
pub(super) fn link(entry: &Entry, page: &str) -> String {
    let name = entry.name();
    format!("[{}]({page}#{name})", code(&name))
}

/// The areas in the order of the rules' codes, each with its rules.
fn areas() -> impl Iterator<Item = (&'static str, &'static [Entry])> {
    let areas = rules::ALL.chunk_by(|one, next| one.area == next.area);
    areas.filter_map(|entries| Some((entries.first()?.area, entries)))
}

fn rule(entry: &Entry, page: &mut Page) {
    let said = entry.documentation();
    let weight = match entry.rule.severity {
        Severity::Error => "an error",
        Severity::Warning => "a warning",
    };
    page.heading(3, &code(&entry.name()));
    page.block(format!("{}, {weight}. {}", entry.rule.code, said.title));
    for paragraph in said.why.lines() {
        page.block(paragraph);
    }
    page.block("Fails:");
    for block in &said.fails {
        example(block, page);
    }
    page.block("Passes:");
    for block in &said.passes {
        example(block, page);
    }
}

fn example(block: &Block, page: &mut Page) {
    if let Some(file) = block.file {
        page.block(format!("With this {}:", code(file)));
    }
    page.code(block.language, &block.text);
}
