//! Plans the settings of the workflows.

use super::{parse::parse_items, when::When};
use crate::{
    place,
    place::{Place, Placed},
    spec::{
        Spec,
        environments::On,
        workflow::{DEFAULT_MINUTES, DEFAULT_NAME, DEFAULT_RUNNER, TvgenSource},
    },
};

/// The settings of the workflows.
#[derive(Clone, Debug)]
pub struct WorkflowSettings {
    /// The name of the main workflow.
    pub name: Placed<String>,
    /// The runner's label.
    pub runs_on: Placed<String>,
    /// The timeout of a job, in minutes.
    pub timeout: Placed<u32>,
    /// Paths whose changes alone do not start a build.
    pub ignore_paths: Vec<Placed<String>>,
    /// The branches whose pushes are built, the default branch first.
    pub branches: Vec<Placed<String>>,
    /// The labels that deploy a pull request: adding one starts a build.
    pub labels: Vec<Placed<String>>,
    /// The condition of trusted builds, which may log in, push and read secrets.
    pub trusted: When,
    /// Whether pull requests from bots are trusted.
    pub trusts_bots: bool,
    /// Like `trusted`, but also true for events sent by bots. For jobs that do not run code from the pull request.
    pub trusted_author: When,
    /// The cron schedule of the cache rebuild.
    pub rebuild: Option<Placed<String>>,
    /// The drift check that runs first, if enabled.
    pub check_drift: Option<DriftCheck>,
}

/// The job that checks that generated files match the spec.
#[derive(Clone, Debug)]
pub struct DriftCheck {
    /// The key that enables it.
    pub place: Place,
    /// The git repository that tvgen is installed from.
    pub repository: Placed<String>,
    /// The commit that is installed.
    pub commit: Placed<String>,
}

pub(super) fn plan_workflow_settings(spec: &Spec) -> WorkflowSettings {
    let table = &spec.workflow;
    let reviews = spec
        .environments
        .iter()
        .filter(|(_, table)| table.on == Some(On::PullRequest));
    let labels = reviews.clone().filter_map(|(name, table)| {
        table
            .label
            .as_ref()
            .map(|label| Placed::new(label.clone(), place!("environments", name, "label")))
    });
    let bots = reviews.clone().any(|(_, table)| table.bots == Some(true));
    let timeout = u32::try_from(table.timeout_minutes.unwrap_or(DEFAULT_MINUTES))
        .expect("timeout-out-of-range rejected it");
    let check_drift = (table.check_drift == Some(true)).then(|| drift_check(&table.tvgen));
    WorkflowSettings {
        name: Placed::new(
            table.name.clone().unwrap_or_else(|| DEFAULT_NAME.into()),
            place!("workflow", "name"),
        ),
        runs_on: Placed::new(
            table
                .runs_on
                .clone()
                .unwrap_or_else(|| DEFAULT_RUNNER.into()),
            place!("workflow", "runs_on"),
        ),
        timeout: Placed::new(timeout, place!("workflow", "timeout_minutes")),
        ignore_paths: parse_items(
            &table.ignore_paths,
            place!("workflow", "ignore_paths"),
            Clone::clone,
        ),
        branches: built_branches(spec),
        labels: labels.collect(),
        trusts_bots: bots,
        trusted: trusted(bots, When::negate(When::SentByBot)),
        trusted_author: trusted(bots, None),
        rebuild: spec
            .cache
            .rebuild
            .clone()
            .map(|cron| Placed::new(cron, place!("cache", "rebuild"))),
        check_drift,
    }
}

fn drift_check(tvgen: &TvgenSource) -> DriftCheck {
    DriftCheck {
        place: place!("workflow", "check_drift"),
        repository: Placed::new(
            tvgen.repository.clone().unwrap_or_default(),
            place!("workflow", "tvgen", "repository"),
        ),
        commit: Placed::new(
            tvgen.commit.clone().unwrap_or_default(),
            place!("workflow", "tvgen", "commit"),
        ),
    }
}

/// The branches whose pushes are built, the default branch first.
pub(super) fn built_branches(spec: &Spec) -> Vec<Placed<String>> {
    let trunk = Placed::new(spec.trunk().to_owned(), place!("cache", "trunk"));
    let others = parse_items(spec.branches(), place!("cache", "branches"), Clone::clone);
    std::iter::once(trunk).chain(others).collect()
}

/// The condition of trusted builds. Pull requests from forks are never trusted. Those from bots are trusted only if an
/// environment deploys them; if none does, `sender` also restricts who caused the event. GitHub withholds secrets from
/// public forks and Dependabot, but not from other Apps. A repository's settings can also allow secrets in pull
/// requests from private forks.
fn trusted(bots: bool, sender: impl Into<Option<When>>) -> When {
    let mut terms = vec![When::SameRepository];
    if !bots {
        terms.push(When::negate(When::OpenedByBot));
        terms.extend(sender.into());
    }
    When::Any(vec![When::negate(When::PullRequest), When::All(terms)])
}
