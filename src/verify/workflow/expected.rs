//! Derives the facts of a workflow from the plan.

mod job;
mod step;
mod triggers;

use crate::{
    plan::{
        Plan,
        workflows::{JobKind, Workflow},
    },
    verify::{Facts, workflow::yaml},
};

/// The facts of `plan` for `workflow`.
pub(super) fn workflow(plan: &Plan, workflow: &Workflow) -> Facts {
    let mut facts = Facts::default();
    facts.push("the name", workflow.name.value.as_str());
    triggers::add_facts(&workflow.triggers, &mut facts);
    facts.push("the permissions of all jobs", "none");
    facts.push("the shell", "bash");
    for job in &workflow.jobs {
        let id = job.id.as_str();
        facts.push("the jobs", id);
        facts.extend(
            format!("the dependencies of job {id}"),
            job.needs.iter().map(|need| need.value.as_str()),
        );
        if matches!(job.kind, JobKind::Hook(_)) {
            for (key, value) in &job.contents.entries {
                yaml::add_facts(
                    &format!("{key} of job {id}"),
                    &step::value(&value.value),
                    &mut facts,
                );
            }
            continue;
        }
        job::add_facts(&plan.workflow, job, &mut facts);
        for step in &job.contents.steps {
            step::add_facts(id, step, &mut facts);
        }
    }
    facts
}
