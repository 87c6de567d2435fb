//! How images are deployed: with Terraform, to Azure AKS.

use crate::{
    at,
    lang::shell::{Path, VariableName},
    place::Placed,
    spec::{
        Spec,
        deploy::{DEFAULT_DIRECTORY, DEFAULT_IMAGE_VARIABLE, Modules as SaidModules},
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
}

/// Modules that are fetched before Terraform runs.
#[derive(Clone, Debug)]
pub struct Modules {
    /// The repository.
    pub repository: Placed<String>,
    /// The branch, tag or commit, unless an environment overrides it.
    pub reference: Placed<String>,
    /// Where they are put, from the directory of Terraform's configuration.
    pub directory: Placed<Path>,
}

pub(super) fn deploy(spec: &Spec) -> Option<Deploy> {
    let said = spec.deploy.as_option()?;
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
        modules: said.modules.as_option().map(modules),
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
