//! A line that was deleted.

use crate::source::{Place, Source, Value, edit::Change};

/// What of `places` may have gone with it: all, or one of them.
pub(super) fn gone(source: &Source, places: &[Place]) -> Vec<Vec<Change>> {
    let written = places.iter().filter(|place| {
        let is_small = |value: &Value| !matches!(value, Value::Table(_));
        let in_list = place.keys().last().is_some_and(|key| key.name().is_none());
        source
            .value(place)
            .is_some_and(|value| in_list || is_small(value))
    });
    let written: Vec<&Place> = written.collect();
    let remove = |place: &&Place| Change::Remove((*place).clone());
    let mut guesses = vec![written.iter().map(remove).collect::<Vec<Change>>()];
    guesses.extend(written.iter().map(|place| vec![remove(place)]));
    guesses
}
