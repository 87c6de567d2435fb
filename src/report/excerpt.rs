//! The lines that a finding is shown with: as many and as wide as a screen holds, and without what a terminal would obey.

use std::ops::Range;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::{
    lang::{line::plain, terminal::is_obeyed},
    source::File,
};

/// How many characters of a line are shown.
const WIDTH: usize = 200;

/// How many of them stand before the finding, where it begins further to the right.
const BEFORE: usize = 60;

/// How many lines a finding can have that is shown whole; of a longer one the first line is.
const MOST_LINES: usize = 50;

/// The lines that a finding is shown with: its own, the one above and the one below.
#[derive(Debug)]
pub(super) struct Excerpt {
    /// The bytes of the excerpt that the finding is about.
    pub(super) label: Range<usize>,
    text: String,
    name: String,
    /// How many lines stand above the excerpt in the file.
    above: usize,
    /// How many characters stand before the finding in its line.
    column: usize,
}

impl Excerpt {
    /// The lines of `file` for a finding about the bytes `span`.
    pub(super) fn new(file: &File, span: Range<usize>) -> Self {
        let text = file.text.as_str();
        let start = floor(text, span.start);
        let end = floor(text, span.end).max(start);
        let end = if text[start..end].matches('\n').count() < MOST_LINES {
            end
        } else {
            line_end(text, start)
        };
        let own = line_start(text, start);
        let first = line_start(text, own.saturating_sub(1));
        let (line, column) = file.position(start);
        let mut excerpt = Self {
            label: 0..0,
            text: String::new(),
            name: plain(&file.name),
            above: if first < own { line - 2 } else { line - 1 },
            column: column - 1,
        };
        let mut from = first;
        while from <= text.len() {
            let to = line_end(text, from);
            excerpt.line(&text[from..to], from, &(start..end));
            if to == text.len() {
                break;
            }
            excerpt.text.push('\n');
            if from > end {
                break;
            }
            from = to + 1;
        }
        excerpt
    }

    /// Adds `line`, which begins at the byte `from`, or the part of it in which the finding about `span` begins.
    fn line(&mut self, line: &str, from: usize, span: &Range<usize>) {
        let shown = shown(line, span.start.saturating_sub(from));
        if shown.start > 0 {
            self.text.push('…');
        }
        for (at, c) in line[shown.clone()].char_indices() {
            self.meet(from + shown.start + at, span);
            self.text.push(visible(c));
        }
        self.meet(from + shown.end, span);
        if shown.end < line.len() {
            self.text.push('…');
        }
    }

    /// Notes where the byte `at` of the file stands in the excerpt, if the finding has not begun or ended before it.
    fn meet(&mut self, at: usize, span: &Range<usize>) {
        if at <= span.start {
            self.label.start = self.text.len();
        }
        if at <= span.end {
            self.label.end = self.text.len();
        }
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let contents = self.text.read_span(span, before, after)?;
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            contents.data(),
            *contents.span(),
            contents.line() + self.above,
            // Asked for without lines around it, this is where the finding begins.
            if before == 0 { self.column } else { 0 },
            contents.line_count(),
        )))
    }
}

/// The bytes of `line` that are shown: all, or those around the byte `at`.
fn shown(line: &str, at: usize) -> Range<usize> {
    let line = line.strip_suffix('\r').unwrap_or(line);
    let byte = |character: usize| line.char_indices().nth(character).map(|(byte, _)| byte);
    if byte(WIDTH).is_none() {
        return 0..line.len();
    }
    let before = line.get(..at).map_or(0, |before| before.chars().count());
    let first = if before < WIDTH { 0 } else { before - BEFORE };
    byte(first).unwrap_or(0)..byte(first + WIDTH).unwrap_or(line.len())
}

/// `c`, or a picture of it where a terminal would obey it.
fn visible(c: char) -> char {
    match c {
        '\t' => c,
        '\0'..='\x1f' => {
            char::from_u32(u32::from(c) + 0x2400).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        c if is_obeyed(c) => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}

/// The last byte at or before `byte` that begins a character of `text`, or its end.
fn floor(text: &str, byte: usize) -> usize {
    let mut bytes = (0..=byte.min(text.len())).rev();
    bytes.find(|byte| text.is_char_boundary(*byte)).unwrap_or(0)
}

fn line_start(text: &str, byte: usize) -> usize {
    text[..byte].rfind('\n').map_or(0, |newline| newline + 1)
}

fn line_end(text: &str, byte: usize) -> usize {
    text[byte..]
        .find('\n')
        .map_or(text.len(), |newline| byte + newline)
}
