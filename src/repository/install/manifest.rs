//! Reads from a `package.json` which files the installation of its packages reads.

use serde_json::Value;

use super::line_of;
use crate::repository::Claim;

/// The tables with packages and their versions.
const DEPENDENCIES: &[&str] = &[
    "dependencies",
    "devDependencies",
    "optionalDependencies",
    "resolutions",
    "overrides",
];

/// A `package.json`.
pub(super) struct Manifest {
    /// Its path.
    pub(super) path: String,
    text: String,
    json: Value,
}

impl Manifest {
    /// Parses `text`, the file at `path`; `None` if it is not a JSON object.
    pub(super) fn parse(path: String, text: String) -> Option<Self> {
        let json: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
        json.is_object().then_some(Self { path, text, json })
    }

    /// The value of the field `name`.
    pub(super) fn field(&self, name: &str) -> Option<&Value> {
        self.json.get(name)
    }

    /// The line that contains `part`, as a claim.
    pub(super) fn claim(&self, part: &str) -> Claim {
        Claim::new(&self.path, line_of(&self.text, part), part)
    }

    /// The patterns of workspaces: `packages/*`, and `!packages/old` to exclude.
    pub(super) fn workspaces(&self) -> Vec<String> {
        let field = self.field("workspaces");
        let list = field.and_then(|field| {
            field
                .as_array()
                .or_else(|| field.get("packages")?.as_array())
        });
        let patterns = list.into_iter().flatten().filter_map(Value::as_str);
        patterns.map(str::to_owned).collect()
    }

    /// The commands of the script `name`.
    pub(super) fn script(&self, name: &str) -> Option<&str> {
        self.field("scripts")?.get(name)?.as_str()
    }

    /// The versions of all packages, as written, in any table.
    pub(super) fn versions(&self) -> Vec<&str> {
        let tables = DEPENDENCIES.iter().filter_map(|table| self.field(table));
        let pnpm = self.field("pnpm").and_then(|pnpm| pnpm.get("overrides"));
        let mut versions = Vec::new();
        for table in tables.chain(pnpm) {
            collect_strings(table, &mut versions);
        }
        versions
    }

    /// The patch files of pnpm: `pnpm.patchedDependencies`.
    pub(super) fn pnpm_patches(&self) -> Vec<&str> {
        let patches = self
            .field("pnpm")
            .and_then(|pnpm| pnpm.get("patchedDependencies"));
        let mut paths = Vec::new();
        if let Some(patches) = patches {
            collect_strings(patches, &mut paths);
        }
        paths
    }
}

/// Adds the strings in `value`, at any depth, to `strings`.
fn collect_strings<'a>(value: &'a Value, strings: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => strings.push(text),
        Value::Object(table) => table
            .values()
            .for_each(|value| collect_strings(value, strings)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => {}
    }
}

/// The paths in the package version `version` of a package, relative to the project if they start with `~/`:
/// `file:vendor/widgets`, `portal:../widgets`, `patch:esbuild@npm%3A0.25.0#~/.yarn/patches/esbuild.patch`.
pub(super) fn paths_in_version(version: &str) -> Vec<&str> {
    let scheme = ["file:", "portal:"];
    if let Some(path) = scheme
        .iter()
        .find_map(|scheme| version.strip_prefix(scheme))
    {
        return vec![path.split('#').next().unwrap_or(path)];
    }
    if version.starts_with("./") || version.starts_with("../") {
        return vec![version];
    }
    let Some((_, patches)) = version
        .strip_prefix("patch:")
        .and_then(|patch| patch.split_once('#'))
    else {
        return Vec::new();
    };
    let patches = patches.split("::").next().unwrap_or(patches).split('&');
    patches
        .map(|patch| patch.trim_start_matches("optional!"))
        .filter(|patch| {
            !patch.is_empty() && !patch.starts_with("builtin<") && !patch.starts_with("~builtin<")
        })
        .collect()
}
