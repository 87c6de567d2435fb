//! `[deploy]`: how images are deployed.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    azure::{Cluster, DEFAULT_LOGIN, Login},
    environments::{Environment, On},
    pattern,
    schema::json_table,
    table::Table,
    tags::Placeholder,
};

/// The default folder of the Terraform configuration.
pub const DEFAULT_DIRECTORY: &str = "terraform/application";
/// The default variables file of an environment.
pub const DEFAULT_VAR_FILE: &str = "config/{environment}.tfvars.json";
/// The default Terraform variable for the image.
pub const DEFAULT_IMAGE_VARIABLE: &str = "docker_image";

/// The default backend configuration: keys and templates.
pub const DEFAULT_BACKEND: &[(&str, &str)] = &[("key", "{name}.tfstate")];

/// The default login secrets of review environments, which have their own identity.
pub const DEFAULT_REVIEW_LOGIN: [&str; 3] = [
    "AZURE_REVIEW_CLIENT_ID",
    "AZURE_REVIEW_TENANT_ID",
    "AZURE_REVIEW_SUBSCRIPTION_ID",
];
/// The keys of a login, in the order of [`DEFAULT_LOGIN`].
pub const LOGIN_KEYS: [&str; 3] = ["client_id", "tenant_id", "subscription_id"];

/// The placeholders that `var_file` and `backend` support.
pub const PLACEHOLDERS: &[Placeholder] = &[Placeholder::Environment, Placeholder::Name];

/// How images are deployed: with Terraform, to Azure AKS.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deploy {
    /// The deployment tool. Default: `terraform`, the only one supported.
    #[schemars(extend("default" = "terraform"))]
    pub tool: Option<DeployTool>,
    /// The exact Terraform version, such as `1.14.5`.
    #[schemars(required, extend("pattern" = pattern::EXACT_VERSION, "examples" = ["1.14.5"]))]
    pub version: Option<String>,
    /// The folder of the Terraform configuration, relative to the folder of the spec. Default: `terraform/application`.
    #[schemars(extend("default" = DEFAULT_DIRECTORY, "pattern" = pattern::PROJECT_PATH))]
    pub directory: Option<String>,
    /// The Terraform variable that receives the image reference. Default: `docker_image`.
    #[schemars(extend("default" = DEFAULT_IMAGE_VARIABLE, "pattern" = pattern::TERRAFORM_NAME))]
    pub image_variable: Option<String>,
    /// The variables file of an environment, relative to `directory`. `{environment}` is the name of the environment, `{name}`
    /// that of the app. Default: `config/{environment}.tfvars.json`.
    #[schemars(extend("default" = DEFAULT_VAR_FILE, "pattern" = pattern::VAR_FILE))]
    pub var_file: Option<String>,
    /// Where Terraform stores its state: key-value pairs for `-backend-config`. `{environment}` is the name of the
    /// environment, `{name}` that of the app. Default: `{ key = "{name}.tfstate" }`.
    #[schemars(extend("default" = json_table(DEFAULT_BACKEND), "propertyNames" = {"pattern": pattern::TERRAFORM_NAME}))]
    pub backend: Option<IndexMap<String, String>>,
    /// Terraform modules from another repository, fetched before Terraform runs.
    pub modules: Table<Modules>,
    /// The cluster that the app runs in, for `make shell`, `make console` and `make logs`.
    pub cluster: Table<Cluster>,
    /// The names of the secrets for the Azure login, for all environments that do not set their own.
    pub login: Table<Login>,
}

/// A deployment tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DeployTool {
    /// Terraform, to Azure AKS.
    Terraform,
}

/// Terraform modules from another repository.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Modules {
    /// The git repository, such as `https://github.com/acme/modules.git`.
    #[schemars(required, extend("examples" = ["https://github.com/acme/modules.git"]))]
    pub repository: Option<String>,
    /// The branch, tag or full commit, such as `stable`.
    #[schemars(required, extend("pattern" = pattern::BRANCH, "examples" = ["stable"]))]
    pub r#ref: Option<String>,
    /// The destination folder, relative to `deploy.directory`, such as `vendor/modules`.
    #[schemars(required, extend("pattern" = pattern::PROJECT_PATH, "examples" = ["vendor/modules"]))]
    pub directory: Option<String>,
}

/// The login secret for one of [`LOGIN_KEYS`].
#[derive(Clone, Copy, Debug)]
pub struct LoginSecret<'a> {
    /// The key.
    pub key: &'static str,
    /// The name of the secret.
    pub name: &'a str,
    /// The key or default that sets the name.
    pub named_by: NamedBy,
}

/// The source of the name of a login secret.
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
    /// The Terraform variable that receives the image.
    #[must_use]
    pub fn image_variable(&self) -> &str {
        self.image_variable
            .as_deref()
            .unwrap_or(DEFAULT_IMAGE_VARIABLE)
    }

    /// The backend configuration of `environment`: keys and templates.
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

    /// The login secrets of `environment`, in the order of [`LOGIN_KEYS`].
    #[must_use]
    pub fn login_of<'a>(&'a self, environment: &'a Environment) -> [LoginSecret<'a>; 3] {
        let default = match environment.on {
            Some(On::PullRequest) => DEFAULT_REVIEW_LOGIN,
            Some(On::Push | On::Manual) | None => DEFAULT_LOGIN,
        };
        let name_of = |login: &'a Login, item: usize| login.names()[item];
        std::array::from_fn(|item| {
            let own = name_of(&environment.login, item).map(|name| (name, NamedBy::Environment));
            let shared = || name_of(&self.login, item).map(|name| (name, NamedBy::Deploy));
            let (name, named_by) = own
                .or_else(shared)
                .unwrap_or((default[item], NamedBy::Default));
            LoginSecret {
                key: LOGIN_KEYS[item],
                name,
                named_by,
            }
        })
    }

    /// The cluster of `environment`, if it is set.
    #[must_use]
    pub fn cluster_of(&self, environment: &Environment) -> Option<Cluster> {
        let (own, shared) = (&environment.cluster, &self.cluster);
        let pick = |key: fn(&Cluster) -> &Option<String>| {
            key(own).as_ref().or(key(shared).as_ref()).cloned()
        };
        (own.is_set() || shared.is_set()).then(|| Cluster {
            resource_group: pick(|cluster| &cluster.resource_group),
            name: pick(|cluster| &cluster.name),
            namespace: pick(|cluster| &cluster.namespace),
        })
    }
}

/// Whether `name` is a valid Terraform variable or backend key: lower-case letters, digits and `_`, not starting with a digit.
#[must_use]
pub fn is_terraform_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// The closest valid Terraform name to `name`; `default` if there is none.
#[must_use]
pub fn suggest_terraform_name(name: &str, default: &str) -> String {
    let replaced: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    let trimmed = replaced
        .trim_matches('_')
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .trim_start_matches('_');
    if trimmed.is_empty() {
        default.to_owned()
    } else {
        trimmed.to_owned()
    }
}
