//! Parses the header of a rule's file into its sections.

use jiff::civil::{Date, date};

use super::RuleEntry;

/// The date on which the examples of all rules fail or pass as documented.
pub const EXAMPLES_DATE: Date = date(2026, 11, 25);

/// The documentation of a rule.
pub struct Documentation<'a> {
    /// The title: one sentence that says what is wrong.
    pub title: &'a str,
    /// The whole text below the title, as Markdown.
    pub body: String,
    /// Why the rule matters, as Markdown with one paragraph per line.
    pub why: String,
    /// The files of failing examples.
    pub fails: Vec<CodeBlock<'a>>,
    /// The files of passing examples.
    pub passes: Vec<CodeBlock<'a>>,
}

/// A file of an example: a spec, or a file that the next specs need, such as their base spec.
pub struct CodeBlock<'a> {
    /// Its language, such as `toml`.
    pub language: &'a str,
    /// Its file name, if it is not the spec itself.
    pub file: Option<&'a str>,
    /// Its text.
    pub text: String,
}

impl RuleEntry {
    /// Parses the documentation from the header of the rule's file.
    #[must_use]
    pub fn documentation(&self) -> Documentation<'_> {
        let lines: Vec<&str> = self.header.lines().map(strip_marker).collect();
        Documentation {
            title: lines.first().copied().unwrap_or_default(),
            body: lines
                .get(1..)
                .unwrap_or_default()
                .join("\n")
                .trim()
                .to_owned(),
            why: join_paragraphs(find_section(&lines, "Why")),
            fails: parse_blocks(find_section(&lines, "Fails")),
            passes: parse_blocks(find_section(&lines, "Passes")),
        }
    }
}

/// `line` of a header without its comment marker.
fn strip_marker(line: &str) -> &str {
    let line = line.strip_prefix("//!").unwrap_or(line);
    line.strip_prefix(' ').unwrap_or(line)
}

/// The lines below `heading`, up to the next heading.
fn find_section<'a, 'b>(lines: &'b [&'a str], heading: &str) -> &'b [&'a str] {
    let mut starts = lines.iter();
    let Some(start) = starts.position(|line| line.strip_prefix("## ") == Some(heading)) else {
        return &[];
    };
    let below = &lines[start + 1..];
    let end = below.iter().position(|line| line.starts_with("## "));
    &below[..end.unwrap_or(below.len())]
}

/// Joins the lines of each paragraph into one.
fn join_paragraphs(lines: &[&str]) -> String {
    let paragraphs = lines.split(|line| line.is_empty());
    let paragraphs = paragraphs.filter(|lines| !lines.is_empty());
    paragraphs
        .map(|lines| lines.join(" "))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Parses the code blocks in `lines`.
fn parse_blocks<'a>(lines: &[&'a str]) -> Vec<CodeBlock<'a>> {
    let mut blocks: Vec<CodeBlock> = Vec::new();
    let mut inside = false;
    for line in lines {
        match (inside, line.strip_prefix("```")) {
            (false, Some(info)) => {
                let (language, file) = info
                    .split_once(' ')
                    .map_or((info, None), |(language, file)| (language, Some(file)));
                blocks.push(CodeBlock {
                    language,
                    file,
                    text: String::new(),
                });
                inside = true;
            }
            (true, Some(_)) => inside = false,
            (true, None) => {
                if let Some(block) = blocks.last_mut() {
                    block.text += line;
                    block.text.push('\n');
                }
            }
            (false, None) => {}
        }
    }
    blocks
}
