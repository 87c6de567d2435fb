//! How an image reaches an environment: the steps of a deployment, Terraform, the smoke test, who is told.

use super::{prelude::*, sample, steps};

use crate::{
    lang::shell::Path,
    plan::{deploy::Modules, environments::Environment, notify::Service, smoke_test::SmokeTest},
    spec::{environments::On, notify::Ending},
};

#[derive(Serialize)]
struct View {
    directory: Text<Markdown>,
    version: Text<Markdown>,
    image_variable: Text<Markdown>,
    steps: Vec<Text<Markdown>>,
    reviewed: Option<Text<Markdown>>,
    makefile: Option<Text<Markdown>>,
    rows: Vec<Row>,
    variables: Vec<Variable>,
    modules: Option<ModulesView>,
    smoke: Option<Text<Markdown>>,
    smoke_path: Option<Text<Markdown>>,
    smoke_secrets: Option<Text<Markdown>>,
    notify: Option<Notify>,
}

#[derive(Serialize)]
struct Row {
    environment: Text<Markdown>,
    file: Text<Markdown>,
    state: Text<Markdown>,
    reference: Option<Text<Markdown>>,
}

#[derive(Serialize)]
struct Variable {
    environment: Text<Markdown>,
    terraform: Text<Markdown>,
    make: Text<Markdown>,
    value: Text<Markdown>,
}

#[derive(Serialize)]
struct ModulesView {
    repository: Text<Markdown>,
    directory: Text<Markdown>,
}

#[derive(Serialize)]
struct Notify {
    failure: bool,
    services: Text<Markdown>,
    endings: Text<Markdown>,
}

pub(super) fn section(plan: &Plan, page: &Path) -> Option<Text<Markdown>> {
    let deploy = plan.deploy.as_ref()?;
    plan.environments.first()?;
    let makefile = plan.outputs.makefile.as_ref();
    let trunk = &plan.workflow.branches[0];
    let (smoke, smoke_path, smoke_secrets) = smoke_test(plan.smoke_test.as_ref());
    let view = View {
        directory: code(deploy.directory.value.as_str(), &deploy.directory.at),
        version: code(&deploy.version.value, &deploy.version.at),
        image_variable: code(
            deploy.image_variable.value.as_str(),
            &deploy.image_variable.at,
        ),
        steps: steps::of_deployments(plan),
        reviewed: plan
            .environments
            .iter()
            .any(|one| one.on.value == On::PullRequest)
            .then(|| code(&trunk.value, &trunk.at)),
        makefile: makefile.map(|file| markdown::file(page, &file.value).at(&file.at)),
        rows: plan.environments.iter().map(row).collect(),
        variables: plan.environments.iter().flat_map(variables).collect(),
        modules: deploy.modules.as_ref().map(modules),
        smoke,
        smoke_path,
        smoke_secrets,
        notify: plan.notify.as_ref().map(notify),
    };
    Some(fill(template!("docs/deployment.md.j2"), &view))
}

fn row(environment: &Environment) -> Row {
    let state = environment.backend.iter().map(|(key, value)| {
        let pair = format!("{key}={}", sample::pieces(value));
        code(&pair, &value.at)
    });
    let state: Vec<Text<Markdown>> = state.collect();
    Row {
        environment: code(environment.name.as_str(), &environment.at),
        file: code(
            &sample::pieces(&environment.var_file),
            &environment.var_file.at,
        ),
        state: said(&state, "and").unwrap_or_else(|| markdown::literal("nothing")),
        reference: environment
            .modules
            .as_ref()
            .map(|reference| code(&reference.value, &reference.at)),
    }
}

fn variables(environment: &Environment) -> Vec<Variable> {
    let variables = environment.variables.iter();
    variables
        .map(|variable| Variable {
            environment: code(environment.name.as_str(), &environment.at),
            terraform: code(variable.terraform.as_str(), &variable.value.at),
            make: code(variable.make.as_str(), &variable.value.at),
            value: code(&variable.value.value, &variable.value.at),
        })
        .collect()
}

fn modules(modules: &Modules) -> ModulesView {
    ModulesView {
        repository: markdown::url(&modules.repository.value).at(&modules.repository.at),
        directory: code(modules.directory.value.as_str(), &modules.directory.at),
    }
}

/// The command, or the path; and the secrets of the command.
#[expect(clippy::type_complexity, reason = "three parts of one paragraph")]
fn smoke_test(
    test: Option<&SmokeTest>,
) -> (
    Option<Text<Markdown>>,
    Option<Text<Markdown>>,
    Option<Text<Markdown>>,
) {
    match test {
        None => (None, None, None),
        Some(SmokeTest::Path(path)) => (None, Some(code(&path.value, &path.at)), None),
        Some(SmokeTest::Command { command, secrets }) => {
            let secrets = secrets
                .iter()
                .map(|secret| (secret.value.as_str(), &secret.at));
            (
                Some(code(command.value.as_str(), &command.at)),
                None,
                said(&codes(secrets), "and"),
            )
        }
    }
}

fn notify(notify: &crate::plan::notify::Notify) -> Notify {
    let services: Vec<Text<Markdown>> = notify
        .webhooks
        .iter()
        .map(|webhook| {
            let name = match webhook.service {
                Service::Slack => "Slack",
                Service::Teams => "Microsoft Teams",
            };
            markdown::literal(name).at(&webhook.secret.at)
        })
        .collect();
    let endings: Vec<Text<Markdown>> = notify
        .on
        .iter()
        .map(|on| {
            let ending = match on.value {
                Ending::Failure => "a run fails or is cancelled",
                Ending::Success => "a run has gone well",
            };
            markdown::literal(ending).at(&on.at)
        })
        .collect();
    Notify {
        failure: notify.tells(Ending::Failure),
        services: markdown::list(&services, "and"),
        endings: markdown::list(&endings, "and when"),
    }
}
