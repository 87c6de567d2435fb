//! The names of the warnings, which `lints.allow` can have.

use serde_json::{Value, json};

use crate::{
    finding::Severity,
    rules::{ALL, Entry},
};

/// Names in `shape`, the shape of a spec, the warnings that can be allowed.
pub(super) fn name(shape: &mut Value) {
    let warnings = ALL
        .iter()
        .filter(|entry| entry.rule.severity == Severity::Warning);
    let names: Vec<String> = warnings.map(Entry::name).collect();
    if let Some(items) = shape.pointer_mut("/properties/lints/properties/allow/items") {
        *items = json!({ "type": "string", "enum": names });
    }
}
