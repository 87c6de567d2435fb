//! Plans the variables that each environment sets in the Makefile.

use std::collections::BTreeSet;

use crate::{
    lang::{
        make::{Segment, Target},
        shell::VariableName,
    },
    place::{Place, Placed},
    plan::{environments::Environment, make::Make, segments::to_make},
    spec::environments::On,
};

/// The variables of an environment.
#[derive(Clone, Debug)]
pub struct EnvironmentVariables {
    /// The environment.
    pub environment: Placed<Target>,
    /// The variables, in the order in which they are assigned.
    pub variables: Vec<Assignment>,
}

/// A variable with its value.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// The name.
    pub name: MakeVariable,
    /// The value.
    pub value: VariableValue,
    /// The keys of the spec that set it.
    pub places: Vec<Place>,
}

/// The name of a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MakeVariable {
    /// A built-in variable, empty unless the environment sets it.
    Builtin(BuiltinVariable),
    /// A variable of the spec for Terraform: its name in the Makefile, and the name under which it is exported.
    Terraform(VariableName, VariableName),
}

/// The value of a variable.
#[derive(Clone, Debug)]
pub enum VariableValue {
    /// Text.
    Text(Vec<Segment>),
    /// Words of a shell command.
    Words(Vec<Vec<Segment>>),
}

/// A built-in variable that environments set, in the order of the Makefile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the template's comments explain each")]
pub enum BuiltinVariable {
    App,
    VarFile,
    BackendConfig,
    Deployable,
    NotDeployable,
    NeedsPr,
    NeedsConfirmation,
    ResourceGroup,
    Cluster,
    Namespace,
    ModulesRef,
}

impl BuiltinVariable {
    /// The name in the Makefile.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::App => "APP",
            Self::VarFile => "VAR_FILE",
            Self::BackendConfig => "BACKEND_CONFIG",
            Self::Deployable => "DEPLOYABLE",
            Self::NotDeployable => "NOT_DEPLOYABLE",
            Self::NeedsPr => "NEEDS_PR",
            Self::NeedsConfirmation => "NEEDS_CONFIRMATION",
            Self::ResourceGroup => "RESOURCE_GROUP",
            Self::Cluster => "CLUSTER",
            Self::Namespace => "NAMESPACE",
            Self::ModulesRef => "MODULES_REF",
        }
    }
}

impl MakeVariable {
    /// The name in the Makefile.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Builtin(setting) => setting.name(),
            Self::Terraform(name, _) => name.as_str(),
        }
    }
}

impl Make {
    /// Whether the variable `name` holds words of a shell command.
    #[must_use]
    pub fn is_word_list(&self, name: &str) -> bool {
        let mut variables = self
            .environments
            .iter()
            .flat_map(|environment| &environment.variables);
        variables.any(|variable| {
            variable.name.as_str() == name && matches!(variable.value, VariableValue::Words(_))
        })
    }

    /// The built-in variables that any environment sets, in the order of the Makefile.
    #[must_use]
    pub fn builtin_variables(&self) -> BTreeSet<BuiltinVariable> {
        let variables = self
            .environments
            .iter()
            .flat_map(|environment| &environment.variables);
        variables
            .filter_map(|variable| match variable.name {
                MakeVariable::Builtin(setting) => Some(setting),
                MakeVariable::Terraform(..) => None,
            })
            .collect()
    }
}

/// The variables of `environment`.
pub(super) fn environment_variables(environment: &Environment) -> EnvironmentVariables {
    let tags = &environment.deployable;
    let kinds = tags.kinds.iter().map(|kind| kind.place.clone()).collect();
    let text = |text: &str| VariableValue::Text(vec![Segment::Literal(text.to_owned())]);
    let backend = environment.backend.iter().map(|(key, value)| {
        let option = Segment::Literal(format!("-backend-config={key}="));
        [vec![option], to_make(&value.segments)].concat()
    });
    let backend_places = environment
        .backend
        .iter()
        .map(|(_, value)| value.place.clone());
    let (app, file) = (&environment.app, &environment.var_file);
    let mut variables = vec![
        assign(
            BuiltinVariable::App,
            VariableValue::Text(to_make(&app.segments)),
            vec![app.place.clone()],
        ),
        assign(
            BuiltinVariable::VarFile,
            VariableValue::Words(vec![to_make(&file.segments)]),
            vec![file.place.clone()],
        ),
        assign(
            BuiltinVariable::BackendConfig,
            VariableValue::Words(backend.collect()),
            backend_places.collect(),
        ),
        assign(BuiltinVariable::Deployable, text(&tags.allowed), kinds),
    ];
    let rejected = tags.rejected.as_deref();
    variables.extend(
        rejected.map(|tags| assign(BuiltinVariable::NotDeployable, text(tags), Vec::new())),
    );
    if environment.on.value == On::PullRequest {
        let place = environment.place.key("on");
        variables.push(assign(BuiltinVariable::NeedsPr, text("yes"), vec![place]));
    }
    if environment.confirm.value {
        let place = environment.confirm.place.clone();
        variables.push(assign(
            BuiltinVariable::NeedsConfirmation,
            text("yes"),
            vec![place],
        ));
    }
    variables.extend(environment.variables.iter().map(|variable| Assignment {
        name: MakeVariable::Terraform(variable.make.clone(), variable.terraform.clone()),
        value: text(&variable.value.value),
        places: vec![variable.value.place.clone()],
    }));
    let word = |name, value: &Placed<String>| {
        let word = vec![Segment::Literal(value.value.clone())];
        assign(
            name,
            VariableValue::Words(vec![word]),
            vec![value.place.clone()],
        )
    };
    if let Some(cluster) = &environment.cluster {
        variables.push(word(
            BuiltinVariable::ResourceGroup,
            &cluster.resource_group,
        ));
        variables.push(word(BuiltinVariable::Cluster, &cluster.name));
        variables.push(word(BuiltinVariable::Namespace, &cluster.namespace));
    }
    let modules = environment.modules_ref.as_ref();
    variables.extend(modules.map(|reference| word(BuiltinVariable::ModulesRef, reference)));
    EnvironmentVariables {
        environment: Placed::new(environment.name.clone(), environment.place.clone()),
        variables,
    }
}

fn assign(name: BuiltinVariable, value: VariableValue, places: Vec<Place>) -> Assignment {
    Assignment {
        name: MakeVariable::Builtin(name),
        value,
        places,
    }
}
