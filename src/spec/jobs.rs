//! The jobs of the main workflow among each other: those that tvgen makes, and those of the user's own.

use serde_json::Value;

use super::{Spec, environments::On, hooks::Job};
use crate::{
    at,
    source::{Place, Placed},
};

/// The job that builds.
pub const BUILD: &str = "build";
/// The jobs that tvgen makes beside those of environments, in whichever workflow.
pub const OURS: &[&str] = &[BUILD, "notify", "check_drift", "stop_build"];
/// How the ids of the jobs begin that tvgen makes for environments.
pub const OUR_PREFIXES: &[&str] = &["deploy_", "delete_"];

/// The id of the job that deploys to `environment`.
#[must_use]
pub fn deploy_job(environment: &str) -> String {
    format!("deploy_{}", environment.replace('-', "_"))
}

impl Spec {
    /// The jobs that tvgen makes in the main workflow, and that another can wait for.
    #[must_use]
    pub fn generated_jobs(&self) -> Vec<String> {
        let environments = self.environments.iter();
        let deployed = environments.filter(|(_, said)| match said.on {
            // What could not be read is for another finding to tell.
            Some(On::Push | On::PullRequest) | None => true,
            Some(On::Manual) => false,
        });
        let deploys = deployed.map(|(name, _)| deploy_job(name));
        [BUILD.to_owned()].into_iter().chain(deploys).collect()
    }

    /// What the job `id` of the main workflow waits for; with its place, where a job of the user's own says so.
    #[must_use]
    pub fn waits(&self, id: &str) -> Vec<(String, Option<Place>)> {
        let mut waits = Vec::new();
        for (name, environment) in &self.environments {
            if deploy_job(name) == id {
                waits.push((BUILD.to_owned(), None));
                waits.extend(
                    environment
                        .after
                        .iter()
                        .map(|first| (deploy_job(first), None)),
                );
            }
        }
        for (name, job) in self.own_jobs() {
            let at = at!("hooks", "jobs", name);
            if name == id {
                waits.extend(places(&job.after, &at.key("after")));
                let needs = job.needs(&at).into_iter();
                waits.extend(needs.map(|needed| (needed.value.to_owned(), Some(needed.at))));
            }
            let before = job.before.iter().enumerate();
            waits.extend(before.filter(|(_, later)| *later == id).map(|(item, _)| {
                let at = at.key("before").item(item);
                (name.clone(), Some(at))
            }));
        }
        waits
    }
}

impl Job {
    /// The jobs that `needs` names, if this is the job at `at`.
    #[must_use]
    pub fn needs(&self, at: &Place) -> Vec<Placed<&str>> {
        let at = at.key("needs");
        match self.value("needs") {
            Some(Value::String(name)) => vec![Placed::new(name, at)],
            Some(Value::Array(names)) => {
                let names = names.iter().enumerate();
                names
                    .filter_map(|(item, name)| Some(Placed::new(name.as_str()?, at.item(item))))
                    .collect()
            }
            Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_)) | None => {
                Vec::new()
            }
        }
    }
}

fn places(names: &[String], at: &Place) -> Vec<(String, Option<Place>)> {
    let names = names.iter().enumerate();
    names
        .map(|(item, name)| (name.clone(), Some(at.item(item))))
        .collect()
}
