//! What the Makefile builds and sets; its template has the targets.

mod build;
mod variables;

pub use self::{
    build::{BuildOption, LocalBuild},
    variables::{Assigned, EnvironmentVariables, Setting, Value, Variable},
};
use super::{Plan, said::items};
use crate::{
    at,
    lang::make::{Include, Piece},
    place::{Place, Placed},
    spec::Spec,
};

/// What the Makefile builds and sets.
#[derive(Clone, Debug, Default)]
pub struct Make {
    /// The builds of `build-local-image`, in order.
    pub builds: Vec<LocalBuild>,
    /// The images that `push-local-image` pushes.
    pub pushed: Vec<Image>,
    /// The variables of each environment.
    pub environments: Vec<EnvironmentVariables>,
    /// Files with targets of the user's own.
    pub includes: Vec<Placed<Include>>,
}

/// An image in the primary registry.
#[derive(Clone, Debug)]
pub struct Image {
    /// Its name.
    pub name: Vec<Piece>,
    /// The keys of the spec behind its tag.
    pub at: Vec<Place>,
}

/// What the Makefile of `plan` builds and sets, with the files of the user's own that it includes.
pub(super) fn make(plan: &Plan) -> Make {
    let runtime = &plan.builds.runtime;
    let deployed = plan.environments.iter().filter(|_| plan.deploy.is_some());
    Make {
        builds: plan
            .builds
            .local()
            .map(|build| build::local(plan, build))
            .collect(),
        pushed: [&runtime.tag, &plan.tags.local].map(build::image).to_vec(),
        environments: deployed.map(variables::of_environment).collect(),
        includes: plan.make.includes.clone(),
    }
}

pub(super) fn includes(spec: &Spec) -> Vec<Placed<Include>> {
    let include = |path: &String| Include::parse(path).expect("include-outside-project refused it");
    items(&spec.make.include, at!("make", "include"), include)
}
