//! `[environments.NAME]`: the environments that images are deployed to.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Spec,
    azure::{Cluster, Login},
    pattern,
    table::Table,
    tags::{Placeholder, Template},
};

/// The default name of a review app.
pub const DEFAULT_REVIEW_NAME: &str = "review-pr-{pr}";

/// The fixed targets of the generated Makefile. Each environment is a target too.
pub const MAKE_TARGETS: &[&str] = &[
    "help",
    "ci",
    "build-local-image",
    "push-local-image",
    "verify-image",
    "terraform-init",
    "terraform-plan",
    "terraform-apply",
    "terraform-destroy",
    "terraform-unlock",
    "terraform-modules",
    "shell",
    "console",
    "logs",
    "cluster-credentials",
    "require-environment",
    "require-image",
    "require-tag",
    "require-lock",
    "require-cluster",
];

/// The variables of the generated Makefile; a test compares the list with a rendered one.
pub const MAKEFILE_VARIABLES: &[&str] = &[
    "APP",
    "APPROVE",
    "BACKEND_CONFIG",
    "BRANCH_TAG",
    "CLUSTER",
    "COMMIT_SHA",
    "CONFIRM_PRODUCTION",
    "DEPLOYABLE",
    "DETAILED_EXITCODE",
    "DOCKER_BUILDKIT",
    "ENVIRONMENT",
    "IMAGE_DIGEST",
    "IMAGE_TAG",
    "LOCK_ID",
    "MAKECMDGOALS",
    "MAKEFILE_LIST",
    "MODULES_REF",
    "NAMESPACE",
    "NEEDS_CONFIRMATION",
    "NEEDS_PR",
    "NOT_DEPLOYABLE",
    "PR",
    "REPOSITORY",
    "RESOURCE_GROUP",
    "TERRAFORM",
    "TIMESTAMP",
    "VAR_FILE",
    "WITH_IMAGE",
];
/// Variables that make, the shell or the programs in recipes interpret.
const SYSTEM_VARIABLES: &[&str] = &[
    "BASH_ENV",
    "BRANCH",
    "CDPATH",
    "CI",
    "CURDIR",
    "DOCKER_CONFIG",
    "DOCKER_CONTEXT",
    "DOCKER_HOST",
    "EDITOR",
    "ENV",
    "GNUMAKEFLAGS",
    "HOME",
    "IFS",
    "KUBECONFIG",
    "LANG",
    "LANGUAGE",
    "MFLAGS",
    "OLDPWD",
    "PATH",
    "POSIXLY_CORRECT",
    "PS4",
    "PWD",
    "SERVICE",
    "SHELL",
    "SHELLOPTS",
    "SUFFIXES",
    "TERM",
    "TMPDIR",
    "UNIQUE_TAG",
    "USER",
    "VPATH",
];
/// Prefixes of other variables that make, the shell or the programs in recipes interpret.
const SYSTEM_PREFIXES: &[&str] = &[
    "ACTIONS_",
    "ARM_",
    "BASH_",
    "BUILDKIT_",
    "BUILDX_",
    "DYLD_",
    "GIT_",
    "GITHUB_",
    "LC_",
    "LD_",
    "MAKE",
    "RUNNER_",
    "TF_",
    "_",
];

/// Whether make, the shell, the generated Makefile or a program that it runs interprets the variable `name`.
#[must_use]
pub fn is_reserved_variable(name: &str) -> bool {
    MAKEFILE_VARIABLES.contains(&name)
        || SYSTEM_VARIABLES.contains(&name)
        || SYSTEM_PREFIXES
            .iter()
            .any(|prefix| name.starts_with(prefix))
}

/// An environment that images are deployed to.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Environment {
    /// The trigger of a deployment: `push`, `pull_request` or `manual`.
    #[schemars(required)]
    pub on: Option<On>,
    /// For `pull_request`: the label that a pull request needs to be deployed. Default: none; no label is required.
    #[schemars(extend("pattern" = pattern::NOT_BLANK, "examples" = ["deploy"]))]
    pub label: Option<String>,
    /// For `pull_request`: whether pull requests by bots such as Dependabot are deployed. Default: `false`.
    #[schemars(extend("default" = false))]
    pub bots: Option<bool>,
    /// The name of the app in Terraform, the cluster and the state key. Default: `review-pr-{pr}` for `pull_request`, the name
    /// of the environment for others.
    #[schemars(extend("pattern" = pattern::APP, "examples" = ["review-pr-{pr}"]))]
    pub name: Option<String>,
    /// The URL of the app, for GitHub's deployment page and the smoke test. `{pr}` is the number of the pull request. Default:
    /// none.
    #[schemars(extend("pattern" = pattern::URL, "examples" = [
        "https://staging.example.com", "https://hello-review-pr-{pr}.example.com"
    ]))]
    pub url: Option<String>,
    /// For `push`: the branch that is deployed. Default: `cache.trunk`.
    #[schemars(extend("pattern" = pattern::BRANCH, "examples" = ["staging"]))]
    pub branch: Option<String>,
    /// For `push`: the environments that are deployed and smoke tested first. Default: none.
    #[serde(default)]
    #[schemars(extend("examples" = [["staging"]]))]
    pub after: Vec<String>,
    /// Whether make requires `CONFIRM_PRODUCTION=YES`. Default: `false`.
    #[schemars(extend("default" = false))]
    pub confirm: Option<bool>,
    /// The kinds of unique tags that can be deployed: `release`, `review`, `local`. The workflow and the Makefile reject all
    /// other tags. Default: `review` for `pull_request`, `release` for others.
    #[schemars(extend("examples" = [["release"]]))]
    pub tags: Option<Vec<TagKind>>,
    /// Terraform variables, by name: `config_short` is passed as `TF_VAR_config_short`, and is `CONFIG_SHORT` in the Makefile.
    /// Default: none.
    #[serde(default)]
    #[schemars(extend("propertyNames" = {"pattern": pattern::TERRAFORM_NAME}, "examples" = [{"config_short": "pd"}]))]
    pub variables: IndexMap<String, String>,
    /// Where Terraform stores its state. Each key overrides that of `deploy.backend`. Default: `deploy.backend`.
    #[serde(default)]
    #[schemars(extend("propertyNames" = {"pattern": pattern::TERRAFORM_NAME}, "examples" = [{"key": "production/app.tfstate"}]))]
    pub backend: IndexMap<String, String>,
    /// The cluster that the app runs in. Each key overrides that of `deploy.cluster`.
    pub cluster: Table<Cluster>,
    /// The modules of the Terraform configuration. Each key overrides that of `deploy.modules`.
    pub modules: Table<EnvironmentModules>,
    /// The names of the secrets for the Azure login of this environment. Each key overrides that of `deploy.login`.
    pub login: Table<Login>,
}

/// An environment's override of the Terraform modules.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EnvironmentModules {
    /// The branch, tag or full commit of the modules' repository. Default: that of `deploy.modules`.
    #[schemars(extend("pattern" = pattern::BRANCH, "examples" = ["stable"]))]
    pub r#ref: Option<String>,
}

/// The trigger of deployments to an environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum On {
    /// A push to the environment's branch.
    Push,
    /// A pull request: each has its own app, which is destroyed when the pull request is closed.
    PullRequest,
    /// A person who runs the workflow for manual deployments.
    Manual,
}

/// A kind of unique tag, by the build that creates it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TagKind {
    /// Built from a push.
    Release,
    /// Built from a pull request.
    Review,
    /// Built locally, without a scan.
    Local,
}

impl TagKind {
    /// The key of its template in `[tags]`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Review => "review",
            Self::Local => "local",
        }
    }
}

impl Environment {
    /// The kind of tag that builds for this environment create.
    #[must_use]
    pub fn tag_kind(&self) -> TagKind {
        match self.on {
            Some(On::PullRequest) => TagKind::Review,
            Some(On::Push | On::Manual) | None => TagKind::Release,
        }
    }

    /// The placeholders that `name` and `url` support.
    #[must_use]
    pub fn placeholders(&self) -> &'static [Placeholder] {
        match self.on {
            Some(On::PullRequest) => &[Placeholder::Pr],
            Some(On::Push | On::Manual) | None => &[],
        }
    }

    /// The template of the app's name; `table` is the name of the environment.
    #[must_use]
    pub fn app_name<'a>(&'a self, table: &'a str) -> &'a str {
        self.name.as_deref().unwrap_or(match self.on {
            Some(On::PullRequest) => DEFAULT_REVIEW_NAME,
            Some(On::Push | On::Manual) | None => table,
        })
    }

    /// `name` and `url` where they are set, by key.
    #[must_use]
    pub fn templates(&self) -> Vec<(&'static str, &str)> {
        let texts = [("name", self.name.as_deref()), ("url", self.url.as_deref())];
        texts
            .into_iter()
            .filter_map(|(key, text)| Some((key, text?)))
            .collect()
    }

    /// Whether the template `text` gives all pull requests the same value.
    #[must_use]
    pub fn is_shared_by_pull_requests(&self, text: &str) -> bool {
        self.on == Some(On::PullRequest)
            && !text.trim().is_empty()
            && Template::parse(text, self.placeholders())
                .is_ok_and(|template| !template.contains(Placeholder::Pr))
    }
}

impl Spec {
    /// The `pull_request` environments, by name.
    pub fn review_environments(&self) -> impl Iterator<Item = (&String, &Environment)> {
        let all = self.environments.iter();
        all.filter(|(_, environment)| environment.on == Some(On::PullRequest))
    }
}
