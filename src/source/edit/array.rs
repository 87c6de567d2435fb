//! Inserts and removes items of an array, with their lines and comments.
//!
//! The TOML editor stores everything before an item as its prefix: the comment after the previous item on the same line,
//! then the lines above the item.

use similar::{Algorithm, DiffTag, capture_diff_slices};
use toml_edit::{Array, RawString, Value};

/// Inserts `item` into `array` before item `index`, or at the end.
pub(super) fn insert(array: &mut Array, index: usize, mut item: Value) {
    add_trailing_comma(array);
    let index = index.min(array.len());
    let last = index.checked_sub(1).and_then(|last| array.get(last));
    let last = last.map(|item| text(item.decor().prefix()));
    let next_prefix = array.get(index).map(|next| text(next.decor().prefix()));
    let neighbour = next_prefix
        .as_deref()
        .or(last.as_deref())
        .unwrap_or_default();
    // If the neighbour starts a line, the new item does, too.
    let indent = neighbour
        .rfind('\n')
        .map(|start| neighbour[start..].to_owned());
    let prefix = match (&next_prefix, indent) {
        (Some(next_prefix), Some(indent)) => {
            // The comment after the previous item and the lines above the next item stay where they are.
            let (comment, above) = split_comment(next_prefix);
            set_prefix(array, index, above);
            comment + &indent
        }
        (Some(next_prefix), None) => {
            set_prefix(array, index, " ".to_owned());
            if index == 0 {
                next_prefix.clone()
            } else {
                " ".to_owned()
            }
        }
        (None, Some(indent)) => {
            let (comment, rest) = split_comment(&text(Some(array.trailing())));
            array.set_trailing(rest);
            comment + &indent
        }
        (None, None) if index == 0 => String::new(),
        (None, None) => " ".to_owned(),
    };
    item.decor_mut().set_prefix(prefix);
    array.insert_formatted(index, item);
}

/// Changes the items of `array` to `items`; unchanged items keep their lines and comments. `None` if an item is not a
/// string.
pub(super) fn rewrite(array: &mut Array, items: &[String]) -> Option<()> {
    let old: Option<Vec<&str>> = array.iter().map(Value::as_str).collect();
    let old: Vec<String> = old?.into_iter().map(str::to_owned).collect();
    // From the end, so that the indices of earlier items stay valid.
    for step in capture_diff_slices(Algorithm::Myers, &old, items)
        .iter()
        .rev()
    {
        let (removed, new) = match step.tag() {
            DiffTag::Equal => continue,
            DiffTag::Delete | DiffTag::Insert | DiffTag::Replace => {
                (step.old_range(), step.new_range())
            }
        };
        for number in removed.clone().rev() {
            remove(array, number)?;
        }
        for number in new.rev() {
            insert(array, removed.start, items[number].as_str().into());
        }
    }
    Some(())
}

/// Removes item `number` from `array`; if it has its own line, also the lines above it and the comment after it. `None` if
/// there is no such item.
pub(super) fn remove(array: &mut Array, number: usize) -> Option<()> {
    add_trailing_comma(array);
    let removed_prefix = text(array.get(number)?.decor().prefix());
    let (comment, _) = split_comment(&removed_prefix);
    let begins_line = removed_prefix.contains('\n');
    array.remove(number);
    if let Some(next) = array.get(number) {
        let next_prefix = text(next.decor().prefix());
        let (_, rest) = split_comment(&next_prefix);
        let prefix = match (begins_line, next_prefix.contains('\n')) {
            (true, true) => comment + &rest,
            // The next item moves to the place of the removed item on the line.
            (_, false) => removed_prefix,
            (false, true) => next_prefix,
        };
        set_prefix(array, number, prefix);
    } else if begins_line {
        let (_, rest) = split_comment(&text(Some(array.trailing())));
        array.set_trailing(comment + &rest);
    }
    Some(())
}

/// Adds a trailing comma if a line ends after the last item of `array`, so that the text after it belongs to the array.
fn add_trailing_comma(array: &mut Array) {
    let suffix = array.iter().last().map(|last| text(last.decor().suffix()));
    let Some(suffix) = suffix.filter(|_| !array.trailing_comma()) else {
        return;
    };
    let end = suffix + &text(Some(array.trailing()));
    if end.contains('\n') {
        if let Some(last) = array.iter_mut().last() {
            last.decor_mut().set_suffix("");
        }
        array.set_trailing_comma(true);
        array.set_trailing(end);
    }
}

fn set_prefix(array: &mut Array, number: usize, prefix: String) {
    if let Some(item) = array.get_mut(number) {
        item.decor_mut().set_prefix(prefix);
    }
}

/// Splits `before` at its first line feed.
fn split_comment(before: &str) -> (String, String) {
    let end = before.find('\n').unwrap_or(before.len());
    let (comment, rest) = before.split_at(end);
    (comment.to_owned(), rest.to_owned())
}

fn text(raw: Option<&RawString>) -> String {
    let text = raw.and_then(RawString::as_str).unwrap_or_default();
    text.to_owned()
}
