//! What a reader of Markdown that is not ours makes of the page.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// A page, read.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The headings, with their levels.
    pub headings: Vec<(u8, String)>,
    /// The tables: rows of cells, the first of which names the columns.
    pub tables: Vec<Vec<Vec<String>>>,
    /// The blocks of code: language and text.
    pub blocks: Vec<(String, String)>,
    /// Where links lead.
    pub links: Vec<String>,
    /// All the text, as a person reads it.
    pub text: String,
    /// What no page of ours has: HTML that is no comment, pictures, struck text, footnotes.
    pub foreign: Vec<String>,
}

/// Reads `text`.
///
/// # Panics
/// Never: a cell is in a row, a row in a table.
#[must_use]
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "what is not named is not ours"
)]
pub fn read(text: &str) -> Page {
    let mut page = Page::default();
    // Where text goes: to the page, and to the heading, the cell or the block that it is in.
    let (mut heading, mut cell, mut block) = (false, false, false);
    for event in Parser::new_ext(text, github()) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                page.headings.push((depth(level), String::new()));
                heading = true;
            }
            Event::End(TagEnd::Heading(_)) => {
                heading = false;
                page.text.push('\n');
            }
            Event::Start(Tag::Table(_)) => page.tables.push(Vec::new()),
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                page.tables.last_mut().expect("in a table").push(Vec::new());
            }
            Event::Start(Tag::TableCell) => {
                row(&mut page).push(String::new());
                cell = true;
            }
            Event::End(TagEnd::TableCell) => cell = false,
            Event::Start(Tag::CodeBlock(kind)) => {
                let language = match kind {
                    CodeBlockKind::Fenced(language) => language.to_string(),
                    CodeBlockKind::Indented => "indented".to_owned(),
                };
                page.blocks.push((language, String::new()));
                block = true;
            }
            Event::End(TagEnd::CodeBlock) => block = false,
            Event::Start(Tag::Link { dest_url, .. }) => page.links.push(dest_url.to_string()),
            Event::Text(words) | Event::Code(words) if block => {
                page.blocks.last_mut().expect("in a block").1 += &words;
            }
            Event::Text(words) | Event::Code(words) => {
                page.text += &words;
                if heading {
                    page.headings.last_mut().expect("in a heading").1 += &words;
                } else if cell {
                    let row = row(&mut page).last_mut().expect("in a cell");
                    row.push_str(&words);
                }
            }
            Event::SoftBreak | Event::HardBreak => page.text.push('\n'),
            Event::Start(
                Tag::Paragraph
                | Tag::Item
                | Tag::List(_)
                | Tag::Emphasis
                | Tag::Strong
                | Tag::HtmlBlock,
            )
            | Event::End(_) => {}
            Event::Html(html) | Event::InlineHtml(html) => {
                let comment = html.trim().starts_with("<!--") && html.trim().ends_with("-->");
                if !comment {
                    page.foreign.push(html.to_string());
                }
            }
            other => page.foreign.push(format!("{other:?}")),
        }
    }
    page
}

/// What GitHub reads beside `CommonMark`.
fn github() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_MATH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
}

fn row(page: &mut Page) -> &mut Vec<String> {
    let table = page.tables.last_mut().expect("in a table");
    table.last_mut().expect("in a row")
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
