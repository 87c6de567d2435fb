//! The workflow that deploys an image by hand.

use super::{
    Answer, Cancels, Contents, Group, Input, Job, Of, Parts, Trigger, Work, Workflow, build_id,
    deploy, hook, notify,
};
use crate::{
    lang::id::JobId,
    place::{Place, Placed},
    plan::when::When,
    spec::environments::On,
};

pub(super) fn workflow(parts: &Parts) -> Option<Workflow> {
    let path = parts.outputs.manual_deploy.clone()?;
    let mut jobs = vec![find_image()];
    jobs.extend(parts.environments.iter().map(|environment| {
        let chosen = When::Chosen(environment.name.clone());
        // Review apps run unmerged code anyway.
        let when = match environment.on.value {
            On::PullRequest => chosen,
            On::Push | On::Manual => When::All(vec![chosen, on_trunk(parts)]),
        };
        deploy::job(environment, when, Vec::new())
    }));
    hook::join(parts, &mut jobs, |job| {
        let about = job.before.iter().chain(&job.needs);
        about.map(|id| &id.value).any(|id| {
            parts
                .environments
                .iter()
                .any(|environment| deploy::id(&environment.name) == *id)
        })
    });
    part(&mut jobs);
    let ends = deploy::ends(&jobs);
    notify::join(parts, &mut jobs, &ends, None, None);
    Some(Workflow {
        output: "manual_deploy",
        name: Placed::new("Deploy an image by hand".to_owned(), path.at.clone()),
        path,
        triggers: vec![Trigger::Dispatch(inputs(parts))],
        jobs,
    })
}

/// Requires that the run is on the trunk: its Makefile, Terraform configuration and workflow come from that branch.
pub(super) fn on_trunk(parts: &Parts) -> When {
    When::Branch(parts.settings.branches[0].clone())
}

/// One environment is deployed and no other: it does not wait for what only follows another's deployment.
fn part(jobs: &mut [Job]) {
    let is_deployment = |job: &Job| matches!(job.work, Work::Deploy(_));
    let mut late: Vec<JobId> = Vec::new();
    // What a job waits for stands before it.
    for job in jobs.iter() {
        if is_deployment(job) || job.needs.iter().any(|need| late.contains(&need.value)) {
            late.push(job.id.clone());
        }
    }
    for job in jobs.iter_mut().filter(|job| is_deployment(job)) {
        job.needs.retain(|need| !late.contains(&need.value));
    }
}

/// Finds the image: it has the id of the job that builds one, so that deployments are the same after either.
fn find_image() -> Job {
    Job {
        id: build_id(),
        name: "Find the image".to_owned(),
        needs: Vec::new(),
        when: None,
        group: Some(Group {
            of: Of::Run,
            cancels: Cancels::Never,
        }),
        branches: Vec::new(),
        work: Work::FindImage,
        contents: Contents::default(),
        at: Place::root(),
    }
}

fn inputs(parts: &Parts) -> Vec<Input> {
    let environments = parts
        .environments
        .iter()
        .map(|environment| Placed::new(environment.name.clone(), environment.at.clone()));
    let mut inputs = vec![
        Input {
            name: "environment",
            description: "Where to deploy",
            answer: Answer::Environment(environments.collect()),
            required: true,
        },
        Input {
            name: "tag",
            description: "The unique tag of the image",
            answer: Answer::Text,
            required: true,
        },
    ];
    if parts
        .environments
        .iter()
        .any(|environment| environment.on.value == On::PullRequest)
    {
        inputs.push(Input {
            name: "pr",
            description: "For a review app, the number of its pull request",
            answer: Answer::Text,
            required: false,
        });
    }
    inputs
}
