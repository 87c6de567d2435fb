//! The variables that an environment sets.

use std::collections::BTreeSet;

use crate::{
    lang::{
        make::{Piece, Target},
        shell::VariableName,
    },
    place::{Place, Placed},
    plan::{environments::Environment, make::Make, pieces::of_make},
    spec::environments::On,
};

/// The variables of an environment.
#[derive(Clone, Debug)]
pub struct EnvironmentVariables {
    /// The environment.
    pub environment: Placed<Target>,
    /// Its variables, in the order in which they are assigned.
    pub variables: Vec<Assigned>,
}

/// A variable with its value.
#[derive(Clone, Debug)]
pub struct Assigned {
    /// Its name.
    pub name: Variable,
    /// Its value.
    pub value: Value,
    /// The keys of the spec behind it.
    pub at: Vec<Place>,
}

/// The name of a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Variable {
    /// A variable of ours, emptied where the environment does not set it.
    Setting(Setting),
    /// A variable of the spec's for Terraform, which is exported under the second name.
    Terraform(VariableName, VariableName),
}

/// The value of a variable.
#[derive(Clone, Debug)]
pub enum Value {
    /// A text.
    Text(Vec<Piece>),
    /// Words of a shell command.
    Words(Vec<Vec<Piece>>),
}

/// A variable of ours that environments set, in the order of the Makefile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the template's comments say what each is for")]
pub enum Setting {
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

impl Setting {
    /// Its name in the Makefile.
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

impl Variable {
    /// The name in the Makefile.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Setting(setting) => setting.name(),
            Self::Terraform(name, _) => name.as_str(),
        }
    }
}

impl Make {
    /// Whether the variable `name` holds words of a shell command.
    #[must_use]
    pub fn has_words(&self, name: &str) -> bool {
        let mut variables = self.environments.iter().flat_map(|one| &one.variables);
        variables.any(|variable| {
            variable.name.as_str() == name && matches!(variable.value, Value::Words(_))
        })
    }

    /// The variables of ours that an environment sets, in the order of the Makefile.
    #[must_use]
    pub fn settings(&self) -> BTreeSet<Setting> {
        let variables = self.environments.iter().flat_map(|one| &one.variables);
        variables
            .filter_map(|variable| match variable.name {
                Variable::Setting(setting) => Some(setting),
                Variable::Terraform(..) => None,
            })
            .collect()
    }
}

/// The variables of `environment`.
pub(super) fn of_environment(environment: &Environment) -> EnvironmentVariables {
    let tags = &environment.deployable;
    let kinds = tags.kinds.iter().map(|kind| kind.at.clone()).collect();
    let text = |text: &str| Value::Text(vec![Piece::Literal(text.to_owned())]);
    let backend = environment.backend.iter().map(|(key, value)| {
        let option = Piece::Literal(format!("-backend-config={key}="));
        [vec![option], of_make(&value.pieces)].concat()
    });
    let backend_at = environment
        .backend
        .iter()
        .map(|(_, value)| value.at.clone());
    let (app, file) = (&environment.app, &environment.var_file);
    let mut variables = vec![
        set(
            Setting::App,
            Value::Text(of_make(&app.pieces)),
            vec![app.at.clone()],
        ),
        set(
            Setting::VarFile,
            Value::Words(vec![of_make(&file.pieces)]),
            vec![file.at.clone()],
        ),
        set(
            Setting::BackendConfig,
            Value::Words(backend.collect()),
            backend_at.collect(),
        ),
        set(Setting::Deployable, text(&tags.allowed), kinds),
    ];
    let refused = tags.refused.as_deref();
    variables.extend(refused.map(|tags| set(Setting::NotDeployable, text(tags), Vec::new())));
    if environment.on.value == On::PullRequest {
        let at = environment.at.key("on");
        variables.push(set(Setting::NeedsPr, text("yes"), vec![at]));
    }
    if environment.confirm.value {
        let at = environment.confirm.at.clone();
        variables.push(set(Setting::NeedsConfirmation, text("yes"), vec![at]));
    }
    variables.extend(environment.variables.iter().map(|variable| Assigned {
        name: Variable::Terraform(variable.make.clone(), variable.terraform.clone()),
        value: text(&variable.value.value),
        at: vec![variable.value.at.clone()],
    }));
    let word = |name, value: &Placed<String>| {
        let word = vec![Piece::Literal(value.value.clone())];
        set(name, Value::Words(vec![word]), vec![value.at.clone()])
    };
    if let Some(cluster) = &environment.cluster {
        variables.push(word(Setting::ResourceGroup, &cluster.resource_group));
        variables.push(word(Setting::Cluster, &cluster.name));
        variables.push(word(Setting::Namespace, &cluster.namespace));
    }
    let modules = environment.modules.as_ref();
    variables.extend(modules.map(|reference| word(Setting::ModulesRef, reference)));
    EnvironmentVariables {
        environment: Placed::new(environment.name.clone(), environment.at.clone()),
        variables,
    }
}

fn set(name: Setting, value: Value, at: Vec<Place>) -> Assigned {
    Assigned {
        name: Variable::Setting(name),
        value,
        at,
    }
}
