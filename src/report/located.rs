//! A finding with its file, its lines and its columns.

use crate::{
    finding::Finding,
    source::{Positions, Source},
};

/// A finding with its file, its lines and its columns.
#[derive(Clone, Debug)]
pub struct Located {
    /// The finding.
    pub finding: Finding,
    /// The name of the file that it lies in: the user's own, or one that this builds on.
    pub file: String,
    /// The line and the column of its first character, both from 1.
    pub start: (usize, usize),
    /// The line and the column behind its last character, both from 1.
    pub end: (usize, usize),
}

/// `findings` about `source`, each with where it lies.
#[must_use]
pub fn locate(source: &Source, findings: &[Finding]) -> Vec<Located> {
    let files = std::iter::once(&source.own).chain(&source.bases);
    let files: Vec<Positions> = files.map(|file| Positions::new(&file.text)).collect();
    let located = findings.iter().map(|finding| {
        let span = finding.at.span(source);
        Located {
            finding: finding.clone(),
            file: source.file(span).name.clone(),
            start: files[span.file].of(span.start),
            end: files[span.file].of(span.end),
        }
    });
    located.collect()
}
