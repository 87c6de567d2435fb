//! A file as the spec renders it now, with the edits that the spec could not take.

use std::fmt::Write;

use super::{
    Edited, Left, Merged, Why, lines_of,
    proof::{differences, touches},
};
use crate::{
    artifact::{Artifact, HEADER_REASONS},
    drift::Hunk,
};

/// What the spec renders now in place of `file`, with the edits `left` of it. The header is that of the artifact, so that the
/// file counts as edited from that; a file that the spec renders no more stays as it is.
pub(super) fn merge(file: &Edited, artifacts: &[Artifact], left: &[(&Hunk, &Why)]) -> Merged {
    let named = |artifact: &&Artifact| artifact.name == file.artifact.name;
    let artifact = artifacts.iter().find(named).unwrap_or(&file.artifact);
    let hunks: Vec<&Hunk> = left.iter().map(|(hunk, _)| *hunk).collect();
    let text = text(file, artifact, &hunks);
    let now = Edited::new(artifact.clone(), &text);
    let mut places = now.hunks.iter();
    let left = left.iter().map(|(hunk, why)| {
        let (old, new) = file.texts(hunk);
        let same = |place: &&Hunk| now.texts(place).1 == new;
        let place = places.clone().find(same);
        if place.is_some() {
            places.by_ref().find(same);
        }
        Left {
            line: place.unwrap_or(hunk).new.start + 1,
            old: old.map(str::to_owned),
            new: new.map(str::to_owned),
            why: (*why).clone(),
        }
    });
    Merged {
        left: left.collect(),
        text,
    }
}

/// `artifact` with the lines `left` as they are in the file.
fn text(edited: &Edited, artifact: &Artifact, left: &[&Hunk]) -> String {
    let (disk, new) = (lines_of(&edited.disk), lines_of(&artifact.text));
    let mut text = String::new();
    let mut write = |lines: &[&str]| {
        for line in lines {
            let _ = writeln!(text, "{line}");
        }
    };
    let mut next = 0;
    for (on_disk, rendered) in differences(edited, artifact) {
        write(&disk[next..on_disk.start]);
        let is_header = on_disk.start < HEADER_REASONS.len();
        let is_kept = left.iter().any(|hunk| touches(&on_disk, &hunk.new));
        if is_kept && !is_header {
            write(&disk[on_disk.clone()]);
        } else {
            write(&new[rendered]);
        }
        next = on_disk.end;
    }
    write(&disk[next..]);
    text
}
