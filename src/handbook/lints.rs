//! The names of the warnings, which `lints.allow` can have.

use serde_json::{Value, json};

use crate::{
    finding::Severity,
    rules::{ALL, Entry, LATER},
};

/// Names in `shape`, the shape of a spec, the warnings that can be allowed.
pub(super) fn name(shape: &mut Value) {
    let warnings = ALL
        .iter()
        .filter(|entry| entry.rule.severity == Severity::Warning);
    let later = LATER.iter().map(|name| (*name).to_owned());
    let names: Vec<String> = warnings.map(Entry::name).chain(later).collect();
    if let Some(items) = shape.pointer_mut("/properties/lints/properties/allow/items") {
        *items = json!({ "type": "string", "enum": names });
    }
}
