//! A warning is allowed that is not there.
//!
//! ## Why
//! What was meant so has changed since. Left in the list, the name would hide the same warning the next time, when
//! nobody means it.
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

pub const RULE: Rule = Rule::warning("TV1903", Check::Found(check));

/// The name that this rule is reported with.
const OURS: &str = "unused-allow";

fn check(spec: &Spec, found: &[Finding], findings: &mut Findings) {
    // What could not be read may be what the warning is about.
    if found
        .iter()
        .any(|finding| finding.severity == Severity::Error)
    {
        return;
    }
    // Where there is no repository, nobody looks for what is wrong with one.
    let is_looked_for = |rule: &Rule| match rule.check {
        Check::Repository(_) => false,
        Check::Reading | Check::Spec(_) | Check::Source(_) | Check::Today(_) | Check::Found(_) => {
            rule.severity == Severity::Warning
        }
    };
    let is_warning = |name: &str| {
        let mut rules = ALL.iter();
        rules.any(|entry| is_looked_for(entry.rule) && entry.name() == name)
    };
    let allowed = spec.allowed();
    for (item, name) in allowed.iter().enumerate() {
        let again = allowed[..item].contains(name);
        let raised = found.iter().any(|finding| finding.name == *name);
        if name == OURS || !is_warning(name) || raised && !again {
            continue;
        }
        let (message, label) = if again {
            (format!("`{name}` is listed twice"), "again")
        } else {
            (format!("there is no `{name}` to allow"), "unused")
        };
        findings
            .report(at!("lints", "allow").item(item), message)
            .label(label)
            .help(format!("take `{name}` out"));
    }
}
