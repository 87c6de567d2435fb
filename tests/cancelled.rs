//! Cancelled and timed-out jobs: the steps "Apply" and "Destroy" when the runner signals their shell.

use std::{
    process::{Child, Command, Output, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use crate::support::{Stubs, find_artifact, project::Project, render_spec, step};

/// A stub of Terraform that saves the state within half a second after an interrupt, and loses it on a second signal.
const TERRAFORM: &str = r#"
case " $* " in *" init "*) exit 0 ;; esac
trap 'echo interrupted >> "$CALLS"; sleep 0.5; echo saved >> "$CALLS"; exit 1' INT
trap 'echo terminated >> "$CALLS"; exit 1' TERM
echo started >> "$CALLS"
while :; do sleep 0.05; done"#;

#[test]
fn a_cancelled_apply_interrupts_terraform_once_and_waits_for_it() {
    let (output, calls) = cancel("workflow", "deploy_production", "Apply");
    assert!(!output.status.success(), "{output:?}");
    assert_eq!(calls, ["started", "interrupted", "saved"]);
}

#[test]
fn a_cancelled_destroy_interrupts_terraform_once_and_waits_for_it() {
    let (output, calls) = cancel("review_cleanup", "delete_review", "Destroy");
    assert!(!output.status.success(), "{output:?}");
    assert_eq!(calls, ["started", "interrupted", "saved"]);
}

#[test]
fn an_apply_that_is_not_cancelled_exits_like_make() {
    for (terraform, code) in [
        ("echo \"terraform $*\"", 0),
        ("case \" $* \" in *\" apply \"*) exit 3 ;; esac", 2),
    ] {
        let step = RunnerStep::new("workflow", "deploy_staging", "Apply", terraform);
        let output = step.start().wait_with_output().expect("bash ends");
        assert_eq!(output.status.code(), Some(code), "{output:?}");
        let log = String::from_utf8_lossy(&output.stdout);
        assert_eq!(
            log.lines()
                .any(|line| line.contains(" apply -lock-timeout")),
            code == 0,
            "{log}"
        );
    }
}

/// Cancels the step while Terraform runs, as the runner does: sends an interrupt only to its shell, then a SIGTERM.
fn cancel(workflow: &str, job: &str, name: &str) -> (Output, Vec<String>) {
    let step = RunnerStep::new(workflow, job, name, TERRAFORM);
    let shell = step.start();
    let start = Instant::now();
    while step.calls().is_empty() {
        assert!(
            start.elapsed() < Duration::from_secs(60),
            "Terraform does not start"
        );
        sleep(Duration::from_millis(20));
    }
    signal(&shell, "INT");
    sleep(Duration::from_millis(200));
    signal(&shell, "TERM");
    let output = shell.wait_with_output().expect("bash ends");
    (output, step.calls())
}

fn signal(process: &Child, name: &str) {
    let _ = Command::new("kill")
        .args([format!("-{name}"), process.id().to_string()])
        .status();
}

/// A step of a rendered workflow, in a folder with the rendered Makefile.
struct RunnerStep {
    stubs: Stubs,
    project: Project,
}

impl RunnerStep {
    fn new(workflow: &str, job: &str, name: &str, terraform: &str) -> Self {
        let artifacts = render_spec("spec/teaching-vacancies.toml");
        let workflow = step::workflow(&artifacts, workflow);
        let script = step::script(step::step(&workflow, job, name));
        Self {
            stubs: Stubs::new(&[("terraform", terraform), ("git", "")]),
            project: Project::new()
                .file("Makefile", &find_artifact(&artifacts, "makefile").text)
                .file("step", script),
        }
    }

    /// Starts the step as the runner does, with the default handling of SIGINT.
    fn start(&self) -> Child {
        let mut command = self.stubs.command("env");
        let resets = Command::new("env")
            .args(["--default-signal=INT", "true"])
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success());
        command
            .args(resets.then_some("--default-signal=INT"))
            .arg("bash")
            .args(step::BASH_OPTIONS)
            .arg("step")
            .current_dir(self.project.path("."))
            .env("CALLS", self.project.path("calls"))
            .env("CONFIRM_PRODUCTION", "YES")
            .env("PR", "7")
            .env("IMAGE_TAG", "main-a18165a5a6d8ae5b753ac7c3cac65f0cbc34dd18")
            .env("IMAGE_DIGEST", format!("sha256:{}", "0".repeat(64)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("bash starts")
    }

    /// The recorded actions of Terraform.
    fn calls(&self) -> Vec<String> {
        let calls = std::fs::read_to_string(self.project.path("calls")).unwrap_or_default();
        calls.lines().map(str::to_owned).collect()
    }
}
