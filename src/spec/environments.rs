//! `[environments.NAME]`: where images are deployed.

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

/// The name of a review app, where none is given.
pub const DEFAULT_REVIEW_NAME: &str = "review-pr-{pr}";

/// The targets of our Makefile, beside which each environment is one.
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

/// The variables of the generated Makefile; a test compares the list with what is rendered.
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
/// Variables with a meaning to make, the shell or the programs in recipes.
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
/// Prefixes of other variables with a meaning to those programs.
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

/// Whether the variable `name` has a meaning to make, the shell, the generated Makefile or a program that it runs.
#[must_use]
pub fn is_reserved_variable(name: &str) -> bool {
    MAKEFILE_VARIABLES.contains(&name)
        || SYSTEM_VARIABLES.contains(&name)
        || SYSTEM_PREFIXES
            .iter()
            .any(|prefix| name.starts_with(prefix))
}

/// Where images are deployed.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Environment {
    /// What deploys to it: `push`, `pull_request` or `manual`.
    #[schemars(required)]
    pub on: Option<On>,
    /// For `pull_request`: the label that a pull request needs; by default none, and every pull request is deployed.
    #[schemars(extend("pattern" = pattern::NOT_BLANK, "examples" = ["deploy"]))]
    pub label: Option<String>,
    /// For `pull_request`: whether the pull requests of Dependabot and its like are deployed; by default `false`.
    #[schemars(extend("default" = false))]
    pub bots: Option<bool>,
    /// The app's name everywhere: in Terraform, the cluster, the state's key; by default `review-pr-{pr}` for `pull_request`, the
    /// environment's own name for others.
    #[schemars(extend("pattern" = pattern::APP, "examples" = ["review-pr-{pr}"]))]
    pub name: Option<String>,
    /// Where the app answers, for GitHub's page of the deployment and the smoke test. `{pr}` is the pull request's number; by
    /// default none is known.
    #[schemars(extend("pattern" = pattern::URL, "examples" = [
        "https://staging.example.com", "https://hello-review-pr-{pr}.example.com"
    ]))]
    pub url: Option<String>,
    /// For `push`: the branch whose pushes are deployed; by default `cache.trunk`.
    #[schemars(extend("pattern" = pattern::BRANCH, "examples" = ["staging"]))]
    pub branch: Option<String>,
    /// For `push`: the environments that are deployed and smoke tested first; by default none.
    #[serde(default)]
    #[schemars(extend("examples" = [["staging"]]))]
    pub after: Vec<String>,
    /// Whether make refuses without `CONFIRM_PRODUCTION=YES`; by default `false`.
    #[schemars(extend("default" = false))]
    pub confirm: Option<bool>,
    /// The kinds of unique tags that may be deployed to it: `release`, `review`, `local`; by default `review` for `pull_request` and
    /// `release` for others. The workflow and the Makefile refuse every other tag.
    #[schemars(extend("examples" = [["release"]]))]
    pub tags: Option<Vec<TagKind>>,
    /// Variables, by their names in Terraform: `config_short` is `TF_VAR_config_short` there, and `CONFIG_SHORT` in the Makefile;
    /// by default none.
    #[serde(default)]
    #[schemars(extend("propertyNames" = {"pattern": pattern::TERRAFORM_NAME}, "examples" = [{"config_short": "pd"}]))]
    pub variables: IndexMap<String, String>,
    /// Where Terraform keeps its state, key by key instead of those of `deploy.backend`; by default as that says.
    #[serde(default)]
    #[schemars(extend("propertyNames" = {"pattern": pattern::TERRAFORM_NAME}, "examples" = [{"key": "production/app.tfstate"}]))]
    pub backend: IndexMap<String, String>,
    /// Where the app runs, key by key instead of those of `deploy.cluster`.
    pub cluster: Table<Cluster>,
    /// The modules that Terraform's configuration uses, key by key instead of those of `deploy.modules`.
    pub modules: Table<OwnModules>,
    /// The names of the secrets for the Azure login of this environment; each key overrides that of `deploy.login`.
    pub login: Table<Login>,
}

/// What an environment says of Terraform's modules.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnModules {
    /// The branch, the tag or the full commit of the modules' repository; by default that of `deploy.modules`.
    #[schemars(extend("pattern" = pattern::BRANCH, "examples" = ["stable"]))]
    pub r#ref: Option<String>,
}

/// What deploys to an environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum On {
    /// A push to the environment's branch.
    Push,
    /// A pull request: each has an app of its own, which goes with it.
    PullRequest,
    /// A person, with the workflow of manual deployments.
    Manual,
}

/// A kind of unique tag, by the build that writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TagKind {
    /// The build of a push.
    Release,
    /// The build of a pull request.
    Review,
    /// A local build, which is not scanned.
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
    /// The kind of tag that builds for this environment write.
    #[must_use]
    pub fn own_tag(&self) -> TagKind {
        match self.on {
            Some(On::PullRequest) => TagKind::Review,
            Some(On::Push | On::Manual) | None => TagKind::Release,
        }
    }

    /// The placeholders that its name and its url can have.
    #[must_use]
    pub fn placeholders(&self) -> &'static [Placeholder] {
        match self.on {
            Some(On::PullRequest) => &[Placeholder::Pr],
            Some(On::Push | On::Manual) | None => &[],
        }
    }

    /// The template of the app's name, if the environment's table is called `table`.
    #[must_use]
    pub fn app_name<'a>(&'a self, table: &'a str) -> &'a str {
        self.name.as_deref().unwrap_or(match self.on {
            Some(On::PullRequest) => DEFAULT_REVIEW_NAME,
            Some(On::Push | On::Manual) | None => table,
        })
    }

    /// The name and the url that are written, by their keys.
    #[must_use]
    pub fn texts(&self) -> Vec<(&'static str, &str)> {
        let texts = [("name", self.name.as_deref()), ("url", self.url.as_deref())];
        texts
            .into_iter()
            .filter_map(|(key, text)| Some((key, text?)))
            .collect()
    }

    /// Whether `text`, a template, would be the same for every pull request.
    #[must_use]
    pub fn is_one_for_all(&self, text: &str) -> bool {
        self.on == Some(On::PullRequest)
            && !text.trim().is_empty()
            && Template::parse(text, self.placeholders())
                .is_ok_and(|template| !template.has(Placeholder::Pr))
    }
}

impl Spec {
    /// The environments of pull requests, by their names.
    pub fn reviews(&self) -> impl Iterator<Item = (&String, &Environment)> {
        let all = self.environments.iter();
        all.filter(|(_, said)| said.on == Some(On::PullRequest))
    }
}
