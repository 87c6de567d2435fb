//! A job, as the plan has it.

use super::step::words;
use crate::{
    plan::{workflow::Workflow as Settings, workflows::Job},
    spec::hooks::Access,
    verify::{Facts, expression},
};

/// Says what `job` is, which runs as `settings` say, but for its steps.
pub(super) fn say(settings: &Settings, job: &Job, facts: &mut Facts) {
    let contents = &job.contents;
    let of = |what: &str| format!("{what} of job {}", job.id.as_str());
    facts.word(of("the name"), job.name.as_str());
    facts.word(of("the runner"), settings.runs_on.value.as_str());
    facts.word(of("the timeout"), settings.timeout.value.to_string());
    let branches = job.branches.iter();
    facts.say(
        of("the branches"),
        branches.map(|branch| branch.value.as_str()),
    );
    if !job.branches.is_empty() {
        facts.word(of("the stop at a failure"), "false");
    }
    if let Some(concurrency) = &contents.concurrency {
        facts.say(of("the group"), words(&concurrency.group));
        facts.say(of("the cancelling"), words(&concurrency.cancels));
    }
    if let Some(when) = &job.when {
        facts.word(of("the condition"), expression::normal(&when.tree()));
    }
    let permission = |scope: &str, access: Access| match access {
        Access::Read => format!("{scope}: read"),
        Access::Write => format!("{scope}: write"),
    };
    if contents.permissions.is_empty() {
        facts.word(of("the permissions"), "none");
    }
    let permissions = contents.permissions.iter();
    facts.say(
        of("the permissions"),
        permissions.map(|known| permission(&known.scope, known.access)),
    );
    if let Some(environment) = &contents.environment {
        facts.say(of("the environment"), words(&environment.name));
        facts.say(of("the url"), environment.url.iter().flat_map(words));
    }
    let outputs = contents.outputs.iter();
    facts.say(
        of("the outputs"),
        outputs.map(|output| format!("{}: {}", output.name, words(&output.value).join("\n"))),
    );
}
