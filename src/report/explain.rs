//! Explanations of lines of outputs and of spec keys.

use std::path::Path;

use crate::{
    artifact::Artifact,
    lang::{
        Text,
        terminal::{self, Style, Styled, Terminal, hang, wrap},
    },
    place::{Key, Place},
    source::Source,
};

/// Why the line `line` (from 1) of `artifact` exists and where it comes from, wrapped at `width`; `None` if `artifact` has no such
/// line. The spec is in `folder`.
#[must_use]
pub fn describe_line(
    source: &Source,
    folder: &Path,
    artifact: &Artifact,
    line: usize,
    width: Option<usize>,
) -> Option<Text<Terminal>> {
    let index = line.checked_sub(1)?;
    let shown = artifact.text.lines().nth(index)?;
    let path = folder.join(&artifact.path);
    let mut text = Styled::default();
    text.paint(Style::Bold, &format!("{}:{line}", path.display()))
        .add(&format!("\n    {shown}\n"));
    for place in &artifact.origins[index] {
        text.add("\n")
            .paint(Style::Cyan, &place.to_string())
            .add(&format!("\n    {}\n", describe_origin(source, place)));
    }
    if let Some(reason) = artifact.reasons[index] {
        let explanation = terminal::text(reason.explanation);
        text.add("\n")
            .paint(Style::Cyan, &format!("tvgen, {}", reason.component))
            .add("\n")
            .append(&hang(&terminal::literal("    "), &explanation, width))
            .add("\n");
    }
    Some(text.text())
}

/// The position of `place` and its line in the spec, or the reason why it has the default.
fn describe_origin(source: &Source, place: &Place) -> String {
    let span = source.key_span(place);
    let file = source.file(span);
    let (line, column) = file.position(span.start);
    let position = format!("{}:{line}:{column}", file.name);
    let nearest = source.nearest_set(place);
    if nearest == *place {
        let shown = file.text.lines().nth(line - 1).unwrap_or_default();
        format!("{position}  {}", shown.trim())
    } else if nearest == Place::root() {
        let table = place.keys().iter().find_map(Key::name).unwrap_or_default();
        let spec = &source.own.name;
        format!("not set, so the default applies ({spec} has no `{table}`)")
    } else {
        format!("not set, so the default applies (`{nearest}` is at {position})")
    }
}

/// The lines that a key of the spec affects.
pub struct AffectedLines {
    /// The lines, such as `Dockerfile:13: RUN …`, or why there are none.
    pub text: Text<Terminal>,
    /// The table or array that the lines belong to, if they do not belong to the key itself.
    pub part_of: Option<Place>,
}

/// The lines of `artifacts` that the key at `place` or a key below it affects, wrapped at `width`. The spec is in `folder`.
#[must_use]
pub fn describe_key(
    source: &Source,
    folder: &Path,
    artifacts: &[Artifact],
    place: &Place,
    width: Option<usize>,
) -> AffectedLines {
    let mut part = place.clone();
    loop {
        let text = list_lines(folder, artifacts, &part);
        // A key that is not set does not affect the lines of a table that is set.
        if !text.as_str().is_empty() && (source.is_set(place) || !source.is_set(&part)) {
            let part_of = (part != *place).then_some(part);
            return AffectedLines { text, part_of };
        }
        match part.parent().filter(|parent| *parent != Place::root()) {
            Some(parent) => part = parent,
            None => break,
        }
    }
    let text = if source.is_set(place) {
        let origin = describe_origin(source, place);
        format!("`{place}` affects no line of an output.\n    {origin}\n")
    } else {
        format!("`{place}` affects no line: it is not set, and its default appears in no output.\n")
    };
    AffectedLines {
        text: wrap(&terminal::text(&text), width),
        part_of: None,
    }
}

/// The lines of `artifacts` that come from `place` or a key below it.
fn list_lines(folder: &Path, artifacts: &[Artifact], place: &Place) -> Text<Terminal> {
    let mut text = Styled::default();
    for artifact in artifacts {
        let path = folder.join(&artifact.path);
        for ((line, shown), places) in artifact.text.lines().enumerate().zip(&artifact.origins) {
            if places.iter().any(|found| place.contains(found)) {
                text.paint(Style::Cyan, &format!("{}:{}:", path.display(), line + 1))
                    .add(&format!(" {}\n", shown.trim()));
            }
        }
    }
    text.text()
}
