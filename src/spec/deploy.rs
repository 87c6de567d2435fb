//! `[deploy]`: how images are deployed.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    azure::{Cluster, DEFAULT_LOGIN, Login},
    environments::{Environment, On},
    pattern,
    schema::table,
    table::Table,
    tags::Placeholder,
};

/// The directory of Terraform's configuration, where none is given.
pub const DEFAULT_DIRECTORY: &str = "terraform/application";
/// The file of an environment's variables, where none is given.
pub const DEFAULT_VAR_FILE: &str = "config/{environment}.tfvars.json";
/// Terraform's variable for the image, where none is named.
pub const DEFAULT_IMAGE_VARIABLE: &str = "docker_image";

/// Where Terraform keeps its state, where nothing is said: keys and templates.
pub const DEFAULT_BACKEND: &[(&str, &str)] = &[("key", "{name}.tfstate")];

/// The same for review environments, which have their own identity.
pub const DEFAULT_REVIEW_LOGIN: [&str; 3] = [
    "AZURE_REVIEW_CLIENT_ID",
    "AZURE_REVIEW_TENANT_ID",
    "AZURE_REVIEW_SUBSCRIPTION_ID",
];
/// The keys of a login, in the same order.
pub const LOGIN_KEYS: [&str; 3] = ["client_id", "tenant_id", "subscription_id"];

/// The placeholders that a path of Terraform's can have.
pub const PLACEHOLDERS: &[Placeholder] = &[Placeholder::Environment, Placeholder::Name];

/// How images are deployed: with Terraform, to Azure AKS.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deploy {
    /// The tool that deploys; by default `terraform`, the only one.
    #[schemars(extend("default" = "terraform"))]
    pub tool: Option<Tool>,
    /// The exact version of Terraform: `1.14.5`.
    #[schemars(required, extend("pattern" = pattern::EXACT_VERSION, "examples" = ["1.14.5"]))]
    pub version: Option<String>,
    /// The folder of Terraform's configuration, from the folder of the spec; by default `terraform/application`.
    #[schemars(extend("default" = DEFAULT_DIRECTORY, "pattern" = pattern::PROJECT_PATH))]
    pub directory: Option<String>,
    /// Terraform's variable for the image, which gets its repository and unique tag; by default `docker_image`.
    #[schemars(extend("default" = DEFAULT_IMAGE_VARIABLE, "pattern" = pattern::TERRAFORM_NAME))]
    pub image_variable: Option<String>,
    /// The file of an environment's variables, from Terraform's folder. `{environment}` is the name of the environment's table,
    /// `{name}` the app's; by default `config/{environment}.tfvars.json`.
    #[schemars(extend("default" = DEFAULT_VAR_FILE, "pattern" = pattern::VAR_FILE))]
    pub var_file: Option<String>,
    /// Where Terraform keeps its state: the pairs of `-backend-config`. `{environment}` is the name of the environment's table,
    /// `{name}` the app's; by default `{ key = "{name}.tfstate" }`.
    #[schemars(extend("default" = table(DEFAULT_BACKEND), "propertyNames" = {"pattern": pattern::TERRAFORM_NAME}))]
    pub backend: Option<IndexMap<String, String>>,
    /// The modules that Terraform's configuration uses from another repository, fetched before it runs.
    pub modules: Table<Modules>,
    /// Where the app runs: for `make shell`, `make console` and `make logs`.
    pub cluster: Table<Cluster>,
    /// The names of the secrets for the Azure login, for every environment that does not set its own.
    pub login: Table<Login>,
}

/// A tool that deploys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Tool {
    /// Terraform, to Azure AKS.
    Terraform,
}

/// Modules that are fetched before Terraform runs.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Modules {
    /// The repository: `https://github.com/acme/modules.git`.
    #[schemars(required, extend("examples" = ["https://github.com/acme/modules.git"]))]
    pub repository: Option<String>,
    /// The branch, the tag or the full commit: `stable`.
    #[schemars(required, extend("pattern" = pattern::BRANCH, "examples" = ["stable"]))]
    pub r#ref: Option<String>,
    /// The folder that they are put in, from Terraform's: `vendor/modules`.
    #[schemars(required, extend("pattern" = pattern::PROJECT_PATH, "examples" = ["vendor/modules"]))]
    pub directory: Option<String>,
}

/// The secret of a login under one of [`LOGIN_KEYS`].
#[derive(Clone, Copy, Debug)]
pub struct LoginSecret<'a> {
    /// The key.
    pub key: &'static str,
    /// The secret's name.
    pub name: &'a str,
    /// What sets the name.
    pub named_by: NamedBy,
}

/// What sets the name of a login secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedBy {
    /// The environment.
    Environment,
    /// `deploy.login`.
    Deploy,
    /// Nothing: it is the default.
    Default,
}

impl Deploy {
    /// Terraform's variable for the image.
    #[must_use]
    pub fn image_variable(&self) -> &str {
        self.image_variable
            .as_deref()
            .unwrap_or(DEFAULT_IMAGE_VARIABLE)
    }

    /// Where Terraform keeps the state of `environment`: keys and templates.
    #[must_use]
    pub fn backend_of(&self, environment: &Environment) -> IndexMap<String, String> {
        let default = || {
            DEFAULT_BACKEND
                .iter()
                .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
                .collect()
        };
        let mut backend = self.backend.clone().unwrap_or_else(default);
        backend.extend(environment.backend.clone());
        backend
    }

    /// The secrets of the login that deploys to `environment`, in the order of [`LOGIN_KEYS`].
    #[must_use]
    pub fn login_of<'a>(&'a self, environment: &'a Environment) -> [LoginSecret<'a>; 3] {
        let default = match environment.on {
            Some(On::PullRequest) => DEFAULT_REVIEW_LOGIN,
            Some(On::Push | On::Manual) | None => DEFAULT_LOGIN,
        };
        let written = |login: &'a Login, item: usize| login.names()[item];
        std::array::from_fn(|item| {
            let own = written(&environment.login, item).map(|name| (name, NamedBy::Environment));
            let ours = || written(&self.login, item).map(|name| (name, NamedBy::Deploy));
            let (name, named_by) = own
                .or_else(ours)
                .unwrap_or((default[item], NamedBy::Default));
            LoginSecret {
                key: LOGIN_KEYS[item],
                name,
                named_by,
            }
        })
    }

    /// Where the app of `environment` runs, if it is said.
    #[must_use]
    pub fn cluster_of(&self, environment: &Environment) -> Option<Cluster> {
        let (own, shared) = (&environment.cluster, &self.cluster);
        let pick = |key: fn(&Cluster) -> &Option<String>| {
            key(own).as_ref().or(key(shared).as_ref()).cloned()
        };
        (own.is_written() || shared.is_written()).then(|| Cluster {
            resource_group: pick(|cluster| &cluster.resource_group),
            name: pick(|cluster| &cluster.name),
            namespace: pick(|cluster| &cluster.namespace),
        })
    }
}

/// Whether `name` can name a variable or a key of Terraform's here: lower-case letters, digits and `_`, not a digit first.
#[must_use]
pub fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// The name nearest to `name` that [`is_name`] takes; `default` where nothing of it is left.
#[must_use]
pub fn nearest_name(name: &str, default: &str) -> String {
    let letters: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    let trimmed = letters
        .trim_matches('_')
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .trim_start_matches('_');
    if trimmed.is_empty() {
        default.to_owned()
    } else {
        trimmed.to_owned()
    }
}
