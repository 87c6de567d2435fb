//! What the Makefile needs to deploy: the environments, and what Terraform is told of each.

use serde::Serialize;

use crate::{
    lang::{
        Text,
        make::{self, Make, Piece},
    },
    plan::{
        Plan,
        deploy::Deploy,
        environments::{self, Environment},
        pieces::{self, Pieces},
    },
    source::Placed,
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
    app: Text<Make>,
    var_file: Text<Make>,
    deployable: Text<Make>,
    refused: Option<Text<Make>>,
    backend: Vec<Text<Make>>,
    needs_pr: Option<Text<Make>>,
    confirm: Option<Text<Make>>,
    variables: Vec<Variable>,
    cluster: Option<Cluster>,
    modules: Option<Text<Make>>,
}

#[derive(Serialize)]
struct Variable {
    name: Text<Make>,
    value: Text<Make>,
    terraform: Text<Make>,
}

#[derive(Serialize)]
struct Cluster {
    resource_group: Text<Make>,
    name: Text<Make>,
    namespace: Text<Make>,
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
        environments: plan.environments.iter().map(environment).collect(),
    }
}

fn environment(environment: &Environment) -> EnvironmentView {
    let backend = environment.backend.iter().map(|(key, value)| {
        let option = Piece::Literal(format!("-backend-config={key}="));
        make::word(&[vec![option], self::pieces(value)].concat()).at(&value.at)
    });
    let variable = |variable: &environments::Variable| Variable {
        name: make::name(&variable.make).at(&variable.value.at),
        value: make::value(&variable.value.value).at(&variable.value.at),
        terraform: make::name(&variable.terraform).at(&variable.value.at),
    };
    let deployable = &environment.deployable;
    let kinds = deployable.kinds.iter();
    EnvironmentView {
        name: make::target(&environment.name).at(&environment.at),
        app: make::pieces(&pieces(&environment.app)).at(&environment.app.at),
        var_file: make::word(&pieces(&environment.var_file)).at(&environment.var_file.at),
        deployable: kinds.fold(make::value(&deployable.allowed), |text, kind| {
            text.at(&kind.at)
        }),
        refused: deployable.refused.as_deref().map(make::value),
        backend: backend.collect(),
        needs_pr: (environment.on.value == On::PullRequest)
            .then(|| make::value("yes").at(&environment.at.key("on"))),
        confirm: environment
            .confirm
            .value
            .then(|| make::value("yes").at(&environment.confirm.at)),
        variables: environment.variables.iter().map(variable).collect(),
        cluster: environment.cluster.as_ref().map(|cluster| Cluster {
            resource_group: word(&cluster.resource_group),
            name: word(&cluster.name),
            namespace: word(&cluster.namespace),
        }),
        modules: environment.modules.as_ref().map(word),
    }
}

/// A value as one word of a command.
fn word(value: &Placed<String>) -> Text<Make> {
    make::word(&[Piece::Literal(value.value.clone())]).at(&value.at)
}

/// A text with holes for the number of the pull request.
fn pieces(pieces: &Pieces) -> Vec<Piece> {
    let piece = |piece: &pieces::Piece| match piece {
        pieces::Piece::Literal(text) => Piece::Literal(text.clone()),
        pieces::Piece::PullRequest => Piece::Variable("PR"),
    };
    pieces.pieces.iter().map(piece).collect()
}
