//! `[outputs]` and `[ignore]`: where outputs are written, what stays out of the build context.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Spec;

/// Where the Dockerfile is written, where nothing is said.
pub const DEFAULT_DOCKERFILE: &str = "Dockerfile";
/// Where the .dockerignore is written, where nothing is said.
pub const DEFAULT_DOCKERIGNORE: &str = ".dockerignore";
/// Where the workflow is written, where nothing is said.
pub const DEFAULT_WORKFLOW: &str = ".github/workflows/build_and_deploy.yml";
/// Where the Makefile is written, where nothing is said.
pub const DEFAULT_MAKEFILE: &str = "Makefile";

/// What is kept out of the build context.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ignore {
    /// Patterns added to tvgen's own; the last match wins, `!` keeps a path after all.
    #[serde(default)]
    pub paths: Vec<String>,
}

/// Where outputs are written, from the folder of the spec; `false` leaves one out.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outputs {
    /// By default `Dockerfile`.
    pub dockerfile: Option<Output>,
    /// By default `.dockerignore`.
    pub dockerignore: Option<Output>,
    /// By default `.github/workflows/build_and_deploy.yml`.
    pub workflow: Option<Output>,
    /// By default `Makefile`.
    pub makefile: Option<Output>,
}

/// The path of an output, or `false`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Output {
    /// Where it is written.
    Path(String),
    /// `false`: not at all.
    Switch(bool),
}

impl Outputs {
    /// Whether a path is written for the output `key`.
    #[must_use]
    pub fn says(&self, key: &str) -> bool {
        let all = [
            ("dockerfile", &self.dockerfile),
            ("dockerignore", &self.dockerignore),
            ("workflow", &self.workflow),
            ("makefile", &self.makefile),
        ];
        all.into_iter()
            .any(|(known, output)| known == key && matches!(output, Some(Output::Path(_))))
    }
}

impl Spec {
    /// The outputs that are written, by their keys, each with its path.
    #[must_use]
    pub fn output_paths(&self) -> Vec<(&'static str, &str)> {
        let outputs = self.outputs.as_ref();
        let all = [
            (
                "dockerfile",
                outputs.and_then(|outputs| outputs.dockerfile.as_ref()),
                DEFAULT_DOCKERFILE,
            ),
            (
                "dockerignore",
                outputs.and_then(|outputs| outputs.dockerignore.as_ref()),
                DEFAULT_DOCKERIGNORE,
            ),
            (
                "workflow",
                outputs.and_then(|outputs| outputs.workflow.as_ref()),
                DEFAULT_WORKFLOW,
            ),
            (
                "makefile",
                outputs.and_then(|outputs| outputs.makefile.as_ref()),
                DEFAULT_MAKEFILE,
            ),
        ];
        all.into_iter()
            .filter_map(|(key, output, default)| match output {
                Some(Output::Path(path)) => Some((key, path.as_str())),
                Some(Output::Switch(true)) | None => Some((key, default)),
                Some(Output::Switch(false)) => None,
            })
            .collect()
    }

    /// The path of the output `key`, if it is written to a file of the project; in its shortest form.
    #[must_use]
    pub fn output_path(&self, key: &str) -> Option<String> {
        let (_, path) = self
            .output_paths()
            .into_iter()
            .find(|(known, _)| *known == key)?;
        output_fault(path)
            .is_none()
            .then(|| shortest(path))
            .flatten()
    }
}

/// `path` without `.` and `..`; `None` where it leads out of the folder that it starts from.
#[must_use]
pub fn shortest(path: &str) -> Option<String> {
    let mut parts = Vec::new();
    for part in path
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".")
    {
        if part == ".." {
            parts.pop()?;
        } else {
            parts.push(part);
        }
    }
    Some(parts.join("/"))
}

/// What keeps `path` from being a file or folder of the project, in a few words.
#[must_use]
pub fn path_fault(path: &str) -> Option<&'static str> {
    let faults = [
        (path.is_empty(), "empty"),
        (path.starts_with('/'), "an absolute path"),
        (path.starts_with('~'), "begins with `~`"),
        (shortest(path).is_none(), "leads out with `..`"),
        (path.contains(['*', '?']), "has a wildcard"),
        (
            crate::lang::shell::Path::parse(path).is_none(),
            "would need quotes",
        ),
    ];
    faults
        .into_iter()
        .find(|(found, _)| *found)
        .map(|(_, fault)| fault)
}

/// What keeps `path` from being a file of the project, in a few words.
#[must_use]
pub fn output_fault(path: &str) -> Option<&'static str> {
    let folder = path
        .rsplit('/')
        .next()
        .is_some_and(|last| ["", ".", ".."].contains(&last));
    path_fault(path).or_else(|| folder.then_some("a folder, not a file"))
}

/// The path nearest to `path` that [`output_fault`] finds nothing in, if there is one.
#[must_use]
pub fn nearest_path(path: &str) -> Option<String> {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || "._-/@+,=%".contains(c) {
            c
        } else {
            '-'
        }
    };
    let text: String = path
        .trim()
        .trim_start_matches(['~', '/'])
        .chars()
        .map(plain)
        .collect();
    let parts: Vec<&str> = text
        .split('/')
        .filter(|part| !["", ".", ".."].contains(part))
        .collect();
    let path = parts.join("/");
    output_fault(&path).is_none().then_some(path)
}
