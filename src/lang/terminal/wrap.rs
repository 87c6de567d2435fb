//! Wraps prose at the width of a terminal, between words.

use std::iter;

use textwrap::{
    Options, WordSeparator, WordSplitter, WrapAlgorithm,
    core::{Word, display_width},
};

use super::Terminal;
use crate::lang::Text;

/// The indentation of a line that is not prose: code, or a line of a file.
const VERBATIM: &str = "    ";

/// The minimum width of wrapped text.
const MIN_WIDTH: usize = 20;

/// Wraps each line of `text` at `width`, with the indentation of the original line. Lines indented by four spaces or more are
/// not wrapped; without a `width`, no line is.
#[must_use]
pub fn wrap(text: &Text<Terminal>, width: Option<usize>) -> Text<Terminal> {
    let lines = text.as_str().split('\n').map(|line| {
        if line.starts_with(VERBATIM) {
            return line.to_owned();
        }
        let prose = line.trim_start_matches(' ');
        fill(&line[..line.len() - prose.len()], prose, width)
    });
    Text::encoded(lines.collect::<Vec<_>>().join("\n"))
}

/// Wraps `text` at `width`, with `first` before its first line and the other lines indented by the width of `first`. If that
/// leaves no room, `text` starts below `first`.
#[must_use]
pub fn hang(first: &Text<Terminal>, text: &Text<Terminal>, width: Option<usize>) -> Text<Terminal> {
    Text::encoded(fill(first.as_str(), text.as_str(), width))
}

fn fill(first: &str, text: &str, width: Option<usize>) -> String {
    let Some(width) = width else {
        return format!("{first}{text}");
    };
    let indent = display_width(first);
    if indent > VERBATIM.len() && indent + MIN_WIDTH > width {
        let below = fill(VERBATIM, text, Some(width));
        return format!("{}\n{below}", first.trim_end());
    }
    let next = " ".repeat(indent);
    let options = Options::new(width.max(indent + MIN_WIDTH))
        .initial_indent(first)
        .subsequent_indent(&next)
        .break_words(false)
        .word_separator(WordSeparator::Custom(split_words))
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    textwrap::fill(text, options)
}

/// The words of `line`, each with the spaces after it. Code between backticks is one word, and so is a command at the end of
/// the line, `…: tvgen render --force`, so that it can be copied.
fn split_words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let (mut rest, mut is_after_colon) = (line, false);
    Box::new(iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = if is_after_colon && rest.starts_with("tvgen ") {
            rest.trim_end().len()
        } else {
            word_end(rest)
        };
        is_after_colon = rest[..end].ends_with(':');
        let next = rest[end..].find(|c| c != ' ');
        let (word, after) = rest.split_at(next.map_or(rest.len(), |next| end + next));
        rest = after;
        Some(Word::from(word))
    }))
}

/// The end of the first word of `text`.
fn word_end(text: &str) -> usize {
    let mut is_code = false;
    for (end, c) in text.char_indices() {
        match c {
            '`' => is_code = !is_code && text[end + 1..].contains('`'),
            ' ' if !is_code && end > 0 => return end,
            _ => {}
        }
    }
    text.len()
}
