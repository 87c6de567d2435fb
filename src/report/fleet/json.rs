//! The table of a fleet as one JSON object, for programs.

use serde_json::{Map, Value as Json, json};

use crate::fleet::{
    setting::{ALL, Cell},
    table::{Row, Table, Usual},
};
use crate::report::escape::escaped;

/// `table` as one JSON object, on several lines: what most services have of each setting, and each service with what it has
/// and why that stands out.
#[must_use]
pub fn document(table: &Table) -> String {
    let usual = ALL.iter().zip(&table.usual);
    let usual = usual.map(|(setting, usual)| (setting.name().to_owned(), most(usual.as_ref())));
    let services = (0..table.rows.len()).map(|number| service(table, number));
    let document = json!({
        "usual": usual.collect::<Map<String, Json>>(),
        "services": services.collect::<Vec<Json>>(),
    });
    escaped(&format!("{document:#}\n"))
}

/// Whether `text` is such an object, of whichever services and settings.
#[must_use]
pub fn is_one(text: &str) -> bool {
    let Ok(Json::Object(document)) = serde_json::from_str(text) else {
        return false;
    };
    document.len() == 2
        && document.get("usual").is_some_and(Json::is_object)
        && document.get("services").is_some_and(Json::is_array)
}

fn most(usual: Option<&Usual>) -> Json {
    usual.map_or(
        Json::Null,
        |usual| json!({ "value": usual.cell.value(), "count": usual.count, "known": usual.known }),
    )
}

fn service(table: &Table, number: usize) -> Json {
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
