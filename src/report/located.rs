//! Findings with their files, lines and columns.

use crate::{
    finding::Finding,
    source::{Positions, Source},
};

/// A finding with its file, its lines and its columns.
#[derive(Clone, Debug)]
pub struct LocatedFinding {
    /// The finding.
    pub finding: Finding,
    /// The name of its file: the spec or a base spec.
    pub file: String,
    /// The line and the column of its first character, both from 1.
    pub start: (usize, usize),
    /// The line and the column after its last character, both from 1.
    pub end: (usize, usize),
}

/// The positions of `findings` in `source`.
#[must_use]
pub fn locate_findings(source: &Source, findings: &[Finding]) -> Vec<LocatedFinding> {
    let files = std::iter::once(&source.own).chain(&source.bases);
    let files: Vec<Positions> = files.map(|file| Positions::new(&file.text)).collect();
    let located = findings.iter().map(|finding| {
        let span = finding.location.span(source);
        LocatedFinding {
            finding: finding.clone(),
            file: source.file(span).name.clone(),
            start: files[span.file].position(span.start),
            end: files[span.file].position(span.end),
        }
    });
    located.collect()
}
