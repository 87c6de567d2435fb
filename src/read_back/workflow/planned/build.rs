//! The steps of a build.

use super::{
    job::{Run, hole, tag},
    scan,
    step::{Ours, Step},
};
use crate::{
    plan::{
        branch_names::HASH_DIGITS,
        builds::Build,
        hooks::Point,
        stages::Arg,
        tags::{Part, Tag},
        workflows::{Purpose, Work},
    },
    read_back::expression::Tree,
    spec::{cache::Mode, outputs::DEFAULT_DOCKERFILE},
};

/// The steps of a build for `purpose`: every cached stage, the runtime stage, the scan, and only then the push.
pub(super) fn steps(run: &Run, purpose: Purpose) -> Vec<Step> {
    let plan = run.plan;
    let mut steps = vec![run.checkout()];
    steps.extend(run.hooks(Point::BuildStart));
    let buildx = "docker/setup-buildx-action";
    steps.push(Step::Ours(run.uses(buildx, buildx)));
    steps.extend(plan.registries.iter().map(|registry| run.login(registry)));
    steps.push(compute_tags(run));
    steps.extend(run.hooks(Point::BuildBeforeImage));
    steps.extend(plan.builds.all().map(|build| image(run, purpose, build)));
    if let Some(scan) = &plan.scan {
        steps.extend(scan::steps(run, purpose, scan));
    }
    steps.extend(run.hooks(Point::BuildBeforePush));
    steps.push(push(run, purpose));
    steps.extend(run.hooks(Point::BuildEnd));
    steps
}

/// The step that computes the tags.
pub(super) fn compute_tags(run: &Run) -> Step {
    let tags = &run.plan.tags;
    let destroys = matches!(run.job.work, Work::Destroy(_));
    let of_matrix = !run.job.branches.is_empty();
    let mut step = Ours::new("Compute the tags").with("id", "tags");
    let name = if of_matrix {
        Tree::name("matrix.branch")
    } else if destroys {
        Tree::name("github.head_ref")
    } else {
        Tree::any(vec![
            Tree::name("github.head_ref"),
            Tree::name("github.ref_name"),
        ])
    };
    step = step.with("env REF_NAME", hole(&name));
    if destroys {
        step = step.with("env COMMIT", "{github.event.pull_request.head.sha}");
    }
    let two_tags = !destroys && tags.review.parts != tags.release.parts;
    if !of_matrix && two_tags {
        step = step.with("env EVENT", "{github.event_name}");
    }
    if !of_matrix && tags.review.has(&Part::PullRequest) {
        step = step.with("env NUMBER", run.number());
    }
    let unique = [Some(&tags.review), Some(&tags.release).filter(|_| two_tags)];
    let unique = unique.into_iter().flatten().filter(|_| !of_matrix);
    let branches = &tags.branches;
    let lengths = [branches.room, HASH_DIGITS, branches.cut()].map(|length| length.to_string());
    Step::Ours(
        step.says("the unique tags", unique.map(in_script))
            .says(
                "the commit",
                [if destroys {
                    "$COMMIT"
                } else {
                    "$(git rev-parse HEAD)"
                }],
            )
            .says("the lengths of names", lengths),
    )
}

/// A tag as a word of our script.
fn in_script(tag: &Tag) -> String {
    let part = |part: &Part| match part {
        Part::Literal(text) => text.clone(),
        Part::Branch => "${name}".to_owned(),
        Part::Commit => "${commit}".to_owned(),
        Part::PullRequest => "${NUMBER}".to_owned(),
        Part::Timestamp => "${timestamp}".to_owned(),
    };
    let tag: String = tag.parts.iter().map(part).collect();
    format!("\"{tag}\"")
}

/// The step that builds the image of one stage.
fn image(run: &Run, purpose: Purpose, build: &Build) -> Step {
    let plan = run.plan;
    let mode = plan.builds.mode.value;
    let stage = build.stage.as_str();
    let is_runtime = build.stage == plan.builds.runtime.stage;
    let mut step = run
        .uses(&format!("build {stage}"), "docker/build-push-action")
        .with("with context", ".")
        .with("with target", stage);
    let file = plan.outputs.dockerfile.as_ref();
    let file = file.map(|file| file.value.as_str());
    step = step.says("with file", file.filter(|file| *file != DEFAULT_DOCKERFILE));
    let marks = mode == Mode::Inline || mode == Mode::Registry && is_runtime;
    let mark = marks.then(|| "BUILDKIT_INLINE_CACHE=1".to_owned());
    step = step.says(
        "with build-args",
        mark.into_iter().chain(build.args.iter().map(arg)),
    );
    let secrets = build.secrets.iter();
    step = step.says(
        "with secret-envs",
        secrets.map(|secret| format!("{}={}", secret.id, secret.variable.as_str())),
    );
    for wanted in &build.secrets {
        let name = wanted.variable.as_str();
        step = step.with(&format!("env {name}"), run.secret(name));
    }
    step = match purpose {
        Purpose::Release => {
            let sources = build.sources.iter();
            step.says("with cache-from", sources.map(|tag| cache(run, tag)))
        }
        Purpose::Caches => step
            .with("with no-cache-filters", stage)
            .with("with pull", "true"),
    };
    let keeps = match mode {
        Mode::Gha => true,
        Mode::Registry => !is_runtime,
        Mode::Inline | Mode::None => false,
    };
    if keeps {
        let cache = format!("{},mode=max", cache(run, &build.tag));
        let kept = match run.trusted() {
            None => cache,
            Some(trusted) => hole(&Tree::any(vec![
                Tree::all(vec![trusted, Tree::Text(cache)]),
                Tree::Text(String::new()),
            ])),
        };
        step = step.with("with cache-to", kept);
    }
    if is_runtime {
        step = step
            .says("with tags", tags(run, purpose))
            .with("with load", "true");
    } else if !keeps {
        let push = run
            .trusted()
            .map_or_else(|| "true".to_owned(), |tree| hole(&tree));
        step = step
            .with("with tags", named(run, &tag(&build.tag)))
            .with("with push", push);
    }
    Step::Ours(step)
}

/// The unique and the moving tag of each registry.
fn tags(run: &Run, purpose: Purpose) -> Vec<String> {
    let mut tags = Vec::new();
    for registry in &run.plan.registries {
        let repository = registry.repository.value.as_str();
        if purpose == Purpose::Release {
            tags.push(format!("{repository}:{{steps.tags.outputs.tag}}"));
        }
        tags.push(format!("{repository}:{}", tag(&run.plan.tags.moving)));
    }
    tags
}

/// The cache that `tag` names.
fn cache(run: &Run, tag: &Tag) -> String {
    let tag = self::tag(tag);
    match run.plan.builds.mode.value {
        Mode::Gha => format!("type=gha,scope={tag}"),
        Mode::Inline | Mode::Registry | Mode::None => {
            format!("type=registry,ref={}", named(run, &tag))
        }
    }
}

/// The image with `tag` in the primary registry.
fn named(run: &Run, tag: &str) -> String {
    format!("{}:{tag}", run.plan.registries[0].repository.value.as_str())
}

/// The commit that was checked out; any other argument is a variable of the repository's.
fn arg(arg: &Arg) -> String {
    let name = arg.name.as_str();
    if arg.is_commit() {
        format!("{name}={{steps.tags.outputs.commit}}")
    } else {
        format!("{name}={{vars.{name}}}")
    }
}

/// The image that is scanned and pushed: by its unique tag, or by the moving one where only caches are built.
pub(super) fn pushed(run: &Run, purpose: Purpose) -> String {
    match purpose {
        Purpose::Release => named(run, "{steps.tags.outputs.tag}"),
        Purpose::Caches => named(run, &tag(&run.plan.tags.moving)),
    }
}

fn push(run: &Run, purpose: Purpose) -> Step {
    let plan = run.plan;
    let release = purpose == Purpose::Release;
    let mut step = Ours::new("Push")
        .with("id", "push")
        .with("env IMAGE", pushed(run, purpose))
        .with("env MOVING_TAG", tag(&plan.tags.moving));
    if release {
        step = step.with("env TAG", "{steps.tags.outputs.tag}");
    }
    if plan.scan.is_some() {
        step = step.with("env SCANNED", "{steps.scan.outputs.image}");
    }
    let repositories = plan.registries.iter();
    let mut repositories = repositories.map(|registry| registry.repository.value.as_str());
    let mut images: Vec<String> = repositories
        .clone()
        .map(|repository| format!("docker push \"{repository}:$MOVING_TAG\""))
        .collect();
    if release {
        // The primary registry comes last: its digest is deployed.
        repositories.next();
        images.extend(repositories.map(|repository| format!("push_once \"{repository}:$TAG\"")));
        images.push("push_once \"$IMAGE\"".to_owned());
    }
    Step::Ours(
        step.says("the images", images)
            .trusted(run.trusted().as_ref()),
    )
}
