//! Facts about an output, from the plan or from a parser.

use indexmap::IndexMap;

use super::Difference;

/// Facts about an output: for each subject its values, in order.
#[derive(Default)]
pub(super) struct Facts(IndexMap<String, Vec<String>>);

impl Facts {
    /// Appends `values` to those of `subject`.
    pub(super) fn extend<V: Into<String>>(
        &mut self,
        subject: impl Into<String>,
        values: impl IntoIterator<Item = V>,
    ) {
        let entry = self.0.entry(subject.into()).or_default();
        entry.extend(values.into_iter().map(Into::into));
    }

    /// Appends one value to those of `subject`.
    pub(super) fn push(&mut self, subject: impl Into<String>, value: impl Into<String>) {
        self.extend(subject, [value.into()]);
    }

    /// The differences between these facts of the plan and `actual`, read from the output at `path`.
    pub(super) fn differences(&self, actual: &Self, path: &str) -> Vec<Difference> {
        let unexpected = actual
            .0
            .keys()
            .filter(|subject| !self.0.contains_key(*subject));
        let subjects = self.0.keys().chain(unexpected);
        let differing = subjects.filter(|subject| self.values(subject) != actual.values(subject));
        differing
            .map(|subject| {
                let [expected, actual] =
                    differing_values(self.values(subject), actual.values(subject));
                Difference {
                    path: path.to_owned(),
                    subject: subject.clone(),
                    expected: expected.to_vec(),
                    actual: actual.to_vec(),
                }
            })
            .collect()
    }

    fn values(&self, subject: &str) -> &[String] {
        self.0.get(subject).map_or(&[], Vec::as_slice)
    }
}

/// The maximum number of values shown in full; longer lists are cut to the part from the first to the last difference.
const MAX_SHOWN: usize = 12;

fn differing_values<'a>(expected: &'a [String], actual: &'a [String]) -> [&'a [String]; 2] {
    if expected.len().max(actual.len()) <= MAX_SHOWN {
        return [expected, actual];
    }
    let common_length = |pairs: &mut dyn Iterator<Item = (&String, &String)>| {
        pairs
            .take_while(|(expected, actual)| expected == actual)
            .count()
    };
    let start = common_length(&mut expected.iter().zip(actual));
    let [expected, actual] = [expected, actual].map(|values| &values[start..]);
    let end = common_length(&mut expected.iter().rev().zip(actual.iter().rev()));
    [expected, actual].map(|values| &values[..values.len() - end])
}
