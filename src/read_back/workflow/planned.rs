//! What the plan says of a workflow.

mod build;
mod deploy;
mod job;
mod scan;
mod secrets;
mod small;
mod step;
mod triggers;

use self::{job::Run, step::Step};
use crate::{
    plan::{
        Plan,
        workflows::{Work, Workflow},
    },
    read_back::{Facts, expression::Tree},
};

/// What the plan says.
pub(super) struct Planned {
    /// What it says.
    pub(super) facts: Facts,
    /// Where the user's steps are.
    pub(super) hooks: HookSteps,
}

/// The user's steps: the job, the number of the step, what it is.
#[derive(Default)]
pub(super) struct HookSteps(Vec<(String, usize, HookStep)>);

/// A step of the user's own.
pub(super) struct HookStep {
    /// What it is called among the steps of the job.
    pub(super) title: String,
    /// Its name.
    pub(super) name: String,
    /// The action or the script.
    pub(super) does: String,
    /// Its own condition.
    pub(super) condition: Option<String>,
    /// The condition that it requires in addition.
    pub(super) trusted: Option<Tree>,
}

impl HookSteps {
    /// The step with the number `number` of the job `id`, if it is the user's.
    pub(super) fn at(&self, id: &str, number: usize) -> Option<&HookStep> {
        let found = self
            .0
            .iter()
            .find(|(job, at, _)| job == id && *at == number);
        found.map(|(.., hook)| hook)
    }
}

/// What `plan` says of `workflow`.
pub(super) fn workflow(plan: &Plan, workflow: &Workflow) -> Planned {
    let mut facts = Facts::default();
    let mut hooks = HookSteps::default();
    facts.word("the name", workflow.name.value.as_str());
    triggers::say(&workflow.triggers, &mut facts);
    facts.word("the permissions of all jobs", "none");
    facts.word("the shell", "bash");
    for job in &workflow.jobs {
        let id = job.id.as_str();
        facts.word("the jobs", id);
        facts.say(
            format!("what job {id} waits for"),
            job.needs.iter().map(|need| need.value.as_str()),
        );
        if matches!(job.work, Work::Hook(_)) {
            continue;
        }
        let run = Run {
            plan,
            workflow,
            job,
        };
        run.say(&mut facts);
        for (number, step) in run.steps().into_iter().enumerate() {
            match step {
                Step::Ours(step) => step.say(id, &mut facts),
                Step::Hook(hook) => {
                    facts.word(format!("the steps of job {id}"), &hook.title);
                    hooks.0.push((id.to_owned(), number, hook));
                }
            }
        }
    }
    Planned { facts, hooks }
}
