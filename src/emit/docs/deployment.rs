//! How an image reaches an environment: the steps, Terraform and the smoke test.

use super::{prelude::*, sample, steps};

use crate::{
    lang::shell::Path,
    plan::{deploy::Modules, environments::Environment, smoke_test::SmokeTest},
    spec::environments::On,
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
    variables: Vec<Variables>,
    modules: Option<ModulesView>,
    has_smoke_test: bool,
    promotes: bool,
    smoke: Option<Text<Markdown>>,
    smoke_path: Option<Text<Markdown>>,
    smoke_secrets: Option<Text<Markdown>>,
}

#[derive(Serialize)]
struct Row {
    environment: Text<Markdown>,
    file: Text<Markdown>,
    state: Text<Markdown>,
    reference: Option<Text<Markdown>>,
}

/// The variables of an environment.
#[derive(Serialize)]
struct Variables {
    environment: Text<Markdown>,
    values: Text<Markdown>,
}

#[derive(Serialize)]
struct ModulesView {
    repository: Text<Markdown>,
    directory: Text<Markdown>,
}

pub(super) fn section(plan: &Plan, page: &Path) -> Option<Text<Markdown>> {
    let deploy = plan.deploy.as_ref()?;
    plan.environments.first()?;
    let makefile = plan.outputs.makefile.as_ref();
    let trunk = &plan.workflow.branches[0];
    let (smoke, smoke_path, smoke_secrets) = smoke_test(plan.smoke_test.as_ref());
    let view = View {
        directory: code(deploy.directory.value.as_str(), &deploy.directory.place),
        version: code(&deploy.version.value, &deploy.version.place),
        image_variable: code(
            deploy.image_variable.value.as_str(),
            &deploy.image_variable.place,
        ),
        steps: steps::list_deployment_steps(plan),
        reviewed: plan
            .environments
            .iter()
            .any(|one| one.on.value == On::PullRequest)
            .then(|| code(&trunk.value, &trunk.place)),
        makefile: makefile
            .map(|file| markdown::file_link(page, &file.value).with_place(&file.place)),
        rows: plan.environments.iter().map(row).collect(),
        variables: plan.environments.iter().filter_map(variables).collect(),
        modules: deploy.modules.as_ref().map(modules),
        has_smoke_test: plan.smoke_test.is_some(),
        promotes: promotes(plan),
        smoke,
        smoke_path,
        smoke_secrets,
    };
    Some(fill(template!("docs/deployment.md.j2"), &view))
}

fn row(environment: &Environment) -> Row {
    let state = environment.backend.iter().map(|(key, value)| {
        let pair = format!("{key}={}", sample::fill_pull_request(value));
        code(&pair, &value.place)
    });
    let state: Vec<Text<Markdown>> = state.collect();
    Row {
        environment: code(environment.name.as_str(), &environment.place),
        file: code(
            &sample::fill_pull_request(&environment.var_file),
            &environment.var_file.place,
        ),
        state: list_any(&state, "and")
            .unwrap_or_else(|| markdown::literal("the backend of the configuration")),
        reference: environment
            .modules_ref
            .as_ref()
            .map(|reference| code(&reference.value, &reference.place)),
    }
}

fn variables(environment: &Environment) -> Option<Variables> {
    let values = environment.variables.iter().map(|variable| {
        let place = &variable.value.place;
        let pair = format!("{}={}", variable.terraform.as_str(), variable.value.value);
        markdown::concat(&[
            code(&pair, place),
            markdown::literal(" ("),
            code(variable.make.as_str(), place),
            markdown::literal(")"),
        ])
    });
    let values: Vec<Text<Markdown>> = values.collect();
    Some(Variables {
        environment: code(environment.name.as_str(), &environment.place),
        values: list_any(&values, "and")?,
    })
}

fn modules(modules: &Modules) -> ModulesView {
    ModulesView {
        repository: markdown::url(&modules.repository.value).with_place(&modules.repository.place),
        directory: code(modules.directory.value.as_str(), &modules.directory.place),
    }
}

/// The smoke test's command, path and secrets. At most one of command and path is set.
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
        Some(SmokeTest::Path(path)) => (None, Some(code(&path.value, &path.place)), None),
        Some(SmokeTest::Command { command, secrets }) => {
            let secrets = secrets.iter();
            let secrets = codes(secrets.map(|secret| (secret.value.as_str(), &secret.place)));
            (
                Some(code(command.value.as_str(), &command.place)),
                None,
                list_any(&secrets, "and"),
            )
        }
    }
}
