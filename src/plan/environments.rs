//! Where images are deployed, when, and under which names.

use indexmap::IndexMap;

use super::{
    pieces::{Piece, Pieces},
    when::When,
};
use crate::{
    at,
    lang::{make::Target, shell::VariableName},
    source::{Place, Placed},
    spec::{
        Spec,
        environments::{Environment as Said, On},
    },
};

/// Where images are deployed.
#[derive(Clone, Debug)]
pub struct Environment {
    /// Its name, and that of its make target.
    pub name: Target,
    /// What deploys to it.
    pub on: On,
    /// What must be true of the event.
    pub when: When,
    /// The app's name.
    pub app: Pieces,
    /// Where the app answers.
    pub url: Option<Pieces>,
    /// The environments that are deployed and tested first.
    pub after: Vec<Placed<Target>>,
    /// Whether make asks for a confirmation.
    pub confirm: Placed<bool>,
    /// Variables for Terraform and the Makefile.
    pub variables: Vec<Variable>,
    /// The file of Terraform's variables, from its directory.
    pub var_file: Pieces,
    /// Where Terraform keeps its state: keys and values.
    pub backend: Vec<(String, Pieces)>,
    /// Where the app runs.
    pub cluster: Option<Cluster>,
    /// Where it comes from.
    pub at: Place,
}

/// A variable for Terraform and the Makefile.
#[derive(Clone, Debug)]
pub struct Variable {
    /// As Terraform takes it: `TF_VAR_config_short`.
    pub terraform: VariableName,
    /// As the Makefile calls it: `CONFIG_SHORT`.
    pub make: VariableName,
    /// Its value.
    pub value: Placed<String>,
}

/// Where an app runs.
#[derive(Clone, Debug)]
pub struct Cluster {
    /// The resource group of the cluster.
    pub resource_group: Placed<String>,
    /// The cluster's name.
    pub name: Placed<String>,
    /// The namespace of the app.
    pub namespace: Placed<String>,
}

impl Environment {
    /// The id of the job that deploys to it.
    #[must_use]
    pub fn job(&self) -> String {
        job(&self.name)
    }
}

/// The id of the job that deploys to the environment `name`.
#[must_use]
pub fn job(name: &Target) -> String {
    format!("deploy_{}", name.as_str().replace('-', "_"))
}

/// The app of a pull request.
const REVIEW_APP: &str = "review-pr-{pr}";
/// The file of an environment's variables.
const VAR_FILE: &str = "config/{environment}.tfvars.json";
/// The key of an environment's state.
const STATE: &str = "{name}.tfstate";

pub(super) fn environments(spec: &Spec) -> Vec<Environment> {
    spec.environments
        .iter()
        .map(|(name, said)| environment(spec, name, said))
        .collect()
}

fn environment(spec: &Spec, name: &str, said: &Said) -> Environment {
    let at = at!("environments", name);
    let on = said.on.unwrap_or(On::Push);
    let target = |name: &str| Target::parse(name).expect("invalid-environment-name refused it");
    let default_app = if on == On::PullRequest {
        REVIEW_APP
    } else {
        name
    };
    let app = Pieces::new(
        said.name.as_deref().unwrap_or(default_app),
        at.key("name"),
        name,
        &[],
    );
    let variables = said.variables.iter().map(|(key, value)| {
        let name = |name: &str| VariableName::parse(name).expect("invalid-variable refused it");
        Variable {
            terraform: name(&format!("TF_VAR_{key}")),
            make: name(&key.to_uppercase()),
            value: Placed::new(value.clone(), at.key("variables").key(key)),
        }
    });
    let after = said.after.iter().enumerate();
    let var_file = spec
        .deploy
        .as_ref()
        .and_then(|deploy| deploy.var_file.as_deref())
        .unwrap_or(VAR_FILE);
    Environment {
        name: target(name),
        on,
        when: when(spec, said, on, &at),
        url: said
            .url
            .as_ref()
            .map(|url| Pieces::new(url, at.key("url"), name, &[])),
        after: after
            .map(|(item, name)| Placed::new(target(name), at.key("after").item(item)))
            .collect(),
        confirm: Placed::new(said.confirm.unwrap_or(false), at.key("confirm")),
        variables: variables.collect(),
        var_file: Pieces::new(var_file, at!("deploy", "var_file"), name, &app.pieces),
        backend: backend(spec, said, name, &app.pieces, &at),
        cluster: cluster(spec, said, &at),
        app,
        at,
    }
}

fn when(spec: &Spec, said: &Said, on: On, at: &Place) -> When {
    match on {
        On::Push => {
            let trunk = Placed::new(spec.trunk().to_owned(), at!("cache", "trunk"));
            let branch = said
                .branch
                .clone()
                .map(|branch| Placed::new(branch, at.key("branch")));
            When::All(vec![When::Push, When::Branch(branch.unwrap_or(trunk))])
        }
        On::PullRequest => {
            let mut all = vec![When::PullRequest, When::OwnRepository];
            if !said.bots.unwrap_or(false) {
                all.push(When::opposite(When::Bot));
            }
            if let Some(label) = &said.label {
                all.push(When::Label(Placed::new(label.clone(), at.key("label"))));
            }
            When::All(all)
        }
    }
}

fn backend(
    spec: &Spec,
    said: &Said,
    name: &str,
    app: &[Piece],
    at: &Place,
) -> Vec<(String, Pieces)> {
    let deploy = spec
        .deploy
        .as_ref()
        .and_then(|deploy| deploy.backend.clone());
    let shared = deploy.unwrap_or_else(|| IndexMap::from([("key".to_owned(), STATE.to_owned())]));
    let mut pairs: IndexMap<String, (String, Place)> = IndexMap::new();
    let own = said
        .backend
        .iter()
        .map(|(key, value)| (key, value, at.key("backend").key(key)));
    let shared = shared
        .iter()
        .map(|(key, value)| (key, value, at!("deploy", "backend").key(key)));
    for (key, value, at) in shared.chain(own) {
        pairs.insert(key.clone(), (value.clone(), at));
    }
    pairs
        .into_iter()
        .map(|(key, (value, at))| (key, Pieces::new(&value, at, name, app)))
        .collect()
}

fn cluster(spec: &Spec, said: &Said, at: &Place) -> Option<Cluster> {
    let shared = spec
        .deploy
        .as_ref()
        .and_then(|deploy| deploy.cluster.clone());
    if shared.is_none() && said.cluster.is_none() {
        return None;
    }
    let (shared, own) = (
        shared.unwrap_or_default(),
        said.cluster.clone().unwrap_or_default(),
    );
    let value = |own: Option<String>, shared: Option<String>, key: &str| match own {
        Some(value) => Placed::new(value, at.key("cluster").key(key)),
        None => Placed::new(shared.unwrap_or_default(), at!("deploy", "cluster", key)),
    };
    Some(Cluster {
        resource_group: value(own.resource_group, shared.resource_group, "resource_group"),
        name: value(own.name, shared.name, "name"),
        namespace: value(own.namespace, shared.namespace, "namespace"),
    })
}
