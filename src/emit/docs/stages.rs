//! The Dockerfile: its stages in a table, then each of them piece by piece.

use super::prelude::*;

use crate::{
    emit::dockerfile,
    lang::{docker::Docker, shell::Path},
    plan::{
        builder::Builder,
        stages::{Body, From, Runtime, Stage, Topic},
    },
    spec::javascript::Manager,
};

#[derive(Serialize)]
struct View {
    file: Option<Text<Markdown>>,
    ignore: Text<Markdown>,
    runtime: Text<Markdown>,
    same_name: bool,
    deploys: bool,
    rows: Vec<Row>,
    stages: Vec<StageView>,
}

#[derive(Serialize)]
struct Row {
    name: Text<Markdown>,
    from: Text<Markdown>,
    does: Text<Markdown>,
    copies: Option<Text<Markdown>>,
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
    shares: Option<Text<Markdown>>,
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
    strips: bool,
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
    let runtime = plan.tags.runtime();
    let file = plan.outputs.dockerfile.as_ref();
    let view = View {
        ignore: plan.outputs.dockerignore.as_ref().map_or_else(
            || markdown::literal("`.dockerignore`"),
            |file| markdown::file(page, &file.value).at(&file.at),
        ),
        file: file.map(|file| markdown::file(page, &file.value).at(&file.at)),
        runtime: markdown::cell(runtime),
        same_name: plan
            .environments
            .iter()
            .any(|environment| environment.name.as_str() == runtime),
        deploys: plan.deploy.is_some(),
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
    let does = match &stage.body {
        Body::Builder(builder) => match (&builder.javascript, &builder.assets) {
            (Some(_), Some(_)) => {
                "Installs gems and JavaScript packages, holds the source, compiles the assets"
            }
            (Some(_), None) => "Installs gems and JavaScript packages, holds the source",
            (None, Some(_)) => "Installs gems, holds the source, compiles the assets",
            (None, None) => "Installs gems, holds the source",
        },
        Body::Plain { .. } => "Runs commands of its own, for later stages to copy from",
        Body::Runtime(_) => "Is what runs: this image alone is pushed under a unique tag",
    };
    let mut sources: Vec<Text<Markdown>> = Vec::new();
    for copy in stage.copies() {
        let source = match &copy.from {
            Some(from) => self::from(from),
            None => markdown::literal("your code"),
        };
        if sources
            .iter()
            .all(|known| known.as_str() != source.as_str())
        {
            let paths = copy.paths.iter();
            sources.push(paths.fold(source, |text, path| text.at(&path.at)));
        }
    }
    Row {
        name: code(stage.name.as_str(), &stage.at),
        from: placed(stage),
        does: markdown::literal(does),
        copies: said(&sources, "and"),
    }
}

fn from(from: &From) -> Text<Markdown> {
    match from {
        From::Image(image) => markdown::cell(image.as_str()),
        From::Stage(stage) => markdown::cell(stage.as_str()),
    }
}

/// What `stage` is built on.
fn placed(stage: &Stage) -> Text<Markdown> {
    let from = from(&stage.from);
    stage.from_at.iter().fold(from, |text, at| text.at(at))
}

fn stage(plan: &Plan, stage: &Stage) -> StageView {
    let pieces: Vec<(Topic, Text<Docker>)> = dockerfile::pieces(stage).collect();
    let code_of = |topic| {
        let (_, text) = pieces.iter().find(|(other, _)| *other == topic)?;
        Some(markdown::block("dockerfile", text))
    };
    let (builder, runtime) = match &stage.body {
        Body::Builder(body) => (Some(builder(body)), None),
        Body::Runtime(body) => (None, Some(self::runtime(plan, body))),
        Body::Plain { .. } => (None, None),
    };
    let copied = stage.copies().flat_map(|copy| &copy.paths);
    let copied = codes(copied.map(|path| (path.value.as_str(), &path.at)));
    StageView {
        name: code(stage.name.as_str(), &stage.at),
        base: code_of(Topic::Base),
        setup: code_of(Topic::Packages),
        gems: code_of(Topic::Gems),
        javascript: code_of(Topic::Javascript),
        source: code_of(Topic::Source),
        own: code_of(Topic::Own),
        files: code_of(Topic::Files),
        start: code_of(Topic::Start),
        builder,
        runtime,
        timezone: stage
            .timezone
            .as_ref()
            .map(|zone| code(&zone.value, &zone.at)),
        workdir: stage
            .workdir
            .as_ref()
            .map(|workdir| code(workdir.value.as_str(), &workdir.at)),
        from: placed(stage),
        on_stage: matches!(stage.from, From::Stage(_)),
        packages: !stage.packages.is_empty(),
        shares: said(&copied, "and"),
    }
}

fn builder(body: &Builder) -> BuilderView {
    let paths = |paths: &[crate::place::Placed<Path>]| {
        codes(paths.iter().map(|path| (path.value.as_str(), &path.at)))
    };
    let javascript = body.javascript.as_ref();
    let assets = body.assets.as_ref();
    let secrets: Vec<Text<Markdown>> = assets
        .iter()
        .flat_map(|assets| &assets.secrets)
        .map(|secret| code(secret.variable.as_str(), &secret.at))
        .collect();
    BuilderView {
        gemfiles: markdown::list(&paths(&body.gemfiles), "and"),
        without: (!body.bundle.without.is_empty()).then(|| and(&body.bundle.without)),
        manager: javascript.map(|javascript| {
            let name = match javascript.manager.value {
                Manager::Yarn => "Yarn 1",
                Manager::YarnBerry => "Yarn",
                Manager::Npm => "npm",
                Manager::Pnpm => "pnpm",
            };
            markdown::literal(name).at(&javascript.manager.at)
        }),
        manifests: javascript.and_then(|javascript| said(&paths(&javascript.files), "and")),
        assets: assets.map(|assets| code(assets.command.value.as_str(), &assets.command.at)),
        secrets: said(&secrets, "and"),
        removed: said(&paths(&body.remove), "and"),
        strips: body.strip_gems.value,
    }
}

fn runtime(plan: &Plan, body: &Runtime) -> RuntimeView {
    let writable: Vec<Text<Markdown>> = body
        .writable
        .iter()
        .map(|path| code(path.value.as_str(), &path.at))
        .collect();
    let commands = body.command.iter();
    RuntimeView {
        upgrade: body.upgrade.value,
        user: body.user.as_ref().map(|user| code(&user.name, &user.at)),
        ids: body
            .user
            .as_ref()
            .map(|user| markdown::cell(&format!("{}:{}", user.uid, user.gid)).at(&user.at)),
        writable: said(&writable, "and"),
        port: markdown::number(plan.service.port.value).at(&plan.service.port.at),
        health: body
            .healthcheck
            .as_ref()
            .map(|path| code(&path.value, &path.at)),
        commands: commands
            .map(|command| markdown::code(command.value.as_str()).at(&command.at))
            .collect(),
        several: body.command.len() > 1,
    }
}
