//! The body of an output: its text below the header.

use crate::{
    artifact::{Artifact, header},
    lang::{Lang, Text, shell::Path},
    source::{Place, Placed},
};

/// The text of an output below its header.
pub(super) struct Body {
    path: Placed<Path>,
    text: String,
    origins: Vec<Vec<Place>>,
}

impl Body {
    /// The body `text` of the output at `path`.
    pub(super) fn new<L: Lang>(path: &Placed<Path>, text: &Text<L>) -> Self {
        let body = format!("{}\n", text.as_str().trim_end_matches('\n'));
        let mut origins = vec![Vec::new(); body.matches('\n').count()];
        for origin in text.origins() {
            if let Some(places) = origins.get_mut(origin.line)
                && !places.contains(&origin.place)
            {
                places.push(origin.place.clone());
            }
        }
        Self {
            path: path.clone(),
            text: body,
            origins,
        }
    }

    /// The whole output, made from the spec that is called `spec`.
    pub(super) fn artifact(self, name: &'static str, spec: &str) -> Artifact {
        let header = header(spec, &self.text);
        let mut origins = vec![Vec::new(); header.matches('\n').count()];
        origins.extend(self.origins);
        Artifact {
            name,
            path: self.path.value.as_str().to_owned(),
            text: header + &self.text,
            origins,
        }
    }
}
