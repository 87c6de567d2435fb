//! The Terraform deployment to Azure AKS.

use crate::{
    lang::shell::{Path, VariableName},
    place,
    place::Placed,
    spec::{
        Spec,
        deploy::{DEFAULT_DIRECTORY, DEFAULT_IMAGE_VARIABLE, Modules as SpecModules},
    },
};

/// The Terraform deployment.
#[derive(Clone, Debug)]
pub struct Deploy {
    /// The version of Terraform.
    pub version: Placed<String>,
    /// The directory of the Terraform configuration.
    pub directory: Placed<Path>,
    /// The environment variable that passes the image to Terraform: `TF_VAR_docker_image`.
    pub image_variable: Placed<VariableName>,
    /// Modules to fetch before Terraform runs.
    pub modules: Option<Modules>,
}

/// Terraform modules that are fetched before Terraform runs.
#[derive(Clone, Debug)]
pub struct Modules {
    /// The repository.
    pub repository: Placed<String>,
    /// The branch, tag or commit, unless an environment overrides it.
    pub reference: Placed<String>,
    /// The directory of the modules, relative to the directory of the Terraform configuration.
    pub directory: Placed<Path>,
}

pub(super) fn plan_deploy(spec: &Spec) -> Option<Deploy> {
    let table = spec.deploy.as_option()?;
    let directory = table
        .directory
        .as_deref()
        .unwrap_or(DEFAULT_DIRECTORY)
        .trim_end_matches('/');
    let variable = format!(
        "TF_VAR_{}",
        table
            .image_variable
            .as_deref()
            .unwrap_or(DEFAULT_IMAGE_VARIABLE)
    );
    let variable = VariableName::parse(&variable).expect("invalid-image-variable rejected it");
    Some(Deploy {
        version: Placed::new(
            table.version.clone().unwrap_or_default(),
            place!("deploy", "version"),
        ),
        directory: Placed::new(
            Path::parse(directory).expect("malformed-directory rejected it"),
            place!("deploy", "directory"),
        ),
        image_variable: Placed::new(variable, place!("deploy", "image_variable")),
        modules: table.modules.as_option().map(modules),
    })
}

fn modules(table: &SpecModules) -> Modules {
    let place = place!("deploy", "modules");
    let directory = table.directory.as_deref().unwrap_or_default();
    Modules {
        repository: Placed::new(
            table.repository.clone().unwrap_or_default(),
            place.key("repository"),
        ),
        reference: Placed::new(table.r#ref.clone().unwrap_or_default(), place.key("ref")),
        directory: Placed::new(
            Path::parse(directory.trim_end_matches('/')).expect("malformed-modules rejected it"),
            place.key("directory"),
        ),
    }
}
