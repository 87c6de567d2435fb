//! What is said of an output, by the plan or by a reader of the output.

use indexmap::IndexMap;

use super::Difference;

/// What is said of an output: of each thing some words, in order. A thing of which nothing is said has no words.
#[derive(Default)]
pub(super) struct Facts(IndexMap<String, Vec<String>>);

impl Facts {
    /// Says `words` of `what`, after what has been said of it.
    pub(super) fn say<W: Into<String>>(
        &mut self,
        what: impl Into<String>,
        words: impl IntoIterator<Item = W>,
    ) {
        let said = self.0.entry(what.into()).or_default();
        said.extend(words.into_iter().map(Into::into));
    }

    /// Says one word of `what`.
    pub(super) fn word(&mut self, what: impl Into<String>, word: impl Into<String>) {
        self.say(what, [word.into()]);
    }

    /// How `found`, what a reader says of the output at `path`, differs from this, what the plan says.
    pub(super) fn differences(&self, found: &Self, path: &str) -> Vec<Difference> {
        let unplanned = found.0.keys().filter(|what| !self.0.contains_key(*what));
        let things = self.0.keys().chain(unplanned);
        let differing = things.filter(|what| self.words(what) != found.words(what));
        differing
            .map(|what| Difference {
                path: path.to_owned(),
                what: what.clone(),
                planned: shown(self.words(what)),
                found: shown(found.words(what)),
            })
            .collect()
    }

    fn words(&self, what: &str) -> &[String] {
        self.0.get(what).map_or(&[], Vec::as_slice)
    }
}

fn shown(words: &[String]) -> String {
    if words.is_empty() {
        "nothing".to_owned()
    } else {
        words.join(", ")
    }
}
