//! Where images are deployed, when, and under which names.

use super::{
    pieces::{Piece, Pieces},
    said::{items, secret},
    tags::{Deployable, Tags},
    when::When,
    workflow,
};
use crate::{
    at,
    lang::{expr::SecretName, make::Target, shell::VariableName},
    place::{Place, Placed},
    spec::{
        Spec,
        deploy::{DEFAULT_VAR_FILE, NamedBy},
        environments::{Environment as Said, On},
    },
};

/// Where images are deployed.
#[derive(Clone, Debug)]
pub struct Environment {
    /// Its name, and that of its make target.
    pub name: Target,
    /// What deploys to it.
    pub on: Placed<On>,
    /// Whether pull requests of bots are deployed.
    pub bots: Placed<bool>,
    /// What must be true of the event.
    pub when: When,
    /// The app's name.
    pub app: Pieces,
    /// Where the app answers.
    pub url: Option<Pieces>,
    /// The environments that are deployed and tested first.
    pub after: Vec<Placed<Target>>,
    /// The unique tags that may be deployed to it.
    pub deployable: Deployable,
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
    /// The branch, the tag or the commit of Terraform's modules.
    pub modules: Option<Placed<String>>,
    /// The secrets of Azure's login.
    pub login: Login,
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

/// The secrets of Azure's login.
#[derive(Clone, Debug)]
pub struct Login {
    /// The secret that holds the client ID.
    pub client: Placed<SecretName>,
    /// The secret that holds the tenant ID.
    pub tenant: Placed<SecretName>,
    /// The secret that holds the subscription ID.
    pub subscription: Placed<SecretName>,
}

impl Login {
    /// All three secrets.
    #[must_use]
    pub fn all(&self) -> [&Placed<SecretName>; 3] {
        [&self.client, &self.tenant, &self.subscription]
    }
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

pub(super) fn environments(spec: &Spec, tags: &Tags) -> Vec<Environment> {
    spec.environments
        .iter()
        .map(|(name, said)| environment(spec, tags, name, said))
        .collect()
}

fn environment(spec: &Spec, tags: &Tags, name: &str, said: &Said) -> Environment {
    let at = at!("environments", name);
    let on = said.on.unwrap_or(On::Push);
    let target = |name: &str| Target::parse(name).expect("invalid-environment-name refused it");
    let app_at = if said.name.is_some() {
        at.key("name")
    } else {
        at.clone()
    };
    let app = Pieces::new(said.app_name(name), app_at, name, &[]);
    let variables = said.variables.iter().map(|(key, value)| {
        let name = |name: &str| VariableName::parse(name).expect("invalid-variable refused it");
        Variable {
            terraform: name(&format!("TF_VAR_{key}")),
            make: name(&key.to_uppercase()),
            value: Placed::new(value.clone(), at.key("variables").key(key)),
        }
    });
    let var_file = spec.deploy.var_file.as_deref().unwrap_or(DEFAULT_VAR_FILE);
    Environment {
        name: target(name),
        on: Placed::new(on, at.key("on")),
        bots: Placed::new(said.bots.unwrap_or(false), at.key("bots")),
        when: when(spec, &target(name), said, on, &at),
        url: said
            .url
            .as_ref()
            .map(|url| Pieces::new(url, at.key("url"), name, &[])),
        deployable: deployable(spec, tags, said, on, &at),
        after: items(&said.after, at.key("after"), |name| target(name)),
        confirm: Placed::new(said.confirm.unwrap_or(false), at.key("confirm")),
        variables: variables.collect(),
        var_file: Pieces::new(var_file, at!("deploy", "var_file"), name, &app.pieces),
        backend: backend(spec, said, name, &app.pieces, &at),
        cluster: cluster(spec, said, &at),
        modules: modules(spec, said, &at),
        login: login(spec, said, &at),
        app,
        at,
    }
}

fn when(spec: &Spec, name: &Target, said: &Said, on: On, at: &Place) -> When {
    match on {
        On::Manual => When::Chosen(name.clone()),
        On::Push => {
            let branch = branch(spec, said, at);
            When::All(vec![When::Push, When::Branch(branch)])
        }
        On::PullRequest => {
            let mut all = vec![When::PullRequest, When::OwnRepository];
            if !said.bots.unwrap_or(false) {
                all.extend([When::Bot, When::SentByBot].map(When::opposite));
            }
            if let Some(label) = &said.label {
                all.push(When::Label(Placed::new(label.clone(), at.key("label"))));
            }
            When::All(all)
        }
    }
}

/// The unique tags that may be deployed (default: those of the builds that deploy to it).
fn deployable(spec: &Spec, tags: &Tags, said: &Said, on: On, at: &Place) -> Deployable {
    let kinds = match &said.tags {
        Some(kinds) => items(kinds, at.key("tags"), |kind| *kind),
        None => vec![Placed::new(said.own_tag(), at.key("tags"))],
    };
    let branches = match on {
        On::Push => vec![branch(spec, said, at)],
        On::Manual | On::PullRequest => workflow::branches(spec),
    };
    tags.deployable(kinds, &branches)
}

/// The branch whose pushes are deployed.
fn branch(spec: &Spec, said: &Said, at: &Place) -> Placed<String> {
    match &said.branch {
        Some(branch) => Placed::new(branch.clone(), at.key("branch")),
        None => Placed::new(spec.trunk().to_owned(), at!("cache", "trunk")),
    }
}

fn backend(
    spec: &Spec,
    said: &Said,
    name: &str,
    app: &[Piece],
    at: &Place,
) -> Vec<(String, Pieces)> {
    let pairs = spec.deploy.backend_of(said);
    let pair = |(key, value): (String, String)| {
        let own = said.backend.contains_key(&key);
        let at = if own { at.clone() } else { at!("deploy") };
        let value = Pieces::new(&value, at.key("backend").key(&key), name, app);
        (key, value)
    };
    pairs.into_iter().map(pair).collect()
}

fn cluster(spec: &Spec, said: &Said, at: &Place) -> Option<Cluster> {
    let cluster = spec.deploy.cluster_of(said)?;
    let own = &said.cluster;
    let value = |value: Option<String>, own: &Option<String>, key: &str| {
        let at = if own.is_some() {
            at.clone()
        } else {
            at!("deploy")
        };
        Placed::new(value.unwrap_or_default(), at.key("cluster").key(key))
    };
    Some(Cluster {
        resource_group: value(
            cluster.resource_group,
            &own.resource_group,
            "resource_group",
        ),
        name: value(cluster.name, &own.name, "name"),
        namespace: value(cluster.namespace, &own.namespace, "namespace"),
    })
}

fn login(spec: &Spec, said: &Said, at: &Place) -> Login {
    let [client, tenant, subscription] = spec.deploy.login_of(said).map(|named| {
        let at = match named.named_by {
            NamedBy::Environment => at.clone(),
            NamedBy::Deploy | NamedBy::Default => at!("deploy"),
        };
        Placed::new(secret(named.name), at.key("login").key(named.key))
    });
    Login {
        client,
        tenant,
        subscription,
    }
}

fn modules(spec: &Spec, said: &Said, at: &Place) -> Option<Placed<String>> {
    let shared = spec.deploy.modules.as_option()?;
    let own = said.modules.r#ref.clone();
    Some(match own {
        Some(own) => Placed::new(own, at.key("modules").key("ref")),
        None => Placed::new(
            shared.r#ref.clone().unwrap_or_default(),
            at!("deploy", "modules", "ref"),
        ),
    })
}
