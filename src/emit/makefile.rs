//! Emits the Makefile.

mod deploy;

use serde::Serialize;

use super::body::OutputBody;
use crate::{
    lang::{
        Text,
        make::{self, Make, Segment},
        template::fill,
    },
    place::Place,
    plan::{
        Plan,
        make::{BuildOption, LocalBuild},
        scripts,
        segments::PipelineValue,
    },
    template,
};

/// The variables of the template.
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

/// Emits the Makefile.
pub(super) fn emit(plan: &Plan) -> Option<OutputBody> {
    let path = plan.outputs.makefile.as_ref()?;
    let primary = &plan.registries.first()?.repository;
    let runtime = &plan.builds.runtime;
    let view = View {
        title: make::comment(&plan.service.title.value).with_place(&plan.service.title.place),
        service: make::value(&plan.service.name.value).with_place(&plan.service.name.place),
        repository: make::value(primary.value.as_str()).with_place(&primary.place),
        branch_name: make::shell(&scripts::branch_name_script(&plan.tags.branches)),
        caches: plan.builds.has_registry_cache(),
        timestamp: plan.tags.local.contains(PipelineValue::Timestamp),
        secrets: runtime
            .secrets
            .iter()
            .map(|secret| make::name(&secret.variable).with_place(&secret.place))
            .collect(),
        builds: plan.make.builds.iter().map(build).collect(),
        images: plan
            .make
            .pushed
            .iter()
            .map(|image| with_places(make::interpolate(&image.name), &image.places))
            .collect(),
        deploy: plan
            .deploy
            .as_ref()
            .filter(|_| !plan.environments.is_empty())
            .map(|deploy| deploy::deploy_view(plan, deploy)),
        includes: plan
            .make
            .includes
            .iter()
            .map(|include| make::include(&include.value).with_place(&include.place))
            .collect(),
    };
    let text = fill::<Make>(template!("Makefile.j2"), &view);
    Some(OutputBody::new(path, &text))
}

fn build(build: &LocalBuild) -> BuildView {
    BuildView {
        options: build.options.iter().map(option).collect(),
    }
}

fn option(option: &BuildOption) -> Text<Make> {
    let flag = Segment::Literal(format!("{} ", option.flag));
    let text = with_places(
        make::interpolate(&[&[flag], &option.value[..]].concat()),
        &option.places,
    );
    match option.reason {
        Some(reason) => text.with_reason(reason),
        None => text,
    }
}

/// Adds `places` to the origins of `text`.
fn with_places(text: Text<Make>, places: &[Place]) -> Text<Make> {
    places
        .iter()
        .fold(text, |text, place| text.with_place(place))
}
