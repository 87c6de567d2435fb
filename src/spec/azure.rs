//! The cluster and the login of Azure, for all environments or for one.

use schemars::JsonSchema;
use serde::Deserialize;

use super::pattern;

/// The default secrets of the Azure login: the ids of the client, the tenant and the subscription.
pub const DEFAULT_LOGIN: [&str; 3] = [
    "AZURE_CLIENT_ID",
    "AZURE_TENANT_ID",
    "AZURE_SUBSCRIPTION_ID",
];

/// The cluster that an app runs in.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cluster {
    /// The resource group of the cluster. Default: none.
    #[schemars(extend("examples" = ["hello-test-rg"]))]
    pub resource_group: Option<String>,
    /// The name of the cluster. Default: none.
    #[schemars(extend("examples" = ["hello-test-aks"]))]
    pub name: Option<String>,
    /// The namespace of the app. Default: none.
    #[schemars(extend("examples" = ["hello-development"]))]
    pub namespace: Option<String>,
}

/// The names of the secrets for the Azure login (`OpenID` Connect).
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Login {
    /// The name of the secret with the client id. Default: `AZURE_REVIEW_CLIENT_ID` for `pull_request` environments,
    /// `AZURE_CLIENT_ID` for others.
    #[schemars(extend("examples" = [DEFAULT_LOGIN[0]], "pattern" = pattern::VARIABLE))]
    pub client_id: Option<String>,
    /// The name of the secret with the tenant id. Default: `AZURE_REVIEW_TENANT_ID` for `pull_request` environments,
    /// `AZURE_TENANT_ID` for others.
    #[schemars(extend("examples" = [DEFAULT_LOGIN[1]], "pattern" = pattern::VARIABLE))]
    pub tenant_id: Option<String>,
    /// The name of the secret with the subscription id. Default: `AZURE_REVIEW_SUBSCRIPTION_ID` for
    /// `pull_request` environments, `AZURE_SUBSCRIPTION_ID` for others.
    #[schemars(extend("examples" = [DEFAULT_LOGIN[2]], "pattern" = pattern::VARIABLE))]
    pub subscription_id: Option<String>,
}

impl Login {
    /// The names that are set, in the order of [`LOGIN_KEYS`](super::deploy::LOGIN_KEYS).
    #[must_use]
    pub fn names(&self) -> [Option<&str>; 3] {
        [&self.client_id, &self.tenant_id, &self.subscription_id].map(Option::as_deref)
    }
}

impl Cluster {
    /// All keys, each with its value if it is set.
    #[must_use]
    pub fn entries(&self) -> [(&'static str, Option<&str>); 3] {
        [
            ("resource_group", self.resource_group.as_deref()),
            ("name", self.name.as_deref()),
            ("namespace", self.namespace.as_deref()),
        ]
    }
}
