//! Renders a table as lines of TOML: first its own values, then the tables in it.

use super::{lines::Lines, located_spec::LocatedSpec};
use crate::{
    place::{Key, Place},
    source::{Node, Value, edit, node::Table},
};

/// The longest array that is written on one line.
const LONGEST: usize = 64;

/// Adds `table`, which is `node` at `place`, below `header`. The header is omitted if each entry has a header of its own.
pub(super) fn add_section(
    written: &LocatedSpec,
    header: &str,
    place: &Place,
    node: &Node,
    table: &Table,
    lines: &mut Lines,
) {
    if table.is_empty() {
        lines.add_gap();
        lines.add_commented(header, written.origin_comment(place, node));
    } else if header.starts_with("[[") || find_headers(written, table).contains(&false) {
        lines.add_gap();
        lines.add(header);
    }
    add_entries(written, place, table, lines);
}

/// Adds the entries of `table`, which is at `place`, below its header.
///
/// Tables that are followed by a value are written with dotted keys, to preserve the order.
pub(super) fn add_entries(written: &LocatedSpec, place: &Place, table: &Table, lines: &mut Lines) {
    let below = find_headers(written, table);
    let last = below.iter().rposition(|is_headed| !is_headed);
    let values = last.map_or(0, |last| last + 1);
    for (number, (key, node)) in table.iter().enumerate() {
        let place = place.key(key);
        let header = header_path(&place);
        match &node.value {
            _ if number < values => {
                add_dotted(written, &edit::format_key(key), &place, node, lines);
            }
            Value::Table(table) => {
                add_section(written, &format!("[{header}]"), &place, node, table, lines);
            }
            Value::Array(items) => {
                for (number, item) in items.iter().enumerate() {
                    if let Value::Table(table) = &item.value {
                        let (header, place) = (format!("[[{header}]]"), place.item(number));
                        add_section(written, &header, &place, item, table, lines);
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

/// For each entry of `table`, whether it has a header of its own.
fn find_headers(written: &LocatedSpec, table: &Table) -> Vec<bool> {
    let mut is_behind = false;
    let has_header = |node: &Node| {
        let is_headed = match &node.value {
            // An entry without a header cannot follow a table with one.
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
    table.values().map(has_header).collect()
}

/// Whether `items` are tables, at least one of which is written below a header.
fn are_headed(written: &LocatedSpec, items: &[Node]) -> bool {
    let is_table = |item: &Node| matches!(item.value, Value::Table(_));
    let is_inline = |item: &Node| written.source.is_inline(item);
    items.iter().all(is_table) && !items.iter().all(is_inline)
}

/// Whether `node` is an inline table whose values are all on one line of one file.
fn is_one_line(written: &LocatedSpec, node: &Node) -> bool {
    let here = written.file_line(node.key);
    written.source.is_inline(node)
        && leaves(node)
            .iter()
            .all(|leaf| written.file_line(leaf.key) == here)
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

/// Adds `node`, which is at `place`, with the dotted key `key`.
fn add_dotted(written: &LocatedSpec, key: &str, place: &Place, node: &Node, lines: &mut Lines) {
    match &node.value {
        Value::Table(table) if !table.is_empty() && !is_one_line(written, node) => {
            for (name, node) in table {
                let key = format!("{key}.{}", edit::format_key(name));
                add_dotted(written, &key, &place.key(name), node, lines);
            }
        }
        Value::Table(_)
        | Value::Array(_)
        | Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_) => add_entry(written, key, place, node, lines),
    }
}

/// Adds `key = value`. An array with items from several files, or too long for one line, has one item per line.
pub(super) fn add_entry(
    written: &LocatedSpec,
    key: &str,
    place: &Place,
    node: &Node,
    lines: &mut Lines,
) {
    if node.span.is_empty() {
        // The value could not be parsed.
        return;
    }
    let line = format!("{key} = {}", written.to_toml(node));
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
        lines.add_commented(&line, written.origin_comment(place, node));
        return;
    }
    let opening = format!("{key} = [");
    if written.layers.overridden(place).is_empty() {
        lines.add(&opening);
    } else {
        lines.add_commented(&opening, written.origin_comment(place, node));
    }
    for (number, item) in items.iter().enumerate() {
        let text = format!("    {},", written.to_toml(item));
        lines.add_commented(&text, written.origin_comment(&place.item(number), item));
    }
    lines.add("]");
}

/// The path of the table at `place`, without the numbers of items: a header refers to the last item above it.
fn header_path(place: &Place) -> String {
    let names = place.keys().iter().filter_map(Key::name);
    let names: Vec<String> = names.map(edit::format_key).collect();
    names.join(".")
}
