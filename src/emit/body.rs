//! The body of an output: its text below the header.

use crate::{
    artifact::{Artifact, HEADER_REASONS, header},
    lang::{Cause, Comment, Lang, Reason, Text, shell::Path},
    place::{Place, Placed},
};

/// The text of an output below its header.
pub(super) struct OutputBody {
    path: Placed<Path>,
    comment: Comment,
    text: String,
    origins: Vec<Vec<Place>>,
    reasons: Vec<Option<Reason>>,
}

impl OutputBody {
    /// Creates the body of the output at `path` from `text`.
    pub(super) fn new<L: Lang>(path: &Placed<Path>, text: &Text<L>) -> Self {
        let body = format!("{}\n", text.as_str().trim_end_matches('\n'));
        if text.origins().is_empty() {
            return Self {
                path: path.clone(),
                comment: L::COMMENT,
                text: body,
                origins: Vec::new(),
                reasons: Vec::new(),
            };
        }
        let lines = body.matches('\n').count();
        let mut origins = vec![Vec::new(); lines];
        let mut reasons = vec![None; lines];
        for origin in text.origins().iter().filter(|origin| origin.line < lines) {
            let places: &mut Vec<Place> = &mut origins[origin.line];
            match &origin.cause {
                // The root place stands for no particular key.
                Cause::Spec(place) if *place == Place::root() || places.contains(place) => {}
                Cause::Spec(place) => places.push(place.clone()),
                Cause::Tvgen(reason) => reasons[origin.line] = Some(*reason),
            }
        }
        Self {
            path: path.clone(),
            comment: L::COMMENT,
            text: body,
            origins,
            reasons,
        }
    }

    /// Adds the header, with the spec file `spec`.
    pub(super) fn into_artifact(self, name: &'static str, spec: &str) -> Artifact {
        let header = header(self.comment, spec, self.path.value.as_str(), &self.text);
        let (mut origins, mut reasons) = (self.origins, self.reasons);
        if !reasons.is_empty() {
            origins.splice(0..0, HEADER_REASONS.map(|_| Vec::new()));
            reasons.splice(0..0, HEADER_REASONS.map(Some));
        }
        Artifact {
            name,
            path: self.path.value.as_str().to_owned(),
            text: header + &self.text,
            origins,
            reasons,
        }
    }
}
