//! Where the outputs are written.

use crate::{at, lang::shell::Path, place::Placed, spec::Spec};

/// Where the outputs are written, from the folder of the spec; `None` for one that is left out.
#[derive(Clone, Debug)]
pub struct Outputs {
    /// The Dockerfile.
    pub dockerfile: Option<Placed<Path>>,
    /// What is kept out of the build context.
    pub dockerignore: Option<Placed<Path>>,
    /// The workflow that builds and deploys.
    pub workflow: Option<Placed<Path>>,
    /// The workflow that destroys review apps.
    pub review_cleanup: Option<Placed<Path>>,
    /// The workflow that rebuilds the caches.
    pub cache_rebuild: Option<Placed<Path>>,
    /// The workflow that deploys by hand.
    pub manual_deploy: Option<Placed<Path>>,
    /// The Makefile.
    pub makefile: Option<Placed<Path>>,
    /// The page that explains it all.
    pub docs: Option<Placed<Path>>,
}

pub(super) fn outputs(spec: &Spec) -> Outputs {
    let path = |key: &str| {
        let path = spec.output_path(key)?;
        let path = Path::parse(&path).expect("output-outside-project refused it");
        Some(Placed::new(path, at!("outputs", key)))
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
