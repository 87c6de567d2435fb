//! Plans the paths of the outputs.

use crate::{lang::shell::Path, place, place::Placed, spec::Spec};

/// The paths of the outputs, relative to the folder of the spec; `None` for a disabled output.
#[derive(Clone, Debug)]
pub struct Outputs {
    /// The Dockerfile.
    pub dockerfile: Option<Placed<Path>>,
    /// The `.dockerignore` file.
    pub dockerignore: Option<Placed<Path>>,
    /// The workflow that builds and deploys.
    pub workflow: Option<Placed<Path>>,
    /// The workflow that deletes review apps.
    pub review_cleanup: Option<Placed<Path>>,
    /// The workflow that rebuilds the caches.
    pub cache_rebuild: Option<Placed<Path>>,
    /// The workflow for manual deployments.
    pub manual_deploy: Option<Placed<Path>>,
    /// The Makefile.
    pub makefile: Option<Placed<Path>>,
    /// The documentation page.
    pub docs: Option<Placed<Path>>,
}

pub(super) fn plan_outputs(spec: &Spec) -> Outputs {
    let path = |key: &str| {
        let path = spec.output_path(key)?;
        let path = Path::parse(&path).expect("output-outside-project rejected it");
        Some(Placed::new(path, place!("outputs", key)))
    };
    Outputs {
        dockerfile: path("dockerfile"),
        dockerignore: path("dockerignore"),
        workflow: path("workflow"),
        review_cleanup: path("review_cleanup"),
        cache_rebuild: path("cache_rebuild"),
        manual_deploy: path("manual_deploy"),
        makefile: path("makefile"),
        docs: path("docs"),
    }
}
