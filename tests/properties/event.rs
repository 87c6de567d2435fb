//! What happens to a repository, and how far it reaches into a workflow.

use serde_yaml::Value as Yaml;

use super::{
    outputs::{Job, Workflow},
    steps,
};
use crate::support::expression::{self, Value};

/// The repository that things happen to.
const REPOSITORY: &str = "acme/hello";

/// What happened.
#[derive(Clone, Debug, Default)]
pub struct Event {
    /// Its name.
    pub name: &'static str,
    /// The branch that was pushed, or that the pull request comes from.
    pub branch: String,
    /// What happened to a pull request.
    pub action: &'static str,
    /// The pull request's labels afterwards.
    pub labels: Vec<String>,
    /// The label that was put on or taken off.
    pub label: Option<String>,
    /// The number of the pull request.
    pub number: u32,
    /// Whether the pull request comes from a fork.
    pub is_fork: bool,
    /// Whether a bot opened it.
    pub is_bot: bool,
    /// Who did what happened now.
    pub sender: &'static str,
    /// The environment that a person chose.
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

    /// `action` on the pull request 7, which has `labels`.
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

    /// A person chose the environment `name`, and for a review app the pull request 7.
    pub fn by_hand(name: &str, branch: &str) -> Self {
        Self {
            name: "workflow_dispatch",
            branch: branch.to_owned(),
            chosen: name.to_owned(),
            number: 7,
            ..Self::default()
        }
    }

    /// Whether a bot caused the event, whoever opened the pull request.
    pub fn is_sent_by_bot(&self) -> bool {
        self.sender.ends_with("[bot]")
    }

    /// What GitHub knows as `name`.
    #[track_caller]
    fn value(&self, name: &str) -> Value {
        let string = |text: &str| Value::String(text.to_owned());
        let of_pull_request = |value: Value| {
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
            // The rebuild is of the branch that the event names.
            "github.ref_name" | "matrix.branch" => string(&self.branch),
            "github.head_ref" => of_pull_request(string(&self.branch)),
            "github.event.action" => of_pull_request(string(self.action)),
            "github.event.label.name" => self.label.clone().map_or(Value::Null, Value::String),
            "github.event.pull_request.labels.*.name" => {
                of_pull_request(Value::List(self.labels.clone()))
            }
            "github.event.pull_request.number" => {
                of_pull_request(Value::String(self.number.to_string()))
            }
            "github.event.pull_request.head.sha" => of_pull_request(string("the head")),
            "github.event.pull_request.head.repo.full_name" => {
                of_pull_request(string(if self.is_fork {
                    "somebody/hello"
                } else {
                    REPOSITORY
                }))
            }
            "github.event.pull_request.user.type" => {
                of_pull_request(string(if self.is_bot { "Bot" } else { "User" }))
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
            other => panic!("nobody knows {other}"),
        }
    }

    /// What `text` amounts to.
    #[track_caller]
    pub fn fill(&self, text: &str) -> String {
        expression::fill(text, &|name| self.value(name))
    }

    /// Whether it starts `workflow`; what files it changes is not looked at.
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

    /// Whether it reaches the job `id` of `workflow`.
    pub fn reaches(&self, workflow: &Workflow, id: &str) -> bool {
        self.starts(workflow) && workflow.job(id).is_some_and(|job| self.runs(workflow, job))
    }

    /// The jobs of `workflow` that it reaches.
    pub fn reached<'a>(&self, workflow: &'a Workflow) -> Vec<&'a Job> {
        let jobs = workflow.jobs.iter();
        jobs.filter(|job| self.reaches(workflow, &job.id)).collect()
    }

    /// Whether `job` runs: its condition holds, and what it needs ran well unless it asks how that ended.
    fn runs(&self, workflow: &Workflow, job: &Job) -> bool {
        let asks = |condition: &str| {
            ["failure()", "always()", "cancelled()"]
                .iter()
                .any(|call| condition.contains(call))
        };
        let condition = job.body.get("if").and_then(Yaml::as_str);
        let ran = |id: &str| {
            workflow
                .job(id)
                .is_some_and(|needed| self.runs(workflow, needed))
        };
        let holds = condition.is_none_or(|condition| {
            let value = |name: &str| match name
                .strip_prefix("needs.")
                .and_then(|rest| rest.strip_suffix(".result"))
            {
                Some("*") => Value::List(
                    job.needs
                        .iter()
                        .map(|id| if ran(id) { "success" } else { "skipped" }.to_owned())
                        .collect(),
                ),
                Some(id) => Value::String(if ran(id) { "success" } else { "skipped" }.to_owned()),
                None => self.value(name),
            };
            expression::evaluate(condition, &value).holds()
        });
        holds && (condition.is_some_and(asks) || job.needs.iter().all(|id| ran(id)))
    }

    /// What `name` is to a step of `job`: the step's variables, the job's, then what GitHub knows.
    pub fn of_step(&self, job: &Job, name: &str) -> Value {
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
            expression::evaluate(condition, &|name| self.of_step(job, name)).holds()
        })
    }
}
