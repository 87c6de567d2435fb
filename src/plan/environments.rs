//! The environments that images are deployed to.

use super::{
    parse::{parse_items, parse_secret},
    segments::{ResolvedTemplate, Segment},
    tags::{DeployableTags, Tags},
    when::When,
    workflow_settings,
};
use crate::{
    lang::{expr::SecretName, make::Target, shell::VariableName},
    place,
    place::{Place, Placed},
    spec::{
        Spec,
        deploy::{DEFAULT_VAR_FILE, NamedBy},
        environments::{Environment as SpecEnvironment, On},
    },
};

/// An environment that images are deployed to.
#[derive(Clone, Debug)]
pub struct Environment {
    /// The name, which is also the name of its make target.
    pub name: Target,
    /// The trigger of its deployments.
    pub on: Placed<On>,
    /// Whether pull requests from bots are deployed.
    pub bots: Placed<bool>,
    /// The condition of its deployments.
    pub when: When,
    /// The name of the app.
    pub app: ResolvedTemplate,
    /// The URL of the app.
    pub url: Option<ResolvedTemplate>,
    /// The environments that must be deployed and tested first.
    pub after: Vec<Placed<Target>>,
    /// The unique tags that may be deployed to it.
    pub deployable: DeployableTags,
    /// Whether make requires a confirmation.
    pub confirm: Placed<bool>,
    /// Variables for Terraform and the Makefile.
    pub variables: Vec<TerraformVariable>,
    /// Terraform's variable file, relative to the directory of the Terraform configuration.
    pub var_file: ResolvedTemplate,
    /// Terraform's backend configuration: keys and values.
    pub backend: Vec<(String, ResolvedTemplate)>,
    /// The cluster that the app runs in.
    pub cluster: Option<Cluster>,
    /// The branch, tag or commit of Terraform's modules.
    pub modules_ref: Option<Placed<String>>,
    /// The secrets of the Azure login.
    pub login: AzureLogin,
    /// Its table in the spec.
    pub place: Place,
}

/// A variable for Terraform and the Makefile.
#[derive(Clone, Debug)]
pub struct TerraformVariable {
    /// The name for Terraform: `TF_VAR_config_short`.
    pub terraform: VariableName,
    /// The name in the Makefile: `CONFIG_SHORT`.
    pub make: VariableName,
    /// The value.
    pub value: Placed<String>,
}

/// A cluster and a namespace in it.
#[derive(Clone, Debug)]
pub struct Cluster {
    /// The resource group of the cluster.
    pub resource_group: Placed<String>,
    /// The name of the cluster.
    pub name: Placed<String>,
    /// The namespace of the app.
    pub namespace: Placed<String>,
}

/// The secrets of the Azure login.
#[derive(Clone, Debug)]
pub struct AzureLogin {
    /// The secret that holds the client ID.
    pub client: Placed<SecretName>,
    /// The secret that holds the tenant ID.
    pub tenant: Placed<SecretName>,
    /// The secret that holds the subscription ID.
    pub subscription: Placed<SecretName>,
}

impl AzureLogin {
    /// All three secrets.
    #[must_use]
    pub fn all(&self) -> [&Placed<SecretName>; 3] {
        [&self.client, &self.tenant, &self.subscription]
    }
}

pub(super) fn plan_environments(spec: &Spec, tags: &Tags) -> Vec<Environment> {
    spec.environments
        .iter()
        .map(|(name, table)| environment(spec, tags, name, table))
        .collect()
}

fn environment(spec: &Spec, tags: &Tags, name: &str, table: &SpecEnvironment) -> Environment {
    let place = place!("environments", name);
    let on = table.on.unwrap_or(On::Push);
    let target = |name: &str| Target::parse(name).expect("invalid-environment-name rejected it");
    let app_place = if table.name.is_some() {
        place.key("name")
    } else {
        place.clone()
    };
    let app = ResolvedTemplate::new(table.app_name(name), app_place, name, &[]);
    let variables = table.variables.iter().map(|(key, value)| {
        let name = |name: &str| VariableName::parse(name).expect("invalid-variable rejected it");
        TerraformVariable {
            terraform: name(&format!("TF_VAR_{key}")),
            make: name(&key.to_uppercase()),
            value: Placed::new(value.clone(), place.key("variables").key(key)),
        }
    });
    let var_file = spec.deploy.var_file.as_deref().unwrap_or(DEFAULT_VAR_FILE);
    Environment {
        name: target(name),
        on: Placed::new(on, place.key("on")),
        bots: Placed::new(table.bots.unwrap_or(false), place.key("bots")),
        when: when(spec, &target(name), table, on, &place),
        url: table
            .url
            .as_ref()
            .map(|url| ResolvedTemplate::new(url, place.key("url"), name, &[])),
        deployable: deployable(spec, tags, table, on, &place),
        after: parse_items(&table.after, place.key("after"), |name| target(name)),
        confirm: Placed::new(table.confirm.unwrap_or(false), place.key("confirm")),
        variables: variables.collect(),
        var_file: ResolvedTemplate::new(
            var_file,
            place!("deploy", "var_file"),
            name,
            &app.segments,
        ),
        backend: backend(spec, table, name, &app.segments, &place),
        cluster: cluster(spec, table, &place),
        modules_ref: modules(spec, table, &place),
        login: login(spec, table, &place),
        app,
        place,
    }
}

fn when(spec: &Spec, name: &Target, table: &SpecEnvironment, on: On, place: &Place) -> When {
    match on {
        On::Manual => When::ChosenEnvironment(name.clone()),
        On::Push => {
            let branch = branch(spec, table, place);
            When::All(vec![When::Push, When::Branch(branch)])
        }
        On::PullRequest => {
            let mut all = vec![When::PullRequest, When::SameRepository];
            if !table.bots.unwrap_or(false) {
                all.extend([When::OpenedByBot, When::SentByBot].map(When::negate));
            }
            if let Some(label) = &table.label {
                all.push(When::Label(Placed::new(label.clone(), place.key("label"))));
            }
            When::All(all)
        }
    }
}

/// The unique tags that may be deployed (default: those of the builds that deploy to the environment).
fn deployable(
    spec: &Spec,
    tags: &Tags,
    table: &SpecEnvironment,
    on: On,
    place: &Place,
) -> DeployableTags {
    let kinds = match &table.tags {
        Some(kinds) => parse_items(kinds, place.key("tags"), |kind| *kind),
        None => vec![Placed::new(table.tag_kind(), place.key("tags"))],
    };
    let branches = match on {
        On::Push => vec![branch(spec, table, place)],
        On::Manual | On::PullRequest => workflow_settings::built_branches(spec),
    };
    tags.deployable(kinds, &branches)
}

/// The branch whose pushes are deployed.
fn branch(spec: &Spec, table: &SpecEnvironment, place: &Place) -> Placed<String> {
    match &table.branch {
        Some(branch) => Placed::new(branch.clone(), place.key("branch")),
        None => Placed::new(spec.trunk().to_owned(), place!("cache", "trunk")),
    }
}

fn backend(
    spec: &Spec,
    table: &SpecEnvironment,
    name: &str,
    app: &[Segment],
    place: &Place,
) -> Vec<(String, ResolvedTemplate)> {
    let pairs = spec.deploy.backend_of(table);
    let pair = |(key, value): (String, String)| {
        let own = table.backend.contains_key(&key);
        let place = if own { place.clone() } else { place!("deploy") };
        let value = ResolvedTemplate::new(&value, place.key("backend").key(&key), name, app);
        (key, value)
    };
    pairs.into_iter().map(pair).collect()
}

fn cluster(spec: &Spec, table: &SpecEnvironment, place: &Place) -> Option<Cluster> {
    let cluster = spec.deploy.cluster_of(table)?;
    let own = &table.cluster;
    let value = |value: Option<String>, own: &Option<String>, key: &str| {
        let place = if own.is_some() {
            place.clone()
        } else {
            place!("deploy")
        };
        Placed::new(value.unwrap_or_default(), place.key("cluster").key(key))
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

fn login(spec: &Spec, table: &SpecEnvironment, place: &Place) -> AzureLogin {
    let [client, tenant, subscription] = spec.deploy.login_of(table).map(|named| {
        let place = match named.named_by {
            NamedBy::Environment => place.clone(),
            NamedBy::Deploy | NamedBy::Default => place!("deploy"),
        };
        Placed::new(parse_secret(named.name), place.key("login").key(named.key))
    });
    AzureLogin {
        client,
        tenant,
        subscription,
    }
}

fn modules(spec: &Spec, table: &SpecEnvironment, place: &Place) -> Option<Placed<String>> {
    let shared = spec.deploy.modules.as_option()?;
    let own = table.modules.r#ref.clone();
    Some(match own {
        Some(own) => Placed::new(own, place.key("modules").key("ref")),
        None => Placed::new(
            shared.r#ref.clone().unwrap_or_default(),
            place!("deploy", "modules", "ref"),
        ),
    })
}
