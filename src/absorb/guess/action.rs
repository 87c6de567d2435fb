//! Guesses a new commit of an action from `uses: owner/name@commit # version`.

use crate::{
    catalogue, place,
    place::{Key, Place},
    source::{
        Source, Value,
        edit::{Change, NewValue},
    },
    spec::actions::{action_repository, is_action_name, is_commit},
};

/// Guesses changes to the pin of the action in the line `new`: in `[actions]`, in the `uses` of a hook, or in both.
pub(super) fn guesses(source: &Source, places: &[Place], new: &str) -> Vec<Vec<Change>> {
    let Some(uses_line) = UsesLine::read(new) else {
        return Vec::new();
    };
    let version = uses_line.version.map(str::to_owned).or_else(|| {
        catalogue::actions::find(uses_line.name, uses_line.commit)?
            .version
            .clone()
    });
    let pin = version.map(|version| {
        let pin = place!("actions", key(source, uses_line.name));
        vec![
            Change::Set(pin.key("version"), NewValue::String(version)),
            Change::Set(
                pin.key("sha"),
                NewValue::String(uses_line.commit.to_owned()),
            ),
        ]
    });
    let own = places.iter().filter(|place| {
        let is_uses = place.keys().last().and_then(Key::name) == Some("uses");
        is_uses && source.is_set(place)
    });
    let uses = format!("{}@{}", uses_line.name, uses_line.commit);
    let own = own.map(|place| Change::Set(place.clone(), NewValue::String(uses.clone())));
    let mut guesses: Vec<Vec<Change>> = pin.iter().cloned().collect();
    for change in own {
        guesses.push(vec![change.clone()]);
        guesses.extend(pin.iter().map(|pin| {
            let own = std::iter::once(change.clone());
            own.chain(pin.iter().cloned()).collect()
        }));
    }
    guesses
}

/// The action in a `uses` line.
struct UsesLine<'a> {
    name: &'a str,
    commit: &'a str,
    version: Option<&'a str>,
}

impl<'a> UsesLine<'a> {
    fn read(line: &'a str) -> Option<Self> {
        let line = line.trim().trim_start_matches("- ");
        let uses = line.strip_prefix("uses:")?.trim();
        let (uses, comment) = match uses.split_once('#') {
            Some((uses, comment)) => (uses.trim(), Some(comment.trim())),
            None => (uses, None),
        };
        let (name, commit) = super::unquote(uses).split_once('@')?;
        let version = comment.and_then(|comment| comment.split_whitespace().next());
        (is_action_name(name) && is_commit(commit)).then_some(Self {
            name,
            commit,
            version,
        })
    }
}

/// The key of the action `name` in `[actions]`: an existing key with the name of the action or of its repository, otherwise
/// `name`.
fn key(source: &Source, name: &str) -> String {
    let keys_in_spec = match source.value(&place!("actions")) {
        Some(Value::Table(pins)) => pins.keys().collect(),
        _ => Vec::new(),
    };
    let find_key = |wanted: &str| {
        let mut keys = keys_in_spec.iter();
        keys.find(|key| key.eq_ignore_ascii_case(wanted))
    };
    let repository = action_repository(name);
    let key = find_key(name).or_else(|| find_key(repository.as_deref()?));
    key.map_or_else(|| name.to_owned(), |key| (*key).clone())
}
