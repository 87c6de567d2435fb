//! Plans the workflow for manual deployments.

use super::{
    CancelPolicy, ConcurrencyGroup, ConcurrencyKey, Input, InputKind, Job, JobContents, JobKind,
    Trigger, Workflow, WorkflowInputs, build_job_id, deploy, hook, notify,
};
use crate::{
    lang::id::JobId,
    place::{Place, Placed},
    plan::when::When,
    spec::environments::On,
};

pub(super) fn plan_workflow(inputs: &WorkflowInputs) -> Option<Workflow> {
    let path = inputs.outputs.manual_deploy.clone()?;
    let mut jobs = vec![find_image_job()];
    jobs.extend(inputs.environments.iter().map(|environment| {
        let chosen = When::ChosenEnvironment(environment.name.clone());
        // Review apps run unmerged code anyway, so a run on any branch may deploy them.
        let when = match environment.on.value {
            On::PullRequest => chosen,
            On::Push | On::Manual => When::All(vec![chosen, require_default_branch(inputs)]),
        };
        deploy::deploy_job(environment, when, Vec::new())
    }));
    hook::add_hook_jobs(inputs, &mut jobs, |job| {
        let ids = job.before.iter().chain(&job.needs);
        ids.map(|id| &id.value).any(|id| {
            inputs
                .environments
                .iter()
                .any(|environment| deploy::deploy_job_id(&environment.name) == *id)
        })
    });
    remove_deployment_dependencies(&mut jobs);
    let final_jobs = deploy::final_jobs(&jobs);
    notify::add_notify_job(inputs, &mut jobs, &final_jobs, None, None);
    Some(Workflow {
        output: "manual_deploy",
        name: Placed::new("Deploy an image manually".to_owned(), path.place.clone()),
        path,
        triggers: vec![Trigger::Dispatch(dispatch_inputs(inputs))],
        jobs,
    })
}

/// Requires that the run is on the default branch: the branch of the run provides the Makefile, the Terraform
/// configuration and the workflow.
pub(super) fn require_default_branch(inputs: &WorkflowInputs) -> When {
    When::Branch(inputs.settings.branches[0].clone())
}

/// Removes dependencies between deployments: a manual run deploys a single environment.
fn remove_deployment_dependencies(jobs: &mut [Job]) {
    let is_deployment = |job: &Job| matches!(job.kind, JobKind::Deploy(_));
    let mut after_deployment: Vec<JobId> = Vec::new();
    // Jobs are sorted after those that they wait for.
    for job in jobs.iter() {
        if is_deployment(job)
            || job
                .needs
                .iter()
                .any(|need| after_deployment.contains(&need.value))
        {
            after_deployment.push(job.id.clone());
        }
    }
    for job in jobs.iter_mut().filter(|job| is_deployment(job)) {
        job.needs
            .retain(|need| !after_deployment.contains(&need.value));
    }
}

/// The job that finds the image. It has the id of the main workflow's build job, so that
/// deploy jobs are the same in both workflows.
fn find_image_job() -> Job {
    Job {
        id: build_job_id(),
        name: "Find the image".to_owned(),
        needs: Vec::new(),
        when: None,
        group: Some(ConcurrencyGroup {
            key: ConcurrencyKey::Run,
            cancel_policy: CancelPolicy::Never,
        }),
        matrix_branches: Vec::new(),
        kind: JobKind::FindImage,
        contents: JobContents::default(),
        place: Place::root(),
    }
}

fn dispatch_inputs(inputs: &WorkflowInputs) -> Vec<Input> {
    let environments = inputs
        .environments
        .iter()
        .map(|environment| Placed::new(environment.name.clone(), environment.place.clone()));
    let mut fields = vec![
        Input {
            name: "environment",
            description: "Environment to deploy to",
            kind: InputKind::Environment(environments.collect()),
            required: true,
        },
        Input {
            name: "tag",
            description: "Unique tag of the image",
            kind: InputKind::Text,
            required: true,
        },
    ];
    if inputs
        .environments
        .iter()
        .any(|environment| environment.on.value == On::PullRequest)
    {
        fields.push(Input {
            name: "pr",
            description: "Number of the pull request, for a review app",
            kind: InputKind::Text,
            required: false,
        });
    }
    fields
}
