//! `package.json`: which package manager it names.

use serde_json::Value;

use super::Said;

/// The file.
pub const FILE: &str = "package.json";

/// What its field `packageManager` says: `yarn@4.9.2`.
#[must_use]
pub fn package_manager(text: &str) -> Option<Said> {
    let json: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    let said = json.get("packageManager")?.as_str()?;
    let line = text
        .lines()
        .position(|line| line.contains("\"packageManager\""))?;
    Some(Said::new(FILE, line + 1, said))
}
