//! The secrets and variables that must exist on GitHub, who uses each, and where it must be.

use indexmap::IndexMap;
use serde::Serialize;

use super::{code, codes, hooked};
use crate::{
    lang::{
        Text,
        expr::SecretName,
        markdown::{self, Markdown},
        template::fill,
    },
    plan::{
        Plan,
        environments::Environment,
        hooks::{Point, Step},
        registries::Login,
        scan::Scanner,
        smoke_test::SmokeTest,
    },
    source::{Place, Placed},
    template,
};

#[derive(Serialize)]
struct View {
    secrets: Vec<Row>,
    variables: Vec<Row>,
    token: bool,
    identities: Vec<Identity>,
}

/// An Azure application, and the environments that it deploys to.
#[derive(Serialize)]
struct Identity {
    name: Text<Markdown>,
    environments: Text<Markdown>,
    subjects: Text<Markdown>,
}

#[derive(Serialize)]
struct Row {
    name: Text<Markdown>,
    users: Text<Markdown>,
    places: Text<Markdown>,
}

/// What is needed, by whom, where.
struct Need {
    name: String,
    at: Place,
    variable: bool,
    user: Text<Markdown>,
    place: Text<Markdown>,
}

pub(super) fn section(plan: &Plan) -> Text<Markdown> {
    let needs: Vec<Need> = [builds(plan), deployments(plan), others(plan)]
        .into_iter()
        .flatten()
        .collect();
    let view = View {
        secrets: rows(&needs, false),
        variables: rows(&needs, true),
        token: plan
            .registries
            .iter()
            .any(|registry| matches!(registry.login, Login::GithubToken)),
        identities: logins(plan).iter().map(identity).collect(),
    };
    fill(template!("docs/secrets.md.j2"), &view)
}

fn rows(needs: &[Need], variable: bool) -> Vec<Row> {
    let mut named: IndexMap<&str, Vec<&Need>> = IndexMap::new();
    for need in needs.iter().filter(|need| need.variable == variable) {
        named.entry(&need.name).or_default().push(need);
    }
    let distinct = |texts: Vec<&Text<Markdown>>| {
        let mut kept: Vec<Text<Markdown>> = Vec::new();
        for text in texts {
            if kept.iter().all(|known| known.as_str() != text.as_str()) {
                kept.push(text.clone());
            }
        }
        markdown::join(&kept, "; ")
    };
    let row = |(name, own): (&str, Vec<&Need>)| {
        let text = own
            .iter()
            .fold(markdown::cell(name), |text, need| text.at(&need.at));
        Row {
            name: text,
            users: distinct(own.iter().map(|need| &need.user).collect()),
            places: distinct(own.iter().map(|need| &need.place).collect()),
        }
    };
    named.into_iter().map(row).collect()
}

/// What the builds need: the job belongs to no environment.
fn builds(plan: &Plan) -> Vec<Need> {
    let need = |name: &str, at: &Place, variable, user| Need {
        name: name.to_owned(),
        at: at.clone(),
        variable,
        user,
        place: repository(),
    };
    let mut needs = Vec::new();
    for registry in &plan.registries {
        if let Login::Password { username, password } = &registry.login {
            for secret in [username, password] {
                let user = markdown::concat(&[
                    markdown::literal("builds, to log in to "),
                    super::steps::host(&registry.repository),
                ]);
                needs.push(need(secret.value.as_str(), &secret.at, false, user));
            }
        }
    }
    for secret in &plan.builds.runtime.secrets {
        let user = markdown::concat(&[
            markdown::literal("builds, as the build secret "),
            code(&secret.id, &secret.at),
        ]);
        needs.push(need(secret.variable.as_str(), &secret.at, false, user));
    }
    if let Some(Scanner::Snyk(secret)) = plan.scan.as_ref().map(|scan| &scan.scanner.value) {
        let user = markdown::literal("the scan");
        needs.push(need(secret.value.as_str(), &secret.at, false, user));
    }
    let args = plan.builds.all().flat_map(|build| &build.args);
    for arg in args.filter(|arg| !arg.is_commit()) {
        let user = markdown::literal("builds, as a build argument");
        needs.push(need(arg.name.as_str(), &arg.at, true, user));
    }
    let points = [
        Point::BuildStart,
        Point::BuildBeforeImage,
        Point::BuildBeforePush,
        Point::BuildEnd,
    ];
    for step in points.into_iter().flat_map(|point| plan.hooks.at(point)) {
        needs.extend(hooked(step, &repository()));
    }
    needs
}

/// The environments of each login, keyed by the secret that holds the client ID.
fn logins(plan: &Plan) -> IndexMap<String, Vec<&Environment>> {
    let mut logins: IndexMap<String, Vec<&Environment>> = IndexMap::new();
    for environment in plan.environments.iter().filter(|_| plan.deploy.is_some()) {
        // Secret names are case-insensitive on GitHub.
        let client = environment.login.client.value.as_str().to_ascii_uppercase();
        logins.entry(client).or_default().push(environment);
    }
    logins
}

fn identity((_, environments): (&String, &Vec<&Environment>)) -> Identity {
    let subject = |one: &&Environment| {
        let subject = format!("repo:OWNER/REPOSITORY:environment:{}", one.name.as_str());
        code(&subject, &one.at)
    };
    let client = &environments[0].login.client;
    let names = environments.iter();
    Identity {
        name: code(client.value.as_str(), &client.at),
        environments: markdown::list(&codes(names.map(|one| (one.name.as_str(), &one.at))), "and"),
        subjects: markdown::list(&environments.iter().map(subject).collect::<Vec<_>>(), "and"),
    }
}

/// What the deployments need: their jobs belong to an environment.
fn deployments(plan: &Plan) -> Vec<Need> {
    if plan.deploy.is_none() {
        return Vec::new();
    }
    let environments = plan.environments.iter();
    let all = codes(environments.map(|one| (one.name.as_str(), &one.at)));
    if all.is_empty() {
        return Vec::new();
    }
    let need = |secret: &Placed<SecretName>, user, names: &[Text<Markdown>]| Need {
        name: secret.value.as_str().to_owned(),
        at: secret.at.clone(),
        variable: false,
        user: markdown::literal(user),
        place: github(names),
    };
    let mut needs = Vec::new();
    for secret in plan.environments.iter().flat_map(|one| one.login.all()) {
        let own = plan.environments.iter().filter(|one| {
            let mut theirs = one.login.all().into_iter();
            theirs.any(|other| other.value == secret.value)
        });
        let names = codes(own.map(|one| (one.name.as_str(), &one.at)));
        needs.push(need(secret, "deployments, to log in to Azure", &names));
    }
    if let Some(SmokeTest::Command { secrets, .. }) = &plan.smoke_test {
        let secrets = secrets.iter();
        needs.extend(secrets.map(|secret| need(secret, "the smoke test", &all)));
    }
    let points = [
        Point::DeployStart,
        Point::DeployBeforeApply,
        Point::DeployAfterApply,
        Point::DeployEnd,
    ];
    for step in points.into_iter().flat_map(|point| plan.hooks.at(point)) {
        let own = step.environments.iter();
        let own = codes(own.map(|one| (one.value.as_str(), &one.at)));
        needs.extend(hooked(step, &github(&own)));
    }
    needs
}

/// What the user's jobs and the notification need.
fn others(plan: &Plan) -> Vec<Need> {
    let webhooks = plan.notify.iter().flat_map(|notify| &notify.webhooks);
    let mut needs: Vec<Need> = webhooks
        .map(|webhook| Need {
            name: webhook.secret.value.as_str().to_owned(),
            at: webhook.secret.at.clone(),
            variable: false,
            user: markdown::literal("the notification"),
            place: repository(),
        })
        .collect();
    needs.extend(hooked::of_jobs(&plan.hooks).into_iter().map(|(id, named)| {
        let user = markdown::concat(&[markdown::literal("the job "), code(id, &named.name.at)]);
        need(&named.name, named.context, user, repository())
    }));
    needs
}

fn hooked(step: &Step, place: &Text<Markdown>) -> Vec<Need> {
    let named = hooked::of_step(step).into_iter();
    named
        .map(|named| {
            let user = markdown::concat(&[
                markdown::literal("the step "),
                markdown::inline(&step.name.value).at(&step.name.at),
            ]);
            need(&named.name, named.context, user, place.clone())
        })
        .collect()
}

fn need(name: &Placed<String>, context: &str, user: Text<Markdown>, place: Text<Markdown>) -> Need {
    Need {
        name: name.value.clone(),
        at: name.at.clone(),
        variable: context == "vars",
        user,
        place,
    }
}

fn repository() -> Text<Markdown> {
    markdown::literal("the repository")
}

/// The GitHub environments `names`.
fn github(names: &[Text<Markdown>]) -> Text<Markdown> {
    let one = names.len() == 1;
    markdown::concat(&[
        markdown::literal("the GitHub environment"),
        markdown::literal(if one { " " } else { "s " }),
        markdown::list(names, "and"),
    ])
}
