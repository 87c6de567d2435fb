//! Environments: each is in every output, and events deploy to or delete the right ones.

use std::collections::BTreeSet;

use super::{
    event::Event,
    outputs::{Environment, Outputs, Workflow},
    steps,
};

/// Finds outputs without a job, option, target or block of an environment.
pub fn find_missing_environments(outputs: &Outputs) -> Vec<String> {
    let mut violations = Vec::new();
    let environments = outputs.environments();
    let ids = |verb: &str, is_expected: &dyn Fn(&Environment) -> bool| -> BTreeSet<String> {
        environments
            .iter()
            .filter(|environment| is_expected(environment))
            .map(|environment| environment.job(verb))
            .collect()
    };
    let is_review = |environment: &Environment| environment.on == "pull_request";
    let files = [
        (
            "workflow",
            ids("deploy", &|environment| environment.on != "manual"),
        ),
        ("manual_deploy", ids("deploy", &|_| true)),
        ("review_cleanup", ids("delete", &is_review)),
        ("cache_rebuild", BTreeSet::new()),
    ];
    for (name, expected) in files {
        let is_off = outputs
            .spec_value(&format!("outputs {name}"))
            .is_some_and(|value| value.as_bool() == Some(false));
        match outputs.workflow(name) {
            Some(workflow) if environment_jobs(workflow) != expected => {
                violations.push(format!(
                    "{name} has {:?}, not {expected:?}",
                    environment_jobs(workflow)
                ));
            }
            None if !expected.is_empty() && !is_off => violations.push(format!("no {name}")),
            Some(_) | None => {}
        }
    }
    let names: Vec<String> = environments
        .iter()
        .map(|environment| environment.name.clone())
        .collect();
    if let Some(workflow) = outputs.workflow("manual_deploy") {
        let options = steps::list(
            &workflow.body["on"]["workflow_dispatch"]["inputs"]["environment"],
            "options",
        );
        if options != names {
            violations.push(format!(
                "the options are {options:?}, and the environments {names:?}"
            ));
        }
    }
    for name in &names {
        let Some(makefile) = &outputs.makefile else {
            break;
        };
        let block = makefile
            .variables
            .iter()
            .any(|variable| variable.block.as_ref() == Some(name) && variable.name == "APP");
        if makefile.rule(name).is_none() || !block {
            violations.push(format!("the Makefile has no target or block of {name}"));
        }
        let chosen = makefile.variable("ENVIRONMENT").unwrap_or_default();
        if !chosen.split([' ', ',']).any(|word| word == name) {
            violations.push(format!(
                "{name} is not an environment of the Makefile: {chosen}"
            ));
        }
    }
    for name in names {
        if outputs
            .page
            .as_ref()
            .is_some_and(|page| !page.contains(&name))
        {
            violations.push(format!("the page does not mention {name}"));
        }
    }
    violations
}

/// The generated jobs of `workflow` that change an environment.
fn environment_jobs(workflow: &Workflow) -> BTreeSet<String> {
    let own = workflow.jobs.iter().filter(|job| !job.is_hook);
    own.map(|job| job.id.clone())
        .filter(|id| !["check_drift", "build", "stop_build", "notify"].contains(&id.as_str()))
        .collect()
}

/// Finds events that deploy to a wrong set of environments.
pub fn find_wrong_deployments(outputs: &Outputs) -> Vec<String> {
    let mut violations = Vec::new();
    let environments = outputs.environments();
    if let Some(workflow) = outputs.workflow("workflow") {
        for branch in [outputs.trunk(), "staging", "release/2.x", "dev_1", "topic"] {
            let built = steps::list(&workflow.body["on"]["push"], "branches");
            let is_expected = |environment: &&Environment| {
                environment.on == "push"
                    && environment.branch == branch
                    && built.contains(&branch.to_owned())
            };
            check_event(
                workflow,
                &Event::push(branch),
                "deploy",
                environments.iter().filter(is_expected),
                &mut violations,
            );
        }
        for event in pull_requests(
            &environments,
            &[
                "opened",
                "synchronize",
                "reopened",
                "labeled",
                "unlabeled",
                "closed",
            ],
        ) {
            let labels: Vec<&String> = environments
                .iter()
                .filter_map(|environment| environment.label.as_ref())
                .collect();
            let builds = match event.action {
                "opened" | "synchronize" | "reopened" => true,
                "labeled" => event
                    .label
                    .as_ref()
                    .is_some_and(|label| labels.contains(&label)),
                _ => false,
            };
            let is_expected = |environment: &&Environment| {
                let has_label = environment
                    .label
                    .as_ref()
                    .is_none_or(|label| event.labels.contains(label));
                let is_trusted = environment.bots || !event.is_sent_by_bot();
                builds && has_label && is_trusted && allows(environment, &event)
            };
            check_event(
                workflow,
                &event,
                "deploy",
                environments.iter().filter(is_expected),
                &mut violations,
            );
        }
    }
    if let Some(workflow) = outputs.workflow("manual_deploy") {
        for chosen in &environments {
            check_event(
                workflow,
                &Event::manual(&chosen.name, outputs.trunk()),
                "deploy",
                std::iter::once(chosen),
                &mut violations,
            );
            // A manual run on a branch that is not deployed can deploy only review apps.
            check_event(
                workflow,
                &Event::manual(&chosen.name, "topic"),
                "deploy",
                std::iter::once(chosen).filter(|chosen| chosen.on == "pull_request"),
                &mut violations,
            );
        }
    }
    violations
}

/// Finds events that delete a wrong set of review apps. A review app is deleted when its pull request is closed or loses its label,
/// whoever did it.
pub fn find_wrong_deletions(outputs: &Outputs) -> Vec<String> {
    let mut violations = Vec::new();
    let Some(workflow) = outputs.workflow("review_cleanup") else {
        return violations;
    };
    let environments = outputs.environments();
    for mut event in pull_requests(
        &environments,
        &["closed", "unlabeled", "labeled", "synchronize"],
    ) {
        let ends = |environment: &&Environment| {
            let ended = match (&environment.label, event.action) {
                (None, action) => action == "closed",
                (Some(label), "closed") => event.labels.contains(label),
                (Some(label), "unlabeled") => event.label.as_ref() == Some(label),
                (Some(_), _) => false,
            };
            ended && allows(environment, &event)
        };
        let ended: Vec<&Environment> = environments.iter().filter(ends).collect();
        for sender in ["someone", "dependabot[bot]"] {
            event.sender = sender;
            check_event(
                workflow,
                &event,
                "delete",
                ended.iter().copied(),
                &mut violations,
            );
        }
    }
    violations
}

/// Whether `environment` allows a review app for the pull request of `event`.
fn allows(environment: &Environment, event: &Event) -> bool {
    environment.on == "pull_request" && !event.is_fork && (environment.bots || !event.is_bot)
}

/// Events of pull requests that have one label of an environment, an unrelated label, all of these labels, or none.
fn pull_requests(environments: &[Environment], actions: &[&'static str]) -> Vec<Event> {
    let mut labels: Vec<&str> = environments
        .iter()
        .filter_map(|environment| environment.label.as_deref())
        .collect();
    labels.push("bug");
    let mut sets: Vec<Vec<&str>> = labels.iter().map(|label| vec![*label]).collect();
    sets.extend([Vec::new(), labels.clone()]);
    let mut events = Vec::new();
    for action in actions {
        for set in &sets {
            let event = Event::pull_request(action, set);
            let changed_labels: Vec<Option<&str>> = match *action {
                "labeled" => set.iter().copied().map(Some).collect(),
                "unlabeled" => labels
                    .iter()
                    .copied()
                    .filter(|label| !set.contains(label))
                    .map(Some)
                    .collect(),
                _ => vec![None],
            };
            for label in changed_labels {
                let label = label.map(str::to_owned);
                let none = [false; 3];
                for index in 0..=none.len() {
                    let mut flags = none;
                    if let Some(flag) = flags.get_mut(index) {
                        *flag = true;
                    }
                    let [is_fork, is_bot, is_sent_by_bot] = flags;
                    events.push(Event {
                        label: label.clone(),
                        is_fork,
                        is_bot,
                        sender: if is_sent_by_bot { "app[bot]" } else { "" },
                        ..event.clone()
                    });
                }
            }
        }
    }
    events
}

/// Checks that `event` runs the jobs `verb` of the environments `expected` and of no others.
fn check_event<'a>(
    workflow: &Workflow,
    event: &Event,
    verb: &str,
    expected: impl Iterator<Item = &'a Environment>,
    violations: &mut Vec<String>,
) {
    let expected: BTreeSet<String> = expected.map(|environment| environment.job(verb)).collect();
    let changing = environment_jobs(workflow);
    let reached = event
        .reached_jobs(workflow)
        .into_iter()
        .map(|job| job.id.clone());
    let reached: BTreeSet<String> = reached.filter(|id| changing.contains(id)).collect();
    if reached != expected {
        violations.push(format!(
            "{}: {event:?} reaches {reached:?}, not {expected:?}",
            workflow.output
        ));
    }
}

#[test]
fn a_job_between_two_environments_blocks_no_manual_deployment() {
    let mut spec = crate::support::spec::load("teaching-vacancies");
    let job = "after = ['deploy_staging']\nbefore = ['deploy_production']\nsteps = [{ run = 'bin/check' }]";
    let job: toml::Table = job.parse().expect("valid TOML");
    let path = crate::support::spec::parse_path("hooks jobs between");
    spec = crate::support::spec::with(&spec, &path, job.into());
    let (_, outcome) = crate::support::spec::compile_table(&spec);
    assert!(!outcome.has_errors(), "{:?}", outcome.findings);
    let outputs = Outputs::read(&spec, &outcome.artifacts);
    assert_eq!(find_wrong_deployments(&outputs), Vec::<String>::new());
    let manual = outputs
        .workflow("manual_deploy")
        .expect("the spec has environments");
    let reached = |chosen: &str| Event::manual(chosen, "main").reaches(manual, "between");
    assert!(reached("staging") && !reached("production"));
}
