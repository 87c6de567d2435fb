//! Plans the workflow that deletes review apps.

use super::{
    CancelPolicy, ConcurrencyGroup, ConcurrencyKey, Job, JobContents, JobKind, Trigger, Workflow,
    WorkflowInputs, deploy, hook, notify,
};
use crate::{
    lang::id::JobId,
    place::{Place, Placed},
    plan::{environments::Environment, when::When},
    spec::environments::On,
};

pub(super) fn plan_workflow(inputs: &WorkflowInputs) -> Option<Workflow> {
    let path = inputs.outputs.review_cleanup.clone()?;
    let reviews: Vec<&Environment> = inputs
        .environments
        .iter()
        .filter(|environment| environment.on.value == On::PullRequest)
        .collect();
    let has_label = reviews.iter().any(|review| review.when.label().is_some());
    let stop = stop_build_job(When::any(
        reviews
            .iter()
            .map(|review| deletion_condition(review))
            .collect(),
    ));
    let mut jobs = vec![stop.clone()];
    jobs.extend(
        reviews
            .iter()
            .map(|review| deploy::destroy_job(review, deletion_condition(review), &stop.id)),
    );
    let deleted: Vec<JobId> = jobs.iter().skip(1).map(|job| job.id.clone()).collect();
    hook::add_hook_jobs(inputs, &mut jobs, |_| false);
    notify::add_notify_job(
        inputs,
        &mut jobs,
        &deleted,
        Some(&inputs.settings.trusted_author),
        None,
    );
    let types = if has_label {
        vec!["closed", "unlabeled"]
    } else {
        vec!["closed"]
    };
    Some(Workflow {
        output: "review_cleanup",
        name: Placed::new("Delete review app".to_owned(), path.place.clone()),
        path,
        triggers: vec![Trigger::PullRequest {
            types,
            ignore_paths: Vec::new(),
        }],
        jobs,
    })
}

/// The condition for deleting an app of `review`: its pull request is closed or loses the label that deploys it.
fn deletion_condition(review: &Environment) -> When {
    let When::All(mut all) = review.when.clone() else {
        return review.when.clone();
    };
    // Every event of this workflow is on a pull request.
    all.retain(|term| *term != When::PullRequest);
    // The app is deleted no matter who closes the pull request.
    all.retain(|term| *term != When::negate(When::SentByBot));
    let label = review.when.label().cloned();
    all.retain(|term| !matches!(term, When::Label(_)));
    all.push(match label {
        None => When::Closed,
        Some(label) => When::Any(vec![
            When::All(vec![When::Closed, When::Label(label.clone())]),
            When::LabelRemoved(label),
        ]),
    });
    When::all(all)
}

/// The job that cancels a running build, which would deploy the app again.
fn stop_build_job(when: When) -> Job {
    Job {
        id: JobId::parse("stop_build").expect("the id is valid"),
        name: "Stop the build".to_owned(),
        needs: Vec::new(),
        when: Some(when),
        group: Some(ConcurrencyGroup {
            key: ConcurrencyKey::Build,
            cancel_policy: CancelPolicy::Always,
        }),
        matrix_branches: Vec::new(),
        kind: JobKind::StopBuild,
        contents: JobContents::default(),
        place: Place::root(),
    }
}
