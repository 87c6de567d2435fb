//! The workflow that builds and deploys.

use super::{
    Cancels, Contents, Group, Job, Of, Parts, Purpose, Trigger, Work, Workflow, build_id, deploy,
    hook, notify,
};
use crate::{
    lang::id::JobId,
    place::{Place, Placed},
    plan::{when::When, workflow::DriftCheck},
    spec::environments::On,
};

pub(super) fn workflow(parts: &Parts) -> Option<Workflow> {
    let path = parts.outputs.workflow.clone()?;
    let settings = parts.settings;
    let mut jobs: Vec<Job> = parts
        .settings
        .check_drift
        .as_ref()
        .map(|check| check_drift(parts, check))
        .into_iter()
        .collect();
    jobs.push(build(parts));
    let deployed = parts
        .environments
        .iter()
        .filter(|environment| parts.deploys && environment.on.value != On::Manual);
    jobs.extend(deployed.map(|environment| {
        let after = environment
            .after
            .iter()
            .map(|name| Placed::new(deploy::id(&name.value), name.at.clone()));
        let when = environment.when.clone();
        deploy::job(environment, when, after.collect())
    }));
    hook::join(parts, &mut jobs, |_| true);
    let ends = deploy::ends(&jobs);
    notify::join(
        parts,
        &mut jobs,
        &ends,
        Some(&settings.trusted),
        Some(When::PullRequest),
    );
    let types = if settings.labels.is_empty() {
        Vec::new()
    } else {
        vec!["opened", "reopened", "synchronize", "labeled"]
    };
    Some(Workflow {
        output: "workflow",
        path,
        name: settings.name.clone(),
        triggers: vec![
            Trigger::Push {
                branches: settings.branches.clone(),
                ignore_paths: settings.ignore_paths.clone(),
            },
            Trigger::PullRequest {
                types,
                ignore_paths: settings.ignore_paths.clone(),
            },
        ],
        jobs,
    })
}

/// A first job, which the build waits for: files that are not what the spec says build nothing.
fn check_drift(parts: &Parts, check: &DriftCheck) -> Job {
    Job {
        id: JobId::parse("check_drift").expect("our own id is well formed"),
        name: "Check the files against the spec".to_owned(),
        needs: Vec::new(),
        when: builds(parts),
        group: Some(Group {
            of: Of::Job,
            cancels: Cancels::PullRequests,
        }),
        branches: Vec::new(),
        work: Work::CheckDrift(Box::new(check.clone())),
        contents: Contents::default(),
        at: check.at.clone(),
    }
}

fn build(parts: &Parts) -> Job {
    let settings = parts.settings;
    let checked = settings.check_drift.as_ref().map(|check| {
        let id = JobId::parse("check_drift").expect("our own id is well formed");
        Placed::new(id, check.at.clone())
    });
    Job {
        id: build_id(),
        name: "Build".to_owned(),
        needs: checked.into_iter().collect(),
        when: builds(parts),
        group: Some(Group {
            of: Of::Build,
            cancels: Cancels::PullRequests,
        }),
        branches: Vec::new(),
        work: Work::Build(Purpose::Release),
        contents: Contents::default(),
        at: Place::root(),
    }
}

/// What the event must be: a label builds again only if it is one that deploys. For any other, a job that started would cancel
/// the one of the last commit in its concurrency group.
fn builds(parts: &Parts) -> Option<When> {
    let labels = &parts.settings.labels;
    let put_on = labels.iter().cloned().map(When::LabelPutOn);
    let labelled = std::iter::once(When::opposite(When::Labelled)).chain(put_on);
    (!labels.is_empty()).then(|| When::Any(labelled.collect()))
}
