//! `[outputs]` and `[ignore]`: where outputs are written, what stays out of the build context.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Spec, pattern};

/// The outputs: what `[outputs]` calls each, and where it is written where nothing is said.
pub const DEFAULTS: &[(&str, &str)] = &[
    ("dockerfile", DEFAULT_DOCKERFILE),
    ("dockerignore", DEFAULT_DOCKERIGNORE),
    ("workflow", DEFAULT_WORKFLOW),
    ("review_cleanup", DEFAULT_REVIEW_CLEANUP),
    ("cache_rebuild", DEFAULT_CACHE_REBUILD),
    ("manual_deploy", DEFAULT_MANUAL_DEPLOY),
    ("makefile", DEFAULT_MAKEFILE),
    ("docs", DEFAULT_DOCS),
];
/// Where the Dockerfile is written, where nothing is said.
pub const DEFAULT_DOCKERFILE: &str = "Dockerfile";
/// Where the .dockerignore is written, where nothing is said.
pub const DEFAULT_DOCKERIGNORE: &str = ".dockerignore";
/// Where the Makefile is written, where nothing is said.
pub const DEFAULT_MAKEFILE: &str = "Makefile";
const DEFAULT_WORKFLOW: &str = ".github/workflows/build_and_deploy.yml";
const DEFAULT_REVIEW_CLEANUP: &str = ".github/workflows/delete_review_app.yml";
const DEFAULT_CACHE_REBUILD: &str = ".github/workflows/rebuild_docker_cache.yml";
const DEFAULT_MANUAL_DEPLOY: &str = ".github/workflows/deploy_app_via_workflow_dispatch.yml";
const DEFAULT_DOCS: &str = "documentation/docker.md";

/// What is kept out of the build context.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ignore {
    /// Patterns of `.dockerignore`, added to tvgen's own list. The last match wins, and `!` re-includes a path. A file that
    /// may hold secrets (a key, credentials, Terraform's state, a database dump) is re-included only by a pattern that names it, as
    /// `!config/test.key` does and `!config` does not; by default none.
    #[serde(default)]
    #[schemars(extend("items" = {"type": "string", "minLength": 1}, "examples" = [["spec/*", "!spec/factories"]]))]
    pub paths: Vec<String>,
}

/// Where outputs are written, from the folder of the spec; `false` leaves one out.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outputs {
    /// The Dockerfile; by default `Dockerfile`.
    #[schemars(extend("default" = DEFAULT_DOCKERFILE, "pattern" = pattern::PROJECT_PATH))]
    pub dockerfile: Option<Output>,
    /// The list of what stays out of the build context; by default `.dockerignore`. Docker reads one at another place only
    /// beside the Dockerfile, as `Dockerfile.dockerignore`.
    #[schemars(extend("default" = DEFAULT_DOCKERIGNORE, "pattern" = pattern::PROJECT_PATH))]
    pub dockerignore: Option<Output>,
    /// The workflow that builds and deploys; by default `.github/workflows/build_and_deploy.yml`.
    #[schemars(extend("default" = DEFAULT_WORKFLOW, "pattern" = pattern::WORKFLOW_PATH))]
    pub workflow: Option<Output>,
    /// The workflow that destroys review apps, made where an environment is deployed for pull requests; by default
    /// `.github/workflows/delete_review_app.yml`.
    #[schemars(extend("default" = DEFAULT_REVIEW_CLEANUP, "pattern" = pattern::WORKFLOW_PATH))]
    pub review_cleanup: Option<Output>,
    /// The workflow that rebuilds the caches, made where `cache.rebuild` says when; by default
    /// `.github/workflows/rebuild_docker_cache.yml`.
    #[schemars(extend("default" = DEFAULT_CACHE_REBUILD, "pattern" = pattern::WORKFLOW_PATH))]
    pub cache_rebuild: Option<Output>,
    /// The workflow that deploys an image by hand, made where there are environments; by default
    /// `.github/workflows/deploy_app_via_workflow_dispatch.yml`.
    #[schemars(extend("default" = DEFAULT_MANUAL_DEPLOY, "pattern" = pattern::WORKFLOW_PATH))]
    pub manual_deploy: Option<Output>,
    /// The Makefile; by default `Makefile`.
    #[schemars(extend("default" = DEFAULT_MAKEFILE, "pattern" = pattern::PROJECT_PATH))]
    pub makefile: Option<Output>,
    /// The page that explains it all; by default `documentation/docker.md`.
    #[schemars(extend("default" = DEFAULT_DOCS, "pattern" = pattern::PROJECT_PATH))]
    pub docs: Option<Output>,
}

/// The path of an output, or `false`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Output {
    /// Where it is written, from the folder of the spec.
    Path(String),
    /// `false`: it is left out.
    Switch(bool),
}

impl Outputs {
    /// What is written for the output `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Output> {
        match key {
            "dockerfile" => self.dockerfile.as_ref(),
            "dockerignore" => self.dockerignore.as_ref(),
            "workflow" => self.workflow.as_ref(),
            "review_cleanup" => self.review_cleanup.as_ref(),
            "cache_rebuild" => self.cache_rebuild.as_ref(),
            "manual_deploy" => self.manual_deploy.as_ref(),
            "makefile" => self.makefile.as_ref(),
            "docs" => self.docs.as_ref(),
            _ => None,
        }
    }

    /// Whether a path is written for the output `key`.
    #[must_use]
    pub fn says(&self, key: &str) -> bool {
        matches!(self.get(key), Some(Output::Path(_)))
    }
}

impl Spec {
    /// The outputs that the spec makes, by their keys, each with its path.
    #[must_use]
    pub fn output_paths(&self) -> Vec<(&'static str, &str)> {
        let made = DEFAULTS.iter().filter(|(key, _)| self.makes(key));
        made.filter_map(|(key, default)| match self.outputs.get(key) {
            Some(Output::Path(path)) => Some((*key, path.as_str())),
            Some(Output::Switch(true)) | None => Some((*key, *default)),
            Some(Output::Switch(false)) => None,
        })
        .collect()
    }

    /// Whether there is anything to write to the output `key`, as far as what it is about is in the spec.
    #[must_use]
    pub fn makes(&self, key: &str) -> bool {
        let deploys = self.deploy.is_written() && !self.environments.is_empty();
        match key {
            "review_cleanup" => deploys && self.reviews().next().is_some(),
            "cache_rebuild" => self.cache.rebuild.is_some(),
            "manual_deploy" => deploys,
            _ => true,
        }
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

/// Normalises `path` for file systems that ignore case and trailing dots, as
/// those of macOS and Windows do: paths with the same result are the same file there.
#[must_use]
pub fn portable_path(path: &str) -> Option<String> {
    let short = shortest(path)?;
    let parts = short
        .split('/')
        .map(|part| part.trim_end_matches('.').to_lowercase());
    Some(parts.collect::<Vec<_>>().join("/"))
}

/// Whether `path` is inside `.git`, under any name that a file system accepts for it: `.GIT`, `.git.`, `git~1`.
fn is_inside_git(path: &str) -> bool {
    let is_git = |part: &str| {
        let part = part
            .split(':')
            .next()
            .unwrap_or(part)
            .trim_end_matches('.')
            .to_lowercase();
        part == ".git"
            || part
                .strip_prefix("git~")
                .is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()))
    };
    path.split('/').any(is_git)
}

/// What keeps `path` from being a file or folder of the project, in a few words.
#[must_use]
pub fn path_fault(path: &str) -> Option<&'static str> {
    let faults = [
        (path.is_empty(), "empty"),
        (path.starts_with('/'), "an absolute path"),
        (path.starts_with('~'), "begins with `~`"),
        (shortest(path).is_none(), "leads out with `..`"),
        (is_inside_git(path), "inside `.git`"),
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
