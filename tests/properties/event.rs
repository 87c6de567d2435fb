//! Events of a repository, and the jobs and steps that they run.

use serde_yaml::Value as Yaml;

use super::{
    outputs::{Job, Workflow},
    steps,
};
use crate::support::expression::{self, Value};

/// The repository of the events.
const REPOSITORY: &str = "acme/hello";

/// An event.
#[derive(Clone, Debug, Default)]
pub struct Event {
    /// Its name.
    pub name: &'static str,
    /// The branch that was pushed, or that the pull request comes from.
    pub branch: String,
    /// The action of a pull request event.
    pub action: &'static str,
    /// The pull request's labels after the event.
    pub labels: Vec<String>,
    /// The label that was added or removed.
    pub label: Option<String>,
    /// The number of the pull request.
    pub number: u32,
    /// Whether the pull request comes from a fork.
    pub is_fork: bool,
    /// Whether a bot opened the pull request.
    pub is_bot: bool,
    /// The login of the sender.
    pub sender: &'static str,
    /// The environment of a manual deployment.
    pub chosen: String,
    /// Whether a job failed.
    pub failed: bool,
}

impl Event {
    /// A push to `branch`.
    pub fn push(branch: &str) -> Self {
        Self {
            name: "push",
            branch: branch.to_owned(),
            ..Self::default()
        }
    }

    /// `action` on pull request 7, which has `labels`.
    pub fn pull_request(action: &'static str, labels: &[&str]) -> Self {
        Self {
            name: "pull_request",
            branch: "topic".to_owned(),
            action,
            labels: labels.iter().map(|label| (*label).to_owned()).collect(),
            number: 7,
            ..Self::default()
        }
    }

    /// A manual deployment to the environment `name`; for a review app, of pull request 7.
    pub fn manual(name: &str, branch: &str) -> Self {
        Self {
            name: "workflow_dispatch",
            branch: branch.to_owned(),
            chosen: name.to_owned(),
            number: 7,
            ..Self::default()
        }
    }

    /// Whether a bot caused the event, even if it did not open the pull request.
    pub fn is_sent_by_bot(&self) -> bool {
        self.sender.ends_with("[bot]")
    }

    /// The value of the context property `name`.
    #[track_caller]
    fn value(&self, name: &str) -> Value {
        let string = |text: &str| Value::String(text.to_owned());
        let if_pull_request = |value: Value| {
            if self.name == "pull_request" {
                value
            } else {
                Value::Null
            }
        };
        match name {
            "github.event_name" => string(self.name),
            "github.repository" => string(REPOSITORY),
            "github.sha" => string("a commit"),
            "github.run_id" => string("a run"),
            "github.ref" if self.name == "pull_request" => string("refs/pull/7/merge"),
            "github.ref" => Value::String(format!("refs/heads/{}", self.branch)),
            "github.ref_name" if self.name == "pull_request" => string("7/merge"),
            // The rebuild runs for the branch of the event.
            "github.ref_name" | "matrix.branch" => string(&self.branch),
            "github.head_ref" => if_pull_request(string(&self.branch)),
            "github.event.action" => if_pull_request(string(self.action)),
            "github.event.label.name" => self.label.clone().map_or(Value::Null, Value::String),
            "github.event.pull_request.labels.*.name" => {
                if_pull_request(Value::List(self.labels.clone()))
            }
            "github.event.pull_request.number" => {
                if_pull_request(Value::String(self.number.to_string()))
            }
            "github.event.pull_request.head.sha" => if_pull_request(string("the head")),
            "github.event.pull_request.head.repo.full_name" => {
                if_pull_request(string(if self.is_fork {
                    "someone/hello"
                } else {
                    REPOSITORY
                }))
            }
            "github.event.pull_request.user.type" => {
                if_pull_request(string(if self.is_bot { "Bot" } else { "User" }))
            }
            "github.event.sender.type" => {
                string(if self.is_sent_by_bot() { "Bot" } else { "User" })
            }
            "github.actor" | "github.triggering_actor" | "github.event.sender.login" => {
                string(self.sender)
            }
            "inputs.environment" => string(&self.chosen),
            "inputs.pr" if self.name == "workflow_dispatch" => {
                Value::String(self.number.to_string())
            }
            "failure()" => Value::Boolean(self.failed),
            "success()" => Value::Boolean(!self.failed),
            "cancelled()" => Value::Boolean(false),
            other => panic!("unknown property {other}"),
        }
    }

    /// Evaluates the expressions in `text`.
    #[track_caller]
    pub fn fill(&self, text: &str) -> String {
        expression::fill(text, &|name| self.value(name))
    }

    /// Whether the event starts `workflow`; path filters are ignored.
    pub fn starts(&self, workflow: &Workflow) -> bool {
        let Some(trigger) = workflow.body["on"].get(self.name) else {
            return false;
        };
        match self.name {
            "push" => steps::list(trigger, "branches")
                .iter()
                .any(|pattern| pattern.replace('\\', "") == self.branch),
            "pull_request" if trigger.get("types").is_some() => steps::list(trigger, "types")
                .iter()
                .any(|kind| kind == self.action),
            "pull_request" => ["opened", "synchronize", "reopened"].contains(&self.action),
            _ => true,
        }
    }

    /// Whether the event reaches the job `id` of `workflow`.
    pub fn reaches(&self, workflow: &Workflow, id: &str) -> bool {
        self.starts(workflow) && workflow.job(id).is_some_and(|job| self.runs(workflow, job))
    }

    /// The jobs of `workflow` that the event reaches.
    pub fn reached_jobs<'a>(&self, workflow: &'a Workflow) -> Vec<&'a Job> {
        let jobs = workflow.jobs.iter();
        jobs.filter(|job| self.reaches(workflow, &job.id)).collect()
    }

    /// Whether `job` runs: its condition is true, and the jobs that it needs succeeded, unless the condition has a status function.
    fn runs(&self, workflow: &Workflow, job: &Job) -> bool {
        let has_status_function = |condition: &str| {
            ["failure()", "always()", "cancelled()"]
                .iter()
                .any(|call| condition.contains(call))
        };
        let condition = job.body.get("if").and_then(Yaml::as_str);
        let succeeded = |id: &str| {
            workflow
                .job(id)
                .is_some_and(|needed| self.runs(workflow, needed))
        };
        let is_true = condition.is_none_or(|condition| {
            let value = |name: &str| match name
                .strip_prefix("needs.")
                .and_then(|rest| rest.strip_suffix(".result"))
            {
                Some("*") => Value::List(
                    job.needs
                        .iter()
                        .map(|id| if succeeded(id) { "success" } else { "skipped" }.to_owned())
                        .collect(),
                ),
                Some(id) => {
                    Value::String(if succeeded(id) { "success" } else { "skipped" }.to_owned())
                }
                None => self.value(name),
            };
            expression::evaluate(condition, &value).is_truthy()
        });
        is_true
            && (condition.is_some_and(has_status_function)
                || job.needs.iter().all(|id| succeeded(id)))
    }

    /// The value of `name` in a step of `job`: a variable of the job, or a context property.
    pub fn step_value(&self, job: &Job, name: &str) -> Value {
        let Some(variable) = name.strip_prefix("env.") else {
            return self.value(name);
        };
        let env = steps::pairs(&job.body, "env");
        let value = env.into_iter().find(|(name, _)| name == variable);
        value.map_or(Value::Null, |(_, value)| Value::String(self.fill(&value)))
    }

    /// Whether `step` runs, if its job does.
    pub fn runs_step(&self, job: &Job, step: &Yaml) -> bool {
        let condition = step.get("if").and_then(Yaml::as_str);
        condition.is_none_or(|condition| {
            expression::evaluate(condition, &|name| self.step_value(job, name)).is_truthy()
        })
    }
}
