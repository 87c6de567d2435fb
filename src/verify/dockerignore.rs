//! .dockerignore, read as Docker does: a pattern a line, blank lines and comments aside.

use super::Facts;
use crate::plan::Plan;

const PATTERNS: &str = "the patterns";

/// What the plan says.
pub(super) fn expected(plan: &Plan) -> Facts {
    let groups = &plan.ignore.groups;
    let patterns = groups.iter().flat_map(|group| &group.patterns);
    let mut facts = Facts::default();
    facts.say(PATTERNS, patterns.map(|pattern| pattern.value.as_str()));
    facts
}

/// What the file says.
pub(super) fn actual(text: &str) -> Facts {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let mut facts = Facts::default();
    facts.say(
        PATTERNS,
        lines.map(str::trim).filter(|pattern| !pattern.is_empty()),
    );
    facts
}
