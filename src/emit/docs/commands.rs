//! The commands to build, inspect, deploy and debug.

use super::{
    make::{assign, block, image_tag, make, make_for, with_sha},
    prelude::*,
    sample,
};

use crate::{
    lang::shell::{self, Path},
    plan::{segments::PipelineValue, tags::Tag},
    spec::environments::On,
};

#[derive(Serialize)]
struct View {
    makefile: Option<Text<Markdown>>,
    help: Text<Markdown>,
    build: Text<Markdown>,
    branch: Text<Markdown>,
    branch_tag: Text<Markdown>,
    local_tag: Text<Markdown>,
    secrets: Option<Text<Markdown>>,
    has_commit: bool,
    verify: Text<Markdown>,
    workdir: Option<Text<Markdown>>,
    plans: Option<Text<Markdown>>,
    reviews: bool,
    unlock: Option<Unlock>,
    cluster: Option<Text<Markdown>>,
    includes: Option<Text<Markdown>>,
}

/// The command that releases a state lock, for the first environment.
#[derive(Serialize)]
struct Unlock {
    command: Text<Markdown>,
    others: bool,
    confirmed: Option<Text<Markdown>>,
}

pub(super) fn section(plan: &Plan, page: &Path) -> Text<Markdown> {
    let makefile = plan.outputs.makefile.as_ref();
    let runtime = plan.stages.last();
    let workdir = runtime.and_then(|stage| stage.workdir.as_ref());
    let environments: Vec<_> = plan
        .environments
        .iter()
        .filter(|_| plan.deploy.is_some() && makefile.is_some())
        .collect();
    let plans = environments.iter().map(|environment| {
        let tag = [image_tag(plan, environment)];
        make_for(plan, environment, "terraform-plan", &tag)
    });
    let mut with_cluster = environments.iter().filter(|one| one.cluster.is_some());
    let cluster = with_cluster.next().map(|environment| {
        let goals = ["shell", "console", "logs"];
        block(
            goals
                .map(|goal| make_for(plan, environment, goal, &[]))
                .to_vec(),
        )
    });
    let includes = plan.make.includes.iter();
    let includes = codes(includes.map(|path| (path.value.as_str(), &path.place)));
    let secrets = plan.builds.runtime.secrets.iter();
    let secrets = codes(secrets.map(|secret| (secret.variable.as_str(), &secret.place)));
    let build_goals = ["build-local-image", "push-local-image"];
    let has_commit = plan.tags.release.contains(PipelineValue::Commit);
    let view = View {
        makefile: makefile
            .map(|file| markdown::file_link(page, &file.value).with_place(&file.place)),
        help: markdown::code(make(plan, &[]).as_str()),
        build: block(
            build_goals
                .map(|goal| make(plan, &[shell::literal(goal)]))
                .to_vec(),
        ),
        branch: markdown::cell(sample::BRANCH),
        branch_tag: local_tag(plan, &plan.tags.moving),
        local_tag: local_tag(plan, &plan.tags.local),
        secrets: list_any(&secrets, "and"),
        has_commit,
        verify: block(with_sha(vec![verify(plan)])),
        workdir: workdir.map(|workdir| code(workdir.value.as_str(), &workdir.place)),
        plans: (!environments.is_empty()).then(|| block(with_sha(plans.collect()))),
        reviews: environments
            .iter()
            .any(|one| one.on.value == On::PullRequest),
        unlock: unlock(plan).filter(|_| !environments.is_empty()),
        cluster,
        includes: list_any(&includes, "and"),
    };
    fill(template!("docs/commands.md.j2"), &view)
}

/// A tag of an image that is built locally.
fn local_tag(plan: &Plan, tag: &Tag) -> Text<Markdown> {
    code(&sample::tag(plan, tag, sample::BRANCH), &tag.place)
}

/// The command that opens a shell in an image of the trunk.
fn verify(plan: &Plan) -> Text<shell::Shell> {
    let tag = sample::shell_tag(plan, &plan.tags.release, sample::trunk(plan));
    if plan.outputs.makefile.is_some() {
        let tag = shell::concat(&[shell::literal("IMAGE_TAG="), tag]);
        return make(plan, &[shell::literal("verify-image"), tag]);
    }
    let repository = plan.registries.first().map(|registry| &registry.repository);
    let repository = repository
        .map(|repository| shell::quote(repository.value.as_str()).with_place(&repository.place));
    let image: Vec<_> = repository
        .into_iter()
        .chain([shell::literal(":"), tag])
        .collect();
    shell::join_words(&[
        shell::literal("docker run -it --rm"),
        shell::concat(&image),
        shell::literal("/bin/sh"),
    ])
}

/// The command that releases a state lock of the first environment, and how the commands for other environments differ.
fn unlock(plan: &Plan) -> Option<Unlock> {
    let (first, others) = plan.environments.split_first()?;
    let lock = [assign("LOCK_ID", sample::LOCK)];
    let confirmed = others.iter().filter(|other| other.confirm.value);
    let confirmed = codes(confirmed.map(|other| (other.name.as_str(), &other.confirm.place)));
    Some(Unlock {
        command: block(vec![make_for(plan, first, "terraform-unlock", &lock)]),
        others: !others.is_empty(),
        confirmed: list_any(&confirmed, "and"),
    })
}
