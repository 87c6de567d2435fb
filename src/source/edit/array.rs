//! Items that come and go in an array, which may have a line and a comment for each.
//!
//! The editor holds what stands before an item as that item's own: the comment behind the item before it, on the same
//! line, and then the lines above it.

use similar::{Algorithm, DiffTag, capture_diff_slices};
use toml_edit::{Array, RawString, Value};

/// Puts `item` into `array`, behind the first `behind` of its items.
pub(super) fn insert(array: &mut Array, behind: usize, mut item: Value) {
    close(array);
    let behind = behind.min(array.len());
    let last = behind.checked_sub(1).and_then(|last| array.get(last));
    let last = last.map(|item| text(item.decor().prefix()));
    let before = array.get(behind).map(|next| text(next.decor().prefix()));
    let like = before.as_deref().or(last.as_deref()).unwrap_or_default();
    // An item that begins a line is followed and preceded by others that do.
    let indent = like.rfind('\n').map(|start| like[start..].to_owned());
    let prefix = match (&before, indent) {
        (Some(before), Some(indent)) => {
            // The comment behind the item before stays there; the lines above the next item stay above that.
            let (comment, above) = halves(before);
            set_prefix(array, behind, above);
            comment + &indent
        }
        (Some(before), None) => {
            set_prefix(array, behind, " ".to_owned());
            if behind == 0 {
                before.clone()
            } else {
                " ".to_owned()
            }
        }
        (None, Some(indent)) => {
            let (comment, rest) = halves(&text(Some(array.trailing())));
            array.set_trailing(rest);
            comment + &indent
        }
        (None, None) if behind == 0 => String::new(),
        (None, None) => " ".to_owned(),
    };
    item.decor_mut().set_prefix(prefix);
    array.insert_formatted(behind, item);
}

/// Makes `items` of what is in `array`: those that stay keep their lines and comments; `None` if there is another item than
/// strings.
pub(super) fn rewrite(array: &mut Array, items: &[String]) -> Option<()> {
    let old: Option<Vec<&str>> = array.iter().map(Value::as_str).collect();
    let old: Vec<String> = old?.into_iter().map(str::to_owned).collect();
    // From the back, so that the numbers of the items before stay what they are.
    for step in capture_diff_slices(Algorithm::Myers, &old, items)
        .iter()
        .rev()
    {
        let (gone, new) = match step.tag() {
            DiffTag::Equal => continue,
            DiffTag::Delete | DiffTag::Insert | DiffTag::Replace => {
                (step.old_range(), step.new_range())
            }
        };
        for number in gone.clone().rev() {
            remove(array, number)?;
        }
        for number in new.rev() {
            insert(array, gone.start, items[number].as_str().into());
        }
    }
    Some(())
}

/// Takes the item `number` out of `array`, with the lines above it and the comment behind it if it has a line of its own; `None`
/// if there is none.
pub(super) fn remove(array: &mut Array, number: usize) -> Option<()> {
    close(array);
    let before = text(array.get(number)?.decor().prefix());
    let (comment, _) = halves(&before);
    let begins_line = before.contains('\n');
    array.remove(number);
    if let Some(next) = array.get(number) {
        let behind = text(next.decor().prefix());
        let (_, rest) = halves(&behind);
        let prefix = match (begins_line, behind.contains('\n')) {
            (true, true) => comment + &rest,
            // The next one takes its place on the line.
            (_, false) => before,
            (false, true) => behind,
        };
        set_prefix(array, number, prefix);
    } else if begins_line {
        let (_, rest) = halves(&text(Some(array.trailing())));
        array.set_trailing(comment + &rest);
    }
    Some(())
}

/// Gives the last item of `array` a comma if a line ends behind it, so that what follows is the array's and not the item's.
fn close(array: &mut Array) {
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
