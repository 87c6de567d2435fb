//! What the Makefile needs to deploy: the environments, and what Terraform is told of each.

use serde::Serialize;

use super::from;
use crate::{
    lang::{
        Text,
        make::{self, Make, Piece},
    },
    place::Placed,
    plan::{
        Plan,
        deploy::Deploy,
        environments::Environment,
        make::{Assigned, EnvironmentVariables, Setting, Value, Variable},
    },
    spec::environments::On,
};

/// What the Makefile needs to deploy.
#[derive(Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each controls a block of lines"
)]
pub(super) struct View {
    first: Text<Make>,
    directory: Text<Make>,
    image_variable: Text<Make>,
    refuses: bool,
    asks_for_pr: bool,
    asks_to_confirm: bool,
    has_cluster: bool,
    /// The variables that are emptied where an environment does not set them.
    settings: Vec<Text<Make>>,
    modules: Option<Modules>,
    environments: Vec<EnvironmentView>,
}

#[derive(Serialize)]
struct Modules {
    repository: Text<Make>,
    directory: Text<Make>,
}

#[derive(Serialize)]
struct EnvironmentView {
    name: Text<Make>,
    needs_pr: bool,
    confirm: bool,
    variables: Vec<VariableView>,
}

#[derive(Serialize)]
struct VariableView {
    name: Text<Make>,
    value: Option<Text<Make>>,
    /// The name under which Terraform gets it.
    terraform: Option<Text<Make>>,
}

/// What the Makefile needs to deploy with `deploy`.
pub(super) fn view(plan: &Plan, deploy: &Deploy) -> View {
    let any = |is: fn(&Environment) -> bool| plan.environments.iter().any(is);
    let unguarded = plan
        .environments
        .iter()
        .find(|environment| environment.on.value == On::Push && !environment.confirm.value);
    let example = unguarded.or(plan.environments.first());
    View {
        first: example.map_or_else(
            || make::value(""),
            |environment| make::target(&environment.name),
        ),
        directory: make::value(deploy.directory.value.as_str()).at(&deploy.directory.at),
        image_variable: make::name(&deploy.image_variable.value).at(&deploy.image_variable.at),
        refuses: any(|environment| environment.deployable.refused.is_some()),
        asks_for_pr: any(|environment| environment.on.value == On::PullRequest),
        asks_to_confirm: any(|environment| environment.confirm.value),
        has_cluster: any(|environment| environment.cluster.is_some()),
        modules: deploy.modules.as_ref().map(|modules| Modules {
            repository: word(&modules.repository),
            directory: make::value(&format!(
                "{}/{}",
                deploy.directory.value.as_str(),
                modules.directory.value.as_str()
            ))
            .at(&modules.directory.at),
        }),
        environments: plan.make.environments.iter().map(environment).collect(),
        settings: plan
            .make
            .settings()
            .into_iter()
            .map(|setting| make::literal(setting.name()))
            .collect(),
    }
}

fn environment(own: &EnvironmentVariables) -> EnvironmentView {
    let environment = &own.environment;
    let sets = |setting| {
        own.variables
            .iter()
            .any(|variable| variable.name == setting)
    };
    EnvironmentView {
        name: make::target(&environment.value).at(&environment.at),
        needs_pr: sets(Variable::Setting(Setting::NeedsPr)),
        confirm: sets(Variable::Setting(Setting::NeedsConfirmation)),
        variables: own.variables.iter().map(variable).collect(),
    }
}

fn variable(variable: &Assigned) -> VariableView {
    let value = match &variable.value {
        Value::Text(pieces) => make::pieces(pieces),
        Value::Words(words) => make::words(words),
    };
    let (name, terraform) = match &variable.name {
        Variable::Setting(setting) => (make::literal(setting.name()), None),
        Variable::Terraform(name, terraform) => (make::name(name), Some(make::name(terraform))),
    };
    VariableView {
        name: from(name, &variable.at),
        value: Some(from(value, &variable.at)).filter(|value| !value.as_str().is_empty()),
        terraform: terraform.map(|terraform| from(terraform, &variable.at)),
    }
}

/// A value as one word of a command.
fn word(value: &Placed<String>) -> Text<Make> {
    make::word(&[Piece::Literal(value.value.clone())]).at(&value.at)
}
