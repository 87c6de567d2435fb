//! What could not be read of a spec, and so what rules miss without a fault of the user's.

use std::collections::HashSet;

use crate::{
    finding::{Finding, Spot},
    place::Place,
    source::{Source, Span},
};

/// What could not be read of a spec.
pub(super) struct Unread<'a> {
    source: &'a Source,
    /// Places that were not read, with all that lies in them.
    gone: HashSet<Place>,
    /// Places in which something was not read that may have been meant.
    torn: HashSet<Place>,
    /// What is not TOML, in the order of the files.
    syntax: Vec<Span>,
}

impl<'a> Unread<'a> {
    /// What could not be read of `source`, by the findings of its reading.
    pub(super) fn new(source: &'a Source, findings: &[Finding]) -> Self {
        let mut unread = Self {
            source,
            gone: HashSet::new(),
            torn: HashSet::new(),
            syntax: source.errors.iter().map(|error| error.torn).collect(),
        };
        unread.syntax.sort_unstable();
        for finding in findings {
            match &finding.at {
                Spot::Place(place) | Spot::Missing(place) => {
                    unread.gone.insert(place.clone());
                    unread.torn.extend(above(place));
                }
                // A key with a typing error is also the key that is missing; any other key explains nothing.
                Spot::Key(place) => {
                    let meant = place.parent().zip(finding.meant());
                    unread.gone.insert(place.clone());
                    unread.gone.extend(meant.map(|(table, key)| table.key(key)));
                    if finding.is_typing_error() {
                        unread.torn.extend(above(place));
                    }
                }
                Spot::Bytes(_) => {}
            }
        }
        unread
    }

    /// Whether `finding`, of a rule, is only about what could not be read, which has been said.
    pub(super) fn explains(&self, finding: &Finding) -> bool {
        let place = finding.at.place();
        // The name of a table is read whatever is in it.
        let is_name = matches!(finding.at, Spot::Key(_));
        let is_unread = |place: &Place| {
            !is_name && self.torn.contains(place)
                || above(place).any(|place| self.gone.contains(&place))
        };
        // What is missing may well stand where the file is torn.
        let may_be_there =
            |place: &Place| !self.syntax.is_empty() && !self.source.is_written(place);
        place.is_some_and(|place| is_unread(place) || may_be_there(place)) || self.is_torn(finding)
    }

    /// Whether what `finding` is about, of a rule or of the reading, is itself not TOML.
    pub(super) fn is_torn(&self, finding: &Finding) -> bool {
        match &finding.at {
            Spot::Bytes(_) => false,
            Spot::Key(_) | Spot::Missing(_) => self.is_in_torn(finding.at.span(self.source)),
            Spot::Place(place) => {
                let value = self.source.value_span(place);
                // A value without a byte is what is read where there is none.
                let is_none = value.is_some_and(Span::is_empty) && !self.syntax.is_empty();
                let spans = [Some(finding.at.span(self.source)), value];
                is_none
                    || spans
                        .into_iter()
                        .flatten()
                        .any(|span| self.is_in_torn(span))
            }
        }
    }

    /// Whether something in `span`, or right behind it, is not TOML.
    fn is_in_torn(&self, span: Span) -> bool {
        let is_before = |torn: &Span| (torn.file, torn.end) < (span.file, span.start);
        let first = self.syntax.partition_point(is_before);
        let near = self.syntax[first..].iter();
        near.take_while(|torn| (torn.file, torn.start) <= (span.file, span.end))
            .any(|torn| torn.end > span.start || *torn == span)
    }
}

/// `place`, and each place that it lies in, up to the whole spec.
fn above(place: &Place) -> impl Iterator<Item = Place> {
    std::iter::successors(Some(place.clone()), Place::parent)
}
