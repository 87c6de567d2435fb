//! The steps that build: each cached stage from its own tags, then the runtime stage.

use super::{secret, trusted};
use crate::{
    emit::workflow::{
        job::{Pair, Step},
        values,
    },
    lang::{
        expr::{self, SecretName},
        yaml::{self, Part},
    },
    plan::{Plan, builder::Secret, builds::Build, stages::Arg},
    spec::{cache::Mode, outputs::DEFAULT_DOCKERFILE},
};

/// A cached stage, from its own tags, before anything that is built on it.
pub(super) fn cached(plan: &Plan, build: &Build) -> Step {
    let registry = &plan.registries[0].repository;
    let image = values::image("", &registry.value, values::tag(&build.tag), "");
    let by_registry = plan.builds.mode.value == Mode::Registry;
    let verb = if by_registry {
        "Build and cache"
    } else {
        "Build and push"
    };
    let mut step = Step::uses(
        &format!("{verb} the {} stage", build.stage.as_str()),
        "docker/build-push-action",
    );
    step = with_secrets(step, build);
    let inputs = common(plan, build);
    step.with = inputs;
    if by_registry {
        let name = format!("type=registry,ref={}:", registry.value.as_str());
        let cache = expr::format(
            &[
                vec![Part::literal(name)],
                values::tag(&build.tag),
                vec![Part::literal(",mode=max")],
            ]
            .concat(),
        );
        let cache = expr::or(&[expr::and(&[trusted(), cache]), expr::string("")]);
        step.with.push(Pair::new(
            "cache-to",
            yaml::expr(&cache).at(&plan.builds.mode.at),
        ));
    } else {
        step.with.push(Pair::new(
            "tags",
            yaml::value(&image).at(&registry.at).at(&build.tag.at),
        ));
        step.with.push(Pair::new("push", yaml::expr(&trusted())));
    }
    step
}

/// The runtime stage, kept on the runner until it is scanned.
pub(super) fn runtime(plan: &Plan) -> Step {
    let build = &plan.builds.runtime;
    let mut step = Step::uses(
        &format!("Build the {} stage", build.stage.as_str()),
        "docker/build-push-action",
    );
    step = with_secrets(step, build);
    step.with = common(plan, build);
    let tags = plan.registries.iter().flat_map(|registry| {
        let unique = values::image(
            "",
            &registry.repository.value,
            vec![Part::Expr(values::unique())],
            "",
        );
        [
            unique,
            values::image("", &registry.repository.value, values::tag(&build.tag), ""),
        ]
    });
    step.with.push(Pair::new(
        "tags",
        yaml::lines(12, &tags.collect::<Vec<_>>()),
    ));
    step.with.push(Pair::new("load", yaml::boolean(true)));
    step
}

/// `step`, with the build secrets in its environment: an empty one, as forks have it, is no error there.
fn with_secrets(mut step: Step, build: &Build) -> Step {
    let variable = |wanted: &Secret| {
        let name = wanted.variable.as_str();
        let secret_name = SecretName::parse(name).expect("malformed-build-secret refused it");
        secret(name, &secret_name, &wanted.at)
    };
    step.env = build.secrets.iter().map(variable).collect();
    step
}

/// What every build of the stage passes.
fn common(plan: &Plan, build: &Build) -> Vec<Pair> {
    let mut inputs = vec![Pair::new("context", yaml::string("."))];
    if let Some(file) = plan
        .outputs
        .dockerfile
        .as_ref()
        .filter(|file| file.value.as_str() != DEFAULT_DOCKERFILE)
    {
        inputs.push(Pair::new(
            "file",
            yaml::string(file.value.as_str()).at(&file.at),
        ));
    }
    inputs.push(Pair::new(
        "target",
        yaml::string(build.stage.as_str()).at(&build.at),
    ));
    let mut args: Vec<Vec<Part>> = build.args.iter().map(arg).collect();
    let inline = plan.builds.mode.value == Mode::Inline
        || plan.builds.mode.value == Mode::Registry && build.stage == plan.builds.runtime.stage;
    if inline {
        args.insert(0, vec![Part::literal("BUILDKIT_INLINE_CACHE=1")]);
    }
    if !args.is_empty() {
        inputs.push(Pair::new("build-args", yaml::lines(12, &args)));
    }
    if !build.secrets.is_empty() {
        let secret = |secret: &Secret| {
            vec![Part::literal(format!(
                "{}={}",
                secret.id,
                secret.variable.as_str()
            ))]
        };
        inputs.push(Pair::new(
            "secret-envs",
            yaml::lines(12, &build.secrets.iter().map(secret).collect::<Vec<_>>()),
        ));
    }
    if !build.sources.is_empty() {
        let registry = &plan.registries[0].repository.value;
        let source = |tag| values::image("type=registry,ref=", registry, values::tag(tag), "");
        inputs.push(Pair::new(
            "cache-from",
            yaml::lines(12, &build.sources.iter().map(source).collect::<Vec<_>>()),
        ));
    }
    inputs
}

/// The commit that was checked out; any other argument is a variable of the repository's.
fn arg(arg: &Arg) -> Vec<Part> {
    let value = if arg.is_commit() {
        values::commit()
    } else {
        expr::variable(&arg.name)
    };
    vec![
        Part::literal(format!("{}=", arg.name.as_str())),
        Part::Expr(value.at(&arg.at)),
    ]
}
