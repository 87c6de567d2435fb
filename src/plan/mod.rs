//! Turns a checked spec into a plan: every default resolved, every string parsed, ready to emit.

pub mod actions;
pub mod branch_names;
pub mod builder;
pub mod builds;
mod contents;
pub mod deploy;
pub mod env;
pub mod environments;
pub mod hooks;
pub mod ignore;
pub mod install_paths;
pub mod make;
pub mod notify;
pub mod outputs;
mod parse;
pub mod permission;
pub mod registries;
pub mod scan;
pub(crate) mod scripts;
pub mod segments;
pub mod service;
pub mod smoke_test;
pub mod stages;
pub mod steps;
pub mod tags;
pub mod when;
pub mod workflow_settings;
pub mod workflows;

use crate::{source::Repository, spec::Checked};

/// The pipeline of a service, with every default resolved.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The spec file to pass to commands; `None` for `tvgen.toml`, their default, and for standard input.
    pub spec_file: Option<String>,
    /// The service.
    pub service: service::Service,
    /// The stages of the Dockerfile, in order; the runtime stage is the last.
    pub stages: Vec<stages::Stage>,
    /// The patterns of `.dockerignore`.
    pub ignore: ignore::Ignore,
    /// How images are tagged.
    pub tags: tags::Tags,
    /// The registries that images are pushed to; the first is the primary one.
    pub registries: Vec<registries::Registry>,
    /// The builds, in order: each cached stage, then the runtime stage.
    pub builds: builds::Builds,
    /// The scan of the image between build and push.
    pub scan: Option<scan::Scan>,
    /// The environments, in order.
    pub environments: Vec<environments::Environment>,
    /// The Terraform deployment.
    pub deploy: Option<deploy::Deploy>,
    /// The test after each deployment.
    pub smoke_test: Option<smoke_test::SmokeTest>,
    /// The notifications about finished runs.
    pub notify: Option<notify::Notify>,
    /// The settings of all workflows.
    pub workflow: workflow_settings::WorkflowSettings,
    /// The workflows.
    pub workflows: Vec<workflows::Workflow>,
    /// The user's own steps and jobs.
    pub hooks: hooks::Hooks,
    /// The commits that actions are pinned to.
    pub actions: actions::Actions,
    /// The builds and variables of the Makefile.
    pub make: make::Make,
    /// Where the outputs are written.
    pub outputs: outputs::Outputs,
}

impl Plan {
    /// The jobs of all workflows.
    pub fn jobs(&self) -> impl Iterator<Item = &workflows::Job> {
        self.workflows.iter().flat_map(|workflow| &workflow.jobs)
    }
}

/// Plans the outputs of `spec`, read from `file`, for the service in `repository`.
#[must_use]
pub fn plan(spec: &Checked, file: &str, repository: Option<&dyn Repository>) -> Plan {
    let stages = stages::plan_stages(spec, repository);
    let tags = tags::plan_tags(spec, &stages);
    let registries = registries::plan_registries(spec);
    let builds = builds::plan_builds(spec, &stages, &tags);
    let deploy = deploy::plan_deploy(spec);
    let environments = environments::plan_environments(spec, &tags);
    let actions = actions::plan_actions(spec);
    let hooks = hooks::plan_hooks(spec, &actions, &environments);
    let notify = notify::plan_notify(spec);
    let workflow = workflow_settings::plan_workflow_settings(spec);
    let outputs = outputs::plan_outputs(spec);
    let workflows = workflows::plan_workflows(&workflows::WorkflowInputs {
        settings: &workflow,
        outputs: &outputs,
        environments: &environments,
        deploys: deploy.is_some(),
        hooks: &hooks,
        notify: notify.as_ref(),
    });
    let mut plan = Plan {
        spec_file: Some(file.to_owned())
            .filter(|file| !["tvgen.toml", "standard input"].contains(&file.as_str())),
        service: service::plan_service(spec),
        ignore: ignore::plan_ignore(spec, file, &stages, deploy.as_ref(), &outputs),
        scan: scan::plan_scan(spec),
        smoke_test: smoke_test::plan_smoke_test(spec),
        make: make::Make {
            includes: make::plan_includes(spec),
            ..make::Make::default()
        },
        notify,
        workflow,
        workflows,
        hooks,
        actions,
        outputs,
        stages,
        tags,
        registries,
        builds,
        environments,
        deploy,
    };
    plan.make = make::plan_make(&plan);
    // Steps come last: they depend on the rest of the plan.
    let contents: Vec<Vec<steps::JobContents>> = plan
        .workflows
        .iter()
        .map(|workflow| {
            let jobs = workflow.jobs.iter();
            jobs.map(|job| contents::plan_contents(&plan, workflow, job))
                .collect()
        })
        .collect();
    let jobs = plan
        .workflows
        .iter_mut()
        .flat_map(|workflow| &mut workflow.jobs);
    for (job, contents) in jobs.zip(contents.into_iter().flatten()) {
        job.contents = contents;
    }
    plan
}
