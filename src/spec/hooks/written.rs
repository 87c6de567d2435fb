//! The steps of hooks wherever they stand, and every text in a job of the user's own.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::{Job, Scalar, Step};
use crate::{at, place::Place, spec::Spec};

/// The keys of a step that hold one text.
pub const TEXTS: &[&str] = &[
    "name",
    "id",
    "if",
    "uses",
    "run",
    "shell",
    "working-directory",
];
/// The keys of a step that hold texts by their names.
pub const TABLES: &[&str] = &["with", "env"];

/// Names, and the values that are text.
type Entries<'a> = Vec<(&'a str, Option<&'a str>)>;

/// A step of a hook: one at a point of a generated job, or one of a job of the user's own.
pub struct Written<'a> {
    /// Where it is.
    pub at: Place,
    /// The user's own job that it is part of.
    pub job: Option<&'a str>,
    keys: Vec<&'a str>,
    texts: Vec<(&'static str, &'a str)>,
    tables: Vec<(&'static str, Entries<'a>)>,
}

impl<'a> Written<'a> {
    /// The text of the key `key`.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&'a str> {
        let mut texts = self.texts.iter();
        texts
            .find(|(known, _)| *known == key)
            .map(|(_, text)| *text)
    }

    /// Whether the key `key` is written, whatever it holds.
    #[must_use]
    pub fn says(&self, key: &str) -> bool {
        self.keys.contains(&key)
    }

    /// All texts, by their keys.
    #[must_use]
    pub fn texts(&self) -> &[(&'static str, &'a str)] {
        &self.texts
    }

    /// What stands in the table `key`: names, and the values that are text.
    #[must_use]
    pub fn table(&self, key: &str) -> &[(&'a str, Option<&'a str>)] {
        let table = self.tables.iter().find(|(known, _)| *known == key);
        table.map_or(&[], |(_, entries)| entries)
    }

    fn at_point(step: &'a Step, at: Place) -> Self {
        let texts = [
            ("name", &step.name),
            ("id", &step.id),
            ("if", &step.r#if),
            ("uses", &step.uses),
            ("run", &step.run),
            ("shell", &step.shell),
            ("working-directory", &step.working_directory),
        ];
        let texts: Vec<_> = texts
            .into_iter()
            .filter_map(|(key, text)| Some((key, text.as_deref()?)))
            .collect();
        let tables = [("with", &step.with), ("env", &step.env)];
        let tables: Vec<_> = tables
            .into_iter()
            .filter(|(_, table)| !table.is_empty())
            .map(|(key, table)| (key, scalars(table)))
            .collect();
        let keys = texts.iter().map(|(key, _)| *key);
        Self {
            at,
            job: None,
            keys: keys.chain(tables.iter().map(|(key, _)| *key)).collect(),
            texts,
            tables,
        }
    }

    fn in_job(step: &'a Map<String, Value>, job: &'a str, at: Place) -> Self {
        let texts = TEXTS
            .iter()
            .filter_map(|key| Some((*key, step.get(*key)?.as_str()?)));
        let entries = |table: &'a Map<String, Value>| {
            let entries = table.iter();
            entries
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect()
        };
        let tables = TABLES
            .iter()
            .filter_map(|key| Some((*key, entries(step.get(*key)?.as_object()?))));
        Self {
            at,
            job: Some(job),
            keys: step.keys().map(String::as_str).collect(),
            texts: texts.collect(),
            tables: tables.collect(),
        }
    }
}

/// A text of a job of the user's own, or a key in it.
pub struct JobText<'a> {
    /// Where it is.
    pub at: Place,
    /// Whether it is the key itself.
    pub is_key: bool,
    /// The text.
    pub text: &'a str,
}

impl Spec {
    /// The jobs of the user's own, by their ids.
    pub fn own_jobs(&self) -> impl Iterator<Item = (&String, &Job)> {
        self.hooks.jobs.iter()
    }

    /// The steps at points of the generated jobs, each with its place.
    pub fn point_steps(&self) -> impl Iterator<Item = (Place, &Step)> {
        at!("hooks", "steps").items(&self.hooks.steps)
    }

    /// The steps of all hooks.
    #[must_use]
    pub fn written_steps(&self) -> Vec<Written<'_>> {
        let points = self
            .point_steps()
            .map(|(at, step)| Written::at_point(step, at));
        let jobs = self.own_jobs().flat_map(|(name, job)| {
            let steps = at!("hooks", "jobs", name, "steps").items(job.steps().unwrap_or_default());
            steps.filter_map(move |(at, step)| Some(Written::in_job(step.as_object()?, name, at)))
        });
        points.chain(jobs).collect()
    }
}

impl Job {
    /// The value of the key `key`.
    #[must_use]
    pub fn value(&self, key: &str) -> Option<&Value> {
        self.rest.get(key).map(|free| &free.0)
    }

    /// Its steps, if they are a list.
    #[must_use]
    pub fn steps(&self) -> Option<&[Value]> {
        self.value("steps")?.as_array().map(Vec::as_slice)
    }

    /// The images of the container and the services of the job at `at`.
    #[must_use]
    pub fn images(&self, at: &Place) -> Vec<(Place, &str)> {
        let mut images = Vec::new();
        if let Some(container) = self.value("container") {
            images.extend(image_of(container, at.key("container")));
        }
        let services = self.value("services").and_then(Value::as_object);
        for (name, service) in services.into_iter().flatten() {
            images.extend(image_of(service, at.key("services").key(name)));
        }
        images
    }

    /// Every text and every key in it, if it is the job at `at`.
    #[must_use]
    pub fn texts(&self, at: &Place) -> Vec<JobText<'_>> {
        let mut texts = Vec::new();
        for (key, free) in &self.rest {
            entry(key, &free.0, at.key(key), &mut texts);
        }
        texts
    }
}

/// The image of the container `container` at `at`, which is a string or a table with the key `image`.
fn image_of(container: &Value, at: Place) -> Option<(Place, &str)> {
    match container.as_str() {
        Some(image) => Some((at, image)),
        None => Some((at.key("image"), container.get("image")?.as_str()?)),
    }
}

fn entry<'a>(key: &'a str, value: &'a Value, at: Place, texts: &mut Vec<JobText<'a>>) {
    texts.push(JobText {
        at: at.clone(),
        is_key: true,
        text: key,
    });
    collect(value, at, texts);
}

fn collect<'a>(value: &'a Value, at: Place, texts: &mut Vec<JobText<'a>>) {
    match value {
        Value::String(text) => texts.push(JobText {
            at,
            is_key: false,
            text,
        }),
        Value::Array(items) => {
            for (at, value) in at.clone().items(items) {
                collect(value, at, texts);
            }
        }
        Value::Object(table) => {
            for (key, value) in table {
                entry(key, value, at.key(key), texts);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn scalars(table: &IndexMap<String, Scalar>) -> Entries<'_> {
    let entries = table.iter().map(|(name, value)| match value {
        Scalar::Text(text) => (name.as_str(), Some(text.as_str())),
        Scalar::Number(_) | Scalar::Flag(_) => (name.as_str(), None),
    });
    entries.collect()
}
