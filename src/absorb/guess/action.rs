//! Another commit of an action: `uses: owner/name@commit # version`, as a bot or a person writes it.

use crate::{
    at, catalogue,
    place::{Key, Place},
    source::{
        Source, Value,
        edit::{Change, Said},
    },
    spec::actions::{is_commit, is_name, repository},
};

/// The pin that the line `new` asks for: in `[actions]`, in the hook's own `uses`, or both.
pub(super) fn guesses(source: &Source, places: &[Place], new: &str) -> Vec<Vec<Change>> {
    let Some(asked) = Used::read(new) else {
        return Vec::new();
    };
    let version = asked.version.map(str::to_owned).or_else(|| {
        catalogue::actions::at(asked.name, asked.commit)?
            .version
            .clone()
    });
    let pin = version.map(|version| {
        let pin = at!("actions", key(source, asked.name));
        vec![
            Change::Set(pin.key("version"), Said::String(version)),
            Change::Set(pin.key("sha"), Said::String(asked.commit.to_owned())),
        ]
    });
    let own = places.iter().filter(|place| {
        let named = place.keys().last().and_then(Key::name) == Some("uses");
        named && source.is_written(place)
    });
    let uses = format!("{}@{}", asked.name, asked.commit);
    let own = own.map(|place| Change::Set(place.clone(), Said::String(uses.clone())));
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

/// What a line uses.
struct Used<'a> {
    name: &'a str,
    commit: &'a str,
    version: Option<&'a str>,
}

impl<'a> Used<'a> {
    fn read(line: &'a str) -> Option<Self> {
        let line = line.trim().trim_start_matches("- ");
        let uses = line.strip_prefix("uses:")?.trim();
        let (uses, comment) = match uses.split_once('#') {
            Some((uses, comment)) => (uses.trim(), Some(comment.trim())),
            None => (uses, None),
        };
        let (name, commit) = super::unquoted(uses).split_once('@')?;
        let version = comment.and_then(|comment| comment.split_whitespace().next());
        (is_name(name) && is_commit(commit)).then_some(Self {
            name,
            commit,
            version,
        })
    }
}

/// The key of `[actions]` that pins the action `name`: the one that is written, by its own name or its repository's.
fn key(source: &Source, name: &str) -> String {
    let written = match source.value(&at!("actions")) {
        Some(Value::Table(pins)) => pins.keys().collect(),
        _ => Vec::new(),
    };
    let named = |wanted: &str| {
        let mut keys = written.iter();
        keys.find(|key| key.eq_ignore_ascii_case(wanted))
    };
    let repository = repository(name);
    let key = named(name).or_else(|| named(repository.as_deref()?));
    key.map_or_else(|| name.to_owned(), |key| (*key).clone())
}
