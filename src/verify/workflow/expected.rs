//! What the plan says of a workflow.

mod job;
mod step;
mod triggers;

use crate::{
    plan::{
        Plan,
        workflows::{Work, Workflow},
    },
    verify::{Facts, workflow::yaml},
};

/// What `plan` says of `workflow`.
pub(super) fn workflow(plan: &Plan, workflow: &Workflow) -> Facts {
    let mut facts = Facts::default();
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
            for (key, value) in &job.contents.entries {
                yaml::say(
                    &format!("{key} of job {id}"),
                    &step::value(&value.value),
                    &mut facts,
                );
            }
            continue;
        }
        job::say(&plan.workflow, job, &mut facts);
        for step in &job.contents.steps {
            step::say(id, step, &mut facts);
        }
    }
    facts
}
