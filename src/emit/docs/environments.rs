//! Environments: which there are, when they are deployed, where they run, and how a review app comes and goes.

use serde::Serialize;

use super::{code, phrase, said, sample};
use crate::{
    lang::{
        Text,
        markdown::{self, Markdown},
        template::fill,
    },
    plan::{Plan, environments::Environment},
    source::Placed,
    spec::environments::On,
    template,
};

#[derive(Serialize)]
struct View {
    rows: Vec<Row>,
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
    url: Option<Text<Markdown>>,
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
        url: url(environment),
    }
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
        bots: super::steps::trusts_bots(&environment.when),
    }
}
