//! The builds and variables of the Makefile; its template has the targets.

mod build;
mod variables;

pub use self::{
    build::{BuildOption, LocalBuild},
    variables::{Assignment, BuiltinVariable, EnvironmentVariables, MakeVariable, VariableValue},
};
use super::{Plan, parse::parse_items};
use crate::{
    lang::make::{Include, Segment},
    place,
    place::{Place, Placed},
    spec::Spec,
};

/// The builds and variables of the Makefile.
#[derive(Clone, Debug, Default)]
pub struct Make {
    /// The builds of `build-local-image`, in order.
    pub builds: Vec<LocalBuild>,
    /// The images that `push-local-image` pushes.
    pub pushed: Vec<TaggedImage>,
    /// The variables of each environment.
    pub environments: Vec<EnvironmentVariables>,
    /// Files with the user's own targets.
    pub includes: Vec<Placed<Include>>,
}

/// An image in the primary registry.
#[derive(Clone, Debug)]
pub struct TaggedImage {
    /// The image's name.
    pub name: Vec<Segment>,
    /// The keys of the spec that set the tag.
    pub places: Vec<Place>,
}

/// Plans the Makefile of `plan`, whose `make.includes` are already set.
pub(super) fn plan_make(plan: &Plan) -> Make {
    let runtime = &plan.builds.runtime;
    let deployed = plan.environments.iter().filter(|_| plan.deploy.is_some());
    Make {
        builds: plan
            .builds
            .local_builds()
            .map(|build| build::local_build(plan, build))
            .collect(),
        pushed: [&runtime.tag, &plan.tags.local]
            .map(build::tagged_image)
            .to_vec(),
        environments: deployed.map(variables::environment_variables).collect(),
        includes: plan.make.includes.clone(),
    }
}

pub(super) fn plan_includes(spec: &Spec) -> Vec<Placed<Include>> {
    let include =
        |path: &String| Include::parse(path).expect("include-outside-project rejected it");
    parse_items(&spec.make.include, place!("make", "include"), include)
}
