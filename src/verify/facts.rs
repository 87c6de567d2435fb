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
    pub(super) fn differences(&self, actual: &Self, path: &str) -> Vec<Difference> {
        let unplanned = actual.0.keys().filter(|what| !self.0.contains_key(*what));
        let things = self.0.keys().chain(unplanned);
        let differing = things.filter(|what| self.words(what) != actual.words(what));
        differing
            .map(|what| {
                let [expected, actual] = differing_words(self.words(what), actual.words(what));
                Difference {
                    path: path.to_owned(),
                    what: what.clone(),
                    expected: expected.to_vec(),
                    actual: actual.to_vec(),
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

fn differing_words<'a>(expected: &'a [String], actual: &'a [String]) -> [&'a [String]; 2] {
    if expected.len().max(actual.len()) <= SHOWN {
        return [expected, actual];
    }
    let same = |pairs: &mut dyn Iterator<Item = (&String, &String)>| {
        pairs
            .take_while(|(expected, actual)| expected == actual)
            .count()
    };
    let start = same(&mut expected.iter().zip(actual));
    let [expected, actual] = [expected, actual].map(|words| &words[start..]);
    let end = same(&mut expected.iter().rev().zip(actual.iter().rev()));
    [expected, actual].map(|words| &words[..words.len() - end])
}
