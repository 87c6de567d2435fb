//! Reads the package manager from `package.json`.

use serde_json::Value;

use super::Claim;

/// The name of the file.
pub const FILE: &str = "package.json";

/// The field `packageManager`: `yarn@4.9.2`.
#[must_use]
pub fn package_manager(text: &str) -> Option<Claim> {
    let json: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    let value = json.get("packageManager")?.as_str()?;
    let line = text
        .lines()
        .position(|line| line.contains("\"packageManager\""))?;
    Some(Claim::new(FILE, line + 1, value))
}
