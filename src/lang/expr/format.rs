//! The patterns of `format`.

use super::parse::LONGEST;

/// `pattern` with `{0}` replaced by the first of `holes`; `{{` and `}}` are braces. `None` if GitHub fails it, or if the text is
/// longer than any expression.
pub(super) fn fill(pattern: &str, holes: &[String]) -> Option<String> {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(at) = rest.find(['{', '}']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("{{").or_else(|| rest.strip_prefix("}}")) {
            out.push_str(&rest[..1]);
            rest = after;
            continue;
        }
        let (inside, after) = rest.strip_prefix('{')?.split_once('}')?;
        // What follows the number is a format, which GitHub's own evaluators ignore.
        let end = inside
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(inside.len());
        out.push_str(holes.get(inside[..end].parse::<usize>().ok()?)?);
        if out.len() > LONGEST {
            return None;
        }
        rest = after;
    }
    Some(out + rest)
}
