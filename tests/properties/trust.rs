//! The pull requests that workflows trust, for every spec and template, with conditions evaluated as on GitHub.

use std::{fs, process::Command};

use tvgen::{
    lang::expr::embedded::{parse_condition, parse_trees},
    onboard::builtin,
    source::Source,
};

use super::{event::Event, forks, outputs::Outputs, steps};
use crate::support::{self, HELLO, compile, expression, spec};

/// The outputs of every spec in `spec/` and every built-in template.
fn all_outputs() -> Vec<(String, Outputs)> {
    let specs = support::spec_names().into_iter().map(|name| {
        let outputs = Outputs::read(
            &spec::load(&name),
            &support::compile_spec(&name).1.artifacts,
        );
        (name, outputs)
    });
    let templates = builtin::ALL.iter().map(|template| {
        let outputs = compile_outputs(template.text);
        (template.name.to_owned(), outputs)
    });
    specs.chain(templates).collect()
}

/// The outputs of the spec `text`.
fn compile_outputs(text: &str) -> Outputs {
    let outcome = compile(&Source::new("tvgen.toml", text));
    assert!(!outcome.has_errors(), "{:?}", outcome.findings);
    Outputs::read(&text.parse().expect("a spec is TOML"), &outcome.artifacts)
}

#[test]
fn no_secret_reaches_an_untrusted_pull_request() {
    let mut read = 0;
    for (name, outputs) in all_outputs() {
        assert_eq!(forks::find_leaks(&outputs), Vec::<String>::new(), "{name}");
        for event in forks::untrusted_events(&outputs) {
            for workflow in outputs
                .workflows
                .iter()
                .filter(|workflow| event.starts(workflow))
            {
                // Custom jobs are checked too, because all of them are protected in these specs.
                for job in event
                    .reached_jobs(workflow)
                    .iter()
                    .filter(|job| job.is_hook)
                {
                    for (key, text) in steps::strings(&job.body) {
                        let has_secret = forks::gets_secret(&event, job, &text);
                        assert!(!has_secret, "{name}: {} reads a secret as {key}", job.id);
                    }
                }
                read += steps::strings(&workflow.body)
                    .iter()
                    .filter(|(_, text)| text.contains("secrets."))
                    .count();
            }
        }
    }
    assert!(read > 1000, "only {read} secrets are read");
}

#[test]
fn a_pull_request_from_the_repository_gets_the_build_secrets() {
    for event in [Event::push("main"), Event::pull_request("opened", &[])] {
        let outputs = Outputs::read(
            &spec::load("three-stages"),
            &support::compile_spec("three-stages").1.artifacts,
        );
        let workflow = outputs.workflow("workflow").expect("the workflow exists");
        let job = workflow.job("build").expect("the build job exists");
        let mut names: Vec<String> = Vec::new();
        for step in job.steps.iter().filter(|step| event.runs_step(job, step)) {
            let own = steps::strings(step).into_iter();
            let own =
                own.filter(|(key, text)| key != "run" && forks::gets_secret(&event, job, text));
            names.extend(own.map(|(key, _)| key));
        }
        names.dedup();
        assert_eq!(
            names,
            ["password", "username", "password", "RAILS_MASTER_KEY"],
            "{event:?}"
        );
    }
}

/// Whether the value `text` of the key `key` reads an environment variable.
fn reads_env(key: &str, text: &str) -> bool {
    let own = parse_condition(text).ok().filter(|_| key == "if");
    let mut all = own
        .map(|hole| hole.tree)
        .into_iter()
        .chain(parse_trees(text));
    all.any(|tree| tree.reads("env"))
}

#[test]
fn every_way_to_read_a_variable_is_recognised() {
    for (key, text) in [
        ("if", "env.X == 'true'"),
        ("if", "${{ always() && ENV['X'] }}"),
        ("name", "a ${{ env.X }} b"),
        ("with", "${{ env[format('{0}', 'X')] }}"),
        ("with", "${{ toJSON(env) }}"),
    ] {
        assert!(reads_env(key, text), "{text}");
    }
    for (key, text) in [("run", "echo env.X"), ("if", "github.event.env == 'x'")] {
        assert!(!reads_env(key, text), "{text}");
    }
}

#[test]
fn no_earlier_step_can_make_a_build_trusted() {
    // A step can set any variable for later steps through `$GITHUB_ENV`.
    for (name, outputs) in all_outputs() {
        for (workflow, job) in outputs.jobs().filter(|(_, job)| !job.is_hook) {
            for (key, text) in steps::strings(&job.body) {
                assert!(
                    !reads_env(&key, &text),
                    "{name}: {} {} reads a variable in {key}: {text}",
                    workflow.output,
                    job.id
                );
            }
        }
    }
}

/// The outputs of a spec whose build has a step with a secret and `condition`.
fn outputs_with_secret_step(condition: &str) -> Outputs {
    let step = format!(
        "\n[[hooks.steps]]\nat = \"build.start\"\nname = \"Own\"\nrun = \"make docs\"\n{condition}\n\
         env = {{ DOCS_TOKEN = \"${{{{ secrets.DOCS_TOKEN }}}}\" }}\n"
    );
    compile_outputs(&format!("{HELLO}{step}"))
}

/// Whether the step of [`outputs_with_secret_step`] runs.
fn runs_step(outputs: &Outputs, event: &Event) -> bool {
    let workflow = outputs.workflow("workflow").expect("the workflow exists");
    let job = workflow.job("build").expect("the build job exists");
    let step = job.steps.iter().find(|step| step["name"] == "Own");
    let step = step.expect("the step exists");
    let condition = step["if"]
        .as_str()
        .expect("the step has a condition")
        .trim();
    let inside = condition
        .strip_prefix("${{")
        .and_then(|rest| rest.strip_suffix("}}"));
    let value = |name: &str| match name {
        "env.TRUSTED" => expression::Value::String("true".to_owned()),
        name => event.step_value(job, name),
    };
    expression::evaluate(inside.unwrap_or(condition), &value).is_truthy()
}

#[test]
fn a_build_step_with_a_secret_runs_only_in_trusted_builds() {
    let fork = Event {
        is_fork: true,
        ..Event::pull_request("opened", &[])
    };
    let bot = Event {
        is_bot: true,
        ..Event::pull_request("opened", &[])
    };
    for condition in [
        "",
        "if = \"always()\"",
        "if = \"${{ always() }}\"",
        "if = \"false || true\"",
        "if = \"github.event_name == 'push' || github.event_name == 'pull_request'\"",
        "if = \"env.TRUSTED == 'true'\"",
        "if = \"${{ contains('a }} b', 'a') || always() }}\"",
    ] {
        let outputs = outputs_with_secret_step(condition);
        assert!(!runs_step(&outputs, &fork), "{condition}");
        assert!(!runs_step(&outputs, &bot), "{condition}");
        assert!(runs_step(&outputs, &Event::push("main")), "{condition}");
        let own = Event::pull_request("opened", &[]);
        assert!(runs_step(&outputs, &own), "{condition}");
    }
    let never = outputs_with_secret_step("if = \"github.event_name == 'schedule'\"");
    assert!(
        !runs_step(&never, &Event::push("main")),
        "its own condition still applies"
    );
}

#[test]
fn every_spelling_of_a_secret_is_recognised() {
    for value in [
        "${{ secrets.DOCS_TOKEN }}",
        "${{ SECRETS['DOCS_TOKEN'] }}",
        "${{ secrets[format('{0}', 'DOCS_TOKEN')] }}",
        "${{ toJSON( secrets ) }}",
        "a ${{ github.token }} b",
        "${{ format('{0}', secrets.DOCS_TOKEN) }}",
        "${{ github.event_name == 'push' && secrets.DOCS_TOKEN }}",
    ] {
        let step = format!(
            "{HELLO}\n[[hooks.steps]]\nat = \"build.start\"\nname = \"Own\"\nrun = \"make docs\"\nenv = {{ IT = \"{value}\" }}\n"
        );
        let outputs = compile_outputs(&step);
        let job = outputs
            .workflow("workflow")
            .and_then(|workflow| workflow.job("build"));
        let job = job.expect("the build job exists");
        let step = job.steps.iter().find(|step| step["name"] == "Own");
        let condition = step
            .and_then(|step| step["if"].as_str())
            .unwrap_or_default();
        assert!(
            condition.contains("github.event.pull_request.user.type != 'Bot'"),
            "{value}: {condition:?}"
        );
    }
}

#[test]
fn a_pull_request_that_changes_an_environment_runs_code_of_the_default_branch() {
    let mut deployments = 0;
    for (name, outputs) in all_outputs() {
        let trunk = format!("refs/heads/{}", outputs.trunk());
        let labels: Vec<String> = outputs
            .environments()
            .into_iter()
            .filter_map(|environment| environment.label)
            .collect();
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        for action in ["opened", "synchronize", "labeled", "closed", "unlabeled"] {
            let event = Event {
                label: labels.first().map(|label| (*label).to_owned()),
                ..Event::pull_request(action, &labels)
            };
            for workflow in &outputs.workflows {
                for job in event
                    .reached_jobs(workflow)
                    .into_iter()
                    .filter(|job| !job.is_hook)
                {
                    let has_identity = job.body["permissions"]["id-token"] == "write";
                    let mut checkouts = job
                        .steps
                        .iter()
                        .filter(|step| steps::uses(step, "actions/checkout"));
                    let refs: Vec<String> = checkouts
                        .by_ref()
                        .map(|step| {
                            event.fill(&steps::text(&step["with"], "ref").unwrap_or_default())
                        })
                        .collect();
                    if has_identity {
                        deployments += 1;
                        assert_eq!(refs, [trunk.as_str()], "{name} {action}: {}", job.id);
                    }
                }
            }
        }
    }
    assert!(deployments > 10, "only {deployments} jobs deploy");
}

#[test]
fn the_tag_of_a_deleted_review_app_has_the_commit_of_its_pull_request() {
    let outputs = Outputs::read(
        &spec::load("three-stages"),
        &support::compile_spec("three-stages").1.artifacts,
    );
    let event = Event::pull_request("closed", &[]);
    let workflow = outputs
        .workflow("review_cleanup")
        .expect("the workflow exists");
    let jobs = workflow
        .jobs
        .iter()
        .filter(|job| job.id.starts_with("delete_"));
    for job in jobs {
        let step = job.step("tags").expect("the job computes the tags");
        let script = steps::text(step, "run").expect("a script");
        let folder = tempfile::tempdir().expect("the folder can be created");
        let output = folder.path().join("output");
        fs::write(&output, "").expect("the file can be written");
        let mut bash = Command::new("bash");
        // The folder is not a checkout, so git would fail.
        bash.args(["-e", "-o", "pipefail", "-c", &script])
            .current_dir(&folder)
            .env("GITHUB_OUTPUT", &output);
        for (name, value) in step["env"].as_mapping().into_iter().flatten() {
            let (name, value) = (name.as_str(), value.as_str());
            let (name, value) = name.zip(value).expect("a variable is text");
            bash.env(name, event.fill(value));
        }
        assert!(bash.status().expect("bash runs").success());
        let outputs = fs::read_to_string(&output).expect("the script wrote it");
        assert!(outputs.contains("commit=the head\n"), "{outputs}");
        assert!(outputs.contains("tag=pr-7-the head\n"), "{outputs}");
    }
}
