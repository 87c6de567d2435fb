//! Jobs and steps as variables of the template.

use serde::Serialize;

use super::condition as conditions;
use crate::{
    lang::{
        Text, expr, reason_marker,
        yaml::{self, Yaml},
    },
    place::Place,
    plan::{
        permission::Permission,
        steps::{self, Concurrency, Content, Scalar, condition::grouped},
        workflow_settings::WorkflowSettings as Settings,
        workflows::{self, JobKind},
    },
    spec::hooks::Access,
};

/// The indentation of the variables and inputs of a step.
const PAIRS: usize = 12;
/// The indentation of values of a step.
const STEP: usize = 10;

/// A job.
#[derive(Serialize)]
pub(super) struct Job {
    reason: Text<Yaml>,
    id: Text<Yaml>,
    needs: Vec<Text<Yaml>>,
    generated: Option<Generated>,
    permissions: Vec<Pair>,
    comments: Vec<Text<Yaml>>,
    environment: Option<Environment>,
    outputs: Vec<Pair>,
    steps: Vec<Step>,
    /// The keys of a user's own job except `needs`.
    entries: Vec<Text<Yaml>>,
}

/// The keys of a generated job.
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

/// The GitHub environment of a job.
#[derive(Serialize)]
struct Environment {
    name: Text<Yaml>,
    url: Option<Text<Yaml>>,
}

/// A key and its value, which may end in a comment.
#[derive(Serialize)]
struct Pair {
    key: Text<Yaml>,
    value: Text<Yaml>,
}

/// A step.
#[derive(Serialize)]
struct Step {
    reason: Text<Yaml>,
    comments: Vec<Text<Yaml>>,
    name: Text<Yaml>,
    /// The keys before the tables.
    first: Vec<Pair>,
    tables: Vec<Table>,
    /// The keys after the tables.
    last: Vec<Pair>,
}

/// The variables or the inputs of a step.
#[derive(Serialize)]
struct Table {
    key: Text<Yaml>,
    pairs: Vec<Pair>,
}

impl Job {
    /// Renders `job` with the workflow's `settings`.
    pub(super) fn new(settings: &Settings, job: &workflows::Job) -> Self {
        let contents = &job.contents;
        let is_custom = matches!(job.kind, JobKind::Hook(_));
        let entries = contents.entries.iter();
        Self {
            reason: reason_marker(contents.reason),
            id: with_places(yaml::id(&job.id).with_place(&job.place), &contents.places),
            needs: job
                .needs
                .iter()
                .map(|need| yaml::id(&need.value).with_place(&need.place))
                .collect(),
            generated: (!is_custom).then(|| generated(settings, job)),
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

/// Adds `places` to the origins of `text`.
fn with_places(text: Text<Yaml>, places: &[Place]) -> Text<Yaml> {
    places
        .iter()
        .fold(text, |text, place| text.with_place(place))
}

fn generated(settings: &Settings, job: &workflows::Job) -> Generated {
    let contents = &job.contents;
    let condition = job
        .when
        .as_ref()
        .map(|when| conditions::render_condition(6, when));
    Generated {
        name: yaml::string(&job.name).with_place(&job.place),
        condition: condition.map(|text| with_places(text, &contents.condition_places)),
        runs_on: yaml::string(&settings.runs_on.value).with_place(&settings.runs_on.place),
        timeout: yaml::number(settings.timeout.value).with_place(&settings.timeout.place),
        branches: job
            .matrix_branches
            .iter()
            .map(|branch| yaml::string(&branch.value).with_place(&branch.place))
            .collect(),
        group: contents.concurrency.as_ref().map(group),
    }
}

fn group(concurrency: &Concurrency) -> Group {
    Group {
        name: scalar(STEP, &concurrency.group),
        cancel: scalar(STEP, &concurrency.cancel_in_progress),
    }
}

fn permission(permission: &Permission) -> Pair {
    let access = match permission.access {
        Access::Read => "read",
        Access::Write => "write",
    };
    let value = yaml::string(access);
    let value = permission
        .places
        .iter()
        .fold(value, |text, place| text.with_place(place));
    Pair {
        key: yaml::string(&permission.scope),
        value: yaml::with_comment(&value, &permission.reason),
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
        reason: reason_marker(step.reason),
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
    let places = pin.place.iter().chain(&uses.place);
    let action = places.fold(yaml::string_with_expressions(&pin.uses), |text, place| {
        text.with_place(place)
    });
    match &pin.version {
        Some(version) => yaml::with_comment(&action, version),
        None => action,
    }
}

fn condition(condition: &steps::Condition) -> Text<Yaml> {
    match condition {
        steps::Condition::When(when) => conditions::render_condition(STEP, when),
        steps::Condition::Custom(own) => {
            yaml::string_with_expressions(&own.value).with_place(&own.place)
        }
        steps::Condition::Both(when, own) => {
            let terms = [grouped(when), expr::group(&own.value)];
            let text = if own.value.as_str().contains("${{") {
                // Without `${{ }}` around the whole condition, GitHub would treat the rest as text.
                yaml::wrapped_expr(STEP, &expr::and(&terms))
            } else {
                yaml::condition(STEP, &terms)
            };
            text.with_place(&own.place)
        }
    }
}

/// Renders `scalar` in a table at `indent` spaces.
fn scalar(indent: usize, scalar: &Scalar) -> Text<Yaml> {
    let text = match &scalar.content {
        Content::Parts(parts) => yaml::value(parts),
        Content::Expression(expression) => yaml::wrapped_expr(indent, expression),
        Content::Lines(lines) => yaml::lines(indent, lines),
        Content::Flag(flag) => yaml::boolean(*flag),
        Content::Github(text) => yaml::string_with_expressions(text),
        Content::Tree(tree) => yaml::scalar(STEP, tree),
    };
    let text = with_places(text, &scalar.places);
    match scalar.note {
        Some(note) => yaml::with_comment(&text, note),
        None => text,
    }
}
