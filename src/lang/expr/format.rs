//! Fills the patterns of the function `format`.

use super::parse::MAX_LENGTH;

/// Replaces `{0}` in `pattern` with the first of `values`, and so on; `{{` and `}}` are braces. `None` if GitHub would fail,
/// or if the result is longer than the longest expression.
pub(super) fn fill(pattern: &str, values: &[String]) -> Option<String> {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(start) = rest.find(['{', '}']) {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        if let Some(after) = rest.strip_prefix("{{").or_else(|| rest.strip_prefix("}}")) {
            out.push_str(&rest[..1]);
            rest = after;
            continue;
        }
        let (inside, after) = rest.strip_prefix('{')?.split_once('}')?;
        // A format can follow the number, as in `{0:x}`. GitHub's evaluators ignore it.
        let end = inside
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(inside.len());
        out.push_str(values.get(inside[..end].parse::<usize>().ok()?)?);
        if out.len() > MAX_LENGTH {
            return None;
        }
        rest = after;
    }
    Some(out + rest)
}
