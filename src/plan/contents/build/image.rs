//! The steps that build: each cached stage from its own tags, then the runtime stage.

use super::pushed;
use crate::{
    lang::{
        expr::{self, Part, SecretName},
        yaml::Line,
    },
    place::Placed,
    plan::{
        builder::Secret,
        builds::Build,
        contents::{Pair, Scalar, Step, StepAction, condition, run::Run, secret, values},
        stages::Arg,
        tags::Tag,
        workflows::Purpose,
    },
    spec::{cache::Mode, outputs::DEFAULT_DOCKERFILE},
};

/// A cached stage, from its own tags, before anything that is built on it.
pub(super) fn cached(run: &Run, purpose: Purpose, build: &Build) -> Step {
    let plan = run.plan;
    let mode = &plan.builds.mode;
    let pushed = mode.value == Mode::Inline;
    let verb = if pushed {
        "Build and push"
    } else {
        "Build and cache"
    };
    let mut step = run.uses(
        StepAction::BuildStage(Placed::new(build.stage.clone(), build.at.clone())),
        &format!("{verb} the {} stage", build.stage.as_str()),
        "docker/build-push-action",
        "Each stage before the last is built for itself and cached under tags of its own, so that the next build can take it from there.",
    );
    step = with_secrets(run, step, build).at(&build.at).at(&mode.at);
    step.with = common(run, purpose, build);
    if pushed {
        let registry = &plan.registries[0].repository;
        let image = values::image("", &registry.value, values::tag(&build.tag), "");
        step.with.push(Pair::new(
            "tags",
            Scalar::parts(&image).at(&registry.at).at(&build.tag.at),
        ));
        let push = if run.is_open() {
            Scalar::expression(&condition::print(&plan.workflow.trusted))
        } else {
            Scalar::flag(true)
        };
        step.with.push(Pair::new("push", push));
    } else {
        step.with.push(cache_to(run, build));
    }
    step
}

/// The runtime stage, kept on the runner until it is scanned.
pub(super) fn runtime(run: &Run, purpose: Purpose) -> Step {
    let plan = run.plan;
    let build = &plan.builds.runtime;
    let mut step = run.uses(
        StepAction::BuildImage(Placed::new(build.stage.clone(), build.at.clone())),
        &format!("Build the {} stage", build.stage.as_str()),
        "docker/build-push-action",
        "The runtime stage is the image: it is built last, on what the steps before it built, and stays on the runner until it is pushed.",
    );
    step = with_secrets(run, step, build).at(&build.at);
    step.with = common(run, purpose, build);
    if plan.builds.mode.value == Mode::Gha {
        step.with.push(cache_to(run, build));
    }
    let mut tags = Vec::new();
    for registry in &plan.registries {
        let Placed { value, at } = &registry.repository;
        let line = |tag: Vec<Part>| Line::from(values::image("", value, tag, "")).at(at);
        if purpose == Purpose::Release {
            tags.push(line(pushed(run)));
        }
        tags.push(line(values::tag(&build.tag)).at(&build.tag.at));
    }
    step.with.push(Pair::new("tags", Scalar::lines(tags)));
    step.with.push(Pair::new("load", Scalar::flag(true)));
    step
}

/// Where the finished steps of a build are kept; those of builds that are not trusted nowhere.
fn cache_to(run: &Run, build: &Build) -> Pair {
    let mode = &run.plan.builds.mode;
    let mut parts = cache(run, &build.tag);
    parts.push(Part::literal(",mode=max"));
    let value = match run.trust() {
        Some(trust) => Scalar::expression(&expr::only_if(&trust, &expr::format(&parts))),
        None => Scalar::parts(&parts),
    };
    Pair::new("cache-to", value.at(&mode.at))
}

/// The cache that `tag` names.
fn cache(run: &Run, tag: &Tag) -> Vec<Part> {
    match run.plan.builds.mode.value {
        Mode::Gha => {
            let mut parts = vec![Part::literal("type=gha,scope=")];
            parts.extend(values::tag(tag));
            parts
        }
        Mode::Inline | Mode::Registry | Mode::None => {
            let registry = &run.plan.registries[0].repository.value;
            values::image("type=registry,ref=", registry, values::tag(tag), "")
        }
    }
}

/// The line that takes finished steps from the cache that `tag` names.
fn source(run: &Run, tag: &Tag) -> Line {
    let plan = run.plan;
    let keeper = match plan.builds.mode.value {
        Mode::Gha => &plan.builds.mode.at,
        Mode::Inline | Mode::Registry | Mode::None => &plan.registries[0].repository.at,
    };
    let line = Line::from(cache(run, tag)).at(keeper).at(&tag.at);
    tag.branch_at.iter().fold(line, Line::at)
}

/// Adds the build secrets to the environment of `step`. An empty secret is not an error, so that untrusted builds
/// continue.
fn with_secrets(run: &Run, mut step: Step, build: &Build) -> Step {
    let variable = |wanted: &Secret| {
        let name = wanted.variable.as_str();
        let secret_name = SecretName::parse(name).expect("malformed-build-secret refused it");
        run.secret(secret::Secret::of_repository(
            name,
            &secret_name,
            &wanted.at,
        ))
    };
    step.env = build.secrets.iter().map(variable).collect();
    step
}

/// What every build of the stage passes.
fn common(run: &Run, purpose: Purpose, build: &Build) -> Vec<Pair> {
    let plan = run.plan;
    let mut inputs = vec![Pair::new("context", Scalar::text("."))];
    if let Some(file) = plan
        .outputs
        .dockerfile
        .as_ref()
        .filter(|file| file.value.as_str() != DEFAULT_DOCKERFILE)
    {
        inputs.push(Pair::new(
            "file",
            Scalar::text(file.value.as_str()).at(&file.at),
        ));
    }
    inputs.push(Pair::new(
        "target",
        Scalar::text(build.stage.as_str()).at(&build.at),
    ));
    let mode = &plan.builds.mode;
    let mut args: Vec<Line> = build.args.iter().map(arg).collect();
    let inline = mode.value == Mode::Inline
        || mode.value == Mode::Registry && build.stage == plan.builds.runtime.stage;
    if inline {
        let line = Line::from(vec![Part::literal("BUILDKIT_INLINE_CACHE=1")]);
        args.insert(0, line.at(&mode.at));
    }
    if !args.is_empty() {
        inputs.push(Pair::new("build-args", Scalar::lines(args)));
    }
    if !build.secrets.is_empty() {
        let secret = |secret: &Secret| {
            let pair = format!("{}={}", secret.id, secret.variable.as_str());
            Line::from(vec![Part::literal(pair)]).at(&secret.at)
        };
        inputs.push(Pair::new(
            "secret-envs",
            Scalar::lines(build.secrets.iter().map(secret).collect()),
        ));
    }
    match purpose {
        Purpose::Release if build.sources.is_empty() => {}
        Purpose::Release => {
            let sources = build.sources.iter().map(|tag| source(run, tag));
            inputs.push(Pair::new("cache-from", Scalar::lines(sources.collect())));
        }
        Purpose::Caches => {
            // The stages before it were built a moment ago, from nothing too.
            let stage = Scalar::text(build.stage.as_str()).at(&build.at);
            inputs.push(Pair::new("no-cache-filters", stage));
            inputs.push(Pair::new("pull", Scalar::flag(true)));
        }
    }
    inputs
}

/// The commit that was checked out; any other argument is a variable of the repository's.
fn arg(arg: &Arg) -> Line {
    let value = if arg.is_commit() {
        values::commit()
    } else {
        expr::variable(&arg.name)
    };
    Line::from(vec![
        Part::literal(format!("{}=", arg.name.as_str())),
        Part::Expr(value),
    ])
    .at(&arg.at)
}
