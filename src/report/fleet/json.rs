//! The fleet table as one JSON object, for programs.

use serde_json::{Map, Value as Json, json};

use crate::fleet::{
    setting::{ALL, Cell},
    table::{Majority, Row, Table},
};
use crate::report::escape::escape_json;

/// `table` as one JSON object, on several lines: the usual value of each setting, and the values and marks of each service.
#[must_use]
pub fn render_document(table: &Table) -> String {
    let usual = ALL.iter().zip(&table.majorities);
    let usual = usual.map(|(setting, majority)| {
        let value = format_majority(majority.as_ref());
        (setting.name().to_owned(), value)
    });
    let services = (0..table.rows.len()).map(|number| format_service(table, number));
    let document = json!({
        "usual": usual.collect::<Map<String, Json>>(),
        "services": services.collect::<Vec<Json>>(),
    });
    escape_json(&format!("{document:#}\n"))
}

/// Whether `text` is a fleet table of any services and settings.
#[must_use]
pub fn is_fleet_table(text: &str) -> bool {
    let Ok(Json::Object(document)) = serde_json::from_str(text) else {
        return false;
    };
    document.len() == 2
        && document.get("usual").is_some_and(Json::is_object)
        && document.get("services").is_some_and(Json::is_array)
}

/// The value of a majority, and its size.
fn format_majority(majority: Option<&Majority>) -> Json {
    majority.map_or(Json::Null, |Majority { cell, count, known }| {
        json!({ "value": cell.value(), "count": count, "known": known })
    })
}

/// The service in the row `number`.
fn format_service(table: &Table, number: usize) -> Json {
    let row: &Row = &table.rows[number];
    let settings = ALL.iter().zip(row.cells.iter().zip(&table.marks[number]));
    let settings = settings.map(|(setting, (cell, mark))| {
        let mark = mark.map(crate::fleet::table::Mark::name);
        let value = json!({ "value": cell.value(), "known": *cell != Cell::Unknown, "mark": mark });
        (setting.name().to_owned(), value)
    });
    json!({
        "spec": row.spec,
        "name": row.name,
        "settings": settings.collect::<Map<String, Json>>(),
        "files": row.files,
        "drifted": row.drifted,
        "errors": row.errors,
        "warnings": row.warnings,
    })
}
