//! The jobs of the main workflow, generated and custom, and the dependencies between them.

use std::collections::HashMap;

use serde_json::Value;

use super::{Spec, environments::On, hooks::Job};
use crate::{
    place,
    place::{Place, Placed},
};

/// The id of the build job.
pub const BUILD: &str = "build";
/// The id prefixes of jobs generated for environments.
pub const GENERATED_PREFIXES: &[&str] = &["deploy_", "delete_"];

/// The id of the job that deploys to `environment`.
#[must_use]
pub fn deploy_job_id(environment: &str) -> String {
    format!("deploy_{}", environment.replace('-', "_"))
}

impl Spec {
    /// The ids of the generated jobs in the main workflow that other jobs can wait for.
    #[must_use]
    pub fn generated_jobs(&self) -> Vec<String> {
        let environments = self.environments.iter();
        let deployed = environments.filter(|(_, environment)| match environment.on {
            // Another finding reports a missing or unreadable trigger.
            Some(On::Push | On::PullRequest) | None => true,
            Some(On::Manual) => false,
        });
        let deploys = deployed.map(|(name, _)| deploy_job_id(name));
        [BUILD.to_owned()].into_iter().chain(deploys).collect()
    }

    /// The dependencies of each job in the main workflow.
    #[must_use]
    pub fn job_dependencies(&self) -> JobDependencies {
        let mut dependencies: HashMap<String, Vec<JobDependency>> = HashMap::new();
        for (name, environment) in &self.environments {
            let own = dependencies.entry(deploy_job_id(name)).or_default();
            own.push((BUILD.to_owned(), None));
            own.extend(
                environment
                    .after
                    .iter()
                    .map(|first| (deploy_job_id(first), None)),
            );
        }
        for (name, job) in self.custom_jobs() {
            let place = place!("hooks", "jobs", name);
            let own = dependencies.entry(name.clone()).or_default();
            own.extend(placed_dependencies(&job.after, place.key("after")));
            let needs = job.needs(&place).into_iter();
            own.extend(needs.map(|needed| (needed.value.to_owned(), Some(needed.place))));
            for (later, place) in placed_dependencies(&job.before, place.key("before")) {
                dependencies
                    .entry(later)
                    .or_default()
                    .push((name.clone(), place));
            }
        }
        JobDependencies(dependencies)
    }
}

/// The id of a job that another job waits for, and the place in the spec if a custom job declares it.
pub type JobDependency = (String, Option<Place>);

/// The dependencies of each job in the main workflow.
#[derive(Debug)]
pub struct JobDependencies(HashMap<String, Vec<JobDependency>>);

impl JobDependencies {
    /// The jobs that the job `id` waits for.
    #[must_use]
    pub fn get(&self, id: &str) -> &[JobDependency] {
        self.0.get(id).map_or(&[], Vec::as_slice)
    }
}

impl Job {
    /// The jobs in `needs`; this job is at `place`.
    #[must_use]
    pub fn needs(&self, place: &Place) -> Vec<Placed<&str>> {
        let place = place.key("needs");
        match self.value("needs") {
            Some(Value::String(name)) => vec![Placed::new(name, place)],
            Some(Value::Array(names)) => {
                let names = place.items(names);
                names
                    .filter_map(|(place, name)| Some(Placed::new(name.as_str()?, place)))
                    .collect()
            }
            Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_)) | None => {
                Vec::new()
            }
        }
    }
}

fn placed_dependencies(names: &[String], place: Place) -> impl Iterator<Item = JobDependency> {
    place
        .items(names)
        .map(|(place, name)| (name.clone(), Some(place)))
}
