//! The Dockerfile: its stages in a table, then the instructions of each.

use super::{arguments, packages, prelude::*};

use crate::{
    emit::dockerfile,
    lang::{docker::Docker, shell::Path},
    plan::{
        builder::Builder,
        install_paths::InstallPath,
        stages::{From, Runtime, Stage, StageBody, Topic},
    },
    spec::javascript::Manager,
};

#[derive(Serialize)]
struct View {
    packages: Text<Markdown>,
    arguments: Option<Text<Markdown>>,
    file: Option<Text<Markdown>>,
    ignore: Text<Markdown>,
    runtime: Text<Markdown>,
    same_name: bool,
    assets: bool,
    rows: Vec<Row>,
    stages: Vec<StageView>,
}

#[derive(Serialize)]
struct Row {
    name: Text<Markdown>,
    purpose: Text<Markdown>,
}

#[derive(Serialize)]
struct StageView {
    name: Text<Markdown>,
    base: Option<Text<Markdown>>,
    setup: Option<Text<Markdown>>,
    gems: Option<Text<Markdown>>,
    javascript: Option<Text<Markdown>>,
    source: Option<Text<Markdown>>,
    own: Option<Text<Markdown>>,
    files: Option<Text<Markdown>>,
    start: Option<Text<Markdown>>,
    builder: Option<BuilderView>,
    runtime: Option<RuntimeView>,
    timezone: Option<Text<Markdown>>,
    workdir: Option<Text<Markdown>>,
    from: Text<Markdown>,
    on_stage: bool,
    packages: bool,
    copied: Option<Text<Markdown>>,
}

#[derive(Serialize)]
struct BuilderView {
    gemfiles: Text<Markdown>,
    without: Option<Text<Markdown>>,
    manager: Option<Text<Markdown>>,
    manifests: Option<Text<Markdown>>,
    assets: Option<Text<Markdown>>,
    secrets: Option<Text<Markdown>>,
    removed: Option<Text<Markdown>>,
}

#[derive(Serialize)]
struct RuntimeView {
    upgrade: bool,
    user: Option<Text<Markdown>>,
    ids: Option<Text<Markdown>>,
    writable: Option<Text<Markdown>>,
    port: Text<Markdown>,
    health: Option<Text<Markdown>>,
    commands: Vec<Text<Markdown>>,
    several: bool,
}

pub(super) fn section(plan: &Plan, page: &Path) -> Text<Markdown> {
    let runtime = plan.tags.runtime_stage();
    let file = plan.outputs.dockerfile.as_ref();
    let view = View {
        packages: packages::subsection(plan),
        arguments: arguments::subsection(plan),
        ignore: plan.outputs.dockerignore.as_ref().map_or_else(
            || markdown::literal("`.dockerignore`"),
            |file| markdown::file_link(page, &file.value).with_place(&file.place),
        ),
        file: file.map(|file| markdown::file_link(page, &file.value).with_place(&file.place)),
        runtime: markdown::cell(runtime),
        same_name: plan
            .environments
            .iter()
            .any(|environment| environment.name.as_str() == runtime),
        assets: plan.stages.iter().any(
            |stage| matches!(&stage.body, StageBody::Builder(builder) if builder.assets.is_some()),
        ),
        rows: plan.stages.iter().map(row).collect(),
        stages: plan
            .stages
            .iter()
            .map(|stage| self::stage(plan, stage))
            .collect(),
    };
    fill(template!("docs/stages.md.j2"), &view)
}

fn row(stage: &Stage) -> Row {
    let purpose = match &stage.body {
        StageBody::Builder(builder) => match (&builder.javascript, &builder.assets) {
            (Some(_), Some(_)) => "installs gems and JavaScript packages, compiles the assets",
            (Some(_), None) => "installs gems and JavaScript packages",
            (None, Some(_)) => "installs gems, compiles the assets",
            (None, None) => "installs gems",
        },
        StageBody::Plain { .. } => "runs commands from the spec; later stages copy the results",
        StageBody::Runtime(_) => "runs the service: only this image gets a unique tag",
    };
    Row {
        name: code(stage.name.as_str(), &stage.place),
        purpose: markdown::literal(purpose),
    }
}

/// The parent of `stage`.
fn parent(stage: &Stage) -> Text<Markdown> {
    let from = match &stage.from {
        From::Image(image) => code(image.as_str(), &Place::root()),
        From::Stage(stage) => markdown::cell(stage.as_str()),
    };
    stage
        .parent_places
        .iter()
        .fold(from, |text, at| text.with_place(at))
}

fn stage(plan: &Plan, stage: &Stage) -> StageView {
    let topics: Vec<(Topic, Text<Docker>)> = dockerfile::render_topics(stage).collect();
    let code_of = |topic| {
        let (_, text) = topics.iter().find(|(other, _)| *other == topic)?;
        Some(markdown::block("dockerfile", text))
    };
    let (builder, runtime) = match &stage.body {
        StageBody::Builder(body) => (Some(builder(body)), None),
        StageBody::Runtime(body) => (None, Some(self::runtime(plan, body))),
        StageBody::Plain { .. } => (None, None),
    };
    let copied = stage.copies().flat_map(|copy| &copy.paths);
    let copied = codes(copied.map(|path| (path.value.as_str(), &path.place)));
    StageView {
        name: code(stage.name.as_str(), &stage.place),
        base: code_of(Topic::Base),
        setup: code_of(Topic::Packages),
        gems: code_of(Topic::Gems),
        javascript: code_of(Topic::Javascript),
        source: code_of(Topic::Source),
        own: code_of(Topic::Custom),
        files: code_of(Topic::Files),
        start: code_of(Topic::Start),
        builder,
        runtime,
        timezone: stage
            .timezone
            .as_ref()
            .map(|zone| code(&zone.value, &zone.place)),
        workdir: stage
            .workdir
            .as_ref()
            .map(|workdir| code(workdir.value.as_str(), &workdir.place)),
        from: parent(stage),
        on_stage: matches!(stage.from, From::Stage(_)),
        packages: !stage.packages.is_empty(),
        copied: list_any(&copied, "and"),
    }
}

fn builder(body: &Builder) -> BuilderView {
    let paths = |paths: &[crate::place::Placed<Path>]| {
        codes(paths.iter().map(|path| (path.value.as_str(), &path.place)))
    };
    let install_paths = |files: &[InstallPath]| {
        let files = files.iter().map(|file| &file.path);
        codes(files.map(|path| (path.value.as_str(), &path.place)))
    };
    let javascript = body.javascript.as_ref();
    let assets = body.assets.as_ref();
    let secrets: Vec<Text<Markdown>> = assets
        .iter()
        .flat_map(|assets| &assets.secrets)
        .map(|secret| code(secret.variable.as_str(), &secret.place))
        .collect();
    let strips = body.strip_gems.value.then(|| {
        ["the download cache of the gems", "their C sources"]
            .map(|text| markdown::literal(text).with_place(&body.strip_gems.place))
    });
    let removed: Vec<Text<Markdown>> = paths(&body.remove)
        .into_iter()
        .chain(strips.into_iter().flatten())
        .collect();
    BuilderView {
        gemfiles: markdown::list(&install_paths(&body.gemfiles), "and"),
        without: (!body.bundle.without.is_empty()).then(|| list_codes(&body.bundle.without)),
        manager: javascript.map(|javascript| {
            let name = match javascript.manager.value {
                Manager::Yarn => "Yarn 1",
                Manager::YarnBerry => "Yarn",
                Manager::Npm => "npm",
                Manager::Pnpm => "pnpm",
            };
            markdown::literal(name).with_place(&javascript.manager.place)
        }),
        manifests: javascript
            .and_then(|javascript| list_any(&install_paths(&javascript.files), "and")),
        assets: assets.map(|assets| code(assets.command.value.as_str(), &assets.command.place)),
        secrets: list_any(&secrets, "and"),
        removed: list_any(&removed, "and"),
    }
}

fn runtime(plan: &Plan, body: &Runtime) -> RuntimeView {
    let writable: Vec<Text<Markdown>> = body
        .writable
        .iter()
        .map(|path| code(path.value.as_str(), &path.place))
        .collect();
    let commands = body.command.iter();
    RuntimeView {
        upgrade: body.upgrade.value,
        user: body.user.as_ref().map(|user| code(&user.name, &user.place)),
        ids: body.user.as_ref().map(|user| {
            markdown::cell(&format!("{}:{}", user.uid, user.gid)).with_place(&user.place)
        }),
        writable: list_any(&writable, "and"),
        port: markdown::number(plan.service.port.value).with_place(&plan.service.port.place),
        health: body
            .healthcheck
            .as_ref()
            .map(|path| code(&path.value, &path.place)),
        commands: commands
            .map(|command| markdown::code(command.value.as_str()).with_place(&command.place))
            .collect(),
        several: body.command.len() > 1,
    }
}
