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
    place::Place,
    plan::{
        Plan,
        make::{BuildOption, LocalBuild},
        pieces::Hole,
        scripts,
    },
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
        timestamp: plan.tags.local.has(Hole::Timestamp),
        secrets: runtime
            .secrets
            .iter()
            .map(|secret| make::name(&secret.variable).at(&secret.at))
            .collect(),
        builds: plan.make.builds.iter().map(build).collect(),
        images: plan
            .make
            .pushed
            .iter()
            .map(|image| from(make::pieces(&image.name), &image.at))
            .collect(),
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

fn build(build: &LocalBuild) -> BuildView {
    BuildView {
        options: build.options.iter().map(option).collect(),
    }
}

fn option(option: &BuildOption) -> Text<Make> {
    let flag = Piece::Literal(format!("{} ", option.flag));
    let text = from(
        make::pieces(&[&[flag], &option.value[..]].concat()),
        &option.at,
    );
    match option.reason {
        Some(reason) => text.because(reason),
        None => text,
    }
}

/// `text`, from the keys at `places`.
fn from(text: Text<Make>, places: &[Place]) -> Text<Make> {
    places.iter().fold(text, |text, place| text.at(place))
}
