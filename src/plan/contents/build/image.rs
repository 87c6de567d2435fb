//! The steps that build each cached stage, then the runtime stage.

use super::pushed_tag;
use crate::{
    lang::{
        expr::{self, SecretName, Segment},
        yaml::Line,
    },
    place::Placed,
    plan::{
        builder::BuildSecret,
        builds::Build,
        contents::{
            Pair, Scalar, Step, StepAction, condition, job_context::JobContext, secret, values,
        },
        stages::Arg,
        tags::Tag,
        workflows::BuildPurpose,
    },
    spec::{cache::Mode, outputs::DEFAULT_DOCKERFILE},
};

/// The step that builds a cached stage, before the stages that depend on it.
pub(super) fn stage_step(context: &JobContext, purpose: BuildPurpose, build: &Build) -> Step {
    let plan = context.plan;
    let mode = &plan.builds.mode;
    let pushed = mode.value == Mode::Inline;
    let verb = if pushed {
        "Build and push"
    } else {
        "Build and cache"
    };
    let mut step = context.action_step(
        StepAction::BuildStage(Placed::new(build.stage.clone(), build.place.clone())),
        &format!("{verb} the {} stage", build.stage.as_str()),
        "docker/build-push-action",
        "Each stage before the last is built separately and cached under its own tags, so that the next build can reuse its layers.",
    );
    step = with_secrets(context, step, build)
        .with_place(&build.place)
        .with_place(&mode.place);
    step.with = common_inputs(context, purpose, build);
    if pushed {
        let registry = &plan.registries[0].repository;
        let image = values::image_name("", &registry.value, values::cache_tag(&build.tag), "");
        step.with.push(Pair::new(
            "tags",
            Scalar::parts(&image)
                .with_place(&registry.place)
                .with_place(&build.tag.place),
        ));
        let push = if context.can_be_untrusted() {
            Scalar::expression(&condition::print(&plan.workflow.trusted))
        } else {
            Scalar::flag(true)
        };
        step.with.push(Pair::new("push", push));
    } else {
        step.with.push(cache_to_input(context, build));
    }
    step
}

/// The step that builds the runtime stage, which stays on the runner until it is scanned.
pub(super) fn runtime_step(context: &JobContext, purpose: BuildPurpose) -> Step {
    let plan = context.plan;
    let build = &plan.builds.runtime;
    let mut step = context.action_step(
        StepAction::BuildImage(Placed::new(build.stage.clone(), build.place.clone())),
        &format!("Build the {} stage", build.stage.as_str()),
        "docker/build-push-action",
        "The runtime stage is the image. It is built last, from the earlier stages, and stays on the runner until it is pushed.",
    );
    step = with_secrets(context, step, build).with_place(&build.place);
    step.with = common_inputs(context, purpose, build);
    if plan.builds.mode.value == Mode::Gha {
        step.with.push(cache_to_input(context, build));
    }
    let mut tags = Vec::new();
    for registry in &plan.registries {
        let Placed { value, place } = &registry.repository;
        let line = |tag: Vec<Segment>| {
            Line::from(values::image_name("", value, tag, "")).with_place(place)
        };
        if purpose == BuildPurpose::Release {
            tags.push(line(pushed_tag(context)));
        }
        tags.push(line(values::cache_tag(&build.tag)).with_place(&build.tag.place));
    }
    step.with.push(Pair::new("tags", Scalar::lines(tags)));
    step.with.push(Pair::new("load", Scalar::flag(true)));
    step
}

/// The cache to write; an untrusted build writes none.
fn cache_to_input(context: &JobContext, build: &Build) -> Pair {
    let mode = &context.plan.builds.mode;
    let mut parts = cache(context, &build.tag);
    parts.push(Segment::literal(",mode=max"));
    let value = match context.trust_condition() {
        Some(trust) => Scalar::expression(&expr::only_if(&trust, &expr::format(&parts))),
        None => Scalar::parts(&parts),
    };
    Pair::new("cache-to", value.with_place(&mode.place))
}

/// The cache of `tag`.
fn cache(context: &JobContext, tag: &Tag) -> Vec<Segment> {
    match context.plan.builds.mode.value {
        Mode::Gha => {
            let mut parts = vec![Segment::literal("type=gha,scope=")];
            parts.extend(values::cache_tag(tag));
            parts
        }
        Mode::Inline | Mode::Registry | Mode::None => {
            let registry = &context.plan.registries[0].repository.value;
            values::image_name("type=registry,ref=", registry, values::cache_tag(tag), "")
        }
    }
}

/// The line that reads the cache of `tag`.
fn cache_source(context: &JobContext, tag: &Tag) -> Line {
    let plan = context.plan;
    let place = match plan.builds.mode.value {
        Mode::Gha => &plan.builds.mode.place,
        Mode::Inline | Mode::Registry | Mode::None => &plan.registries[0].repository.place,
    };
    let line = Line::from(cache(context, tag))
        .with_place(place)
        .with_place(&tag.place);
    tag.branch_place.iter().fold(line, Line::with_place)
}

/// Adds the build secrets to the environment of `step`. An empty secret is not an error, so that untrusted builds
/// continue.
fn with_secrets(context: &JobContext, mut step: Step, build: &Build) -> Step {
    let variable = |secret: &BuildSecret| {
        let name = secret.variable.as_str();
        let secret_name = SecretName::parse(name).expect("malformed-build-secret rejected it");
        context.secret_pair(secret::StepSecret::from_repository(
            name,
            &secret_name,
            &secret.place,
        ))
    };
    step.env = build.secrets.iter().map(variable).collect();
    step
}

/// The inputs of every build of a stage.
fn common_inputs(context: &JobContext, purpose: BuildPurpose, build: &Build) -> Vec<Pair> {
    let plan = context.plan;
    let mut inputs = vec![Pair::new("context", Scalar::text("."))];
    if let Some(file) = plan
        .outputs
        .dockerfile
        .as_ref()
        .filter(|file| file.value.as_str() != DEFAULT_DOCKERFILE)
    {
        inputs.push(Pair::new(
            "file",
            Scalar::text(file.value.as_str()).with_place(&file.place),
        ));
    }
    inputs.push(Pair::new(
        "target",
        Scalar::text(build.stage.as_str()).with_place(&build.place),
    ));
    let mode = &plan.builds.mode;
    let mut args: Vec<Line> = build.args.iter().map(build_arg).collect();
    let inline = mode.value == Mode::Inline
        || mode.value == Mode::Registry && build.stage == plan.builds.runtime.stage;
    if inline {
        let line = Line::from(vec![Segment::literal("BUILDKIT_INLINE_CACHE=1")]);
        args.insert(0, line.with_place(&mode.place));
    }
    if !args.is_empty() {
        inputs.push(Pair::new("build-args", Scalar::lines(args)));
    }
    if !build.secrets.is_empty() {
        let secret = |secret: &BuildSecret| {
            let pair = format!("{}={}", secret.id, secret.variable.as_str());
            Line::from(vec![Segment::literal(pair)]).with_place(&secret.place)
        };
        inputs.push(Pair::new(
            "secret-envs",
            Scalar::lines(build.secrets.iter().map(secret).collect()),
        ));
    }
    match purpose {
        BuildPurpose::Release if build.cache_from.is_empty() => {}
        BuildPurpose::Release => {
            let sources = build
                .cache_from
                .iter()
                .map(|tag| cache_source(context, tag));
            inputs.push(Pair::new("cache-from", Scalar::lines(sources.collect())));
        }
        BuildPurpose::Caches => {
            // Only this stage is rebuilt without a cache: the earlier stages have just been rebuilt.
            let stage = Scalar::text(build.stage.as_str()).with_place(&build.place);
            inputs.push(Pair::new("no-cache-filters", stage));
            inputs.push(Pair::new("pull", Scalar::flag(true)));
        }
    }
    inputs
}

/// A build argument: its value in the spec, the checked-out commit, or a variable of the repository.
fn build_arg(arg: &Arg) -> Line {
    let value = match (&arg.value, &arg.default) {
        (Some(value), _) => Segment::literal(value.value.as_str()),
        (None, _) if arg.is_commit() => Segment::Expr(values::commit_output()),
        // An unset variable of the repository is an empty text, which would replace the default.
        (None, Some(default)) => Segment::Expr(expr::or(&[
            expr::variable(&arg.name),
            expr::string(&default.value),
        ])),
        (None, None) => Segment::Expr(expr::variable(&arg.name)),
    };
    let name = Segment::literal(format!("{}=", arg.name.as_str()));
    Line::from(vec![name, value]).with_place(&arg.place)
}
