//! `[outputs]` and `[ignore]`: where outputs are written, and which paths the build context excludes.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Spec, pattern};

/// The key and default path of each output.
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
/// The default path of the Dockerfile.
pub const DEFAULT_DOCKERFILE: &str = "Dockerfile";
/// The default path of the .dockerignore.
pub const DEFAULT_DOCKERIGNORE: &str = ".dockerignore";
/// The default path of the Makefile.
pub const DEFAULT_MAKEFILE: &str = "Makefile";
const DEFAULT_WORKFLOW: &str = ".github/workflows/build_and_deploy.yml";
const DEFAULT_REVIEW_CLEANUP: &str = ".github/workflows/delete_review_app.yml";
const DEFAULT_CACHE_REBUILD: &str = ".github/workflows/rebuild_docker_cache.yml";
const DEFAULT_MANUAL_DEPLOY: &str = ".github/workflows/deploy_app_via_workflow_dispatch.yml";
const DEFAULT_DOCS: &str = "documentation/docker.md";

/// Paths excluded from the build context.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ignore {
    /// `.dockerignore` patterns, added to tvgen's own list. The last match wins, and `!` re-includes a path. A file that may
    /// contain secrets (a key, credentials, Terraform state, a database dump) is re-included only by a pattern that names it:
    /// `!config/test.key` re-includes that file, `!config` does not. Default: none.
    #[serde(default)]
    #[schemars(extend("items" = {"type": "string", "minLength": 1}, "examples" = [["spec/*", "!spec/factories"]]))]
    pub paths: Vec<String>,
}

/// Where outputs are written, relative to the folder of the spec. `false` disables an output.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outputs {
    /// The path of the Dockerfile. Default: `Dockerfile`.
    #[schemars(extend("default" = DEFAULT_DOCKERFILE, "pattern" = pattern::PROJECT_PATH))]
    pub dockerfile: Option<Output>,
    /// The path of the .dockerignore. Besides the default, Docker reads only the Dockerfile's path with `.dockerignore`
    /// appended, such as `Dockerfile.dockerignore`. Default: `.dockerignore`.
    #[schemars(extend("default" = DEFAULT_DOCKERIGNORE, "pattern" = pattern::PROJECT_PATH))]
    pub dockerignore: Option<Output>,
    /// The path of the main workflow, which builds and deploys. Default: `.github/workflows/build_and_deploy.yml`.
    #[schemars(extend("default" = DEFAULT_WORKFLOW, "pattern" = pattern::WORKFLOW_PATH))]
    pub workflow: Option<Output>,
    /// The path of the workflow that destroys review apps, generated if an environment has `on = "pull_request"`. Default:
    /// `.github/workflows/delete_review_app.yml`.
    #[schemars(extend("default" = DEFAULT_REVIEW_CLEANUP, "pattern" = pattern::WORKFLOW_PATH))]
    pub review_cleanup: Option<Output>,
    /// The path of the workflow that rebuilds the caches, generated if `cache.rebuild` is set. Default:
    /// `.github/workflows/rebuild_docker_cache.yml`.
    #[schemars(extend("default" = DEFAULT_CACHE_REBUILD, "pattern" = pattern::WORKFLOW_PATH))]
    pub cache_rebuild: Option<Output>,
    /// The path of the workflow for manual deployments, generated if there are environments. Default:
    /// `.github/workflows/deploy_app_via_workflow_dispatch.yml`.
    #[schemars(extend("default" = DEFAULT_MANUAL_DEPLOY, "pattern" = pattern::WORKFLOW_PATH))]
    pub manual_deploy: Option<Output>,
    /// The path of the Makefile. Default: `Makefile`.
    #[schemars(extend("default" = DEFAULT_MAKEFILE, "pattern" = pattern::PROJECT_PATH))]
    pub makefile: Option<Output>,
    /// The path of the documentation page. Default: `documentation/docker.md`.
    #[schemars(extend("default" = DEFAULT_DOCS, "pattern" = pattern::PROJECT_PATH))]
    pub docs: Option<Output>,
}

/// The path of an output, or `false`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Output {
    /// The path, relative to the folder of the spec.
    Path(String),
    /// `false` disables the output.
    Switch(bool),
}

impl Outputs {
    /// The value of `key`.
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

    /// Whether the spec sets a path for the output `key`.
    #[must_use]
    pub fn has_path(&self, key: &str) -> bool {
        matches!(self.get(key), Some(Output::Path(_)))
    }
}

impl Spec {
    /// The keys and paths of all outputs of the spec.
    #[must_use]
    pub fn output_paths(&self) -> Vec<(&'static str, &str)> {
        let outputs = DEFAULTS.iter().filter(|(key, _)| self.has_output(key));
        outputs
            .filter_map(|(key, default)| match self.outputs.get(key) {
                Some(Output::Path(path)) => Some((*key, path.as_str())),
                Some(Output::Switch(true)) | None => Some((*key, *default)),
                Some(Output::Switch(false)) => None,
            })
            .collect()
    }

    /// Whether the spec has the tables and keys that the output `key` requires. The output can still be disabled.
    #[must_use]
    pub fn has_output(&self, key: &str) -> bool {
        let deploys = self.deploy.is_set() && !self.environments.is_empty();
        match key {
            "review_cleanup" => deploys && self.review_environments().next().is_some(),
            "cache_rebuild" => self.cache.rebuild.is_some(),
            "manual_deploy" => deploys,
            _ => true,
        }
    }

    /// The normalized path of the output `key`, if it is generated and inside the project.
    #[must_use]
    pub fn output_path(&self, key: &str) -> Option<String> {
        let (_, path) = self
            .output_paths()
            .into_iter()
            .find(|(known, _)| *known == key)?;
        find_output_path_error(path)
            .is_none()
            .then(|| normalize_path(path))
            .flatten()
    }
}

/// Resolves `.` and `..` in `path`; `None` if it leads outside the folder it starts from.
#[must_use]
pub fn normalize_path(path: &str) -> Option<String> {
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

/// Normalizes `path` for file systems that ignore case and trailing dots, as those of macOS and Windows do: paths with the
/// same result are the same file there.
#[must_use]
pub fn portable_path(path: &str) -> Option<String> {
    let short = normalize_path(path)?;
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

/// Why `path` is not a valid file or folder of the project, in a few words.
#[must_use]
pub fn find_path_error(path: &str) -> Option<&'static str> {
    let errors = [
        (path.is_empty(), "empty"),
        (path.starts_with('/'), "absolute path"),
        (path.starts_with('~'), "starts with `~`"),
        (normalize_path(path).is_none(), "leads outside the project"),
        (is_inside_git(path), "inside `.git`"),
        (path.contains(['*', '?']), "contains a wildcard"),
        (
            crate::lang::shell::Path::parse(path).is_none(),
            "requires quotes",
        ),
    ];
    errors
        .into_iter()
        .find(|(applies, _)| *applies)
        .map(|(_, error)| error)
}

/// Why `path` is not a valid file of the project, in a few words.
#[must_use]
pub fn find_output_path_error(path: &str) -> Option<&'static str> {
    let is_folder = path
        .rsplit('/')
        .next()
        .is_some_and(|last| ["", ".", ".."].contains(&last));
    find_path_error(path).or_else(|| is_folder.then_some("a folder, not a file"))
}

/// The closest valid output path to `path`, if there is one.
#[must_use]
pub fn suggest_path(path: &str) -> Option<String> {
    let replace_invalid = |c: char| {
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
        .map(replace_invalid)
        .collect();
    let parts: Vec<&str> = text
        .split('/')
        .filter(|part| !["", ".", ".."].contains(part))
        .collect();
    let path = parts.join("/");
    find_output_path_error(&path).is_none().then_some(path)
}
