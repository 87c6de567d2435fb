//! `[hooks.jobs.NAME]`

use toml::{Table, Value};

use super::choices::{Choices, set_key, strings, table};

pub fn draw(choices: &mut Choices, spec: &mut Table) {
    let environments = table(spec, "environments");
    let (deployments, chains) = (deployment_jobs(&environments), chains(&environments));
    let deployments: Vec<&str> = deployments.iter().map(String::as_str).collect();
    let mut jobs = Table::new();
    for name in choices.some(&["swagger", "lint-2", "announce"]) {
        let mut job = Table::new();
        draw_position(choices, &deployments, &chains, &jobs, &mut job);
        draw_body(choices, &mut job);
        set_key(&mut jobs, name, job);
    }
    if !jobs.is_empty() {
        let mut hooks = table(spec, "hooks");
        set_key(&mut hooks, "jobs", jobs);
        set_key(spec, "hooks", hooks);
    }
}

/// The deployment jobs that run automatically.
fn deployment_jobs(environments: &Table) -> Vec<String> {
    let deployed = environments
        .iter()
        .filter(|(_, environment)| environment["on"].as_str() != Some("manual"));
    deployed.map(|(name, _)| deployment_job(name)).collect()
}

/// Pairs of environments that follow each other.
fn chains(environments: &Table) -> Vec<(&str, &str)> {
    let all = environments.iter().flat_map(|(name, environment)| {
        let after = environment
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

fn deployment_job(environment: &str) -> String {
    format!("deploy_{}", environment.replace('-', "_"))
}

/// Draws the position of `job` among the generated jobs and `jobs`: before one, after one, or between two.
fn draw_position(
    choices: &mut Choices,
    deployments: &[&str],
    chains: &[(&str, &str)],
    jobs: &Table,
    job: &mut Table,
) {
    match choices.number(6) {
        1 => set_key(job, "before", vec!["build"]),
        2 => {
            set_key(job, "after", vec!["build"]);
            if !deployments.is_empty() {
                choices.maybe(job, "before", |choices| vec![choices.pick(deployments)]);
            }
            set_image_env(job);
        }
        3 if !deployments.is_empty() => set_key(job, "after", choices.several(deployments)),
        4 if !deployments.is_empty() => set_key(job, "before", choices.several(deployments)),
        5 if !chains.is_empty() => {
            let (first, then) = choices.pick(chains);
            set_key(job, "after", vec![deployment_job(first)]);
            set_key(job, "before", vec![deployment_job(then)]);
        }
        _ => {}
    }
    // The job may need other hook jobs, except those that could create a cycle.
    let free: Vec<&str> = jobs
        .iter()
        .filter(|(_, other)| other.get("after").is_none())
        .map(|(name, _)| name.as_str())
        .collect();
    if !free.is_empty() {
        choices.maybe(job, "needs", |choices| choices.several(&free));
    }
}

/// Sets a variable to the image of the build, which only a job after the build can read.
fn set_image_env(job: &mut Table) {
    set_key(
        job,
        "env",
        strings(&[("IMAGE", "${{ needs.build.outputs.image }}")]),
    );
}

fn draw_body(choices: &mut Choices, job: &mut Table) {
    choices.maybe(job, "name", |_| "A custom job");
    choices.maybe(job, "runs-on", |_| "ubuntu-24.04");
    choices.maybe(job, "timeout-minutes", |_| 7);
    choices.maybe(job, "permissions", |choices| {
        strings(&choices.some(&[("contents", "read"), ("checks", "write")]))
    });
    choices.maybe(job, "if", |_| "github.repository != 'acme/elsewhere'");
    let mut first = strings(&[("uses", "actions/checkout")]);
    choices.maybe(&mut first, "with", |_| {
        let mut with = strings(&[("ref", "${{ github.sha }}")]);
        set_key(&mut with, "persist-credentials", false);
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
    set_key(job, "steps", steps);
}
