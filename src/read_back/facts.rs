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
            .map(|what| {
                let [planned, found] = differing_words(self.words(what), found.words(what));
                Difference {
                    path: path.to_owned(),
                    what: what.clone(),
                    planned: shown(planned),
                    found: shown(found),
                }
            })
            .collect()
    }

    fn words(&self, what: &str) -> &[String] {
        self.0.get(what).map_or(&[], Vec::as_slice)
    }
}

/// The number of words that are shown whole; of more, as of the lines of a script, only those from the first that differs
/// to the last.
const SHOWN: usize = 12;

fn differing_words<'a>(planned: &'a [String], found: &'a [String]) -> [&'a [String]; 2] {
    if planned.len().max(found.len()) <= SHOWN {
        return [planned, found];
    }
    let same = |pairs: &mut dyn Iterator<Item = (&String, &String)>| {
        pairs
            .take_while(|(planned, found)| planned == found)
            .count()
    };
    let start = same(&mut planned.iter().zip(found));
    let [planned, found] = [planned, found].map(|words| &words[start..]);
    let end = same(&mut planned.iter().rev().zip(found.iter().rev()));
    [planned, found].map(|words| &words[..words.len() - end])
}

fn shown(words: &[String]) -> String {
    if words.is_empty() {
        "nothing".to_owned()
    } else {
        words.join(", ")
    }
}
