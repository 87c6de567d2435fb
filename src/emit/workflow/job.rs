//! Jobs and steps, as the template shows them.

use serde::Serialize;

use crate::{
    catalogue,
    lang::{
        Text,
        yaml::{self, Yaml},
    },
};

/// A job.
#[derive(Serialize)]
pub(super) struct Job {
    pub(super) id: Text<Yaml>,
    pub(super) name: Text<Yaml>,
    pub(super) needs: Vec<Text<Yaml>>,
    pub(super) comments: Vec<Text<Yaml>>,
    pub(super) condition: Option<Text<Yaml>>,
    pub(super) runs_on: Text<Yaml>,
    pub(super) timeout: Text<Yaml>,
    pub(super) group: Text<Yaml>,
    pub(super) cancel: Text<Yaml>,
    pub(super) environment: Option<Environment>,
    pub(super) permissions: Vec<Pair>,
    pub(super) outputs: Vec<Pair>,
    pub(super) env: Vec<Pair>,
    pub(super) steps: Vec<Step>,
}

/// GitHub's environment of a job.
#[derive(Serialize)]
pub(super) struct Environment {
    pub(super) name: Text<Yaml>,
    pub(super) url: Option<Text<Yaml>>,
}

/// A key and its value, perhaps with a comment behind it.
#[derive(Serialize)]
pub(super) struct Pair {
    key: Text<Yaml>,
    value: Text<Yaml>,
    note: Option<Text<Yaml>>,
}

/// A step.
#[derive(Default, Serialize)]
pub(super) struct Step {
    pub(super) comments: Vec<Text<Yaml>>,
    pub(super) name: Option<Text<Yaml>>,
    pub(super) id: Option<Text<Yaml>>,
    pub(super) condition: Option<Text<Yaml>>,
    pub(super) uses: Option<Uses>,
    pub(super) env: Vec<Pair>,
    pub(super) with: Vec<Pair>,
    pub(super) run: Option<Text<Yaml>>,
}

/// A pinned action.
#[derive(Serialize)]
pub(super) struct Uses {
    action: Text<Yaml>,
    version: Text<Yaml>,
}

impl Pair {
    /// `key: value`.
    pub(super) fn new(key: &'static str, value: Text<Yaml>) -> Self {
        Self {
            key: yaml::key(key),
            value,
            note: None,
        }
    }

    /// `name: value`, for a name of the spec's.
    pub(super) fn named(name: &str, value: Text<Yaml>) -> Self {
        Self {
            key: yaml::string(name),
            value,
            note: None,
        }
    }

    /// The same, with a comment behind it.
    pub(super) fn note(mut self, note: &str) -> Self {
        self.note = Some(yaml::comment(note));
        self
    }
}

impl Step {
    /// A step that uses the action `uses` of the catalogue.
    pub(super) fn uses(name: &str, uses: &str) -> Self {
        let action = catalogue::action(uses);
        let uses = Uses {
            action: yaml::string(&format!("{}@{}", action.uses, action.sha)),
            version: yaml::comment(&action.version),
        };
        Self {
            name: Some(yaml::string(name)),
            uses: Some(uses),
            ..Self::default()
        }
    }

    /// A step that runs `run`.
    pub(super) fn run(name: &str, run: Text<Yaml>) -> Self {
        Self {
            name: Some(yaml::string(name)),
            run: Some(run),
            ..Self::default()
        }
    }

    /// The same, which others refer to as `id`.
    pub(super) fn id(mut self, id: &'static str) -> Self {
        self.id = Some(yaml::key(id));
        self
    }

    /// The same, with a comment above it.
    pub(super) fn comment(mut self, comment: &str) -> Self {
        self.comments.push(yaml::comment(comment));
        self
    }
}
