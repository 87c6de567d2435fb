//! What the header of a rule's file says, in its parts.

use jiff::civil::{Date, date};

use super::Entry;

/// The day on which the examples of all rules are what they are called.
pub const DAY: Date = date(2026, 11, 25);

/// What the header of a rule's file says.
pub struct Documentation<'a> {
    /// What is wrong, one sentence.
    pub title: &'a str,
    /// All that stands below that: Markdown.
    pub rest: String,
    /// Why it matters: Markdown, a paragraph a line.
    pub why: String,
    /// Files that break the rule.
    pub fails: Vec<Block<'a>>,
    /// Files that do not.
    pub passes: Vec<Block<'a>>,
}

/// A file of an example: a spec, or what the specs after it build on.
pub struct Block<'a> {
    /// The language that it is written in: `toml`.
    pub language: &'a str,
    /// What the file is called, if it is not the spec itself.
    pub file: Option<&'a str>,
    /// Its text.
    pub text: String,
}

impl Entry {
    /// What the header of the rule's file says.
    #[must_use]
    pub fn documentation(&self) -> Documentation<'_> {
        let lines: Vec<&str> = self.header.lines().map(bare).collect();
        Documentation {
            title: lines.first().copied().unwrap_or_default(),
            rest: lines
                .get(1..)
                .unwrap_or_default()
                .join("\n")
                .trim()
                .to_owned(),
            why: paragraphs(section(&lines, "Why")),
            fails: blocks(section(&lines, "Fails")),
            passes: blocks(section(&lines, "Passes")),
        }
    }
}

/// `line` of a header without what makes it a comment.
fn bare(line: &str) -> &str {
    let line = line.strip_prefix("//!").unwrap_or(line);
    line.strip_prefix(' ').unwrap_or(line)
}

/// The lines below the heading `heading`.
fn section<'a, 'b>(lines: &'b [&'a str], heading: &str) -> &'b [&'a str] {
    let mut starts = lines.iter();
    let Some(start) = starts.position(|line| line.strip_prefix("## ") == Some(heading)) else {
        return &[];
    };
    let below = &lines[start + 1..];
    let end = below.iter().position(|line| line.starts_with("## "));
    &below[..end.unwrap_or(below.len())]
}

/// `lines`, those of a paragraph joined to one.
fn paragraphs(lines: &[&str]) -> String {
    let paragraphs = lines.split(|line| line.is_empty());
    let paragraphs = paragraphs.filter(|lines| !lines.is_empty());
    paragraphs
        .map(|lines| lines.join(" "))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The blocks of code in `lines`.
fn blocks<'a>(lines: &[&'a str]) -> Vec<Block<'a>> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut inside = false;
    for line in lines {
        match (inside, line.strip_prefix("```")) {
            (false, Some(kind)) => {
                let (language, file) = kind
                    .split_once(' ')
                    .map_or((kind, None), |(language, file)| (language, Some(file)));
                blocks.push(Block {
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
