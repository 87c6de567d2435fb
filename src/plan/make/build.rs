//! Plans the builds of local code.

use super::TaggedImage;
use crate::{
    lang::{docker::StageName, make::Segment},
    place::Place,
    plan::{Plan, builds::Build, segments::to_make, tags::Tag},
    spec::outputs::DEFAULT_DOCKERFILE,
};

/// A `docker build`.
#[derive(Clone, Debug)]
pub struct LocalBuild {
    /// The stage to build.
    pub stage: StageName,
    /// The options, in order.
    pub options: Vec<BuildOption>,
}

/// An option of `docker build`.
#[derive(Clone, Debug)]
pub struct BuildOption {
    /// The flag: `--target`.
    pub flag: &'static str,
    /// The value.
    pub value: Vec<Segment>,
    /// The keys of the spec that set it.
    pub places: Vec<Place>,
    /// The reason, unless the flag is self-explanatory.
    pub reason: Option<&'static str>,
}

impl BuildOption {
    fn new(flag: &'static str, value: &str, place: &Place) -> Self {
        Self {
            flag,
            value: vec![Segment::Literal(value.to_owned())],
            places: vec![place.clone()],
            reason: None,
        }
    }

    /// The option `flag` with the image of `tag`.
    fn tagged_image(flag: &'static str, tag: &Tag) -> Self {
        let TaggedImage { name, places } = tagged_image(tag);
        Self {
            flag,
            value: name,
            places,
            reason: None,
        }
    }

    fn with_reason(mut self, reason: &'static str) -> Self {
        self.reason = Some(reason);
        self
    }
}

/// Plans `build` for local code.
pub(super) fn local_build(plan: &Plan, build: &Build) -> LocalBuild {
    let file = plan.outputs.dockerfile.as_ref();
    let file = file.filter(|file| file.value.as_str() != DEFAULT_DOCKERFILE);
    let in_registry = plan.builds.has_registry_cache();
    let mut options = Vec::new();
    options.extend(file.map(|file| BuildOption::new("--file", file.value.as_str(), &file.place)));
    options.push(BuildOption::new(
        "--target",
        build.stage.as_str(),
        &build.place,
    ));
    if in_registry {
        let mode = &plan.builds.mode.place;
        options.push(BuildOption::new("--build-arg", "BUILDKIT_INLINE_CACHE=1", mode).with_reason(
            "The image contains its own cache, so that the next build can read it from the registry.",
        ));
    }
    options.extend(build.args.iter().map(|arg| {
        let mut option = BuildOption::new("--build-arg", arg.name.as_str(), &arg.place);
        if let Some(value) = &arg.value {
            option
                .value
                .push(Segment::Literal(format!("={}", value.value)));
        } else if arg.is_commit() {
            option.value.push(Segment::Literal("=".to_owned()));
            option.value.push(Segment::Variable("COMMIT_SHA"));
        }
        option
    }));
    options.extend(build.secrets.iter().map(|secret| {
        let value = format!("id={},env={}", secret.id, secret.variable.as_str());
        BuildOption::new("--secret", &value, &secret.place)
    }));
    let sources = build.cache_from.iter().filter(|_| in_registry);
    options.extend(sources.map(|tag| {
        BuildOption::tagged_image("--cache-from", tag).with_reason(
            "Layers are reused from the last build of the branch, then of the default branch.",
        )
    }));
    if build.stage == plan.builds.runtime.stage {
        let tags = [&build.tag, &plan.tags.local];
        options.extend(tags.map(|tag| BuildOption::tagged_image("--tag", tag)));
    }
    LocalBuild {
        stage: build.stage.clone(),
        options,
    }
}

/// The image of `tag` in the primary registry.
pub(super) fn tagged_image(tag: &Tag) -> TaggedImage {
    let repository = vec![
        Segment::Variable("REPOSITORY"),
        Segment::Literal(":".into()),
    ];
    TaggedImage {
        name: [repository, to_make(&tag.segments)].concat(),
        places: std::iter::once(&tag.place)
            .chain(&tag.branch_place)
            .cloned()
            .collect(),
    }
}
