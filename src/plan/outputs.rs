//! Where the outputs are written.

use crate::{
    at,
    lang::shell::Path,
    source::Placed,
    spec::{Spec, outputs::Output},
};

/// Where the outputs are written, from the folder of the spec; `None` for one that is left out.
#[derive(Clone, Debug)]
pub struct Outputs {
    /// The Dockerfile.
    pub dockerfile: Option<Placed<Path>>,
    /// What is kept out of the build context.
    pub dockerignore: Option<Placed<Path>>,
    /// The workflow that builds and deploys.
    pub workflow: Option<Placed<Path>>,
    /// The Makefile.
    pub makefile: Option<Placed<Path>>,
}

/// Where Docker looks for the Dockerfile by itself.
pub const DOCKERFILE: &str = "Dockerfile";
/// Where make looks for the Makefile by itself.
pub const MAKEFILE: &str = "Makefile";

pub(super) fn outputs(spec: &Spec) -> Outputs {
    let said = spec.outputs.clone().unwrap_or_default();
    let path = |output: Option<Output>, key: &str, default: &str| {
        let path = match output {
            Some(Output::Switch(false)) => return None,
            Some(Output::Path(path)) => path.trim_start_matches("./").to_owned(),
            Some(Output::Switch(true)) | None => default.to_owned(),
        };
        Some(Placed::new(
            Path::parse(&path).expect("output-outside-project refused it"),
            at!("outputs", key),
        ))
    };
    Outputs {
        dockerfile: path(said.dockerfile, "dockerfile", DOCKERFILE),
        dockerignore: path(said.dockerignore, "dockerignore", ".dockerignore"),
        workflow: path(
            said.workflow,
            "workflow",
            ".github/workflows/build_and_deploy.yml",
        ),
        makefile: path(said.makefile, "makefile", MAKEFILE),
    }
}
