//! The workflow that takes review apps down.

use super::{
    Cancels, Contents, Group, Job, Of, Parts, Trigger, Work, Workflow, deploy, hook, notify,
};
use crate::{
    lang::id::JobId,
    place::{Place, Placed},
    plan::{environments::Environment, when::When},
    spec::environments::On,
};

pub(super) fn workflow(parts: &Parts) -> Option<Workflow> {
    let path = parts.outputs.review_cleanup.clone()?;
    let reviews: Vec<&Environment> = parts
        .environments
        .iter()
        .filter(|environment| environment.on.value == On::PullRequest)
        .collect();
    let labelled = reviews.iter().any(|review| review.when.label().is_some());
    let stop = stop_build(When::any(
        reviews.iter().map(|review| ends(review)).collect(),
    ));
    let mut jobs = vec![stop.clone()];
    jobs.extend(
        reviews
            .iter()
            .map(|review| deploy::destroy(review, ends(review), &stop.id)),
    );
    let deleted: Vec<JobId> = jobs.iter().skip(1).map(|job| job.id.clone()).collect();
    hook::join(parts, &mut jobs, |_| false);
    notify::join(
        parts,
        &mut jobs,
        &deleted,
        Some(&parts.settings.author),
        None,
    );
    let types = if labelled {
        vec!["closed", "unlabeled"]
    } else {
        vec!["closed"]
    };
    Some(Workflow {
        output: "review_cleanup",
        name: Placed::new("Delete review app".to_owned(), path.at.clone()),
        path,
        triggers: vec![Trigger::PullRequest {
            types,
            ignore_paths: Vec::new(),
        }],
        jobs,
    })
}

/// What ends an app of `review`: its pull request is closed, or loses the label that it is deployed for.
fn ends(review: &Environment) -> When {
    let When::All(mut all) = review.when.clone() else {
        return review.when.clone();
    };
    // The event is a pull request's anyway.
    all.retain(|term| *term != When::PullRequest);
    // The app is deleted no matter who closes the pull request.
    all.retain(|term| *term != When::opposite(When::SentByBot));
    let label = review.when.label().cloned();
    all.retain(|term| !matches!(term, When::Label(_)));
    all.push(match label {
        None => When::Closed,
        Some(label) => When::Any(vec![
            When::All(vec![When::Closed, When::Label(label.clone())]),
            When::LabelTakenOff(label),
        ]),
    });
    When::all(all)
}

/// Stops the build that is still to deploy the app: it would bring back what is taken down.
fn stop_build(when: When) -> Job {
    Job {
        id: JobId::parse("stop_build").expect("our own id is well formed"),
        name: "Stop the build".to_owned(),
        needs: Vec::new(),
        when: Some(when),
        group: Some(Group {
            of: Of::Build,
            cancels: Cancels::Always,
        }),
        branches: Vec::new(),
        work: Work::StopBuild,
        contents: Contents::default(),
        at: Place::root(),
    }
}
