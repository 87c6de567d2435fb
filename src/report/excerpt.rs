//! The source lines of a finding, clipped to a screen and without terminal control characters.

use std::ops::Range;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::{
    lang::{line::escape_line, terminal::is_terminal_control},
    source::File,
};

/// The largest number of lines of a finding; of a longer one only the first line is shown.
const MAX_LINES: usize = 50;

/// The source lines of a finding, and the line above and below them.
#[derive(Debug)]
pub(super) struct Excerpt {
    /// The bytes of the excerpt that the finding is about.
    pub(super) label: Range<usize>,
    text: String,
    name: String,
    /// The number of lines above the excerpt in the file.
    above: usize,
    /// The number of characters before the finding in its line.
    column: usize,
    window: Window,
}

impl Excerpt {
    /// The lines of `file` for a finding about the bytes `span`, in a terminal of the width `width`.
    pub(super) fn new(file: &File, span: Range<usize>, width: Option<usize>) -> Self {
        let text = file.text.as_str();
        let start = floor(text, span.start);
        let end = floor(text, span.end).max(start);
        let end = if text[start..end].matches('\n').count() < MAX_LINES {
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
            name: escape_line(&file.name),
            above: if first < own { line - 2 } else { line - 1 },
            column: column - 1,
            window: Window::new(width, line + 1, text[start..end].contains('\n')),
        };
        let mut from = first;
        while from <= text.len() {
            let to = line_end(text, from);
            excerpt.add_line(&text[from..to], from, &(start..end));
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

    /// The column of the label below the finding.
    pub(super) fn label_indent(&self) -> usize {
        let before = &self.text[line_start(&self.text, self.label.start)..self.label.start];
        let own = &self.text[self.label.clone()];
        let middle = if own.contains('\n') {
            0
        } else {
            before.chars().count() + own.chars().count() / 2
        };
        self.window.gutter + middle + CONNECTOR
    }

    /// Adds `line`, which begins at the byte `from`. Of a long line, adds only the part in which the finding about
    /// `span` begins.
    fn add_line(&mut self, line: &str, from: usize, span: &Range<usize>) {
        let shown = self.window.clip(line, span.start.saturating_sub(from));
        if shown.start > 0 {
            self.text.push('…');
        }
        for (offset, c) in line[shown.clone()].char_indices() {
            self.extend_label(from + shown.start + offset, span);
            self.text.push(replace_control(c));
        }
        self.extend_label(from + shown.end, span);
        if shown.end < line.len() {
            self.text.push('…');
        }
    }

    /// Moves the start of the label to the end of the excerpt until `byte`, the next byte of the file, is past the
    /// start of `span`. Moves the end of the label in the same way until `byte` is past the end of `span`.
    fn extend_label(&mut self, byte: usize, span: &Range<usize>) {
        if byte <= span.start {
            self.label.start = self.text.len();
        }
        if byte <= span.end {
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
            // If `before` is 0, miette asks for the position of the finding itself.
            if before == 0 { self.column } else { 0 },
            contents.line_count(),
        )))
    }
}

/// The part of a long line that is shown, in characters.
#[derive(Debug)]
struct Window {
    /// The largest width of the part.
    width: usize,
    /// The number of characters shown before a finding that is far from the start of its line.
    before: usize,
    /// The width reserved for the label, from the start of the finding.
    room: usize,
    /// The width of the line numbers.
    gutter: usize,
}

/// The width of `╰── ` before a label.
const CONNECTOR: usize = 5;

impl Window {
    /// The window in a terminal of the width `width`, for lines with numbers up to `line`; 200 characters outside of a
    /// terminal. `has_arc` reserves space for the arc before the lines of a finding of several lines.
    fn new(width: Option<usize>, line: usize, has_arc: bool) -> Self {
        let arc = if has_arc {
            "╭─▶ ".chars().count()
        } else {
            0
        };
        let gutter = arc + line.to_string().len() + " ".len() + " │ ".chars().count();
        let Some(width) = width else {
            return Self {
                width: 200,
                before: 60,
                room: 0,
                gutter,
            };
        };
        let width = width.saturating_sub(gutter + "……".chars().count());
        let width = width.clamp(40, 200);
        Self {
            width,
            before: width / 3,
            room: width / 3,
            gutter,
        }
    }

    /// The bytes of `line` that are shown: all, or those around the byte `byte`.
    fn clip(&self, line: &str, byte: usize) -> Range<usize> {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let nth = |character: usize| line.char_indices().nth(character).map(|(byte, _)| byte);
        let before = line.get(..byte).map_or(0, |before| before.chars().count());
        let is_far = self.width <= before + self.room;
        if nth(self.width).is_none() && (!is_far || self.room == 0) {
            return 0..line.len();
        }
        let first = if is_far { before - self.before } else { 0 };
        nth(first).unwrap_or(0)..nth(first + self.width).unwrap_or(line.len())
    }
}

/// `c`, or a visible replacement if a terminal would act on it.
fn replace_control(c: char) -> char {
    match c {
        '\t' => c,
        '\0'..='\x1f' => {
            char::from_u32(u32::from(c) + 0x2400).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        c if is_terminal_control(c) => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}

/// The last character boundary of `text` at or before `byte`.
fn floor(text: &str, byte: usize) -> usize {
    let mut bytes = (0..=byte.min(text.len())).rev();
    bytes.find(|byte| text.is_char_boundary(*byte)).unwrap_or(0)
}

/// The start of the line of `text` that contains `byte`.
fn line_start(text: &str, byte: usize) -> usize {
    text[..byte].rfind('\n').map_or(0, |newline| newline + 1)
}

/// The end of the line of `text` that contains `byte`.
fn line_end(text: &str, byte: usize) -> usize {
    text[byte..]
        .find('\n')
        .map_or(text.len(), |newline| byte + newline)
}
