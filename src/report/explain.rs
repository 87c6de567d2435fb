//! Explanations of lines, keys and rules, as plain text.

use std::{fmt::Write, path::Path};

use crate::{
    artifact::Artifact,
    place::{Key, Place},
    source::Source,
};

/// Why the line `line` (from 1) of `artifact` is there and what it comes from, or `None` if it has no such line. The
/// spec lies in `folder`.
#[must_use]
pub fn line(source: &Source, folder: &Path, artifact: &Artifact, line: usize) -> Option<String> {
    let index = line.checked_sub(1)?;
    let shown = artifact.text.lines().nth(index)?;
    let mut text = format!(
        "{}:{line}\n    {shown}\n",
        folder.join(&artifact.path).display()
    );
    for place in &artifact.origins[index] {
        let _ = write!(text, "\n{place}\n    {}\n", written(source, place));
    }
    if let Some(reason) = artifact.reasons[index] {
        let _ = write!(text, "\ntvgen, {}\n    {}\n", reason.part, reason.why);
    }
    Some(text)
}

/// Where `place` is written, with the line it is written on; or that it is not.
fn written(source: &Source, place: &Place) -> String {
    let span = source.key_span(place);
    let file = source.file(span);
    let (line, column) = file.position(span.start);
    let position = format!("{}:{line}:{column}", file.name);
    let nearest = source.nearest(place);
    if nearest == *place {
        let shown = file.text.lines().nth(line - 1).unwrap_or_default();
        format!("{position}  {}", shown.trim())
    } else if nearest == Place::root() {
        let table = place.keys().iter().find_map(Key::name).unwrap_or_default();
        format!(
            "not written: its default ({} has no `{table}`)",
            source.own.name
        )
    } else {
        format!("not written: its default (`{nearest}` is at {position})")
    }
}

/// What a key of the spec does.
pub struct Reach {
    /// The lines that it reaches, `Dockerfile:13: RUN …`; or why it reaches none.
    pub text: String,
    /// What it is read as a part of, if the lines are of that.
    pub whole: Option<Place>,
}

/// The lines of `artifacts` that the key at `place` reaches, or a key below it. The spec lies in `folder`.
#[must_use]
pub fn key(source: &Source, folder: &Path, artifacts: &[Artifact], place: &Place) -> Reach {
    let mut part = place.clone();
    loop {
        let text = lines(folder, artifacts, &part);
        // What is left out has not the lines of the table that it is left out of.
        if !text.is_empty() && (source.is_written(place) || !source.is_written(&part)) {
            let whole = (part != *place).then_some(part);
            return Reach { text, whole };
        }
        match part.parent().filter(|parent| *parent != Place::root()) {
            Some(parent) => part = parent,
            None => break,
        }
    }
    let text = if source.is_written(place) {
        format!(
            "`{place}` reaches no line of an output.\n    {}\n",
            written(source, place)
        )
    } else {
        format!("`{place}` reaches no line: it is not written, and its default shows in none.\n")
    };
    Reach { text, whole: None }
}

fn lines(folder: &Path, artifacts: &[Artifact], place: &Place) -> String {
    let mut text = String::new();
    for artifact in artifacts {
        let path = folder.join(&artifact.path);
        for ((line, shown), places) in artifact.text.lines().enumerate().zip(&artifact.origins) {
            if places.iter().any(|found| place.holds(found)) {
                let _ = writeln!(text, "{}:{}: {}", path.display(), line + 1, shown.trim());
            }
        }
    }
    text
}
