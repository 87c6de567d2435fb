//! `[deploy]`: how images are deployed.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

/// How images are deployed: with Terraform, to Azure AKS.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deploy {
    /// The tool; by default `terraform`, the only one.
    pub tool: Option<Tool>,
    /// The exact version of Terraform.
    #[schemars(required)]
    pub version: Option<String>,
    /// The directory of Terraform's configuration; by default `terraform/application`.
    pub directory: Option<String>,
    /// Terraform's variable for the image; by default `docker_image`.
    pub image_variable: Option<String>,
    /// The file of an environment's variables, from the directory; by default `config/{environment}.tfvars.json`.
    pub var_file: Option<String>,
    /// Where Terraform keeps its state; by default `key = "{name}.tfstate"`.
    pub backend: Option<IndexMap<String, String>>,
    /// Where the app runs: for `make shell`, `console` and `logs`.
    pub cluster: Option<Cluster>,
    /// The names of the secrets that Azure's login takes.
    pub login: Option<Login>,
}

/// A tool that deploys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Tool {
    /// Terraform.
    Terraform,
}

/// Where an app runs.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cluster {
    /// The resource group of the cluster.
    pub resource_group: Option<String>,
    /// The cluster's name.
    pub name: Option<String>,
    /// The namespace of the app.
    pub namespace: Option<String>,
}

/// The names of the secrets that Azure's login takes (OpenID Connect).
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Login {
    /// By default `AZURE_CLIENT_ID`.
    pub client_id: Option<String>,
    /// By default `AZURE_TENANT_ID`.
    pub tenant_id: Option<String>,
    /// By default `AZURE_SUBSCRIPTION_ID`.
    pub subscription_id: Option<String>,
}
