//! The Makefile.

mod deploy;

use serde::Serialize;

use super::body::Body;
use crate::{
    lang::{
        Text,
        make::{self, Make, Piece},
        template::fill,
    },
    plan::{
        Plan,
        builds::Build,
        scripts,
        tags::{Part, Tag},
    },
    spec::outputs::DEFAULT_DOCKERFILE,
    template,
};

/// All that the template shows.
#[derive(Serialize)]
struct View {
    title: Text<Make>,
    service: Text<Make>,
    repository: Text<Make>,
    branch_name: Text<Make>,
    timestamp: bool,
    caches: bool,
    secrets: Vec<Text<Make>>,
    builds: Vec<BuildView>,
    images: Vec<Text<Make>>,
    deploy: Option<deploy::View>,
    includes: Vec<Text<Make>>,
}

#[derive(Serialize)]
struct BuildView {
    options: Vec<Text<Make>>,
}

/// Writes the Makefile.
pub(super) fn emit(plan: &Plan) -> Option<Body> {
    let path = plan.outputs.makefile.as_ref()?;
    let primary = &plan.registries.first()?.repository;
    let runtime = &plan.builds.runtime;
    let view = View {
        title: make::comment(&plan.service.title.value).at(&plan.service.title.at),
        service: make::value(&plan.service.name.value).at(&plan.service.name.at),
        repository: make::value(primary.value.as_str()).at(&primary.at),
        branch_name: make::shell(&scripts::branch_name(&plan.tags.branches)),
        caches: plan.builds.in_registry(),
        timestamp: plan.tags.local.has(&Part::Timestamp),
        secrets: runtime
            .secrets
            .iter()
            .map(|secret| make::name(&secret.variable).at(&secret.at))
            .collect(),
        builds: plan
            .builds
            .local()
            .map(|build| BuildView {
                options: options(plan, build),
            })
            .collect(),
        images: [&runtime.tag, &plan.tags.local]
            .map(|tag| image("", tag))
            .to_vec(),
        deploy: plan
            .deploy
            .as_ref()
            .filter(|_| !plan.environments.is_empty())
            .map(|said| deploy::view(plan, said)),
        includes: plan
            .make
            .includes
            .iter()
            .map(|include| make::include(&include.value).at(&include.at))
            .collect(),
    };
    let text = fill::<Make>(template!("Makefile.j2"), &view);
    Some(Body::new(path, &text))
}

/// What `docker build` is told, one option a line.
fn options(plan: &Plan, build: &Build) -> Vec<Text<Make>> {
    let literal = |text: String| make::pieces(&[Piece::Literal(text)]);
    let mut options = Vec::new();
    if let Some(file) = plan
        .outputs
        .dockerfile
        .as_ref()
        .filter(|file| file.value.as_str() != DEFAULT_DOCKERFILE)
    {
        options.push(literal(format!("--file {}", file.value.as_str())).at(&file.at));
    }
    options.push(literal(format!("--target {}", build.stage.as_str())).at(&build.at));
    if plan.builds.in_registry() {
        options.push(
            literal("--build-arg BUILDKIT_INLINE_CACHE=1".to_owned())
                .at(&plan.builds.mode.at)
                .because("The image carries its own cache, so that a pushed one is a source for the next build."),
        );
    }
    for arg in &build.args {
        let mut pieces = vec![Piece::Literal(format!("--build-arg {}", arg.name.as_str()))];
        if arg.is_commit() {
            pieces.extend([
                Piece::Literal("=".to_owned()),
                Piece::Variable("COMMIT_SHA"),
            ]);
        }
        options.push(make::pieces(&pieces).at(&arg.at));
    }
    for secret in &build.secrets {
        let option = format!("--secret id={},env={}", secret.id, secret.variable.as_str());
        options.push(literal(option).at(&secret.at));
    }
    let sources = build.sources.iter().filter(|_| plan.builds.in_registry());
    options.extend(sources.map(|tag| {
        image("--cache-from ", tag).because(
            "Finished steps are taken from the branch's last build, then from the trunk's.",
        )
    }));
    if build.stage == plan.builds.runtime.stage {
        options.extend([&build.tag, &plan.tags.local].map(|tag| image("--tag ", tag)));
    }
    options
}

/// `before`, and the image that has `tag` in the primary registry.
fn image(before: &str, tag: &Tag) -> Text<Make> {
    let mut pieces = vec![
        Piece::Literal(before.to_owned()),
        Piece::Variable("REPOSITORY"),
        Piece::Literal(":".into()),
    ];
    pieces.extend(tag.parts.iter().map(|part| match part {
        Part::Literal(text) => Piece::Literal(text.clone()),
        Part::Branch => Piece::Variable("BRANCH_TAG"),
        Part::Commit => Piece::Variable("COMMIT_SHA"),
        Part::PullRequest => Piece::Variable("PR"),
        Part::Timestamp => Piece::Variable("TIMESTAMP"),
    }));
    tag.branch_at
        .iter()
        .fold(make::pieces(&pieces).at(&tag.at), |text, at| text.at(at))
}
