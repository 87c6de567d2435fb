//! What is told of each rule that something was found of.

use indexmap::IndexMap;
use serde_json::{Value as Json, json};

use crate::{drift::State, finding::Severity, rules};

/// The rules that something was found of, by their ids.
#[derive(Default)]
pub(super) struct Descriptors(IndexMap<String, Json>);

impl Descriptors {
    /// The number and the id of the rule with the code `code`.
    pub(super) fn rule(&mut self, code: &str) -> (usize, String) {
        let entry = rules::ALL.iter().find(|entry| entry.rule.code == code);
        self.descriptor(code, || match entry {
            Some(entry) => {
                let said = entry.documentation();
                let severity = entry.rule.severity;
                let mut descriptor = descriptor(code, said.title, &said.why, &said.rest, severity);
                descriptor["name"] = entry.name().into();
                descriptor
            }
            None => descriptor(code, code, code, code, Severity::Error),
        })
    }

    /// The number and the id of the rule that files are not in the state `state`; none where they may be.
    pub(super) fn state(&mut self, state: State) -> Option<(usize, String)> {
        let (title, why) = about(state)?;
        let id = format!("file-{}", state.name());
        let found = self.descriptor(&id, || {
            let help = "`tvgen render` writes what the spec says, with `--force` over what somebody else wrote; with `--prune` it removes what an earlier spec left.";
            descriptor(&id, title, why, &format!("{why}\n\n{help}"), Severity::Error)
        });
        Some(found)
    }

    /// All of them, in the order of their numbers.
    pub(super) fn into_list(self) -> Vec<Json> {
        self.0.into_values().collect()
    }

    fn descriptor(&mut self, id: &str, make: impl FnOnce() -> Json) -> (usize, String) {
        let entry = self.0.entry(id.to_owned());
        let index = entry.index();
        entry.or_insert_with(make);
        (index, id.to_owned())
    }
}

fn descriptor(id: &str, title: &str, why: &str, help: &str, weight: Severity) -> Json {
    json!({
        "id": id,
        "shortDescription": { "text": title },
        "fullDescription": { "text": why.replace('\n', " ") },
        "help": { "text": help, "markdown": help },
        "defaultConfiguration": { "level": weight.name() },
    })
}

/// The rule that a file in the state `state` breaks, and why there is one.
fn about(state: State) -> Option<(&'static str, &'static str)> {
    match state {
        State::Same => None,
        State::Missing => Some((
            "A file that the spec asks for is missing.",
            "The spec and its outputs belong into one commit.",
        )),
        State::Stale => Some((
            "A file is older than its spec.",
            "The spec has changed since the file was rendered, so that what runs is not what the spec says.",
        )),
        State::OtherVersion => Some((
            "A file was made by another version of tvgen.",
            "What one version writes another one may write otherwise, and every output names the one that made it.",
        )),
        State::Edited => Some((
            "A file was edited by hand.",
            "Rendering writes over the edit: what is to stay belongs into the spec.",
        )),
        State::Foreign => Some((
            "A file was not made by tvgen.",
            "It stands where the spec has an output, and tvgen does not write over what it did not make.",
        )),
        State::Orphaned => Some((
            "A file is left over from an earlier spec.",
            "The spec moved the output or switched it off, and what nobody renders any more goes out of date.",
        )),
    }
}
