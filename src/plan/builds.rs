//! The builds: one definition, printed by the workflow and by the Makefile.

use std::collections::HashSet;

use super::{
    builder::Secret,
    stages::{Arg, Body, Stage},
    tags::{Tag, Tags},
};
use crate::{
    at,
    lang::docker::StageName,
    place::{Place, Placed},
    spec::{Spec, cache::Mode},
};

/// The builds of an image, in order.
#[derive(Clone, Debug)]
pub struct Builds {
    /// Each stage but the runtime one, if caches are kept.
    pub cached: Vec<Build>,
    /// The runtime stage.
    pub runtime: Build,
    /// How caches are kept.
    pub mode: Placed<Mode>,
}

/// The build of one stage.
#[derive(Clone, Debug)]
pub struct Build {
    /// The stage.
    pub stage: StageName,
    /// The cache tag that it writes, and reads first.
    pub tag: Tag,
    /// The tags that it takes finished steps from, in order.
    pub sources: Vec<Tag>,
    /// The arguments that it passes: those of the stage and of all that it needs.
    pub args: Vec<Arg>,
    /// The secrets that it passes: likewise.
    pub secrets: Vec<Secret>,
    /// Where it comes from.
    pub at: Place,
}

impl Builds {
    /// All of them, the runtime stage last.
    pub fn all(&self) -> impl Iterator<Item = &Build> {
        self.cached.iter().chain(std::iter::once(&self.runtime))
    }

    /// Whether caches lie in the registry, where local builds can read them too.
    #[must_use]
    pub fn in_registry(&self) -> bool {
        match self.mode.value {
            Mode::Inline | Mode::Registry => true,
            Mode::Gha | Mode::None => false,
        }
    }

    /// The builds on a developer's machine: without caches to read, the runtime stage alone.
    pub fn local(&self) -> impl Iterator<Item = &Build> {
        let cached = self.cached.iter().filter(|_| self.in_registry());
        cached.chain(std::iter::once(&self.runtime))
    }
}

pub(super) fn builds(spec: &Spec, stages: &[Stage], tags: &Tags) -> Builds {
    let mode = Placed::new(
        spec.cache.mode.unwrap_or(Mode::Inline),
        at!("cache", "mode"),
    );
    let trunk = tags.branches.name(spec.trunk());
    let trunk_at = at!("cache", "trunk");
    let keeps = mode.value != Mode::None;
    let build = |stage: &Stage, tag: Tag, others: Vec<Tag>| {
        let own = vec![tag.clone(), tag.of_branch(&trunk, &trunk_at)];
        let needed = needed(stage, stages);
        let mut known = HashSet::new();
        let args = needed.iter().flat_map(|stage| &stage.args);
        let args = args
            .filter(|arg| known.insert(&arg.name))
            .cloned()
            .collect();
        let secrets = needed.iter().filter_map(|stage| match &stage.body {
            Body::Builder(builder) => builder.assets.as_ref().map(|assets| assets.secrets.clone()),
            Body::Plain { .. } | Body::Runtime(_) => None,
        });
        Build {
            stage: stage.name.clone(),
            sources: if keeps {
                own.into_iter().chain(others).collect()
            } else {
                Vec::new()
            },
            tag,
            args,
            secrets: secrets.flatten().collect(),
            at: stage.at.clone(),
        }
    };
    let (runtime, earlier) = stages.split_last().expect("missing-runtime refused it");
    let builder = earlier
        .iter()
        .find(|stage| matches!(stage.body, Body::Builder(_)));
    let of_builder = builder.map(|stage| tags.of_stage(&stage.name));
    let others = of_builder
        .iter()
        .flat_map(|tag| [tag.clone(), tag.of_branch(&trunk, &trunk_at)])
        .collect();
    let cached = earlier
        .iter()
        .filter(|_| keeps)
        .map(|stage| build(stage, tags.of_stage(&stage.name), Vec::new()));
    Builds {
        cached: cached.collect(),
        runtime: build(runtime, tags.moving.clone(), others),
        mode,
    }
}

/// `stage` and all that it needs, in the order of the Dockerfile.
fn needed<'a>(stage: &'a Stage, stages: &'a [Stage]) -> Vec<&'a Stage> {
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
