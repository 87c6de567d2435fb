//! Environments: each is in every file, and reached by what it is for.

use std::collections::BTreeSet;

use super::{
    event::Event,
    outputs::{Environment, Outputs, Workflow},
    steps,
};

/// Every environment has its jobs, its option, its target and its block.
pub fn each_is_everywhere(outputs: &Outputs) -> Vec<String> {
    let mut faults = Vec::new();
    let environments = outputs.environments();
    let ids = |verb: &str, wanted: &dyn Fn(&Environment) -> bool| -> BTreeSet<String> {
        environments
            .iter()
            .filter(|environment| wanted(environment))
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
    for (name, wanted) in files {
        let is_off = outputs
            .spec_value(&format!("outputs {name}"))
            .is_some_and(|said| said.as_bool() == Some(false));
        match outputs.workflow(name) {
            Some(workflow) if generated(workflow) != wanted => {
                faults.push(format!(
                    "{name} has {:?}, not {wanted:?}",
                    generated(workflow)
                ));
            }
            None if !wanted.is_empty() && !is_off => faults.push(format!("there is no {name}")),
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
            faults.push(format!("{options:?} are offered, and there are {names:?}"));
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
            faults.push(format!("the Makefile does not know {name}"));
        }
        let chosen = makefile.variable("ENVIRONMENT").unwrap_or_default();
        if !chosen.split([' ', ',']).any(|word| word == name) {
            faults.push(format!("the Makefile does not choose {name}: {chosen}"));
        }
    }
    for name in names {
        if outputs
            .page
            .as_ref()
            .is_some_and(|page| !page.contains(&name))
        {
            faults.push(format!("the page does not tell of {name}"));
        }
    }
    faults
}

/// The jobs of `workflow` that change an environment.
fn generated(workflow: &Workflow) -> BTreeSet<String> {
    let own = workflow.jobs.iter().filter(|job| !job.is_hook);
    own.map(|job| job.id.clone())
        .filter(|id| !["check_drift", "build", "stop_build", "notify"].contains(&id.as_str()))
        .collect()
}

/// Of what can happen, each thing reaches the environments that it is for, and no other.
pub fn events_reach_them(outputs: &Outputs) -> Vec<String> {
    let mut faults = Vec::new();
    let environments = outputs.environments();
    if let Some(workflow) = outputs.workflow("workflow") {
        for branch in [outputs.trunk(), "staging", "release/2.x", "dev_1", "topic"] {
            let built = steps::list(&workflow.body["on"]["push"], "branches");
            let wanted = |environment: &&Environment| {
                environment.on == "push"
                    && environment.branch == branch
                    && built.contains(&branch.to_owned())
            };
            check(
                workflow,
                &Event::push(branch),
                "deploy",
                environments.iter().filter(wanted),
                &mut faults,
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
            let wanted = |environment: &&Environment| {
                let labelled = environment
                    .label
                    .as_ref()
                    .is_none_or(|label| event.labels.contains(label));
                let trusted = environment.bots || !event.is_sent_by_bot();
                builds && labelled && trusted && takes(environment, &event)
            };
            check(
                workflow,
                &event,
                "deploy",
                environments.iter().filter(wanted),
                &mut faults,
            );
        }
    }
    if let Some(workflow) = outputs.workflow("manual_deploy") {
        for chosen in &environments {
            check(
                workflow,
                &Event::by_hand(&chosen.name, outputs.trunk()),
                "deploy",
                std::iter::once(chosen),
                &mut faults,
            );
            // The Makefile of another branch is nobody's to run, but for a review app.
            check(
                workflow,
                &Event::by_hand(&chosen.name, "topic"),
                "deploy",
                std::iter::once(chosen).filter(|chosen| chosen.on == "pull_request"),
                &mut faults,
            );
        }
    }
    faults
}

/// A review app is deleted when its pull request is closed or loses its label, whoever did that, and else never.
pub fn ends_reach_the_deletion(outputs: &Outputs) -> Vec<String> {
    let mut faults = Vec::new();
    let Some(workflow) = outputs.workflow("review_cleanup") else {
        return faults;
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
            ended && takes(environment, &event)
        };
        let ended: Vec<&Environment> = environments.iter().filter(ends).collect();
        for sender in ["somebody", "dependabot[bot]"] {
            event.sender = sender;
            check(
                workflow,
                &event,
                "delete",
                ended.iter().copied(),
                &mut faults,
            );
        }
    }
    faults
}

/// Whether the pull request of `event` can have an app of `environment`.
fn takes(environment: &Environment, event: &Event) -> bool {
    environment.on == "pull_request" && !event.is_fork && (environment.bots || !event.is_bot)
}

/// What can happen to pull requests, with every label that an environment asks for and one more.
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
            let touched: Vec<Option<&str>> = match *action {
                "labeled" => set.iter().copied().map(Some).collect(),
                "unlabeled" => labels
                    .iter()
                    .copied()
                    .filter(|label| !set.contains(label))
                    .map(Some)
                    .collect(),
                _ => vec![None],
            };
            for label in touched {
                let label = label.map(str::to_owned);
                let none = [false; 3];
                for whose in 0..=none.len() {
                    let mut flags = none;
                    if let Some(flag) = flags.get_mut(whose) {
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

/// `event` reaches the jobs that do `verb` to `wanted`, and to no other environment.
fn check<'a>(
    workflow: &Workflow,
    event: &Event,
    verb: &str,
    wanted: impl Iterator<Item = &'a Environment>,
    faults: &mut Vec<String>,
) {
    let wanted: BTreeSet<String> = wanted.map(|environment| environment.job(verb)).collect();
    let changing = generated(workflow);
    let reached = event
        .reached(workflow)
        .into_iter()
        .map(|job| job.id.clone());
    let reached: BTreeSet<String> = reached.filter(|id| changing.contains(id)).collect();
    if reached != wanted {
        faults.push(format!(
            "{}: {event:?} reaches {reached:?}, not {wanted:?}",
            workflow.output
        ));
    }
}

#[test]
fn a_job_between_two_environments_keeps_neither_from_being_deployed_by_hand() {
    let mut spec = crate::support::spec::load("teaching-vacancies");
    let job = "after = ['deploy_staging']\nbefore = ['deploy_production']\nsteps = [{ run = 'bin/check' }]";
    let job: toml::Table = job.parse().expect("it is TOML");
    let path = crate::support::spec::path("hooks jobs between");
    spec = crate::support::spec::with(&spec, &path, job.into());
    let (_, outcome) = crate::support::spec::compiled(&spec);
    assert!(!outcome.failed(), "{:?}", outcome.findings);
    let outputs = Outputs::read(&spec, &outcome.artifacts);
    assert_eq!(events_reach_them(&outputs), Vec::<String>::new());
    let by_hand = outputs
        .workflow("manual_deploy")
        .expect("there are environments");
    let reached = |chosen: &str| Event::by_hand(chosen, "main").reaches(by_hand, "between");
    assert!(reached("staging") && !reached("production"));
}
