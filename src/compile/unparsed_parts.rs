//! Drops rule findings that are only consequences of unparsed parts of the spec.

use std::collections::HashSet;

use crate::{
    finding::{Finding, Location},
    place::Place,
    source::{Source, Span},
};

/// The parts of a spec that could not be parsed.
pub(super) struct UnparsedParts<'a> {
    source: &'a Source,
    /// Places that were not parsed, including everything inside them.
    skipped: HashSet<Place>,
    /// Places that contain something that was not parsed.
    incomplete: HashSet<Place>,
    /// The spans with syntax errors, in order.
    syntax: Vec<Span>,
}

impl<'a> UnparsedParts<'a> {
    /// Collects the unparsed parts of `source` from the findings of its parser.
    pub(super) fn new(source: &'a Source, findings: &[Finding]) -> Self {
        let mut unparsed_parts = Self {
            source,
            skipped: HashSet::new(),
            incomplete: HashSet::new(),
            syntax: source.errors.iter().map(|error| error.affected).collect(),
        };
        unparsed_parts.syntax.sort_unstable();
        for finding in findings {
            match &finding.location {
                Location::Place(place) | Location::Missing(place) => {
                    unparsed_parts.skipped.insert(place.clone());
                    unparsed_parts.incomplete.extend(ancestors(place));
                }
                // A misspelled key stands for the intended key, which is missing. Other unknown keys have no consequences.
                Location::Key(place) => {
                    let intended = place.parent().zip(finding.suggestion());
                    unparsed_parts.skipped.insert(place.clone());
                    unparsed_parts
                        .skipped
                        .extend(intended.map(|(table, key)| table.key(key)));
                    if finding.is_typo() {
                        unparsed_parts.incomplete.extend(ancestors(place));
                    }
                }
                Location::Bytes(_) => {}
            }
        }
        unparsed_parts
    }

    /// Whether `finding`, which a rule reported, is only a consequence of an unparsed part.
    pub(super) fn is_consequence(&self, finding: &Finding) -> bool {
        let place = finding.location.place();
        // The name of a table is parsed even if its content is not.
        let is_name = matches!(finding.location, Location::Key(_));
        let is_skipped = |place: &Place| {
            !is_name && self.incomplete.contains(place)
                || ancestors(place).any(|place| self.skipped.contains(&place))
        };
        // A value that seems unset may be in text that could not be parsed.
        let may_be_set = |place: &Place| !self.syntax.is_empty() && !self.source.is_set(place);
        place.is_some_and(|place| is_skipped(place) || may_be_set(place))
            || self.is_in_syntax_error(finding)
    }

    /// Whether the location of `finding` overlaps a syntax error.
    pub(super) fn is_in_syntax_error(&self, finding: &Finding) -> bool {
        match &finding.location {
            Location::Bytes(_) => false,
            Location::Key(_) | Location::Missing(_) => {
                self.overlaps_syntax_error(finding.location.span(self.source))
            }
            Location::Place(place) => {
                let value = self.source.value_span(place);
                // The parser inserts an empty value for a missing one.
                let is_missing = value.is_some_and(Span::is_empty) && !self.syntax.is_empty();
                let spans = [Some(finding.location.span(self.source)), value];
                is_missing
                    || spans
                        .into_iter()
                        .flatten()
                        .any(|span| self.overlaps_syntax_error(span))
            }
        }
    }

    /// Whether there is a syntax error in `span` or right after it.
    fn overlaps_syntax_error(&self, span: Span) -> bool {
        let is_before = |error: &Span| (error.file, error.end) < (span.file, span.start);
        let first = self.syntax.partition_point(is_before);
        let near = self.syntax[first..].iter();
        near.take_while(|error| (error.file, error.start) <= (span.file, span.end))
            .any(|error| error.end > span.start || *error == span)
    }
}

/// `place` and its ancestors, up to the root.
fn ancestors(place: &Place) -> impl Iterator<Item = Place> {
    std::iter::successors(Some(place.clone()), Place::parent)
}
