//! A unique tag is written once, for what was scanned: what the step "Push" does for each answer of a registry and of the engine.

use std::process::Output;

use crate::support::{Stubs, artifact, rendered};

const NOT_FOUND: &str = "ERROR: ghcr.io/acme/hello:abc: not found";
const TOO_MANY: &str = "ERROR: unexpected status from HEAD request: 429 Too Many Requests";

#[test]
fn a_tag_that_is_not_there_is_pushed() {
    let (output, calls) = push(&format!("echo '{NOT_FOUND}' >&2; exit 1"));
    // The digest is asked for after the push, and this registry still knows nothing.
    assert!(!output.status.success());
    assert_eq!(
        calls,
        [
            "push ghcr.io/acme/hello:abc",
            "push ghcr.io/acme/hello:main"
        ]
    );
}

#[test]
fn a_tag_that_is_there_stays_as_it_is() {
    let (output, calls) = push("echo sha256:1");
    assert!(output.status.success(), "{output:?}");
    assert_eq!(calls, ["push ghcr.io/acme/hello:main"]);
}

#[test]
fn a_registry_that_does_not_say_keeps_all_from_being_pushed() {
    let (output, calls) = push(&format!("echo '{TOO_MANY}' >&2; exit 1"));
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains(TOO_MANY));
    assert_eq!(calls, [""; 0]);
}

#[test]
fn the_digest_is_told_to_the_jobs_that_deploy() {
    let (output, _) = push("echo sha256:1");
    let told = String::from_utf8_lossy(&output.stdout);
    assert_eq!(
        told,
        "image=ghcr.io/acme/hello:abc\ntag=abc\ndigest=sha256:1\n"
    );
}

#[test]
fn an_image_without_an_id_is_neither_scanned_nor_pushed() {
    // Two ids that nobody knows are equal.
    for step in ["Scan", "Push"] {
        let script = script("spec/three-stages.toml", step);
        let (output, calls) = run(
            &script,
            "case $1 in image) exit 1 ;; *) echo \"$*\" >> \"$CALLS\" ;; esac",
        );
        assert!(!output.status.success(), "{step}: {output:?}");
        assert_eq!(calls, [""; 0], "{step}");
    }
}

/// Runs the step with a registry that answers `inspect`: what it told, and what it had docker do.
fn push(inspect: &str) -> (Output, Vec<String>) {
    let docker =
        format!("case $1 in\n buildx) {inspect} ;;\n push) echo \"$*\" >> \"$CALLS\" ;;\nesac");
    run(&script("spec/minimal.toml", "Push"), &docker)
}

/// Runs a script with a docker that does `docker`: what it told, and what it had docker do.
fn run(script: &str, docker: &str) -> (Output, Vec<String>) {
    let stubs = Stubs::new(&[("docker", docker)]);
    let folder = tempfile::tempdir().expect("a folder");
    let (calls, told) = (folder.path().join("calls"), folder.path().join("told"));
    let mut output = stubs
        .command("bash")
        .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
        .env("CALLS", &calls)
        .env("GITHUB_OUTPUT", &told)
        .env("IMAGE", "ghcr.io/acme/hello:abc")
        .env("TAG", "abc")
        .env("MOVING_TAG", "main")
        .env("SCANNED", "")
        .output()
        .expect("bash runs");
    output.stdout = std::fs::read(told).unwrap_or_default();
    let calls = std::fs::read_to_string(calls).unwrap_or_default();
    (output, calls.lines().map(str::to_owned).collect())
}

/// The script of that step of the build.
fn script(spec: &str, step: &str) -> String {
    let artifacts = rendered(spec);
    let workflow: serde_yaml::Value =
        serde_yaml::from_str(&artifact(&artifacts, "workflow").text).expect("it is YAML");
    let steps = workflow["jobs"]["build"]["steps"]
        .as_sequence()
        .expect("there are steps");
    let found = steps
        .iter()
        .find(|known| known["name"].as_str() == Some(step))
        .expect("there is such a step");
    found["run"].as_str().expect("it is a script").to_owned()
}
