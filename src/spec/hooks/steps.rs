//! Collects the steps of all hooks and the texts in custom jobs.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::{Job, Scalar, Step};
use crate::{place, place::Place, spec::Spec};

/// The keys of a step whose value is a text.
pub const TEXT_KEYS: &[&str] = &[
    "name",
    "id",
    "if",
    "uses",
    "run",
    "shell",
    "working-directory",
];
/// The keys of a step whose value is a table of texts.
pub const TABLE_KEYS: &[&str] = &["with", "env"];

/// The names in a table, with their values if these are texts.
type Entries<'a> = Vec<(&'a str, Option<&'a str>)>;

/// A step of a hook: at a point of a generated job, or in a custom job.
pub struct HookStep<'a> {
    /// The place of the step.
    pub place: Place,
    /// The id of the custom job that contains the step.
    pub job: Option<&'a str>,
    keys: Vec<&'a str>,
    texts: Vec<(&'static str, &'a str)>,
    tables: Vec<(&'static str, Entries<'a>)>,
}

impl<'a> HookStep<'a> {
    /// The text at `key`.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&'a str> {
        let mut texts = self.texts.iter();
        texts
            .find(|(known, _)| *known == key)
            .map(|(_, text)| *text)
    }

    /// Whether the step has the key `key`, with any value.
    #[must_use]
    pub fn has_key(&self, key: &str) -> bool {
        self.keys.contains(&key)
    }

    /// All texts, by key.
    #[must_use]
    pub fn texts(&self) -> &[(&'static str, &'a str)] {
        &self.texts
    }

    /// The names in the table `key`, with their values if these are texts.
    #[must_use]
    pub fn table(&self, key: &str) -> &[(&'a str, Option<&'a str>)] {
        let table = self.tables.iter().find(|(known, _)| *known == key);
        table.map_or(&[], |(_, entries)| entries)
    }

    fn from_point(step: &'a Step, place: Place) -> Self {
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
            .map(|(key, table)| (key, text_entries(table)))
            .collect();
        let keys = texts.iter().map(|(key, _)| *key);
        Self {
            place,
            job: None,
            keys: keys.chain(tables.iter().map(|(key, _)| *key)).collect(),
            texts,
            tables,
        }
    }

    fn from_job(step: &'a Map<String, Value>, job: &'a str, place: Place) -> Self {
        let texts = TEXT_KEYS
            .iter()
            .filter_map(|key| Some((*key, step.get(*key)?.as_str()?)));
        let entries = |table: &'a Map<String, Value>| {
            let entries = table.iter();
            entries
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect()
        };
        let tables = TABLE_KEYS
            .iter()
            .filter_map(|key| Some((*key, entries(step.get(*key)?.as_object()?))));
        Self {
            place,
            job: Some(job),
            keys: step.keys().map(String::as_str).collect(),
            texts: texts.collect(),
            tables: tables.collect(),
        }
    }
}

/// A text or a key in a custom job.
pub struct JobText<'a> {
    /// The place of the text.
    pub place: Place,
    /// Whether the text is a key.
    pub is_key: bool,
    /// The text.
    pub text: &'a str,
}

impl Spec {
    /// The custom jobs, by id.
    pub fn custom_jobs(&self) -> impl Iterator<Item = (&String, &Job)> {
        self.hooks.jobs.iter()
    }

    /// The steps at points of the generated jobs, with their places.
    pub fn point_steps(&self) -> impl Iterator<Item = (Place, &Step)> {
        place!("hooks", "steps").items(&self.hooks.steps)
    }

    /// The steps of all hooks.
    #[must_use]
    pub fn hook_steps(&self) -> Vec<HookStep<'_>> {
        let points = self
            .point_steps()
            .map(|(place, step)| HookStep::from_point(step, place));
        let jobs = self.custom_jobs().flat_map(|(name, job)| {
            let steps =
                place!("hooks", "jobs", name, "steps").items(job.steps().unwrap_or_default());
            steps.filter_map(move |(place, step)| {
                Some(HookStep::from_job(step.as_object()?, name, place))
            })
        });
        points.chain(jobs).collect()
    }
}

impl Job {
    /// The value at `key`.
    #[must_use]
    pub fn value(&self, key: &str) -> Option<&Value> {
        self.rest.get(key).map(|value| &value.0)
    }

    /// The steps, if they are an array.
    #[must_use]
    pub fn steps(&self) -> Option<&[Value]> {
        self.value("steps")?.as_array().map(Vec::as_slice)
    }

    /// The images of the job's container and services, with their places; the job is at `place`.
    #[must_use]
    pub fn images(&self, place: &Place) -> Vec<(Place, &str)> {
        let mut images = Vec::new();
        if let Some(container) = self.value("container") {
            images.extend(container_image(container, place.key("container")));
        }
        let services = self.value("services").and_then(Value::as_object);
        for (name, service) in services.into_iter().flatten() {
            images.extend(container_image(service, place.key("services").key(name)));
        }
        images
    }

    /// All texts and keys in the job at `place`.
    #[must_use]
    pub fn texts(&self, place: &Place) -> Vec<JobText<'_>> {
        let mut texts = Vec::new();
        for (key, value) in &self.rest {
            collect_entry(key, &value.0, place.key(key), &mut texts);
        }
        texts
    }
}

/// The image of the container at `place`, which is a string or a table with the key `image`.
fn container_image(container: &Value, place: Place) -> Option<(Place, &str)> {
    match container.as_str() {
        Some(image) => Some((place, image)),
        None => Some((place.key("image"), container.get("image")?.as_str()?)),
    }
}

fn collect_entry<'a>(key: &'a str, value: &'a Value, place: Place, texts: &mut Vec<JobText<'a>>) {
    texts.push(JobText {
        place: place.clone(),
        is_key: true,
        text: key,
    });
    collect_texts(value, place, texts);
}

fn collect_texts<'a>(value: &'a Value, place: Place, texts: &mut Vec<JobText<'a>>) {
    match value {
        Value::String(text) => texts.push(JobText {
            place,
            is_key: false,
            text,
        }),
        Value::Array(items) => {
            for (place, value) in place.clone().items(items) {
                collect_texts(value, place, texts);
            }
        }
        Value::Object(table) => {
            for (key, value) in table {
                collect_entry(key, value, place.key(key), texts);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn text_entries(table: &IndexMap<String, Scalar>) -> Entries<'_> {
    let entries = table.iter().map(|(name, value)| match value {
        Scalar::Text(text) => (name.as_str(), Some(text.as_str())),
        Scalar::Number(_) | Scalar::Flag(_) => (name.as_str(), None),
    });
    entries.collect()
}
