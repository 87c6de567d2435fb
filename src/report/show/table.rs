//! A table in lines: its own values first, the tables in it behind them.

use super::{lines::Lines, written::Written};
use crate::{
    place::{Key, Place},
    source::{Node, Value, edit, node::Table},
};

/// The longest array that stands on one line.
const LONGEST: usize = 64;

/// Adds `table`, which is `node` at `place`, below `header`, if there is anything that belongs there.
pub(super) fn section(
    written: &Written,
    header: &str,
    place: &Place,
    node: &Node,
    table: &Table,
    lines: &mut Lines,
) {
    if table.is_empty() {
        lines.gap();
        lines.commented(header, written.comment(place, node));
    } else if header.starts_with("[[") || headed(written, table).contains(&false) {
        lines.gap();
        lines.plain(header);
    }
    below(written, place, table, lines);
}

/// Adds what is in `table`, which is at `place`, below its header.
///
/// Tables behind which a value follows are written with dotted keys, so that all keeps its order.
pub(super) fn below(written: &Written, place: &Place, table: &Table, lines: &mut Lines) {
    let below = headed(written, table);
    let last = below.iter().rposition(|is_headed| !is_headed);
    let values = last.map_or(0, |last| last + 1);
    for (number, (key, node)) in table.iter().enumerate() {
        let place = place.key(key);
        let header = header(&place);
        match &node.value {
            _ if number < values => dotted(written, &edit::key(key), &place, node, lines),
            Value::Table(table) => {
                section(written, &format!("[{header}]"), &place, node, table, lines);
            }
            Value::Array(items) => {
                for (number, item) in items.iter().enumerate() {
                    if let Value::Table(table) = &item.value {
                        let (header, place) = (format!("[[{header}]]"), place.item(number));
                        section(written, &header, &place, item, table, lines);
                    }
                }
            }
            Value::String(_)
            | Value::Integer(_)
            | Value::Float(_)
            | Value::Boolean(_)
            | Value::Datetime(_) => {}
        }
    }
}

/// For each part of `table`, whether it has headers of its own.
fn headed(written: &Written, table: &Table) -> Vec<bool> {
    let mut is_behind = false;
    let headed = |node: &Node| {
        let is_headed = match &node.value {
            // Behind a table with a header nothing can stand that has none.
            Value::Table(_) => is_behind || !is_one_line(written, node),
            Value::Array(items) => are_headed(written, items),
            Value::String(_)
            | Value::Integer(_)
            | Value::Float(_)
            | Value::Boolean(_)
            | Value::Datetime(_) => false,
        };
        is_behind |= is_headed;
        is_headed
    };
    table.values().map(headed).collect()
}

/// Whether `items` are tables, and one of them is written below a header.
fn are_headed(written: &Written, items: &[Node]) -> bool {
    let is_table = |item: &Node| matches!(item.value, Value::Table(_));
    let is_inline = |item: &Node| written.source.is_inline(item);
    items.iter().all(is_table) && !items.iter().all(is_inline)
}

/// Whether `node` stands between braces, and all that is in it on one line of one file.
fn is_one_line(written: &Written, node: &Node) -> bool {
    let here = written.at(node.key);
    written.source.is_inline(node) && leaves(node).iter().all(|leaf| written.at(leaf.key) == here)
}

/// The values in `node`, at any depth.
fn leaves(node: &Node) -> Vec<&Node> {
    match &node.value {
        Value::Table(table) => table.values().flat_map(leaves).collect(),
        Value::Array(items) => items.iter().flat_map(leaves).collect(),
        Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_) => vec![node],
    }
}

/// Adds `node`, which is at `place` and called `key` in the table above it.
fn dotted(written: &Written, key: &str, place: &Place, node: &Node, lines: &mut Lines) {
    match &node.value {
        Value::Table(table) if !table.is_empty() && !is_one_line(written, node) => {
            for (name, node) in table {
                let key = format!("{key}.{}", edit::key(name));
                dotted(written, &key, &place.key(name), node, lines);
            }
        }
        Value::Table(_)
        | Value::Array(_)
        | Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_) => entry(written, key, place, node, lines),
    }
}

/// Adds `key = value`: an array of items from several files, or one that is too long for a line, item by item.
pub(super) fn entry(written: &Written, key: &str, place: &Place, node: &Node, lines: &mut Lines) {
    if node.span.is_empty() {
        // It could not be read.
        return;
    }
    let line = format!("{key} = {}", written.literal(node));
    let items = match &node.value {
        Value::Array(items) => items.as_slice(),
        Value::Table(_)
        | Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_) => &[],
    };
    let is_mixed = items.iter().any(|item| item.key.file != items[0].key.file);
    let is_long = items.len() > 1 && (line.contains('\n') || line.chars().count() > LONGEST);
    if !is_mixed && !is_long {
        lines.commented(&line, written.comment(place, node));
        return;
    }
    let opening = format!("{key} = [");
    if written.layers.overridden(place).is_empty() {
        lines.plain(&opening);
    } else {
        lines.commented(&opening, written.comment(place, node));
    }
    for (number, item) in items.iter().enumerate() {
        let text = format!("    {},", written.literal(item));
        lines.commented(&text, written.comment(&place.item(number), item));
    }
    lines.plain("]");
}

/// The path of the table at `place`. No header has the numbers of items: it means the last item above it.
fn header(place: &Place) -> String {
    let names = place.keys().iter().filter_map(Key::name);
    let names: Vec<String> = names.map(edit::key).collect();
    names.join(".")
}
