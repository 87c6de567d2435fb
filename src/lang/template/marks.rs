//! Marks the printed texts and the comments of a template while it is filled, as `NUL number NUL`.

use std::fmt::Write;

use super::{
    super::{Cause, Encoded, Lang, Origin, Reason, Text},
    Template,
};

/// The meaning of a mark.
#[derive(Clone)]
pub(super) enum Mark {
    /// A text with these origins was printed here.
    Printed(Vec<Origin>),
    /// The following lines have this reason.
    Reason(Reason),
    /// A comment: the following lines have this reason. The line feed after it is part of the mark.
    Comment(Reason),
}

impl Mark {
    /// Creates the mark before `text`, printed by `template`.
    pub(super) fn printed(text: &Encoded, template: Template) -> Self {
        let origins = text.origins.as_deref().unwrap_or_default();
        let reason = origins.first().and_then(Origin::reason);
        match reason {
            Some(reason) if text.text.is_empty() => {
                Self::Reason(reason.or_component(template.name))
            }
            _ => Self::Printed(origins.to_vec()),
        }
    }
}

/// Replaces the comments on their own lines by marks; returns the text and the marks.
pub(super) fn insert_marks(template: Template) -> (String, Vec<Mark>) {
    let mut text = String::with_capacity(template.text.len());
    let mut marks = Vec::new();
    for line in template.text.split_inclusive('\n') {
        if let Some(explanation) = comment(line) {
            // The line feed keeps a block on the next line at the start of a line, where its indentation is stripped.
            let _ = writeln!(text, "\0{}\0", marks.len());
            marks.push(Mark::Comment(Reason {
                component: template.name,
                explanation,
            }));
        } else {
            text.push_str(line);
        }
    }
    (text, marks)
}

/// Removes the comments on their own lines.
pub(super) fn without_comments(template: Template) -> String {
    let lines = template.text.split_inclusive('\n');
    lines.filter(|line| comment(line).is_none()).collect()
}

/// The text of the comment on `line`, if it is one.
fn comment(line: &'static str) -> Option<&'static str> {
    let text = line.trim().strip_prefix("<%#")?.strip_suffix("%>")?;
    (!text.contains("%>")).then(|| text.trim())
}

/// Removes the marks from `marked`, the filled `template`, and adds their origins to the text.
pub(super) fn remove_marks<L: Lang>(template: Template, marked: &str, marks: &[Mark]) -> Text<L> {
    let mut text = String::with_capacity(marked.len());
    let mut line = 0;
    let mut origins = Vec::new();
    let mut printed_reasons: Vec<Option<Reason>> = Vec::new();
    let mut regions = Vec::new();
    let mut dropped = "";
    for (position, part) in marked.split('\0').enumerate() {
        if position % 2 == 0 {
            let part = part.strip_prefix(dropped).unwrap_or(part);
            text.push_str(part);
            line += part.matches('\n').count();
            continue;
        }
        dropped = "";
        match part
            .parse()
            .ok()
            .and_then(|number: usize| marks.get(number))
        {
            None => {}
            Some(Mark::Reason(reason)) => regions.push((line, *reason)),
            Some(Mark::Comment(reason)) => {
                regions.push((line, *reason));
                dropped = "\n";
            }
            Some(Mark::Printed(found)) => {
                for origin in found
                    .iter()
                    .map(|origin| origin.with_line(line + origin.line))
                {
                    match origin.reason() {
                        // The reason of the printed text takes precedence over that of the template.
                        Some(reason) => {
                            if printed_reasons.len() <= origin.line {
                                printed_reasons.resize(origin.line + 1, None);
                            }
                            printed_reasons[origin.line]
                                .get_or_insert(reason.or_component(template.name));
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
        let printed_reason = printed_reasons.get(line).copied().flatten();
        origins.extend(printed_reason.or(region).map(|reason| Origin {
            line,
            cause: Cause::Tvgen(reason),
        }));
    }
    Text::traced(text, origins)
}
