//! How the workflow runs.

use super::{said::items, when::When};
use crate::{
    at,
    place::{Place, Placed},
    spec::{
        Spec,
        environments::On,
        workflow::{DEFAULT_MINUTES, DEFAULT_NAME, DEFAULT_RUNNER, TvgenSource},
    },
};

/// How the workflow runs.
#[derive(Clone, Debug)]
pub struct Workflow {
    /// The workflow's name.
    pub name: Placed<String>,
    /// The runner's label.
    pub runs_on: Placed<String>,
    /// How long a job may take, in minutes.
    pub timeout: Placed<u32>,
    /// Files whose changes alone build nothing.
    pub ignore_paths: Vec<Placed<String>>,
    /// The branches whose pushes are built, the trunk first.
    pub branches: Vec<Placed<String>>,
    /// The labels that deploy a pull request: a build follows when one of them is put on.
    pub labels: Vec<Placed<String>>,
    /// Whose builds may log in, push and see secrets.
    pub trusted: When,
    /// Whether pull requests of bots are trusted.
    pub trusts_bots: bool,
    /// The same regardless of who caused the event, for jobs that run no code of the pull request.
    pub author: When,
    /// When the caches are rebuilt from nothing, as cron writes it.
    pub rebuild: Option<Placed<String>>,
    /// The drift check that runs first, if it is enabled.
    pub check_drift: Option<DriftCheck>,
}

/// The job that compares the files with the spec.
#[derive(Clone, Debug)]
pub struct DriftCheck {
    /// The key that enables it.
    pub at: Place,
    /// The git repository that tvgen is installed from.
    pub repository: Placed<String>,
    /// The commit that is installed.
    pub commit: Placed<String>,
}

pub(super) fn workflow(spec: &Spec) -> Workflow {
    let said = &spec.workflow;
    let reviews = spec
        .environments
        .iter()
        .filter(|(_, said)| said.on == Some(On::PullRequest));
    let labels = reviews.clone().filter_map(|(name, said)| {
        said.label
            .as_ref()
            .map(|label| Placed::new(label.clone(), at!("environments", name, "label")))
    });
    let bots = reviews.clone().any(|(_, said)| said.bots == Some(true));
    let timeout = u32::try_from(said.timeout_minutes.unwrap_or(DEFAULT_MINUTES))
        .expect("timeout-out-of-range refused it");
    let check_drift = (said.check_drift == Some(true)).then(|| drift_check(&said.tvgen));
    Workflow {
        name: Placed::new(
            said.name.clone().unwrap_or_else(|| DEFAULT_NAME.into()),
            at!("workflow", "name"),
        ),
        runs_on: Placed::new(
            said.runs_on
                .clone()
                .unwrap_or_else(|| DEFAULT_RUNNER.into()),
            at!("workflow", "runs_on"),
        ),
        timeout: Placed::new(timeout, at!("workflow", "timeout_minutes")),
        ignore_paths: items(
            &said.ignore_paths,
            at!("workflow", "ignore_paths"),
            Clone::clone,
        ),
        branches: branches(spec),
        labels: labels.collect(),
        trusts_bots: bots,
        trusted: trusted(bots, When::opposite(When::SentByBot)),
        author: trusted(bots, None),
        rebuild: spec
            .cache
            .rebuild
            .clone()
            .map(|cron| Placed::new(cron, at!("cache", "rebuild"))),
        check_drift,
    }
}

fn drift_check(tvgen: &TvgenSource) -> DriftCheck {
    DriftCheck {
        at: at!("workflow", "check_drift"),
        repository: Placed::new(
            tvgen.repository.clone().unwrap_or_default(),
            at!("workflow", "tvgen", "repository"),
        ),
        commit: Placed::new(
            tvgen.commit.clone().unwrap_or_default(),
            at!("workflow", "tvgen", "commit"),
        ),
    }
}

/// The branches whose pushes are built, the trunk first.
pub(super) fn branches(spec: &Spec) -> Vec<Placed<String>> {
    let trunk = Placed::new(spec.trunk().to_owned(), at!("cache", "trunk"));
    let others = items(spec.branches(), at!("cache", "branches"), Clone::clone);
    std::iter::once(trunk).chain(others).collect()
}

/// The condition of trusted builds: no forks, and bots only if bots are deployed; `sender` restricts who caused the event.
/// GitHub withholds secrets from public forks and Dependabot, but not from other Apps, nor from private forks if the
/// repository's settings allow it.
fn trusted(bots: bool, sender: impl Into<Option<When>>) -> When {
    let mut own = vec![When::OwnRepository];
    if !bots {
        own.push(When::opposite(When::Bot));
        own.extend(sender.into());
    }
    When::Any(vec![When::opposite(When::PullRequest), When::All(own)])
}
