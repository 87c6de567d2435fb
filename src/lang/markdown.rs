//! Escapes values for the documentation page, in GitHub-flavoured Markdown.

use std::fmt::Write;

use super::{Comment, Lang, Text, mermaid::Mermaid, shell::Path};

/// The language of the documentation page.
#[derive(Clone, Copy, Debug)]
pub struct Markdown;

impl Lang for Markdown {
    const NAME: &'static str = "markdown";
    const COMMENT: Comment = Comment::Markup;
}

/// Characters with a meaning anywhere in a line (`CommonMark` 2.4; GFM tables, strikethrough, math).
const SPECIAL: &str = "\\`*_[]<>|~&$^";
/// Characters that start a link, a mention, a reference or an emoji, even after a backslash.
const AUTOLINKS: &str = "@:#";
/// An invisible comment that separates two characters.
const SEPARATOR: &str = "<!-- -->";

/// A value as inline text: no part of it is interpreted as Markdown.
#[must_use]
pub fn inline(value: &str) -> Text<Markdown> {
    let spaces = [' ', '\t'];
    let start = value.len() - value.trim_start_matches(spaces).len();
    let end = value.trim_end_matches(spaces).len().max(start);
    let mut out: String = value[..start].chars().map(escape_space).collect();
    let (mut first, mut word) = (true, String::new());
    let mut rest = value[start..end].chars().peekable();
    while let Some(c) = rest.next() {
        // A list and the underline of a heading start only at the beginning of a line.
        let ends = rest.peek().is_none_or(|next| spaces.contains(next));
        let opens = first && "-+=".contains(c)
            || ".)".contains(c)
                && ends
                && !word.is_empty()
                && word.chars().all(|c| c.is_ascii_digit());
        let is_host_name = c == '.' && word.to_ascii_lowercase().ends_with("www");
        match c {
            '\n' | '\r' => out.push(' '),
            c if AUTOLINKS.contains(c) => {
                out.extend(['\\', c]);
                if rest.peek().is_some_and(|next| !spaces.contains(next)) {
                    out.push_str(SEPARATOR);
                }
            }
            c if opens || SPECIAL.contains(c) => out.extend(['\\', c]),
            c if is_host_name => {
                out.push_str(SEPARATOR);
                out.push(c);
            }
            c => out.push(c),
        }
        first = false;
        if spaces.contains(&c) {
            word.clear();
        } else {
            word.push(c);
        }
    }
    out.extend(value[end..].chars().map(escape_space));
    Text::encoded(out)
}

/// A value as inline code, outside of tables.
#[must_use]
pub fn code(value: &str) -> Text<Markdown> {
    Text::encoded(code_span(value))
}

/// A value as inline code in a table cell. In a table, `\|` is a pipe even inside a code span, so a span cannot contain `\`
/// followed by `|`. Such a pipe is written between two spans.
#[must_use]
pub fn cell(value: &str) -> Text<Markdown> {
    if value.is_empty() || !value.contains('|') {
        return code(value);
    }
    let mut spans = vec![String::new()];
    for (index, segment) in value.split('|').enumerate() {
        let follows_backslash = spans.last().is_some_and(|last| last.ends_with('\\'));
        match spans.last_mut() {
            Some(span) if index > 0 && !follows_backslash => {
                span.push_str("\\|");
                span.push_str(segment);
            }
            Some(span) if index == 0 => span.push_str(segment),
            _ => spans.push(segment.to_owned()),
        }
    }
    let spans = spans.iter().map(|text| match text.as_str() {
        "" => String::new(),
        text => code_span(text),
    });
    Text::encoded(spans.collect::<Vec<_>>().join("\\|"))
}

/// A URL as a link. If Markdown cannot link the URL, it becomes code, as in [`cell`].
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

/// A link from the file `page` to the file `target`, with its path as the text.
#[must_use]
pub fn file_link(page: &Path, target: &Path) -> Text<Markdown> {
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

/// A link to the section `title` of the same page, at the anchor that GitHub derives: lower case, `-` for spaces.
#[must_use]
pub fn section_link(title: &'static str) -> Text<Markdown> {
    let anchor = title.to_lowercase().replace(' ', "-");
    Text::encoded(format!("[{title}](#{anchor})"))
}

/// Trusted text, never a value of the spec.
#[must_use]
pub fn literal(text: &'static str) -> Text<Markdown> {
    Text::encoded(text)
}

/// An integer.
#[must_use]
pub fn number(value: u32) -> Text<Markdown> {
    Text::encoded(value.to_string())
}

/// Texts joined without a separator.
#[must_use]
pub fn concat(parts: &[Text<Markdown>]) -> Text<Markdown> {
    join_with(parts, "")
}

/// Texts joined by `separator`.
#[must_use]
pub fn join(parts: &[Text<Markdown>], separator: &'static str) -> Text<Markdown> {
    join_with(parts, separator)
}

/// Texts as an enumeration, with the conjunction `last`: `a, b and c`.
#[must_use]
pub fn list(items: &[Text<Markdown>], last: &'static str) -> Text<Markdown> {
    match items.split_last() {
        None => literal(""),
        Some((only, [])) => only.clone(),
        Some((end, start)) => concat(&[
            join_with(start, ", "),
            literal(" "),
            literal(last),
            literal(" "),
            end.clone(),
        ]),
    }
}

/// A text of another language as a code block.
#[must_use]
pub fn block<L: Lang>(language: &'static str, text: &Text<L>) -> Text<Markdown> {
    let origins = text
        .origins()
        .iter()
        .map(|origin| origin.with_line(origin.line + 1));
    Text::traced(fence_code(language, text.as_str()), origins)
}

/// A value as a code block.
#[must_use]
pub fn code_block(language: &'static str, value: &str) -> Text<Markdown> {
    Text::encoded(fence_code(language, value))
}

/// A diagram.
#[must_use]
pub fn diagram(diagram: &Text<Mermaid>) -> Text<Markdown> {
    block("mermaid", diagram)
}

/// Collapses blank lines outside of code blocks, and removes those at the start of `page`.
#[must_use]
pub fn collapse_blank_lines(page: &Text<Markdown>) -> Text<Markdown> {
    let mut lines: Vec<&str> = Vec::new();
    let mut new_positions = Vec::new();
    let mut fence: Option<String> = None;
    for line in page.as_str().split('\n') {
        let run: String = line.chars().take_while(|c| *c == '`').collect();
        fence = match fence {
            Some(open) if line == open => None,
            None if run.len() > 2 => Some(run),
            same => same,
        };
        let follows_blank = lines.last().is_none_or(|last| last.is_empty());
        let stays = fence.is_some() || !line.is_empty() || !follows_blank;
        new_positions.push(stays.then_some(lines.len()));
        lines.extend(stays.then_some(line));
    }
    let origins = page.origins().iter();
    let origins =
        origins.filter_map(|origin| Some(origin.with_line((*new_positions.get(origin.line)?)?)));
    Text::traced(lines.join("\n"), origins)
}

fn join_with(parts: &[Text<Markdown>], separator: &str) -> Text<Markdown> {
    let texts: Vec<&str> = parts.iter().map(Text::as_str).collect();
    let mut next = 0;
    let origins = parts.iter().flat_map(|part| {
        let line = next;
        next += (part.as_str().matches('\n').count()) + separator.matches('\n').count();
        let origins = part.origins().iter();
        origins.map(move |origin| origin.with_line(line + origin.line))
    });
    Text::traced(texts.join(separator), origins)
}

/// `body` between two fences that are longer than any in `body`.
fn fence_code(language: &str, body: &str) -> String {
    let body = body.trim_end_matches('\n');
    let fence = "`".repeat(longest_run(body).max(2) + 1);
    format!("{fence}{language}\n{body}\n{fence}")
}

/// A code span (`CommonMark` 6.1): in more backticks than it contains, padded with the spaces that Markdown strips.
fn code_span(value: &str) -> String {
    if value.is_empty() {
        return "(empty)".to_owned();
    }
    let value = if value.contains(['\n', '\r']) {
        &value.replace(['\n', '\r'], " ")
    } else {
        value
    };
    let fence = "`".repeat(longest_run(value) + 1);
    let is_padded = value.starts_with(' ') && value.ends_with(' ') && !value.trim().is_empty();
    let pad = if is_padded || value.starts_with('`') || value.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{value}{pad}{fence}")
}

/// The length of the longest run of backticks.
fn longest_run(value: &str) -> usize {
    let runs = value.split(|c| c != '`').map(str::len);
    runs.max().unwrap_or_default()
}

/// A space or tab as a character reference, which is not stripped.
fn escape_space(c: char) -> String {
    format!("&#{};", u32::from(c))
}

/// A path as the destination of a link.
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
