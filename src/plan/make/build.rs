//! The builds of local code.

use super::Image;
use crate::{
    lang::{docker::StageName, make::Piece},
    place::Place,
    plan::{Plan, builds::Build, pieces::of_make, tags::Tag},
    spec::outputs::DEFAULT_DOCKERFILE,
};

/// A `docker build`.
#[derive(Clone, Debug)]
pub struct LocalBuild {
    /// The stage that it builds.
    pub stage: StageName,
    /// Its options, in order.
    pub options: Vec<BuildOption>,
}

/// An option of `docker build`.
#[derive(Clone, Debug)]
pub struct BuildOption {
    /// The flag: `--target`.
    pub flag: &'static str,
    /// Its value.
    pub value: Vec<Piece>,
    /// The keys of the spec behind it.
    pub at: Vec<Place>,
    /// The reason, unless the flag says it.
    pub reason: Option<&'static str>,
}

impl BuildOption {
    fn new(flag: &'static str, value: &str, at: &Place) -> Self {
        Self {
            flag,
            value: vec![Piece::Literal(value.to_owned())],
            at: vec![at.clone()],
            reason: None,
        }
    }

    /// The option `flag` with the image that has `tag`.
    fn image(flag: &'static str, tag: &Tag) -> Self {
        let Image { name, at } = image(tag);
        Self {
            flag,
            value: name,
            at,
            reason: None,
        }
    }

    fn because(mut self, reason: &'static str) -> Self {
        self.reason = Some(reason);
        self
    }
}

/// The local form of `build`.
pub(super) fn local(plan: &Plan, build: &Build) -> LocalBuild {
    let file = plan.outputs.dockerfile.as_ref();
    let file = file.filter(|file| file.value.as_str() != DEFAULT_DOCKERFILE);
    let in_registry = plan.builds.in_registry();
    let mut options = Vec::new();
    options.extend(file.map(|file| BuildOption::new("--file", file.value.as_str(), &file.at)));
    options.push(BuildOption::new(
        "--target",
        build.stage.as_str(),
        &build.at,
    ));
    if in_registry {
        let mode = &plan.builds.mode.at;
        options.push(BuildOption::new("--build-arg", "BUILDKIT_INLINE_CACHE=1", mode).because(
            "The image carries its own cache, so that a pushed one is a source for the next build.",
        ));
    }
    options.extend(build.args.iter().map(|arg| {
        let mut option = BuildOption::new("--build-arg", arg.name.as_str(), &arg.at);
        if arg.is_commit() {
            option.value.push(Piece::Literal("=".to_owned()));
            option.value.push(Piece::Variable("COMMIT_SHA"));
        }
        option
    }));
    options.extend(build.secrets.iter().map(|secret| {
        let value = format!("id={},env={}", secret.id, secret.variable.as_str());
        BuildOption::new("--secret", &value, &secret.at)
    }));
    let sources = build.sources.iter().filter(|_| in_registry);
    options.extend(sources.map(|tag| {
        BuildOption::image("--cache-from", tag).because(
            "Finished steps are taken from the branch's last build, then from the trunk's.",
        )
    }));
    if build.stage == plan.builds.runtime.stage {
        let tags = [&build.tag, &plan.tags.local];
        options.extend(tags.map(|tag| BuildOption::image("--tag", tag)));
    }
    LocalBuild {
        stage: build.stage.clone(),
        options,
    }
}

/// The image that has `tag`.
pub(super) fn image(tag: &Tag) -> Image {
    let repository = vec![Piece::Variable("REPOSITORY"), Piece::Literal(":".into())];
    Image {
        name: [repository, of_make(&tag.pieces)].concat(),
        at: std::iter::once(&tag.at)
            .chain(&tag.branch_at)
            .cloned()
            .collect(),
    }
}
