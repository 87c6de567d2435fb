//! Environments: which there are, when they are deployed, where they run, and how a review app comes and goes.

use super::{phrase, prelude::*, sample};

use crate::{plan::environments::Environment, spec::environments::On};

#[derive(Serialize)]
struct View {
    rows: Vec<Row>,
    protection: Option<Protection>,
    clusters: Vec<Cluster>,
    reviews: Vec<Review>,
    pull_request: Text<Markdown>,
    cleanup: bool,
    confirmed: Option<Text<Markdown>>,
}

#[derive(Serialize)]
struct Row {
    name: Text<Markdown>,
    app: Text<Markdown>,
    when: Text<Markdown>,
    after: Text<Markdown>,
    tags: Text<Markdown>,
    url: Option<Text<Markdown>>,
}

/// The settings on GitHub that the environments need before the first deployment.
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
struct Cluster {
    environment: Text<Markdown>,
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
        .map(|one| code(one.name.as_str(), &one.confirm.at))
        .collect();
    let view = View {
        rows: environments.iter().map(row).collect(),
        protection: protection(plan),
        clusters: environments.iter().filter_map(cluster).collect(),
        reviews: reviews.map(review).collect(),
        pull_request: markdown::literal(sample::PULL_REQUEST),
        cleanup: plan.outputs.review_cleanup.is_some(),
        confirmed: said(&confirmed, "and"),
    };
    Some(fill(template!("docs/environments.md.j2"), &view))
}

fn row(environment: &Environment) -> Row {
    let after = environment.after.iter();
    let after: Vec<Text<Markdown>> = after
        .map(|name| code(name.value.as_str(), &name.at))
        .collect();
    Row {
        name: code(environment.name.as_str(), &environment.at),
        app: app(environment),
        when: match environment.on.value {
            On::Manual => markdown::literal("by hand only"),
            On::Push | On::PullRequest => phrase::markdown(&phrase::brief(&environment.when)),
        },
        after: said(&after, "and").unwrap_or_else(|| {
            markdown::literal(match environment.on.value {
                On::Manual => "nothing",
                On::Push | On::PullRequest => "the build",
            })
        }),
        tags: tags(environment),
        url: url(environment),
    }
}

/// The kinds of tags that the environment accepts.
fn tags(environment: &Environment) -> Text<Markdown> {
    let kinds = environment.deployable.kinds.iter();
    markdown::list(
        &codes(kinds.map(|kind| (kind.value.key(), &kind.at))),
        "and",
    )
}

/// The settings that protect the environments. Review apps run unmerged code, so none protects theirs.
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
        let names: Vec<Text<Markdown>> =
            names.map(|one| code(one.name.as_str(), &one.at)).collect();
        said(&names, "and")
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
        let branches = codes(branches.map(|branch| (branch.value.as_str(), &branch.at)));
        Protected {
            name: code(environment.name.as_str(), &environment.at),
            branches: match environment.on.value {
                On::PullRequest => markdown::literal(
                    "*No restriction*: no branch pattern matches the merge ref of a pull request",
                ),
                On::Push | On::Manual => markdown::list(&branches, "and"),
            },
        }
    };
    Some(Protection {
        branches: markdown::list(
            &codes(branches.map(|branch| (branch.value.as_str(), &branch.at))),
            "and",
        ),
        environments: names(&all)?,
        reviewed: names(&reviewed)?,
        rows: all.iter().map(row).collect(),
    })
}

fn app(environment: &Environment) -> Text<Markdown> {
    code(&sample::pieces(&environment.app), &environment.app.at)
}

fn url(environment: &Environment) -> Option<Text<Markdown>> {
    let url = environment.url.as_ref()?;
    Some(markdown::url(&sample::pieces(url)).at(&url.at))
}

fn cluster(environment: &Environment) -> Option<Cluster> {
    let cluster = environment.cluster.as_ref()?;
    let value = |value: &Placed<String>| code(&value.value, &value.at);
    Some(Cluster {
        environment: code(environment.name.as_str(), &environment.at),
        group: value(&cluster.resource_group),
        name: value(&cluster.name),
        namespace: value(&cluster.namespace),
    })
}

fn review(environment: &Environment) -> Review {
    Review {
        name: code(environment.name.as_str(), &environment.at),
        app: app(environment),
        url: url(environment),
        label: environment
            .when
            .label()
            .map(|label| code(&label.value, &label.at)),
        bots: environment.bots.value,
    }
}
