//! Every decision, made: what each output prints, no default left open, no string that must be read again.

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
pub mod make;
pub mod notify;
pub mod outputs;
pub mod permission;
pub mod pieces;
pub mod registries;
mod said;
pub mod scan;
pub(crate) mod scripts;
pub mod service;
pub mod smoke_test;
pub mod stages;
pub mod steps;
pub mod tags;
pub mod when;
pub mod workflow;
pub mod workflows;

use crate::spec::Checked;

/// A service's pipeline, decided.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The spec's file, where a command must name it: unless it is called `tvgen.toml`, or has no name.
    pub file: Option<String>,
    /// The service.
    pub service: service::Service,
    /// The stages of the Dockerfile, in order; the runtime stage is the last.
    pub stages: Vec<stages::Stage>,
    /// What is kept out of the build context.
    pub ignore: ignore::Ignore,
    /// How images are tagged.
    pub tags: tags::Tags,
    /// Where images are pushed; the first is the primary one.
    pub registries: Vec<registries::Registry>,
    /// The builds, in order: each cached stage, then the runtime stage.
    pub builds: builds::Builds,
    /// How an image is scanned between build and push.
    pub scan: Option<scan::Scan>,
    /// Where images are deployed, in order.
    pub environments: Vec<environments::Environment>,
    /// How they are deployed.
    pub deploy: Option<deploy::Deploy>,
    /// What is asked of an environment after each deployment.
    pub smoke_test: Option<smoke_test::SmokeTest>,
    /// Who is told how a run ended.
    pub notify: Option<notify::Notify>,
    /// How the workflows run.
    pub workflow: workflow::Workflow,
    /// The workflows.
    pub workflows: Vec<workflows::Workflow>,
    /// Steps and jobs of the user's own.
    pub hooks: hooks::Hooks,
    /// Which commit of an action is used.
    pub actions: actions::Actions,
    /// What is added to the Makefile.
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

/// Decides what `spec`, whose file is called `file`, means.
#[must_use]
pub fn plan(spec: &Checked, file: &str) -> Plan {
    let stages = stages::stages(spec);
    let tags = tags::tags(spec, &stages);
    let registries = registries::registries(spec);
    let builds = builds::builds(spec, &stages, &tags);
    let deploy = deploy::deploy(spec);
    let environments = environments::environments(spec, &tags);
    let actions = actions::actions(spec);
    let hooks = hooks::hooks(spec, &actions, &environments);
    let notify = notify::notify(spec);
    let workflow = workflow::workflow(spec);
    let outputs = outputs::outputs(spec);
    let workflows = workflows::workflows(&workflows::Parts {
        settings: &workflow,
        outputs: &outputs,
        environments: &environments,
        deploys: deploy.is_some(),
        hooks: &hooks,
        notify: notify.as_ref(),
    });
    let mut plan = Plan {
        file: Some(file.to_owned())
            .filter(|file| !["tvgen.toml", "standard input"].contains(&file.as_str())),
        service: service::service(spec),
        ignore: ignore::ignore(spec, &stages, deploy.as_ref()),
        scan: scan::scan(spec),
        smoke_test: smoke_test::smoke_test(spec),
        make: make::Make {
            includes: make::includes(spec),
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
    plan.make = make::make(&plan);
    // Steps are decided last: they follow from all the rest.
    let contents: Vec<Vec<steps::Contents>> = plan
        .workflows
        .iter()
        .map(|workflow| {
            let jobs = workflow.jobs.iter();
            jobs.map(|job| contents::contents(&plan, workflow, job))
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
