//! How images are deployed: with Terraform, to Azure AKS.

use crate::{
    at,
    lang::{
        expr::SecretName,
        shell::{Path, VariableName},
    },
    source::Placed,
    spec::{
        Spec,
        deploy::{
            DEFAULT_DIRECTORY, DEFAULT_IMAGE_VARIABLE, DEFAULT_LOGIN, Modules as SaidModules,
        },
    },
};

/// How images are deployed.
#[derive(Clone, Debug)]
pub struct Deploy {
    /// The version of Terraform.
    pub version: Placed<String>,
    /// The directory of Terraform's configuration.
    pub directory: Placed<Path>,
    /// The environment variable from which Terraform takes the image: `TF_VAR_docker_image`.
    pub image_variable: Placed<VariableName>,
    /// The modules that are fetched before Terraform runs.
    pub modules: Option<Modules>,
    /// The secrets of Azure's login.
    pub login: Login,
}

/// Modules that are fetched before Terraform runs.
#[derive(Clone, Debug)]
pub struct Modules {
    /// The repository.
    pub repository: Placed<String>,
    /// The branch or the tag, where an environment says no other.
    pub reference: Placed<String>,
    /// Where they are put, from the directory of Terraform's configuration.
    pub directory: Placed<Path>,
}

/// The secrets of Azure's login.
#[derive(Clone, Debug)]
pub struct Login {
    /// Holds the client's id.
    pub client: Placed<SecretName>,
    /// Holds the tenant's id.
    pub tenant: Placed<SecretName>,
    /// Holds the subscription's id.
    pub subscription: Placed<SecretName>,
}

pub(super) fn deploy(spec: &Spec) -> Option<Deploy> {
    let said = spec.deploy.as_ref()?;
    let login = said.login.clone().unwrap_or_default();
    let [client, tenant, subscription] = DEFAULT_LOGIN;
    let secret = |name: Option<String>, default: &str, key: &str| {
        let name = SecretName::parse(name.as_deref().unwrap_or(default))
            .expect("malformed-secret-name refused it");
        Placed::new(name, at!("deploy", "login", key))
    };
    let directory = said
        .directory
        .as_deref()
        .unwrap_or(DEFAULT_DIRECTORY)
        .trim_end_matches('/');
    let variable = format!(
        "TF_VAR_{}",
        said.image_variable
            .as_deref()
            .unwrap_or(DEFAULT_IMAGE_VARIABLE)
    );
    let variable = VariableName::parse(&variable).expect("invalid-image-variable refused it");
    Some(Deploy {
        version: Placed::new(
            said.version.clone().unwrap_or_default(),
            at!("deploy", "version"),
        ),
        directory: Placed::new(
            Path::parse(directory).expect("malformed-directory refused it"),
            at!("deploy", "directory"),
        ),
        image_variable: Placed::new(variable, at!("deploy", "image_variable")),
        modules: said.modules.as_ref().map(modules),
        login: Login {
            client: secret(login.client_id, client, "client_id"),
            tenant: secret(login.tenant_id, tenant, "tenant_id"),
            subscription: secret(login.subscription_id, subscription, "subscription_id"),
        },
    })
}

fn modules(said: &SaidModules) -> Modules {
    let at = at!("deploy", "modules");
    let directory = said.directory.as_deref().unwrap_or_default();
    Modules {
        repository: Placed::new(
            said.repository.clone().unwrap_or_default(),
            at.key("repository"),
        ),
        reference: Placed::new(said.r#ref.clone().unwrap_or_default(), at.key("ref")),
        directory: Placed::new(
            Path::parse(directory.trim_end_matches('/')).expect("malformed-modules refused it"),
            at.key("directory"),
        ),
    }
}
