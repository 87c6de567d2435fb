//! The secrets and variables that must exist on GitHub, who uses each, and where it must be.

use indexmap::IndexMap;

use super::prelude::*;

use crate::plan::{
    environments::Environment,
    hooks::Point,
    registries::Login,
    steps::{Read, Step, StepAction},
    workflows::Job,
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

/// A secret or a variable that a job reads.
struct Need<'a> {
    read: Read,
    /// What it is read for.
    user: Text<Markdown>,
    /// The environment of the job.
    environment: Option<&'a Environment>,
    /// The order of the rows: what it is read for, then the order of the spec.
    order: (Usage, usize, usize),
}

/// What a secret or a variable is read for, in the order of the rows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Usage {
    LogIn,
    BuildSecret,
    Scan,
    BuildArgument,
    StepOfBuild,
    Deployment,
    SmokeTest,
    StepOfDeployment,
    Notification,
    Other,
    Job,
}

pub(super) fn section(plan: &Plan) -> Text<Markdown> {
    let mut needs: Vec<Need> = plan.jobs().flat_map(|job| needs(plan, job)).collect();
    needs.sort_by_key(|need| need.order);
    let view = View {
        secrets: rows(plan, &needs, false),
        variables: rows(plan, &needs, true),
        token: plan
            .registries
            .iter()
            .any(|registry| matches!(registry.login, Login::GithubToken)),
        identities: logins(plan).iter().map(identity).collect(),
    };
    fill(template!("docs/secrets.md.j2"), &view)
}

fn rows(plan: &Plan, needs: &[Need], is_variable: bool) -> Vec<Row> {
    let mut named: IndexMap<&str, IndexMap<&str, Vec<&Need>>> = IndexMap::new();
    for need in needs
        .iter()
        .filter(|need| need.read.is_variable == is_variable)
    {
        let users = named.entry(&need.read.name).or_default();
        users.entry(need.user.as_str()).or_default().push(need);
    }
    let row = |(name, users): (&str, IndexMap<&str, Vec<&Need>>)| {
        let places = users
            .values()
            .flatten()
            .filter_map(|need| need.read.at.as_ref());
        let name = places.fold(markdown::cell(name), |text, place| text.at(place));
        let texts: Vec<Text<Markdown>> =
            users.values().map(|needs| needs[0].user.clone()).collect();
        let mut places: Vec<Text<Markdown>> = Vec::new();
        for place in users.values().map(|needs| place(plan, needs)) {
            if places.iter().all(|known| known.as_str() != place.as_str()) {
                places.push(place);
            }
        }
        Row {
            name,
            users: markdown::join(&texts, "; "),
            places: markdown::join(&places, "; "),
        }
    };
    named.into_iter().map(row).collect()
}

/// Where what all `needs` read must exist.
fn place(plan: &Plan, needs: &[&Need]) -> Text<Markdown> {
    let has_job = |environment: &&Environment| {
        let mut jobs = needs.iter().filter_map(|need| need.environment);
        jobs.any(|own| own.name == environment.name)
    };
    let names = plan.environments.iter().filter(has_job);
    let names = codes(names.map(|environment| (environment.name.as_str(), &environment.at)));
    let start = match names.len() {
        0 => return markdown::literal("the repository"),
        1 => "the GitHub environment ",
        _ => "the GitHub environments ",
    };
    markdown::concat(&[markdown::literal(start), markdown::list(&names, "and")])
}

/// What `job` reads.
fn needs<'a>(plan: &Plan, job: &'a Job) -> Vec<Need<'a>> {
    let environment = job.work.environment();
    let mut names = plan
        .environments
        .iter()
        .map(|environment| &environment.name);
    let position = environment.and_then(|own| names.position(|name| *name == own.name));
    let own = job.contents.own_reads().into_iter().map(|read| {
        let mut jobs = plan.hooks.jobs.iter();
        let item = jobs.position(|own| own.id == job.id).unwrap_or_default();
        let id = code(job.id.as_str(), read.at.as_ref().unwrap_or(&job.at));
        Need {
            user: markdown::concat(&[markdown::literal("the job "), id]),
            read,
            environment: None,
            order: (Usage::Job, item, 0),
        }
    });
    let of_steps = job.contents.steps.iter().flat_map(|step| {
        let reads = step.reads().into_iter();
        reads.filter_map(move |read| {
            let (usage, user) = usage(plan, step, &read)?;
            let order = if let StepAction::Hook(index) = step.action {
                (usage, plan.hooks.steps[index].point.value as usize, index)
            } else {
                (usage, position.unwrap_or_default(), 0)
            };
            Some(Need {
                read,
                user,
                environment,
                order,
            })
        })
    });
    of_steps.chain(own).collect()
}

/// What `step` reads `read` for.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other steps are named as they are"
)]
fn usage(plan: &Plan, step: &Step, read: &Read) -> Option<(Usage, Text<Markdown>)> {
    let literal = |usage, text| Some((usage, markdown::literal(text)));
    match &step.action {
        StepAction::LogIn(repository) => {
            let start = markdown::literal("builds, to log in to ");
            let host = super::steps::host(repository);
            Some((Usage::LogIn, markdown::concat(&[start, host])))
        }
        StepAction::BuildStage(_) | StepAction::BuildImage(_) if read.is_variable => {
            literal(Usage::BuildArgument, "builds, as a build argument")
        }
        StepAction::BuildStage(_) | StepAction::BuildImage(_) => {
            let mut secrets = plan.builds.runtime.secrets.iter();
            let secret =
                secrets.find(|secret| Some(secret.variable.as_str()) == read.key.as_deref())?;
            let start = markdown::literal("builds, as the build secret ");
            let id = code(&secret.id, &secret.at);
            Some((Usage::BuildSecret, markdown::concat(&[start, id])))
        }
        StepAction::Scan | StepAction::InstallScanner => literal(Usage::Scan, "the scan"),
        StepAction::LogInToAzure | StepAction::Apply | StepAction::Destroy => {
            literal(Usage::Deployment, "deployments, to log in to Azure")
        }
        StepAction::SmokeTest => literal(Usage::SmokeTest, "the smoke test"),
        StepAction::Notify => literal(Usage::Notification, "the notification"),
        StepAction::Hook(index) => {
            let own = &plan.hooks.steps[*index];
            let usage = if own.point.value < Point::DeployStart {
                Usage::StepOfBuild
            } else {
                Usage::StepOfDeployment
            };
            let name = markdown::inline(&own.name.value).at(&own.name.at);
            let user = markdown::concat(&[markdown::literal("the step "), name]);
            Some((usage, user))
        }
        _ => {
            let name = markdown::inline(step.name.literal().unwrap_or_default());
            let user = markdown::concat(&[markdown::literal("the step "), name]);
            Some((Usage::Other, user))
        }
    }
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
