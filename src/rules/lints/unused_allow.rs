//! An allowed warning does not occur.
//!
//! ## Why
//! The spec has changed since the warning was allowed. If the name stays in the list, it hides the next such warning,
//! which may be a real mistake.
//!
//! ## Fails
//! ```toml
//! [lints]
//! allow = ["root-user"]
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

use crate::rules::{ALL, prelude::*};

pub const RULE: Rule = Rule::warning("TV1903", Check::Findings(check));

/// The name of this rule.
const NAME: &str = "unused-allow";

fn check(spec: &Spec, found: &[Finding], findings: &mut Findings) {
    // After an error, the part of the spec that causes the warning may not have been read.
    if found
        .iter()
        .any(|finding| finding.severity == Severity::Error)
    {
        return;
    }
    // Rules that check the repository are skipped if there is no repository, so their warnings may be missing.
    let is_checked = |rule: &Rule| match rule.check {
        Check::Repository(_) => false,
        Check::Reading
        | Check::Spec(_)
        | Check::Source(_)
        | Check::Today(_)
        | Check::Findings(_) => rule.severity == Severity::Warning,
    };
    let is_warning = |name: &str| {
        let mut rules = ALL.iter();
        rules.any(|entry| is_checked(entry.rule) && entry.name() == name)
    };
    let allowed = spec.allowed_warnings();
    for (item, name) in allowed.iter().enumerate() {
        let is_duplicate = allowed[..item].contains(name);
        let is_raised = found.iter().any(|finding| finding.name == *name);
        if name == NAME || !is_warning(name) || is_raised && !is_duplicate {
            continue;
        }
        let (message, label) = if is_duplicate {
            (format!("`{name}` is listed twice"), "duplicate")
        } else {
            (format!("the warning `{name}` does not occur"), "unused")
        };
        findings
            .report(place!("lints", "allow").item(item), message)
            .label(label)
            .help(format!("remove `{name}`"));
    }
}
