//! The jobs of the main workflow among each other: those that tvgen makes, and those of the user's own.

use std::collections::HashMap;

use serde_json::Value;

use super::{Spec, environments::On, hooks::Job};
use crate::{
    at,
    place::{Place, Placed},
};

/// The job that builds.
pub const BUILD: &str = "build";
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

    /// What each job of the main workflow waits for.
    #[must_use]
    pub fn waits(&self) -> Waits {
        let mut waits: HashMap<String, Vec<Wait>> = HashMap::new();
        for (name, environment) in &self.environments {
            let own = waits.entry(deploy_job(name)).or_default();
            own.push((BUILD.to_owned(), None));
            own.extend(
                environment
                    .after
                    .iter()
                    .map(|first| (deploy_job(first), None)),
            );
        }
        for (name, job) in self.own_jobs() {
            let at = at!("hooks", "jobs", name);
            let own = waits.entry(name.clone()).or_default();
            own.extend(places(&job.after, at.key("after")));
            let needs = job.needs(&at).into_iter();
            own.extend(needs.map(|needed| (needed.value.to_owned(), Some(needed.at))));
            for (later, at) in places(&job.before, at.key("before")) {
                waits.entry(later).or_default().push((name.clone(), at));
            }
        }
        Waits(waits)
    }
}

/// A job that another one waits for; with its place, where a job of the user's own says so.
pub type Wait = (String, Option<Place>);

/// What each job of the main workflow waits for.
#[derive(Debug)]
pub struct Waits(HashMap<String, Vec<Wait>>);

impl Waits {
    /// What the job `id` waits for.
    #[must_use]
    pub fn of(&self, id: &str) -> &[Wait] {
        self.0.get(id).map_or(&[], Vec::as_slice)
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
                let names = at.items(names);
                names
                    .filter_map(|(at, name)| Some(Placed::new(name.as_str()?, at)))
                    .collect()
            }
            Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_)) | None => {
                Vec::new()
            }
        }
    }
}

fn places(names: &[String], at: Place) -> impl Iterator<Item = Wait> {
    at.items(names).map(|(at, name)| (name.clone(), Some(at)))
}
