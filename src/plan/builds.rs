//! Plans the builds, for the workflow and the Makefile.

use std::collections::HashSet;

use super::{
    builder::BuildSecret,
    stages::{Arg, Stage, StageBody},
    tags::{Tag, Tags},
};
use crate::{
    lang::docker::StageName,
    place,
    place::{Place, Placed},
    spec::{Spec, cache::Mode},
};

/// The builds of an image, in order.
#[derive(Clone, Debug)]
pub struct Builds {
    /// All stages except the runtime stage; empty if caching is off.
    pub cached: Vec<Build>,
    /// The runtime stage.
    pub runtime: Build,
    /// The cache mode.
    pub mode: Placed<Mode>,
}

/// The build of one stage.
#[derive(Clone, Debug)]
pub struct Build {
    /// The stage.
    pub stage: StageName,
    /// The cache tag to write, and to read first.
    pub tag: Tag,
    /// The cache tags to read, in order.
    pub cache_from: Vec<Tag>,
    /// The build arguments: those of the stage and of the stages it depends on.
    pub args: Vec<Arg>,
    /// The build secrets of the stage and of the stages it depends on.
    pub secrets: Vec<BuildSecret>,
    /// Its table in the spec.
    pub place: Place,
}

impl Builds {
    /// All builds, the runtime stage last.
    pub fn all(&self) -> impl Iterator<Item = &Build> {
        self.cached.iter().chain(std::iter::once(&self.runtime))
    }

    /// Whether caches are in the registry, where local builds can read them too.
    #[must_use]
    pub fn has_registry_cache(&self) -> bool {
        match self.mode.value {
            Mode::Inline | Mode::Registry => true,
            Mode::Gha | Mode::None => false,
        }
    }

    /// The builds on a developer's machine: only the runtime stage if there are no caches to read.
    pub fn local_builds(&self) -> impl Iterator<Item = &Build> {
        let cached = self.cached.iter().filter(|_| self.has_registry_cache());
        cached.chain(std::iter::once(&self.runtime))
    }
}

pub(super) fn plan_builds(spec: &Spec, stages: &[Stage], tags: &Tags) -> Builds {
    let mode = Placed::new(
        spec.cache.mode.unwrap_or(Mode::Inline),
        place!("cache", "mode"),
    );
    let trunk = tags.branches.tag_name(spec.trunk());
    let trunk_place = place!("cache", "trunk");
    let is_cached = mode.value != Mode::None;
    let build = |stage: &Stage, tag: Tag, others: Vec<Tag>| {
        let own = vec![tag.clone(), tag.for_branch(&trunk, &trunk_place)];
        let needed = find_dependencies(stage, stages);
        let mut seen = HashSet::new();
        let args = needed.iter().flat_map(|stage| &stage.args);
        let args = args.filter(|arg| seen.insert(&arg.name)).cloned().collect();
        let secrets = needed.iter().filter_map(|stage| match &stage.body {
            StageBody::Builder(builder) => {
                builder.assets.as_ref().map(|assets| assets.secrets.clone())
            }
            StageBody::Plain { .. } | StageBody::Runtime(_) => None,
        });
        Build {
            stage: stage.name.clone(),
            cache_from: if is_cached {
                own.into_iter().chain(others).collect()
            } else {
                Vec::new()
            },
            tag,
            args,
            secrets: secrets.flatten().collect(),
            place: stage.place.clone(),
        }
    };
    let (runtime, earlier) = stages.split_last().expect("missing-runtime rejected it");
    let builder = earlier
        .iter()
        .find(|stage| matches!(stage.body, StageBody::Builder(_)));
    let builder_tag = builder.map(|stage| tags.stage_tag(&stage.name));
    let others = builder_tag
        .iter()
        .flat_map(|tag| [tag.clone(), tag.for_branch(&trunk, &trunk_place)])
        .collect();
    let cached = earlier
        .iter()
        .filter(|_| is_cached)
        .map(|stage| build(stage, tags.stage_tag(&stage.name), Vec::new()));
    Builds {
        cached: cached.collect(),
        runtime: build(runtime, tags.moving.clone(), others),
        mode,
    }
}

/// `stage` and the stages it depends on, in the order of the Dockerfile.
fn find_dependencies<'a>(stage: &'a Stage, stages: &'a [Stage]) -> Vec<&'a Stage> {
    let mut names = HashSet::from([&stage.name]);
    for earlier in stages.iter().rev() {
        if names.contains(&earlier.name) {
            names.extend(earlier.needs());
        }
    }
    stages
        .iter()
        .filter(|stage| names.contains(&stage.name))
        .collect()
}
