//! An allowed warning does not exist.
//!
//! ## Why
//! If the name is misspelled, the intended warning is still reported. If the warning existed in an earlier version of
//! tvgen, the entry no longer has any effect.
//!
//! ## Fails
//! ```toml
//! [lints]
//! allow = ["rot-user"]
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.production]
//! user = "root"
//!
//! [lints]
//! allow = ["root-user"]
//! ```

use crate::rules::{ALL, RuleEntry, prelude::*};

pub const RULE: Rule = Rule::error("TV1901", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let warnings = ALL
        .iter()
        .filter(|entry| entry.rule.severity == Severity::Warning);
    let warnings: Vec<String> = warnings.map(RuleEntry::name).collect();
    for (place, name) in place!("lints", "allow").items(spec.allowed_warnings()) {
        let is_known = ALL.iter().any(|entry| entry.name() == *name);
        if is_known {
            continue;
        }
        let by_code = ALL
            .iter()
            .find(|entry| entry.rule.code.eq_ignore_ascii_case(name));
        let help = match find_nearest(name, warnings.iter().map(String::as_str)) {
            _ if by_code.is_some() => by_code.map(|entry| did_you_mean(&entry.name())),
            near => near.map(did_you_mean),
        };
        findings
            .report(place, format!("the warning `{name}` does not exist"))
            .label("unknown warning")
            .help(help.unwrap_or_else(|| {
                "remove it, or write the name that is shown with the warning".to_owned()
            }));
    }
}
