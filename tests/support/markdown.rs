//! Parses a documentation page with an independent Markdown parser.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// A parsed Markdown document.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The levels and texts of the headings.
    pub headings: Vec<(u8, String)>,
    /// The tables as rows of cells; the first row is the header.
    pub tables: Vec<Vec<Vec<String>>>,
    /// The languages and texts of the code blocks.
    pub blocks: Vec<(String, String)>,
    /// The targets of the links.
    pub links: Vec<String>,
    /// The visible text.
    pub text: String,
    /// Elements that no generated page contains: HTML other than comments, images, strikethrough, footnotes.
    pub foreign: Vec<String>,
}

/// Parses `text`.
///
/// # Panics
/// Never: a cell is always in a row, and a row in a table.
#[must_use]
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "no generated page contains the other events"
)]
pub fn read(text: &str) -> Document {
    let mut page = Document::default();
    // Text belongs to the document, and to the heading, cell or block that contains it.
    let (mut heading, mut cell, mut block) = (false, false, false);
    for event in Parser::new_ext(text, github_options()) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                page.headings.push((heading_level(level), String::new()));
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
                last_row(&mut page).push(String::new());
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
            Event::Text(text) | Event::Code(text) if block => {
                page.blocks.last_mut().expect("in a block").1 += &text;
            }
            Event::Text(text) | Event::Code(text) => {
                page.text += &text;
                if heading {
                    page.headings.last_mut().expect("in a heading").1 += &text;
                } else if cell {
                    let row = last_row(&mut page).last_mut().expect("in a cell");
                    row.push_str(&text);
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

/// GitHub's extensions of `CommonMark`.
fn github_options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_MATH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
}

fn last_row(page: &mut Document) -> &mut Vec<String> {
    let table = page.tables.last_mut().expect("in a table");
    table.last_mut().expect("in a row")
}

fn heading_level(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
