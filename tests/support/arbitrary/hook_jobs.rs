//! `[hooks.jobs.NAME]`

use toml::{Table, Value};

use super::choices::{Choices, say, strings, table};

pub fn draw(choices: &mut Choices, spec: &mut Table) {
    let environments = table(spec, "environments");
    let (deployments, chains) = (deployments(&environments), chains(&environments));
    let deployments: Vec<&str> = deployments.iter().map(String::as_str).collect();
    let mut jobs = Table::new();
    for name in choices.some(&["swagger", "lint-2", "announce"]) {
        let mut job = Table::new();
        place(choices, &deployments, &chains, &jobs, &mut job);
        body(choices, &mut job);
        say(&mut jobs, name, job);
    }
    if !jobs.is_empty() {
        let mut hooks = table(spec, "hooks");
        say(&mut hooks, "jobs", jobs);
        say(spec, "hooks", hooks);
    }
}

/// The jobs that deploy by themselves.
fn deployments(environments: &Table) -> Vec<String> {
    let deployed = environments
        .iter()
        .filter(|(_, said)| said["on"].as_str() != Some("manual"));
    deployed.map(|(name, _)| deployment(name)).collect()
}

/// Environments that follow each other.
fn chains(environments: &Table) -> Vec<(&str, &str)> {
    let all = environments.iter().flat_map(|(name, said)| {
        let after = said
            .get("after")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        after
            .filter_map(Value::as_str)
            .map(move |first| (first, name.as_str()))
    });
    all.collect()
}

fn deployment(environment: &str) -> String {
    format!("deploy_{}", environment.replace('-', "_"))
}

/// Where it stands among the generated jobs and those of `jobs`: before one, after one, or between two.
fn place(
    choices: &mut Choices,
    deployments: &[&str],
    chains: &[(&str, &str)],
    jobs: &Table,
    job: &mut Table,
) {
    match choices.number(6) {
        1 => say(job, "before", vec!["build"]),
        2 => {
            say(job, "after", vec!["build"]);
            if !deployments.is_empty() {
                choices.maybe(job, "before", |choices| vec![choices.pick(deployments)]);
            }
            job_env(job);
        }
        3 if !deployments.is_empty() => say(job, "after", choices.several(deployments)),
        4 if !deployments.is_empty() => say(job, "before", choices.several(deployments)),
        5 if !chains.is_empty() => {
            let (first, then) = choices.pick(chains);
            say(job, "after", vec![deployment(first)]);
            say(job, "before", vec![deployment(then)]);
        }
        _ => {}
    }
    // Another of the user's own, unless that could make a circle.
    let free: Vec<&str> = jobs
        .iter()
        .filter(|(_, other)| other.get("after").is_none())
        .map(|(name, _)| name.as_str())
        .collect();
    if !free.is_empty() {
        choices.maybe(job, "needs", |choices| choices.several(&free));
    }
}

/// What a job after the build can know of it.
fn job_env(job: &mut Table) {
    say(
        job,
        "env",
        strings(&[("IMAGE", "${{ needs.build.outputs.image }}")]),
    );
}

fn body(choices: &mut Choices, job: &mut Table) {
    choices.maybe(job, "name", |_| "A job of one's own");
    choices.maybe(job, "runs-on", |_| "ubuntu-24.04");
    choices.maybe(job, "timeout-minutes", |_| 7);
    choices.maybe(job, "permissions", |choices| {
        strings(&choices.some(&[("contents", "read"), ("checks", "write")]))
    });
    choices.maybe(job, "if", |_| "github.repository != 'acme/elsewhere'");
    let mut first = strings(&[("uses", "actions/checkout")]);
    choices.maybe(&mut first, "with", |_| {
        let mut with = strings(&[("ref", "${{ github.sha }}")]);
        say(&mut with, "persist-credentials", false);
        with
    });
    let mut second = strings(&[
        ("id", "own"),
        ("run", "bin/own\necho \"answer=1\" >> \"$GITHUB_OUTPUT\"\n"),
    ]);
    choices.maybe(&mut second, "env", |_| {
        strings(&[("COMMIT", "${{ github.sha }}")])
    });
    let third = strings(&[
        ("if", "steps.own.outputs.answer == '1'"),
        ("run", "bin/last"),
    ]);
    let steps = [first, second, third].map(Value::Table).to_vec();
    say(job, "steps", steps);
}
