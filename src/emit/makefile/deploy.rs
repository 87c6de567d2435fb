//! The deployment part of the Makefile: the environments and their Terraform variables.

use serde::Serialize;

use super::with_places;
use crate::{
    lang::{
        Text,
        make::{self, Make, Segment},
    },
    place::Placed,
    plan::{
        Plan,
        deploy::Deploy,
        environments::Environment,
        make::{Assignment, BuiltinVariable, EnvironmentVariables, MakeVariable, VariableValue},
    },
    spec::environments::On,
};

/// The deployment variables of the template.
#[derive(Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each controls a block of lines"
)]
pub(super) struct View {
    example: Text<Make>,
    directory: Text<Make>,
    image_variable: Text<Make>,
    rejects: bool,
    requires_pr: bool,
    requires_confirmation: bool,
    has_cluster: bool,
    /// The variables that are empty unless an environment sets them.
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
    /// The name for Terraform.
    terraform: Option<Text<Make>>,
}

/// The deployment variables for `deploy`.
pub(super) fn deploy_view(plan: &Plan, deploy: &Deploy) -> View {
    let any = |is: fn(&Environment) -> bool| plan.environments.iter().any(is);
    let unguarded = plan
        .environments
        .iter()
        .find(|environment| environment.on.value == On::Push && !environment.confirm.value);
    let example = unguarded.or(plan.environments.first());
    View {
        example: example.map_or_else(
            || make::value(""),
            |environment| make::target(&environment.name),
        ),
        directory: make::value(deploy.directory.value.as_str()).with_place(&deploy.directory.place),
        image_variable: make::name(&deploy.image_variable.value)
            .with_place(&deploy.image_variable.place),
        rejects: any(|environment| environment.deployable.rejected.is_some()),
        requires_pr: any(|environment| environment.on.value == On::PullRequest),
        requires_confirmation: any(|environment| environment.confirm.value),
        has_cluster: any(|environment| environment.cluster.is_some()),
        modules: deploy.modules.as_ref().map(|modules| Modules {
            repository: quote_word(&modules.repository),
            directory: make::value(&format!(
                "{}/{}",
                deploy.directory.value.as_str(),
                modules.directory.value.as_str()
            ))
            .with_place(&modules.directory.place),
        }),
        environments: plan.make.environments.iter().map(environment).collect(),
        settings: plan
            .make
            .builtin_variables()
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
        name: make::target(&environment.value).with_place(&environment.place),
        needs_pr: sets(MakeVariable::Builtin(BuiltinVariable::NeedsPr)),
        confirm: sets(MakeVariable::Builtin(BuiltinVariable::NeedsConfirmation)),
        variables: own.variables.iter().map(variable).collect(),
    }
}

fn variable(variable: &Assignment) -> VariableView {
    let value = match &variable.value {
        VariableValue::Text(segments) => make::interpolate(segments),
        VariableValue::Words(words) => make::shell_words(words),
    };
    let (name, terraform) = match &variable.name {
        MakeVariable::Builtin(setting) => (make::literal(setting.name()), None),
        MakeVariable::Terraform(name, terraform) => (make::name(name), Some(make::name(terraform))),
    };
    VariableView {
        name: with_places(name, &variable.places),
        value: Some(with_places(value, &variable.places))
            .filter(|value| !value.as_str().is_empty()),
        terraform: terraform.map(|terraform| with_places(terraform, &variable.places)),
    }
}

/// A value as one word of a command.
fn quote_word(value: &Placed<String>) -> Text<Make> {
    make::shell_word(&[Segment::Literal(value.value.clone())]).with_place(&value.place)
}
