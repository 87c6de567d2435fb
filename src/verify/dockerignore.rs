//! Compares .dockerignore with the plan: one pattern per line, except blank lines and comments, as Docker reads it.

use super::Facts;
use crate::plan::Plan;

const PATTERNS: &str = "the patterns";

/// The facts of the plan.
pub(super) fn expected(plan: &Plan) -> Facts {
    let groups = &plan.ignore.groups;
    let patterns = groups.iter().flat_map(|group| &group.patterns);
    let mut facts = Facts::default();
    facts.extend(PATTERNS, patterns.map(|pattern| pattern.value.as_str()));
    facts
}

/// The facts of the file.
pub(super) fn actual(text: &str) -> Facts {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let mut facts = Facts::default();
    facts.extend(
        PATTERNS,
        lines.map(str::trim).filter(|pattern| !pattern.is_empty()),
    );
    facts
}
