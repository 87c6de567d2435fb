//! Rolling back by hand: the workflow or the make command that deploys an earlier image.

use super::{
    make::{block, image_tag, make_for, with_sha},
    prelude::*,
    sample,
};

use crate::{
    lang::shell::{self, Shell},
    plan::{environments::Environment, workflows::Workflow},
    spec::environments::On,
};

/// How to roll back.
#[derive(Serialize)]
pub(super) struct Rollback {
    environment: Text<Markdown>,
    run: Option<Dispatch>,
    make: Option<Text<Markdown>>,
    trunk: Text<Markdown>,
}

/// The workflow that deploys an image.
#[derive(Serialize)]
struct Dispatch {
    workflow: Text<Markdown>,
    command: Text<Markdown>,
}

/// How to roll back the most important environment: the first that asks for confirmation, else the last that is not a review app,
/// else the first.
pub(super) fn rollback(plan: &Plan) -> Option<Rollback> {
    plan.deploy.as_ref()?;
    let environments = &plan.environments;
    let mut lasting = environments
        .iter()
        .rev()
        .filter(|one| one.on.value != On::PullRequest);
    let environment = environments
        .iter()
        .find(|one| one.confirm.value)
        .or_else(|| lasting.next())
        .or(environments.first())?;
    let manual = plan
        .workflows
        .iter()
        .find(|workflow| workflow.output == "manual_deploy");
    let run = manual.map(|workflow| Dispatch {
        workflow: markdown::inline(&workflow.name.value).with_place(&workflow.name.place),
        command: block(with_sha(vec![dispatch(plan, workflow, environment)])),
    });
    let make = plan.outputs.makefile.as_ref().map(|_| {
        let tag = [image_tag(plan, environment)];
        let apply = make_for(plan, environment, "terraform-apply", &tag);
        block(with_sha(vec![apply]))
    });
    let trunk = environment
        .when
        .branch()
        .unwrap_or(&plan.workflow.branches[0]);
    (run.is_some() || make.is_some()).then(|| Rollback {
        environment: code(environment.name.as_str(), &environment.place),
        run,
        make,
        trunk: code(&trunk.value, &trunk.place),
    })
}

/// The command that starts `workflow` for `environment`.
fn dispatch(plan: &Plan, workflow: &Workflow, environment: &Environment) -> Text<Shell> {
    let file = workflow.path.value.as_str();
    let file = file.rsplit('/').next().unwrap_or(file);
    let trunk = &plan.workflow.branches[0];
    let field = |name, value: Text<Shell>| shell::concat(&[shell::literal(name), value]);
    let name = shell::quote(environment.name.as_str()).with_place(&environment.place);
    let mut words = vec![
        shell::literal("gh workflow run"),
        shell::quote(file).with_place(&workflow.path.place),
        shell::literal("--ref"),
        shell::quote(&trunk.value).with_place(&trunk.place),
        field("-f environment=", name),
        field("-f tag=", sample::deployable_tag(plan, environment)),
    ];
    if environment.on.value == On::PullRequest {
        words.push(field("-f pr=", shell::quote(sample::PULL_REQUEST)));
    }
    shell::join_words(&words)
}
