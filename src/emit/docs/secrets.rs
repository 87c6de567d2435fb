//! The secrets and variables that must exist on GitHub, by place, and who uses them.

use indexmap::IndexMap;

use super::prelude::*;

use crate::{
    plan::{
        environments::Environment,
        hooks::HookPoint,
        registries::RegistryLogin,
        steps::{ContextReference, Step, StepAction},
        workflows::Job,
    },
    spec::environments::On,
};

#[derive(Serialize)]
struct View {
    secrets: Vec<Group>,
    variables: Vec<Group>,
    token: bool,
    environments: bool,
    reviews: bool,
    identities: Vec<Identity>,
}

/// The secrets or variables of one place.
#[derive(Serialize)]
struct Group {
    place: Text<Markdown>,
    rows: Vec<Row>,
}

/// An Azure application and the subjects that it trusts.
#[derive(Serialize)]
struct Identity {
    name: Text<Markdown>,
    subjects: Text<Markdown>,
}

#[derive(Serialize)]
struct Row {
    name: Text<Markdown>,
    users: Text<Markdown>,
}

/// A secret or variable that a job reads.
struct Need<'a> {
    read: ContextReference,
    /// A description of its use.
    user: Text<Markdown>,
    /// The environment of the job.
    environment: Option<&'a Environment>,
    /// The order of the rows: by usage, then by the order of the spec.
    order: (Usage, usize, usize),
}

/// A use of a secret or variable, in the order of the rows.
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
        secrets: groups(plan, &needs, false),
        variables: groups(plan, &needs, true),
        token: plan
            .registries
            .iter()
            .any(|registry| matches!(registry.login, RegistryLogin::GithubToken)),
        environments: needs.iter().any(|need| need.environment.is_some()),
        reviews: plan
            .environments
            .iter()
            .any(|one| one.on.value == On::PullRequest),
        identities: logins(plan).iter().map(identity).collect(),
    };
    fill(template!("docs/secrets.md.j2"), &view)
}

fn groups(plan: &Plan, needs: &[Need], is_variable: bool) -> Vec<Group> {
    let mut named: IndexMap<&str, Vec<&Need>> = IndexMap::new();
    let needs = needs.iter();
    for need in needs.filter(|need| need.read.is_variable == is_variable) {
        named.entry(&need.read.name).or_default().push(need);
    }
    let groups = group_by_text(named, |(_, needs)| places(plan, needs));
    groups
        .into_iter()
        .map(|(place, named)| Group {
            place,
            rows: named.iter().map(|(name, needs)| row(name, needs)).collect(),
        })
        .collect()
}

fn row(name: &str, needs: &[&Need]) -> Row {
    let places = needs.iter().filter_map(|need| need.read.place.as_ref());
    let users = group_by_text(needs, |need| need.user.clone());
    let users: Vec<Text<Markdown>> = users.into_iter().map(|(user, _)| user).collect();
    Row {
        name: places.fold(markdown::cell(name), |text, place| text.with_place(place)),
        users: markdown::join(&users, "; "),
    }
}

/// All places where the secret or variable that `needs` read must exist.
fn places(plan: &Plan, needs: &[&Need]) -> Text<Markdown> {
    let users = group_by_text(needs.iter().copied(), |need| need.user.clone());
    let places = group_by_text(users, |(_, needs)| place(plan, needs));
    let places: Vec<Text<Markdown>> = places.into_iter().map(|(place, _)| place).collect();
    markdown::list(&places, "and in")
}

/// Where the secret or variable that `needs` read must exist: in the repository or in GitHub environments.
fn place(plan: &Plan, needs: &[&Need]) -> Text<Markdown> {
    let has_job = |environment: &&Environment| {
        let mut jobs = needs.iter().filter_map(|need| need.environment);
        jobs.any(|own| own.name == environment.name)
    };
    let names = plan.environments.iter().filter(has_job);
    let names = codes(names.map(|environment| (environment.name.as_str(), &environment.place)));
    let start = match names.len() {
        0 => return markdown::literal("the repository"),
        1 => "the GitHub environment ",
        _ => "the GitHub environments ",
    };
    markdown::concat(&[markdown::literal(start), markdown::list(&names, "and")])
}

/// The secrets and variables that `job` reads.
fn needs<'a>(plan: &Plan, job: &'a Job) -> Vec<Need<'a>> {
    let environment = job.kind.environment();
    let mut names = plan
        .environments
        .iter()
        .map(|environment| &environment.name);
    let position = environment.and_then(|own| names.position(|name| *name == own.name));
    let own = job
        .contents
        .find_custom_references()
        .into_iter()
        .map(|read| {
            let mut jobs = plan.hooks.jobs.iter();
            let item = jobs.position(|own| own.id == job.id).unwrap_or_default();
            let id = code(job.id.as_str(), read.place.as_ref().unwrap_or(&job.place));
            Need {
                user: markdown::concat(&[markdown::literal("the job "), id]),
                read,
                environment: None,
                order: (Usage::Job, item, 0),
            }
        });
    let of_steps = job.contents.steps.iter().flat_map(|step| {
        let reads = step.find_references().into_iter();
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

/// How `step` uses the secret or variable `read`.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "other steps are listed by name"
)]
fn usage(plan: &Plan, step: &Step, read: &ContextReference) -> Option<(Usage, Text<Markdown>)> {
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
            let id = code(&secret.id, &secret.place);
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
            let usage = if own.point.value < HookPoint::DeployStart {
                Usage::StepOfBuild
            } else {
                Usage::StepOfDeployment
            };
            let name = markdown::inline(&own.name.value).with_place(&own.name.place);
            Some((usage, enclose("the step **", name, "**")))
        }
        _ => {
            let name = markdown::inline(step.name.literal().unwrap_or_default());
            Some((Usage::Other, enclose("the step **", name, "**")))
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
    let subjects = environments.iter().map(|environment| {
        let subject = format!(
            "repo:OWNER/REPOSITORY:environment:{}",
            environment.name.as_str()
        );
        code(&subject, &environment.place)
    });
    let client = &environments[0].login.client;
    Identity {
        name: code(client.value.as_str(), &client.place),
        subjects: markdown::list(&subjects.collect::<Vec<_>>(), "and"),
    }
}
