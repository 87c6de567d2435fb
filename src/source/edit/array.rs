//! Items that come and go in an array, which may have a line and a comment for each.
//!
//! The editor holds what stands before an item as that item's own: the comment behind the item before it, on the same
//! line, and then the lines above it.

use toml_edit::{Array, RawString, Value};

/// Puts `item` into `array`, behind the first `behind` of its items.
pub(super) fn insert(array: &mut Array, behind: usize, mut item: Value) {
    let behind = behind.min(array.len());
    let like = array
        .get(behind)
        .or_else(|| array.get(behind.checked_sub(1)?));
    let like = like.map(|item| text(item.decor().prefix()));
    let before = array.get(behind).map(|next| text(next.decor().prefix()));
    // The comment behind the item before stays there; the lines above the next item stay above that.
    let (comment, above) = match &before {
        Some(before) => halves(before),
        None => (String::new(), String::new()),
    };
    let indent = like
        .as_deref()
        .and_then(|like| Some(&like[like.rfind('\n')?..]));
    let prefix = match indent {
        Some(indent) if before.is_some() => format!("{comment}{indent}"),
        Some(indent) => {
            let (comment, rest) = halves(&text(array.trailing().into()));
            array.set_trailing(rest);
            format!("{comment}{indent}")
        }
        None if behind == 0 => before.clone().unwrap_or_default(),
        None => " ".to_owned(),
    };
    if let Some(next) = array.get_mut(behind) {
        let is_on_own_line = indent.is_some();
        let above = if is_on_own_line {
            above
        } else {
            " ".to_owned()
        };
        next.decor_mut().set_prefix(above);
    }
    item.decor_mut().set_prefix(prefix);
    array.insert_formatted(behind, item);
}

/// Takes the item `number` out of `array`, with the lines above it and the comment behind it; `None` if there is none.
pub(super) fn remove(array: &mut Array, number: usize) -> Option<()> {
    let before = text(array.get(number)?.decor().prefix());
    let (comment, _) = halves(&before);
    let is_on_own_line = before.contains('\n');
    array.remove(number);
    if let Some(next) = array.get_mut(number) {
        let prefix = text(next.decor().prefix());
        let (_, rest) = halves(&prefix);
        let prefix = if is_on_own_line {
            format!("{comment}{rest}")
        } else {
            before
        };
        next.decor_mut().set_prefix(prefix);
    } else if is_on_own_line {
        let (_, rest) = halves(&text(array.trailing().into()));
        array.set_trailing(format!("{comment}{rest}"));
    }
    Some(())
}

/// What stands on the line that `before` begins on, and the rest, from the line feed on.
fn halves(before: &str) -> (String, String) {
    let end = before.find('\n').unwrap_or(before.len());
    let (comment, rest) = before.split_at(end);
    (comment.to_owned(), rest.to_owned())
}

fn text(raw: Option<&RawString>) -> String {
    let text = raw.and_then(RawString::as_str).unwrap_or_default();
    text.to_owned()
}
