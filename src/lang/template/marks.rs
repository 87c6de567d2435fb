//! Marks in a template while it is filled, `NUL number NUL`: which text was printed there, which comment stood there.

use std::fmt::Write;

use super::{
    super::{Cause, Encoded, Lang, Origin, Reason, Text},
    Template,
};

/// What the mark with its number tells.
#[derive(Clone)]
pub(super) enum Mark {
    /// A text was printed after it, whose lines came from there.
    Printed(Vec<Origin>),
    /// Lines have this reason from here on.
    Why(Reason),
    /// A comment stood here: lines have this reason from here on. A line feed follows that belongs to the mark.
    Comment(Reason),
}

impl Mark {
    /// The mark before `text`, as `template` prints it.
    pub(super) fn printed(text: &Encoded, template: Template) -> Self {
        let origins = text.origins.as_deref().unwrap_or_default();
        let reason = origins.first().and_then(Origin::reason);
        match reason {
            Some(reason) if text.text.is_empty() => Self::Why(reason.of(template.name)),
            _ => Self::Printed(origins.to_vec()),
        }
    }
}

/// The text of `template`, marks in place of the comments that have a line of their own; and these marks.
pub(super) fn mark(template: Template) -> (String, Vec<Mark>) {
    let mut text = String::with_capacity(template.text.len());
    let mut marks = Vec::new();
    for line in template.text.split_inclusive('\n') {
        if let Some(why) = comment(line) {
            // After the line feed, blanks before a block are still blanks at the start of a line, and dropped.
            let _ = writeln!(text, "\0{}\0", marks.len());
            marks.push(Mark::Comment(Reason {
                part: template.name,
                why,
            }));
        } else {
            text.push_str(line);
        }
    }
    (text, marks)
}

/// The text of `template` without the comments that have a line of their own.
pub(super) fn unmarked(template: Template) -> String {
    let lines = template.text.split_inclusive('\n');
    lines.filter(|line| comment(line).is_none()).collect()
}

/// What the comment says that `line` is, if it is one.
fn comment(line: &'static str) -> Option<&'static str> {
    let words = line.trim().strip_prefix("<%#")?.strip_suffix("%>")?;
    (!words.contains("%>")).then(|| words.trim())
}

/// Takes the marks out of `marked`, the filled `template`: what is left knows what they told.
pub(super) fn unmark<L: Lang>(template: Template, marked: &str, marks: &[Mark]) -> Text<L> {
    let mut text = String::with_capacity(marked.len());
    let mut line = 0;
    let mut origins = Vec::new();
    let mut own: Vec<Option<Reason>> = Vec::new();
    let mut regions = Vec::new();
    let mut dropped = "";
    for (position, piece) in marked.split('\0').enumerate() {
        if position % 2 == 0 {
            let piece = piece.strip_prefix(dropped).unwrap_or(piece);
            text.push_str(piece);
            line += piece.matches('\n').count();
            continue;
        }
        dropped = "";
        match piece
            .parse()
            .ok()
            .and_then(|number: usize| marks.get(number))
        {
            None => {}
            Some(Mark::Why(reason)) => regions.push((line, *reason)),
            Some(Mark::Comment(reason)) => {
                regions.push((line, *reason));
                dropped = "\n";
            }
            Some(Mark::Printed(found)) => {
                for origin in found.iter().map(|origin| origin.on(line + origin.line)) {
                    match origin.reason() {
                        // What was printed knows better than what it was printed into.
                        Some(reason) => {
                            if own.len() <= origin.line {
                                own.resize(origin.line + 1, None);
                            }
                            own[origin.line].get_or_insert(reason.of(template.name));
                        }
                        None => origins.push(origin),
                    }
                }
            }
        }
    }
    let mut regions = regions.into_iter().peekable();
    let mut region = None;
    for line in 0..text.lines().count() {
        while let Some((_, reason)) = regions.next_if(|(start, _)| *start <= line) {
            region = Some(reason);
        }
        let own = own.get(line).copied().flatten();
        origins.extend(own.or(region).map(|reason| Origin {
            line,
            cause: Cause::Tvgen(reason),
        }));
    }
    Text::traced(text, origins)
}
