//! The outputs of a spec, parsed independently of the emitters.

use std::collections::BTreeMap;

use serde_yaml::Value as Yaml;
use toml::{Table, Value};
use tvgen::artifact::Artifact;

use super::{
    makefile::Makefile,
    stages::{self, Stage},
    steps,
};
use crate::support::spec;

/// The outputs of a spec.
pub struct Outputs {
    /// The spec.
    pub spec: Table,
    /// The path of each output, by its name.
    pub paths: BTreeMap<&'static str, String>,
    /// The workflows.
    pub workflows: Vec<Workflow>,
    /// The stages of the Dockerfile.
    pub stages: Option<Vec<Stage>>,
    /// The Makefile.
    pub makefile: Option<Makefile>,
    /// The documentation page.
    pub page: Option<String>,
}

/// A workflow.
pub struct Workflow {
    /// The name of its output.
    pub output: &'static str,
    /// The whole document.
    pub body: Yaml,
    /// Its jobs, in file order.
    pub jobs: Vec<Job>,
}

/// A job.
pub struct Job {
    /// Its ID.
    pub id: String,
    /// The whole job.
    pub body: Yaml,
    /// The IDs of the jobs that it needs.
    pub needs: Vec<String>,
    /// Its steps.
    pub steps: Vec<Yaml>,
    /// Whether it is a custom job.
    pub is_hook: bool,
}

impl Outputs {
    /// Parses the outputs `artifacts` of `spec`.
    pub fn read(spec: &Table, artifacts: &[Artifact]) -> Self {
        let text = |name: &str| {
            let found = artifacts.iter().find(|artifact| artifact.name == name);
            found.map(|artifact| artifact.text.as_str())
        };
        let workflows = [
            "workflow",
            "review_cleanup",
            "cache_rebuild",
            "manual_deploy",
        ];
        Self {
            spec: spec.clone(),
            paths: artifacts
                .iter()
                .map(|artifact| (artifact.name, artifact.path.clone()))
                .collect(),
            workflows: workflows
                .into_iter()
                .filter_map(|name| Some(Workflow::read(name, text(name)?, spec)))
                .collect(),
            stages: text("dockerfile").map(stages::read),
            makefile: text("makefile").map(Makefile::read),
            page: text("docs").map(str::to_owned),
        }
    }

    /// The workflow that is the output `name`.
    pub fn workflow(&self, name: &str) -> Option<&Workflow> {
        self.workflows
            .iter()
            .find(|workflow| workflow.output == name)
    }

    /// Every job, with its workflow.
    pub fn jobs(&self) -> impl Iterator<Item = (&Workflow, &Job)> {
        self.workflows
            .iter()
            .flat_map(|workflow| workflow.jobs.iter().map(move |job| (workflow, job)))
    }

    /// The value in the spec at `path`, whose keys are separated by spaces.
    pub fn spec_value(&self, path: &str) -> Option<&Value> {
        spec::get(&self.spec, &spec::parse_path(path))
    }

    /// The string in the spec at `path`, or `default`.
    pub fn string<'a>(&'a self, path: &str, default: &'a str) -> &'a str {
        self.spec_value(path)
            .and_then(Value::as_str)
            .unwrap_or(default)
    }

    /// The tables below `path`.
    pub fn tables(&self, path: &str) -> Vec<(&str, &Table)> {
        let table = self.spec_value(path).and_then(Value::as_table);
        let entries = table.into_iter().flatten();
        entries
            .filter_map(|(name, value)| Some((name.as_str(), value.as_table()?)))
            .collect()
    }

    /// The default branch.
    pub fn trunk(&self) -> &str {
        self.string("cache trunk", "main")
    }

    /// The environments that something is deployed to.
    pub fn environments(&self) -> Vec<Environment> {
        if !self.spec.contains_key("deploy") {
            return Vec::new();
        }
        let environments = self.tables("environments").into_iter();
        environments
            .map(|(name, table)| Environment::new(name, table, self.trunk()))
            .collect()
    }
}

impl Workflow {
    fn read(output: &'static str, text: &str, spec: &Table) -> Self {
        let body: Yaml =
            serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let hooks = spec.get("hooks").and_then(|hooks| hooks.get("jobs"));
        let jobs = body["jobs"]
            .as_mapping()
            .expect("a workflow has jobs")
            .iter();
        let jobs = jobs.map(|(id, body)| {
            let id = steps::scalar(id).expect("an ID is a string");
            Job {
                is_hook: hooks.is_some_and(|hooks| hooks.get(&id).is_some()),
                needs: steps::list(body, "needs"),
                steps: body["steps"].as_sequence().cloned().unwrap_or_default(),
                body: body.clone(),
                id,
            }
        });
        Self {
            output,
            jobs: jobs.collect(),
            body,
        }
    }

    /// The job `id`.
    pub fn job(&self, id: &str) -> Option<&Job> {
        self.jobs.iter().find(|job| job.id == id)
    }
}

impl Job {
    /// The step `id`.
    pub fn step(&self, id: &str) -> Option<&Yaml> {
        self.steps
            .iter()
            .find(|step| step["id"].as_str() == Some(id))
    }
}

/// An environment of the spec.
pub struct Environment {
    /// Its name.
    pub name: String,
    /// The trigger of its deployments.
    pub on: String,
    /// The branch that is deployed to it.
    pub branch: String,
    /// The label that a pull request must have.
    pub label: Option<String>,
    /// Whether pull requests of bots are deployed.
    pub bots: bool,
}

impl Environment {
    fn new(name: &str, table: &Table, trunk: &str) -> Self {
        let string = |key: &str| table.get(key).and_then(Value::as_str).map(str::to_owned);
        Self {
            name: name.to_owned(),
            on: string("on").expect("a required key"),
            branch: string("branch").unwrap_or_else(|| trunk.to_owned()),
            label: string("label"),
            bots: table.get("bots").and_then(Value::as_bool) == Some(true),
        }
    }

    /// The ID of its job `verb`.
    pub fn job(&self, verb: &str) -> String {
        format!("{verb}_{}", self.name.replace('-', "_"))
    }
}
