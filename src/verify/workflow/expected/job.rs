//! Derives the facts of a job from the plan.

use super::step::values;
use crate::{
    plan::{workflow_settings::WorkflowSettings as Settings, workflows::Job},
    spec::hooks::Access,
    verify::{Facts, expression},
};

/// Adds the facts of `job`, which runs with `settings`, except those of its steps.
pub(super) fn add_facts(settings: &Settings, job: &Job, facts: &mut Facts) {
    let contents = &job.contents;
    let subject = |what: &str| format!("{what} of job {}", job.id.as_str());
    facts.push(subject("the name"), job.name.as_str());
    facts.push(subject("the runner"), settings.runs_on.value.as_str());
    facts.push(subject("the timeout"), settings.timeout.value.to_string());
    let branches = job.matrix_branches.iter();
    facts.extend(
        subject("the branches"),
        branches.map(|branch| branch.value.as_str()),
    );
    if !job.matrix_branches.is_empty() {
        facts.push(subject("fail-fast"), "false");
    }
    if let Some(concurrency) = &contents.concurrency {
        facts.extend(subject("the concurrency group"), values(&concurrency.group));
        facts.extend(
            subject("cancel-in-progress"),
            values(&concurrency.cancel_in_progress),
        );
    }
    if let Some(when) = &job.when {
        facts.push(
            subject("the condition"),
            expression::print_normalized(&when.tree()),
        );
    }
    let permission = |scope: &str, access: Access| match access {
        Access::Read => format!("{scope}: read"),
        Access::Write => format!("{scope}: write"),
    };
    if contents.permissions.is_empty() {
        facts.push(subject("the permissions"), "none");
    }
    let permissions = contents.permissions.iter();
    facts.extend(
        subject("the permissions"),
        permissions.map(|known| permission(&known.scope, known.access)),
    );
    if let Some(environment) = &contents.environment {
        facts.extend(subject("the environment"), values(&environment.name));
        facts.extend(subject("the url"), environment.url.iter().flat_map(values));
    }
    let outputs = contents.outputs.iter();
    facts.extend(
        subject("the outputs"),
        outputs.map(|output| format!("{}: {}", output.name, values(&output.value).join("\n"))),
    );
}
