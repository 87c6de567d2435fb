//! Jobs and steps, as the template shows them.

use serde::Serialize;

use super::condition as conditions;
use crate::{
    lang::{
        Text, expr, why,
        yaml::{self, Yaml},
    },
    place::Place,
    plan::{
        permission::Permission,
        steps::{self, Concurrency, Content, Scalar, condition::grouped},
        workflow::Workflow as Settings,
        workflows::{self, Work},
    },
    spec::hooks::Access,
};

/// How far the variables and the inputs of a step are indented.
const PAIRS: usize = 12;
/// How far what follows a key of a step is indented.
const STEP: usize = 10;

/// A job.
#[derive(Serialize)]
pub(super) struct Job {
    why: Text<Yaml>,
    id: Text<Yaml>,
    needs: Vec<Text<Yaml>>,
    generated: Option<Generated>,
    permissions: Vec<Pair>,
    comments: Vec<Text<Yaml>>,
    environment: Option<Environment>,
    outputs: Vec<Pair>,
    steps: Vec<Step>,
    /// All of a job of the user's own but its id and what it waits for.
    entries: Vec<Text<Yaml>>,
}

/// What the plan says of a job of ours.
#[derive(Serialize)]
struct Generated {
    name: Text<Yaml>,
    condition: Option<Text<Yaml>>,
    runs_on: Text<Yaml>,
    timeout: Text<Yaml>,
    branches: Vec<Text<Yaml>>,
    group: Option<Group>,
}

#[derive(Serialize)]
struct Group {
    name: Text<Yaml>,
    cancel: Text<Yaml>,
}

/// GitHub's environment of a job.
#[derive(Serialize)]
struct Environment {
    name: Text<Yaml>,
    url: Option<Text<Yaml>>,
}

/// A key and its value, perhaps with a comment behind it.
#[derive(Serialize)]
struct Pair {
    key: Text<Yaml>,
    value: Text<Yaml>,
}

/// A step.
#[derive(Serialize)]
struct Step {
    why: Text<Yaml>,
    comments: Vec<Text<Yaml>>,
    name: Text<Yaml>,
    /// Its keys before its tables, and after them.
    first: Vec<Pair>,
    tables: Vec<Table>,
    last: Vec<Pair>,
}

/// The variables or the inputs of a step.
#[derive(Serialize)]
struct Table {
    key: Text<Yaml>,
    pairs: Vec<Pair>,
}

impl Job {
    /// `job`, which the workflow runs as `settings` say.
    pub(super) fn new(settings: &Settings, job: &workflows::Job) -> Self {
        let contents = &job.contents;
        let is_own = matches!(job.work, Work::Hook(_));
        let entries = contents.entries.iter();
        Self {
            why: why(contents.reason),
            id: made_by(yaml::id(&job.id).at(&job.at), &contents.at),
            needs: job
                .needs
                .iter()
                .map(|need| yaml::id(&need.value).at(&need.at))
                .collect(),
            generated: (!is_own).then(|| generated(settings, job)),
            permissions: contents.permissions.iter().map(permission).collect(),
            comments: contents
                .comments
                .iter()
                .copied()
                .map(yaml::comment)
                .collect(),
            environment: contents
                .environment
                .as_ref()
                .map(|environment| Environment {
                    name: scalar(STEP, &environment.name),
                    url: environment.url.as_ref().map(|url| scalar(STEP, url)),
                }),
            outputs: contents.outputs.iter().map(pair).collect(),
            steps: contents.steps.iter().map(step).collect(),
            entries: entries
                .map(|(key, value)| yaml::entry(4, key, value))
                .collect(),
        }
    }
}

/// `text`, made by the keys at `places` too.
fn made_by(text: Text<Yaml>, places: &[Place]) -> Text<Yaml> {
    places.iter().fold(text, |text, place| text.at(place))
}

fn generated(settings: &Settings, job: &workflows::Job) -> Generated {
    let contents = &job.contents;
    let condition = job.when.as_ref().map(|when| conditions::condition(6, when));
    Generated {
        name: yaml::string(&job.name).at(&job.at),
        condition: condition.map(|text| made_by(text, &contents.condition_at)),
        runs_on: yaml::string(&settings.runs_on.value).at(&settings.runs_on.at),
        timeout: yaml::number(settings.timeout.value).at(&settings.timeout.at),
        branches: job
            .branches
            .iter()
            .map(|branch| yaml::string(&branch.value).at(&branch.at))
            .collect(),
        group: contents.concurrency.as_ref().map(group),
    }
}

fn group(concurrency: &Concurrency) -> Group {
    Group {
        name: scalar(STEP, &concurrency.group),
        cancel: scalar(STEP, &concurrency.cancels),
    }
}

fn permission(permission: &Permission) -> Pair {
    let access = match permission.access {
        Access::Read => "read",
        Access::Write => "write",
    };
    let value = yaml::string(access);
    let value = permission.at.iter().fold(value, |text, at| text.at(at));
    Pair {
        key: yaml::string(&permission.scope),
        value: yaml::noted(&value, &permission.reason),
    }
}

fn pair(pair: &steps::Pair) -> Pair {
    Pair {
        key: yaml::string(&pair.name),
        value: scalar(PAIRS, &pair.value),
    }
}

fn step(step: &steps::Step) -> Step {
    let pair = |key, value| Pair {
        key: yaml::key(key),
        value,
    };
    let id = step.id.as_ref().map(|id| pair("id", scalar(STEP, id)));
    let condition = step.condition.as_ref();
    let condition = condition.map(|condition| pair("if", self::condition(condition)));
    let uses = step.uses.as_ref().map(|step| pair("uses", uses(step)));
    let tables = [("env", &step.env), ("with", &step.with)].into_iter();
    let settings = step.settings.iter().map(|setting| Pair {
        key: yaml::string(&setting.name),
        value: scalar(STEP, &setting.value),
    });
    let run = step.run.as_ref();
    let run = run.map(|script| pair("run", yaml::block(STEP, script)));
    Step {
        why: why(step.reason),
        comments: step.comments.iter().copied().map(yaml::comment).collect(),
        name: scalar(STEP, &step.name),
        first: id.into_iter().chain(condition).chain(uses).collect(),
        tables: tables
            .filter(|(_, pairs)| !pairs.is_empty())
            .map(|(key, pairs)| Table {
                key: yaml::key(key),
                pairs: pairs.iter().map(self::pair).collect(),
            })
            .collect(),
        last: settings.chain(run).collect(),
    }
}

/// The action of a step, with its version as a comment.
fn uses(uses: &steps::Uses) -> Text<Yaml> {
    let pin = &uses.pin;
    let places = pin.at.iter().chain(&uses.at);
    let action = places.fold(yaml::github(&pin.uses), |text, at| text.at(at));
    match &pin.version {
        Some(version) => yaml::noted(&action, version),
        None => action,
    }
}

fn condition(condition: &steps::Condition) -> Text<Yaml> {
    match condition {
        steps::Condition::When(when) => conditions::condition(STEP, when),
        steps::Condition::Own(own) => yaml::github(&own.value).at(&own.at),
        steps::Condition::Both(when, own) => {
            let terms = [grouped(when), expr::group(&own.value)];
            let text = if own.value.as_str().contains("${{") {
                // Without `${{ }}` around it, GitHub would treat the rest as text.
                yaml::wrapped_expr(STEP, &expr::and(&terms))
            } else {
                yaml::condition(STEP, &terms)
            };
            text.at(&own.at)
        }
    }
}

/// `scalar`, in a table that is indented by `indent` spaces.
fn scalar(indent: usize, scalar: &Scalar) -> Text<Yaml> {
    let text = match &scalar.content {
        Content::Parts(parts) => yaml::value(parts),
        Content::Expression(expression) => yaml::wrapped_expr(indent, expression),
        Content::Lines(lines) => yaml::lines(indent, lines),
        Content::Flag(flag) => yaml::boolean(*flag),
        Content::Github(text) => yaml::github(text),
        Content::Tree(tree) => yaml::scalar(STEP, tree),
    };
    let text = made_by(text, &scalar.at);
    match scalar.note {
        Some(note) => yaml::noted(&text, note),
        None => text,
    }
}
