//! The environments: where they run, what protects them, and how review apps are created and deleted.

use super::{prelude::*, sample};

use crate::{
    plan::environments::{Cluster, Environment},
    spec::environments::On,
};

#[derive(Serialize)]
struct View {
    rows: Vec<Row>,
    protection: Option<Protection>,
    clusters: Vec<ClusterView>,
    reviews: Vec<Review>,
    pull_request: Text<Markdown>,
    cleanup: bool,
    confirmed: Option<Text<Markdown>>,
}

#[derive(Serialize)]
struct Row {
    name: Text<Markdown>,
    app: Text<Markdown>,
    tags: Text<Markdown>,
}

/// The settings on GitHub that the environments need.
#[derive(Serialize)]
struct Protection {
    branches: Text<Markdown>,
    environments: Text<Markdown>,
    reviewed: Text<Markdown>,
    rows: Vec<Protected>,
}

#[derive(Serialize)]
struct Protected {
    name: Text<Markdown>,
    branches: Text<Markdown>,
}

#[derive(Serialize)]
struct ClusterView {
    environments: Text<Markdown>,
    group: Text<Markdown>,
    name: Text<Markdown>,
    namespace: Text<Markdown>,
}

#[derive(Serialize)]
struct Review {
    name: Text<Markdown>,
    app: Text<Markdown>,
    url: Option<Text<Markdown>>,
    label: Option<Text<Markdown>>,
    bots: bool,
}

pub(super) fn section(plan: &Plan) -> Option<Text<Markdown>> {
    let environments = &plan.environments;
    plan.deploy.as_ref()?;
    environments.first()?;
    let reviews = environments
        .iter()
        .filter(|one| one.on.value == On::PullRequest);
    let confirmed = environments.iter().filter(|one| one.confirm.value);
    let confirmed: Vec<Text<Markdown>> = confirmed
        .map(|one| code(one.name.as_str(), &one.confirm.place))
        .collect();
    let view = View {
        rows: environments.iter().map(row).collect(),
        protection: protection(plan),
        clusters: clusters(environments),
        reviews: reviews.map(review).collect(),
        pull_request: markdown::literal(sample::PULL_REQUEST),
        cleanup: plan.outputs.review_cleanup.is_some(),
        confirmed: list_any(&confirmed, "and"),
    };
    Some(fill(template!("docs/environments.md.j2"), &view))
}

fn row(environment: &Environment) -> Row {
    Row {
        name: code(environment.name.as_str(), &environment.place),
        app: app(environment),
        tags: tags(environment),
    }
}

/// The kinds of tags that the environment accepts.
fn tags(environment: &Environment) -> Text<Markdown> {
    let kinds = environment.deployable.kinds.iter();
    markdown::list(
        &codes(kinds.map(|kind| (kind.value.key(), &kind.place))),
        "and",
    )
}

/// The GitHub settings that protect the environments; `None` if all are review apps, which get no required reviewers.
fn protection(plan: &Plan) -> Option<Protection> {
    let all: Vec<&Environment> = plan.environments.iter().collect();
    let protected: Vec<&Environment> = all
        .iter()
        .copied()
        .filter(|one| one.on.value != On::PullRequest)
        .collect();
    let confirmed: Vec<&Environment> = protected
        .iter()
        .copied()
        .filter(|one| one.confirm.value)
        .collect();
    let reviewed = if confirmed.is_empty() {
        protected.last().copied().into_iter().collect()
    } else {
        confirmed
    };
    let names = |environments: &[&Environment]| {
        let names = environments.iter();
        let names: Vec<Text<Markdown>> = names
            .map(|one| code(one.name.as_str(), &one.place))
            .collect();
        list_any(&names, "and")
    };
    let trunk = &plan.workflow.branches[0];
    let branches = plan.workflow.branches.iter();
    let row = |environment: &&Environment| {
        // Manual deployments run on the trunk.
        let own = environment
            .when
            .branch()
            .filter(|own| own.value != trunk.value);
        let branches = std::iter::once(trunk).chain(own);
        let branches = codes(branches.map(|branch| (branch.value.as_str(), &branch.place)));
        Protected {
            name: code(environment.name.as_str(), &environment.place),
            branches: match environment.on.value {
                On::PullRequest => markdown::literal(
                    "*No restriction*, because no pattern matches the merge ref of a pull request",
                ),
                On::Push | On::Manual => markdown::list(&branches, "and"),
            },
        }
    };
    Some(Protection {
        branches: markdown::list(
            &codes(branches.map(|branch| (branch.value.as_str(), &branch.place))),
            "and",
        ),
        environments: names(&all)?,
        reviewed: names(&reviewed)?,
        rows: all.iter().map(row).collect(),
    })
}

fn app(environment: &Environment) -> Text<Markdown> {
    code(
        &sample::fill_pull_request(&environment.app),
        &environment.app.place,
    )
}

fn url(environment: &Environment) -> Option<Text<Markdown>> {
    let url = environment.url.as_ref()?;
    Some(markdown::url(&sample::fill_pull_request(url)).with_place(&url.place))
}

/// The clusters, each with its environments.
fn clusters(environments: &[Environment]) -> Vec<ClusterView> {
    let mut groups: Vec<(&Cluster, Vec<&Environment>)> = Vec::new();
    for environment in environments {
        let Some(cluster) = &environment.cluster else {
            continue;
        };
        let known = groups.iter_mut().find(|(known, _)| {
            let values = |one: &Cluster| {
                [&one.resource_group, &one.name, &one.namespace].map(|value| value.value.clone())
            };
            values(known) == values(cluster)
        });
        match known {
            Some((_, group)) => group.push(environment),
            None => groups.push((cluster, vec![environment])),
        }
    }
    let view = |(cluster, environments): (&Cluster, Vec<&Environment>)| {
        let names = environments.iter();
        let names = codes(names.map(|one| (one.name.as_str(), &one.place)));
        let value = |value: &Placed<String>| code(&value.value, &value.place);
        ClusterView {
            environments: markdown::list(&names, "and"),
            group: value(&cluster.resource_group),
            name: value(&cluster.name),
            namespace: value(&cluster.namespace),
        }
    };
    groups.into_iter().map(view).collect()
}

fn review(environment: &Environment) -> Review {
    Review {
        name: code(environment.name.as_str(), &environment.place),
        app: app(environment),
        url: url(environment),
        label: environment
            .when
            .label()
            .map(|label| code(&label.value, &label.place)),
        bots: environment.bots.value,
    }
}
