//! The page: GitHub-flavoured Markdown.

use std::fmt::Write;

use super::{Comment, Lang, Text, mermaid::Mermaid, shell::Path};

/// The language of the page.
#[derive(Clone, Copy, Debug)]
pub struct Markdown;

impl Lang for Markdown {
    const NAME: &'static str = "markdown";
    const COMMENT: Comment = Comment::Markup;
}

/// Characters that begin or end something, wherever they stand (`CommonMark` 2.4; GFM tables, strikethrough, math).
const MARKS: &str = "\\`*_[]<>|~&$^";
/// Characters that make a link, a mention, a reference or an emoji of what follows them, with a backslash or without.
const CALLS: &str = "@:#";
/// What a reader sees nothing of, and what parts two characters that would be more together.
const NOTHING: &str = "<!-- -->";

/// A value among words: it arrives as it was written, and no part of it is more than text.
#[must_use]
pub fn inline(value: &str) -> Text<Markdown> {
    let blanks = [' ', '\t'];
    let start = value.len() - value.trim_start_matches(blanks).len();
    let end = value.trim_end_matches(blanks).len().max(start);
    let mut out: String = value[..start].chars().map(blank).collect();
    let (mut first, mut word) = (true, String::new());
    let mut rest = value[start..end].chars().peekable();
    while let Some(c) = rest.next() {
        // A list, a heading's underline: only what a line begins with makes one.
        let ends = rest.peek().is_none_or(|next| blanks.contains(next));
        let opens = first && "-+=".contains(c)
            || ".)".contains(c)
                && ends
                && !word.is_empty()
                && word.chars().all(|c| c.is_ascii_digit());
        let names_a_host = c == '.' && word.to_ascii_lowercase().ends_with("www");
        match c {
            '\n' | '\r' => out.push(' '),
            c if CALLS.contains(c) => {
                out.extend(['\\', c]);
                if rest.peek().is_some_and(|next| !blanks.contains(next)) {
                    out.push_str(NOTHING);
                }
            }
            c if opens || MARKS.contains(c) => out.extend(['\\', c]),
            c if names_a_host => {
                out.push_str(NOTHING);
                out.push(c);
            }
            c => out.push(c),
        }
        first = false;
        if blanks.contains(&c) {
            word.clear();
        } else {
            word.push(c);
        }
    }
    out.extend(value[end..].chars().map(blank));
    Text::encoded(out)
}

/// A value as code, outside of tables.
#[must_use]
pub fn code(value: &str) -> Text<Markdown> {
    Text::encoded(span(value))
}

/// A value as code, in a cell of a table. There `\|` is a pipe, in code too, and a backslash before a pipe cannot be
/// written in code: so the code ends before such a pipe, and begins again after it.
#[must_use]
pub fn cell(value: &str) -> Text<Markdown> {
    if value.is_empty() || !value.contains('|') {
        return code(value);
    }
    let mut spans = vec![String::new()];
    for (item, piece) in value.split('|').enumerate() {
        let last = spans.last().is_some_and(|last| last.ends_with('\\'));
        match spans.last_mut() {
            Some(span) if item > 0 && !last => {
                span.push_str("\\|");
                span.push_str(piece);
            }
            Some(span) if item == 0 => span.push_str(piece),
            _ => spans.push(piece.to_owned()),
        }
    }
    let spans = spans.iter().map(|text| match text.as_str() {
        "" => String::new(),
        text => span(text),
    });
    Text::encoded(spans.collect::<Vec<_>>().join("\\|"))
}

/// An address, as a link where Markdown can hold it, as code where it cannot; in tables and outside.
#[must_use]
pub fn url(value: &str) -> Text<Markdown> {
    let known = value.starts_with("https://") || value.starts_with("http://");
    let fits = |c: char| c.is_ascii_graphic() && !"<>|\\`".contains(c);
    if known && value.chars().all(fits) {
        Text::encoded(format!("<{value}>"))
    } else {
        cell(value)
    }
}

/// A link from the file `page` to the file `target`, called by its path.
#[must_use]
pub fn file(page: &Path, target: &Path) -> Text<Markdown> {
    let folders = |path: &Path| -> Vec<String> {
        let steps = path.as_str().split('/');
        steps
            .filter(|step| !["", "."].contains(step))
            .map(str::to_owned)
            .collect()
    };
    let (from, to) = (folders(page), folders(target));
    let (above, below) = (&from[..from.len().saturating_sub(1)], to.as_slice());
    let shared = above.iter().zip(below).take_while(|(a, b)| a == b).count();
    let shared = shared.min(below.len().saturating_sub(1));
    let up = above[shared..].iter().map(|_| "..".to_owned());
    let steps: Vec<String> = up.chain(below[shared..].iter().cloned()).collect();
    let address = address(&steps.join("/"));
    Text::encoded(format!("[{}]({address})", cell(target.as_str()).as_str()))
}

/// Words of ours, never a value of the spec.
#[must_use]
pub fn literal(text: &'static str) -> Text<Markdown> {
    Text::encoded(text)
}

/// A whole number.
#[must_use]
pub fn number(value: u32) -> Text<Markdown> {
    Text::encoded(value.to_string())
}

/// Texts behind one another.
#[must_use]
pub fn concat(parts: &[Text<Markdown>]) -> Text<Markdown> {
    joined(parts, "")
}

/// Texts with `separator` between them.
#[must_use]
pub fn join(parts: &[Text<Markdown>], separator: &'static str) -> Text<Markdown> {
    joined(parts, separator)
}

/// Texts as one says them, `last` before the last: `a, b and c`.
#[must_use]
pub fn list(items: &[Text<Markdown>], last: &'static str) -> Text<Markdown> {
    match items.split_last() {
        None => literal(""),
        Some((only, [])) => only.clone(),
        Some((end, start)) => concat(&[
            joined(start, ", "),
            literal(" "),
            literal(last),
            literal(" "),
            end.clone(),
        ]),
    }
}

/// A text of another language, as a block of code.
#[must_use]
pub fn block<L: Lang>(language: &'static str, text: &Text<L>) -> Text<Markdown> {
    let origins = text
        .origins()
        .iter()
        .map(|origin| origin.on(origin.line + 1));
    Text::traced(fenced(language, text.as_str()), origins)
}

/// A value of whole lines, as a block of code.
#[must_use]
pub fn verbatim(language: &'static str, value: &str) -> Text<Markdown> {
    Text::encoded(fenced(language, value))
}

/// A diagram.
#[must_use]
pub fn diagram(diagram: &Text<Mermaid>) -> Text<Markdown> {
    block("mermaid", diagram)
}

/// `page`, outside of code one blank line where there were more, and none where it begins.
#[must_use]
pub fn tidy(page: &Text<Markdown>) -> Text<Markdown> {
    let mut kept: Vec<&str> = Vec::new();
    let mut moved = Vec::new();
    let mut fence: Option<String> = None;
    for line in page.as_str().split('\n') {
        let run: String = line.chars().take_while(|c| *c == '`').collect();
        fence = match fence {
            Some(open) if line == open => None,
            None if run.len() > 2 => Some(run),
            same => same,
        };
        let follows_blank = kept.last().is_none_or(|last| last.is_empty());
        let stays = fence.is_some() || !line.is_empty() || !follows_blank;
        moved.push(stays.then_some(kept.len()));
        kept.extend(stays.then_some(line));
    }
    let origins = page.origins().iter();
    let origins = origins.filter_map(|origin| Some(origin.on((*moved.get(origin.line)?)?)));
    Text::traced(kept.join("\n"), origins)
}

fn joined(parts: &[Text<Markdown>], separator: &str) -> Text<Markdown> {
    let texts: Vec<&str> = parts.iter().map(Text::as_str).collect();
    let mut next = 0;
    let origins = parts.iter().flat_map(|part| {
        let line = next;
        next += (part.as_str().matches('\n').count()) + separator.matches('\n').count();
        let origins = part.origins().iter();
        origins.map(move |origin| origin.on(line + origin.line))
    });
    Text::traced(texts.join(separator), origins)
}

/// `body` between two fences that are longer than any in it.
fn fenced(language: &str, body: &str) -> String {
    let body = body.trim_end_matches('\n');
    let fence = "`".repeat(longest_run(body).max(2) + 1);
    format!("{fence}{language}\n{body}\n{fence}")
}

/// A code span (`CommonMark` 6.1): in more backticks than it holds, with the blanks that are taken off again.
fn span(value: &str) -> String {
    if value.is_empty() {
        return "(empty)".to_owned();
    }
    let value = if value.contains(['\n', '\r']) {
        &value.replace(['\n', '\r'], " ")
    } else {
        value
    };
    let fence = "`".repeat(longest_run(value) + 1);
    let blanks = value.starts_with(' ') && value.ends_with(' ') && !value.trim().is_empty();
    let pad = if blanks || value.starts_with('`') || value.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{value}{pad}{fence}")
}

/// How many backticks stand in a row, at the most.
fn longest_run(value: &str) -> usize {
    let runs = value.split(|c| c != '`').map(str::len);
    runs.max().unwrap_or_default()
}

/// A blank that no reader takes off.
fn blank(c: char) -> String {
    format!("&#{};", u32::from(c))
}

/// A path as a link's address.
fn address(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/._~-".contains(&byte) {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address
}
