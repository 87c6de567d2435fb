//! The allowed values of `lints.allow`.

use serde_json::{Value, json};

use crate::{
    finding::Severity,
    rules::{ALL, RuleEntry},
};

/// Adds the names of all warnings to `shape`, the shape of a spec.
pub(super) fn list_warnings(shape: &mut Value) {
    let warnings = ALL
        .iter()
        .filter(|entry| entry.rule.severity == Severity::Warning);
    let names: Vec<String> = warnings.map(RuleEntry::name).collect();
    if let Some(items) = shape.pointer_mut("/properties/lints/properties/allow/items") {
        *items = json!({ "type": "string", "enum": names });
    }
}
