//! The commands to build, look into, deploy and debug.

use super::{prelude::*, sample};

use crate::{
    lang::shell::{self, Path, Shell, VariableName},
    plan::environments::Environment,
    spec::{environments::On, outputs::DEFAULT_MAKEFILE},
};

#[derive(Serialize)]
struct View {
    makefile: Option<Text<Markdown>>,
    help: Text<Markdown>,
    build: Text<Markdown>,
    branch: Text<Markdown>,
    branch_tag: Text<Markdown>,
    local_tag: Text<Markdown>,
    secrets: Vec<Text<Markdown>>,
    verify: Text<Markdown>,
    workdir: Option<Text<Markdown>>,
    environments: Vec<EnvironmentView>,
    unlock: Option<Unlock>,
    cluster: Option<Text<Markdown>>,
    includes: Option<Text<Markdown>>,
}

#[derive(Serialize)]
struct EnvironmentView {
    name: Text<Markdown>,
    commands: Text<Markdown>,
}

/// The command that releases a state lock, for the first environment.
#[derive(Serialize)]
struct Unlock {
    command: Text<Markdown>,
    others: bool,
    confirmed: Option<Text<Markdown>>,
}

/// Commands, one a line.
#[derive(Serialize)]
struct Lines {
    lines: Vec<Text<Shell>>,
}

pub(super) fn section(plan: &Plan, page: &Path) -> Text<Markdown> {
    let makefile = plan.outputs.makefile.as_ref();
    let make = |words: &[Text<Shell>]| {
        let mut all = vec![shell::literal("make")];
        let elsewhere = makefile.filter(|file| file.value.as_str() != DEFAULT_MAKEFILE);
        all.extend(
            elsewhere.map(|file| shell::valued("--file=", file.value.as_str()).at(&file.at)),
        );
        all.extend(words.to_vec());
        shell::words(&all)
    };
    let unique = sample::tag(plan, &plan.tags.release, sample::trunk(plan));
    let image = assignment("IMAGE_TAG", &unique).at(&plan.tags.release.at);
    let runtime = plan.stages.last();
    let workdir = runtime.and_then(|stage| stage.workdir.as_ref());
    let deploys = plan.deploy.is_some() && makefile.is_some();
    let environments = plan.environments.iter().filter(|_| deploys);
    let with_cluster = environments.clone().find(|one| one.cluster.is_some());
    let cluster = with_cluster.map(|environment| {
        let goals = ["shell", "console", "logs"]
            .map(|goal| make(&[goals(environment, false), vec![shell::literal(goal)]].concat()));
        block(goals.to_vec())
    });
    let (first, others) = plan.environments.split_first().unzip();
    let unlock = first.filter(|_| deploys).map(|environment| {
        let command = make(&unlock_goals(environment));
        unlock(command, others.unwrap_or_default())
    });
    let views = environments.map(|environment| {
        let review = environment.on.value == On::PullRequest;
        let confirmed = environment.confirm.value;
        let tag = if review {
            let tag = sample::tag(plan, &plan.tags.review, sample::BRANCH);
            assignment("IMAGE_TAG", &tag).at(&plan.tags.review.at)
        } else {
            image.clone()
        };
        let mut wanted = vec!["terraform-plan", "terraform-apply"];
        // A command that takes production down should not wait here to be copied.
        wanted.extend(review.then_some("terraform-destroy"));
        let lines = wanted.into_iter().map(|goal| {
            let goal = [shell::literal(goal), tag.clone()];
            make(&[goals(environment, confirmed).as_slice(), &goal].concat())
        });
        EnvironmentView {
            name: code(environment.name.as_str(), &environment.at),
            commands: block(lines.collect()),
        }
    });
    let environments: Vec<EnvironmentView> = views.collect();
    let verify = if makefile.is_some() {
        make(&[shell::literal("verify-image"), image.clone()])
    } else {
        let repository = plan
            .registries
            .first()
            .map(|registry| registry.repository.value.as_str());
        let image = format!("{}:{unique}", repository.unwrap_or_default());
        shell::words(&[
            shell::literal("docker run -it --rm"),
            shell::word(&image),
            shell::literal("/bin/sh"),
        ])
    };
    let includes: Vec<Text<Markdown>> = plan
        .make
        .includes
        .iter()
        .map(|path| code(path.value.as_str(), &path.at))
        .collect();
    let view = View {
        makefile: makefile.map(|file| markdown::file(page, &file.value).at(&file.at)),
        help: block(vec![make(&[])]),
        build: block(
            ["build-local-image", "push-local-image"]
                .map(|goal| make(&[shell::literal(goal)]))
                .to_vec(),
        ),
        branch: markdown::cell(sample::BRANCH),
        branch_tag: tag(plan, &plan.tags.moving),
        local_tag: tag(plan, &plan.tags.local),
        secrets: plan
            .builds
            .runtime
            .secrets
            .iter()
            .map(|secret| code(secret.variable.as_str(), &secret.at))
            .collect(),
        verify: block(vec![verify]),
        workdir: workdir.map(|workdir| code(workdir.value.as_str(), &workdir.at)),
        environments,
        unlock,
        cluster,
        includes: super::said(&includes, "and"),
    };
    fill(template!("docs/commands.md.j2"), &view)
}

fn tag(plan: &Plan, tag: &crate::plan::tags::Tag) -> Text<Markdown> {
    code(&sample::tag(plan, tag, sample::BRANCH), &tag.at)
}

/// The goals that release a state lock of `environment`.
fn unlock_goals(environment: &Environment) -> Vec<Text<Shell>> {
    let goal = [
        shell::literal("terraform-unlock"),
        assignment("LOCK_ID", sample::LOCK),
    ];
    [
        goals(environment, environment.confirm.value).as_slice(),
        &goal,
    ]
    .concat()
}

/// The view of `command`, which can name each of `others` too.
fn unlock(command: Text<Shell>, others: &[Environment]) -> Unlock {
    let confirmed = others.iter().filter(|other| other.confirm.value);
    let confirmed = codes(confirmed.map(|other| (other.name.as_str(), &other.confirm.at)));
    Unlock {
        command: block(vec![command]),
        others: !others.is_empty(),
        confirmed: super::said(&confirmed, "and"),
    }
}

/// The goal that chooses `environment`, with what it needs to be told.
fn goals(environment: &Environment, confirmed: bool) -> Vec<Text<Shell>> {
    let mut words = vec![shell::word(environment.name.as_str()).at(&environment.at)];
    if environment.on.value == On::PullRequest {
        words.push(assignment("PR", sample::PULL_REQUEST));
    }
    if confirmed {
        words.push(assignment("CONFIRM_PRODUCTION", "YES").at(&environment.confirm.at));
    }
    words
}

fn assignment(name: &str, value: &str) -> Text<Shell> {
    let name = VariableName::parse(name).expect("a name of ours is one");
    shell::assignment(&name, value)
}

/// The commands `lines`, as a block of code.
pub(super) fn block(lines: Vec<Text<Shell>>) -> Text<Markdown> {
    let text: Text<Shell> = fill(template!("docs/lines.sh.j2"), &Lines { lines });
    markdown::block("sh", &text)
}
