//! Notifications: when the job runs, and what its script sends.

use std::process::Output;

use serde_json::{Value as Json, json};

use tvgen::{artifact::Artifact, source::Source};

use crate::support::{
    HELLO, Stubs, compile,
    expression::{self, Value},
    render_spec,
    step::{bash, script, workflow},
};

/// A finished run of a workflow with a build and two deployments.
#[derive(Clone, Copy, Debug)]
struct FinishedRun {
    event: &'static str,
    cancelled: bool,
    results: [&'static str; 3],
}

/// Runs, and whether each is reported as a failure and as a success.
const RUNS: &[(FinishedRun, bool, bool)] = &[
    (push(["success", "success", "success"]), false, true),
    (push(["success", "failure", "skipped"]), true, false),
    // The job timed out, or a newer deployment replaced it in the queue.
    (push(["success", "success", "cancelled"]), true, false),
    (push(["cancelled", "skipped", "skipped"]), true, false),
    // A person cancelled the run.
    (
        cancelled(push(["success", "success", "cancelled"])),
        true,
        false,
    ),
    (
        cancelled(push(["success", "success", "success"])),
        true,
        false,
    ),
    // A new commit cancels the build of the previous one.
    (
        pull_request(["cancelled", "skipped", "skipped"]),
        false,
        false,
    ),
    (
        cancelled(pull_request(["cancelled", "skipped", "skipped"])),
        false,
        false,
    ),
    (pull_request(["failure", "skipped", "skipped"]), true, false),
];

const fn push(results: [&'static str; 3]) -> FinishedRun {
    FinishedRun {
        event: "push",
        cancelled: false,
        results,
    }
}

const fn pull_request(results: [&'static str; 3]) -> FinishedRun {
    FinishedRun {
        event: "pull_request",
        cancelled: false,
        results,
    }
}

const fn cancelled(run: FinishedRun) -> FinishedRun {
    FinishedRun {
        cancelled: true,
        ..run
    }
}

/// Whether the condition of the job `notify` in `workflow` is true at the end of `run`.
fn is_notified(workflow: &serde_yaml::Value, run: &FinishedRun) -> bool {
    let condition = workflow["jobs"]["notify"]["if"]
        .as_str()
        .expect("the job has a condition");
    let look_up = |name: &str| match name {
        "failure()" => Value::Boolean(!run.cancelled && run.results.contains(&"failure")),
        "cancelled()" => Value::Boolean(run.cancelled),
        "needs.*.result" => Value::List(run.results.map(str::to_owned).to_vec()),
        "needs.deploy_staging.result" => Value::String(run.results[1].to_owned()),
        "needs.deploy_production.result" => Value::String(run.results[2].to_owned()),
        "github.event_name" => Value::String(run.event.to_owned()),
        "github.event.pull_request.head.repo.full_name" | "github.repository" => {
            Value::String("acme/hello".to_owned())
        }
        "github.event.pull_request.user.type" | "github.event.sender.type" => {
            Value::String("User".to_owned())
        }
        _ => Value::Null,
    };
    expression::evaluate(condition, &look_up).is_truthy()
}

#[test]
fn a_cancelled_deployment_is_reported_as_a_failure_and_never_as_a_success() {
    let failures = workflow(&render_spec("spec/teaching-vacancies.toml"), "workflow");
    let successes = render_with_notify("slack = \"WEBHOOK\"\non = [\"success\"]");
    let successes = workflow(&successes, "workflow");
    for (run, is_failure, is_success) in RUNS {
        assert_eq!(is_notified(&failures, run), *is_failure, "{run:?}");
        assert_eq!(is_notified(&successes, run), *is_success, "{run:?}");
    }
}

#[test]
fn every_notification_condition_has_a_status_function() {
    // GitHub adds `success()` to a condition that has no status function, and the job would be skipped after a failure.
    for name in ["teaching-vacancies", "everything"] {
        let mut conditions = 0;
        for artifact in render_spec(&format!("spec/{name}.toml")) {
            let Ok(workflow) = serde_yaml::from_str::<serde_yaml::Value>(&artifact.text) else {
                continue;
            };
            if let Some(condition) = workflow["jobs"]["notify"]["if"].as_str() {
                conditions += 1;
                assert!(
                    condition.contains("failure()"),
                    "{}: {condition}",
                    artifact.name
                );
            }
        }
        assert!(conditions > 1, "{name}: {conditions} notifications");
    }
}

#[test]
fn a_message_names_the_failed_and_the_cancelled_jobs() {
    let message = |on: &str, jobs: Json| {
        let notify = format!("slack = \"WEBHOOK\"\non = [{on}]");
        let (_, sent) = send(&render_with_notify(&notify), &jobs, "main");
        let text = sent["text"].as_str().expect("a text").to_owned();
        let text = text
            .strip_prefix("Hello: Build for main ")
            .map(str::to_owned);
        let text = text.expect("the message names the workflow");
        text.strip_suffix(": https://github.test/acme/hello/actions/runs/1")
            .expect("the message has a link")
            .to_owned()
    };
    let results = |build: &str, staging: &str, production: &str| {
        json!({
            "build": { "result": build },
            "deploy_staging": { "result": staging },
            "deploy_production": { "result": production },
        })
    };
    let both = "\"failure\", \"success\"";
    for (on, [build, staging, production], text) in [
        (both, ["success", "success", "success"], "succeeded"),
        (
            both,
            ["success", "failure", "skipped"],
            "failed in deploy_staging",
        ),
        (
            both,
            ["success", "success", "cancelled"],
            "was cancelled in deploy_production",
        ),
        (
            both,
            ["failure", "cancelled", "cancelled"],
            "failed in build, was cancelled in deploy_staging, deploy_production",
        ),
        // The run was cancelled before the first deployment, and between two deployments.
        (both, ["success", "skipped", "skipped"], "was cancelled"),
        (both, ["success", "success", "skipped"], "was cancelled"),
        // `on = "failure"` reports failures and cancellations, and no job failed.
        (
            "\"failure\"",
            ["success", "success", "success"],
            "was cancelled",
        ),
    ] {
        assert_eq!(message(on, results(build, staging, production)), text);
    }
}

/// Hostile branch names that git allows.
const HOSTILE_BRANCHES: [&str; 6] = [
    "<!channel>",
    "<@U123|a&b>",
    "&lt;!here&gt;",
    "](https//evil.test)",
    "\"},\"text\":\"x",
    "<at>everyone</at>$(touch$IFS/tmp/pwned)`id`",
];

/// The messages for failed builds of hostile branches.
fn send_for_hostile_branches(notify: &str) -> Vec<(&'static str, Json)> {
    let artifacts = render_with_notify(notify);
    let failure = json!({ "build": { "result": "failure" } });
    let sent = HOSTILE_BRANCHES.into_iter().map(|branch| {
        let (output, sent) = send(&artifacts, &failure, branch);
        assert!(output.status.success(), "{output:?}");
        (branch, sent)
    });
    sent.collect()
}

#[test]
fn a_branch_name_cannot_mention_anyone_in_slack() {
    for (branch, sent) in send_for_hostile_branches("slack = \"WEBHOOK\"") {
        let escaped = branch
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;");
        let text = format!(
            "Hello: Build for {escaped} failed in build: https://github.test/acme/hello/actions/runs/1"
        );
        assert_eq!(sent, json!({ "text": text }));
    }
}

#[test]
fn a_branch_name_is_plain_text_in_teams() {
    for (branch, sent) in send_for_hostile_branches("teams = \"WEBHOOK\"") {
        let card = &sent["attachments"][0]["content"];
        // A TextBlock renders Markdown, a TextRun does not.
        assert_eq!(
            card["body"],
            json!([{
                "type": "RichTextBlock",
                "inlines": [{ "type": "TextRun", "text": format!("Hello: Build for {branch} failed in build") }]
            }])
        );
        assert_eq!(
            card["actions"],
            json!([{
                "type": "Action.OpenUrl",
                "title": "Open the run",
                "url": "https://github.test/acme/hello/actions/runs/1"
            }])
        );
    }
}

/// Renders a service with the table `[notify]`.
fn render_with_notify(notify: &str) -> Vec<Artifact> {
    let environments = r#"
[deploy]
version = "1.14.5"
backend = { key = "{environment}.tfstate" }

[smoke_test]
command = "bin/smoke-test"

[environments.staging]
on = "push"

[environments.production]
on = "push"
after = ["staging"]
confirm = true
"#;
    let text = format!("{HELLO}\n{environments}\n[notify]\n{notify}\n");
    let outcome = compile(&Source::new("tvgen.toml", text));
    assert!(!outcome.has_errors(), "{:?}", outcome.findings);
    outcome.artifacts
}

/// Runs the script for a push to `branch` with the results `jobs`: its output, and the body that it sent to the webhook.
fn send(artifacts: &[Artifact], jobs: &Json, branch: &str) -> (Output, Json) {
    let workflow = workflow(artifacts, "workflow");
    let step = &workflow["jobs"]["notify"]["steps"][0];
    let stubs = Stubs::new(&[(
        "curl",
        "for word; do :; done; echo \"$word\" > address; cat > sent",
    )]);
    let folder = tempfile::tempdir().expect("a folder");
    let result = |name: &str| {
        let job = name.strip_prefix("needs.")?.strip_suffix(".result")?;
        jobs[job]["result"].as_str().map(str::to_owned)
    };
    let reached = step["env"]["REACHED"].as_str().unwrap_or_default();
    let reached = expression::fill(reached, &|name| {
        let text = match name {
            "github.event_name" => Some("push".to_owned()),
            "github.ref" => Some("refs/heads/main".to_owned()),
            job => result(job),
        };
        text.map_or(Value::Null, Value::String)
    });
    let output = bash(&stubs, script(step))
        .current_dir(folder.path())
        .env("TITLE", "Hello")
        .env("JOBS", jobs.to_string())
        .env("WEBHOOK", "https://hooks.test/1")
        .env("REACHED", reached)
        .env("GITHUB_WORKFLOW", "Build")
        .env("GITHUB_HEAD_REF", "")
        .env("GITHUB_REF_NAME", branch)
        .env("GITHUB_SERVER_URL", "https://github.test")
        .env("GITHUB_REPOSITORY", "acme/hello")
        .env("GITHUB_RUN_ID", "1")
        .output()
        .expect("bash runs");
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap_or_default();
    assert_eq!(read("address"), "https://hooks.test/1\n", "{output:?}");
    let sent = serde_json::from_str(&read("sent")).expect("the body is JSON");
    (output, sent)
}
