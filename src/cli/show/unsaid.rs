//! What a spec does not say, and what is so by default.

use crate::{
    handbook::keys::{Key, at},
    report::show::json::Unsaid,
    source::{Place, Source},
};

/// What `source` does not say at `place`: the key there or, where that is a table, the keys in it that have a default.
pub(super) fn unsaid(source: &Source, place: &Place, keys: &[Key]) -> Vec<Unsaid> {
    let Some(key) = at(place, keys) else {
        return Vec::new();
    };
    let below = |inner: &&Key| {
        let rest = inner.path.strip_prefix(&key.path);
        let name = rest.and_then(|rest| rest.strip_prefix('.'));
        name.is_some_and(|name| !name.contains(['.', '[']))
    };
    let inner = keys.iter().filter(below).filter_map(|inner| {
        let place = place.key(inner.name());
        let default = inner.parts().1.filter(|default| default != "none")?;
        (!inner.is_named_by_user() && !source.is_written(&place)).then(|| Unsaid {
            key: place.to_string(),
            default: Some(default),
        })
    });
    let inner: Vec<Unsaid> = inner.collect();
    let default = key.parts().1;
    if source.is_written(place) || default.is_none() && !inner.is_empty() {
        return inner;
    }
    vec![Unsaid {
        key: place.to_string(),
        default,
    }]
}

/// `unsaid` as a comment.
pub(super) fn line(unsaid: &Unsaid) -> String {
    match &unsaid.default {
        Some(default) => format!("# `{}` is not said: by default {default}\n", unsaid.key),
        None => format!("# `{}` is not said, and has no default\n", unsaid.key),
    }
}
