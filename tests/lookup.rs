//! The digest lookup in the step "Find the image" and in the Makefile: only a digest is deployed, and every other response of
//! the registry is an error that shows the response.

use std::{fs, process::Output};

use crate::support::{
    Stubs, find_artifact,
    project::Project,
    registry::{NOT_FOUND, REGISTRY_ERRORS},
    render_spec,
    step::{bash, log, script, step, workflow},
};

const TAG: &str = "main-a18165a5a6d8ae5b753ac7c3cac65f0cbc34dd18";

const DIGEST: &str = "sha256:1111111111111111111111111111111111111111111111111111111111111111";

/// Output of a lookup that succeeds but does not print exactly one digest.
const WRONG_OUTPUT: &[&str] = &[
    "",
    "<no value>",
    "sha256:1111",
    "md5:11111111111111111111111111111111",
    "sha512:1111111111111111111111111111111111111111111111111111111111111111",
    "SHA256:1111111111111111111111111111111111111111111111111111111111111111",
    "sha256:111111111111111111111111111111111111111111111111111111111111111g",
    "sha256:1111111111111111111111111111111111111111111111111111111111111111f",
    "sha256:1111111111111111111111111111111111111111111111111111111111111111\ntag=latest",
    "WARNING: no credentials\nsha256:1111111111111111111111111111111111111111111111111111111111111111",
    "{{print .Manifest.Digest}}",
];

/// A docker that prints `stdout` and `stderr` and exits with `code`, and a Terraform that records its calls.
fn stubs() -> Stubs {
    Stubs::new(&[
        (
            "docker",
            r#"printf '%s' "$STDOUT"; printf '%s\n' "$STDERR" >&2; exit "$CODE""#,
        ),
        (
            "terraform",
            r#"echo "$* $TF_VAR_app_docker_image" >> calls"#,
        ),
        ("git", ""),
    ])
}

/// A registry's response.
struct Response<'a> {
    stdout: &'a str,
    stderr: &'a str,
    code: &'a str,
}

impl Response<'_> {
    fn variables(&self) -> [(&str, &str); 3] {
        [
            ("STDOUT", self.stdout),
            ("STDERR", self.stderr),
            ("CODE", self.code),
        ]
    }
}

/// Runs the step "Find the image": its output, and the contents of `GITHUB_OUTPUT`.
fn find_image(response: &Response) -> (Output, String) {
    let workflow = workflow(
        &render_spec("spec/teaching-vacancies.toml"),
        "manual_deploy",
    );
    let step = step(&workflow, "build", "Find the image");
    let project = Project::new();
    let outputs = project.path("outputs");
    let output = bash(&stubs(), script(step))
        .envs(response.variables())
        .env("ENVIRONMENT", "staging")
        .env("IMAGE", format!("ghcr.io/acme/hello:{TAG}"))
        .env("TAG", TAG)
        .env("REF", "refs/heads/main")
        .env("GITHUB_OUTPUT", &outputs)
        .output()
        .expect("bash runs");
    (output, fs::read_to_string(outputs).unwrap_or_default())
}

/// Runs `make staging terraform-apply`: its output, and the call of `terraform apply`.
fn run_apply(response: &Response, digest: &str) -> (Output, Option<String>) {
    let makefile = find_artifact(&render_spec("spec/teaching-vacancies.toml"), "makefile")
        .text
        .clone();
    let project = Project::new().file("Makefile", &makefile);
    let output = stubs()
        .command("make")
        .args(["ci", "staging", "terraform-apply"])
        .envs(response.variables())
        .env("IMAGE_TAG", TAG)
        .env("IMAGE_DIGEST", digest)
        .current_dir(project.path("."))
        .output()
        .expect("make runs");
    let calls = fs::read_to_string(project.path("calls")).unwrap_or_default();
    let call = calls.lines().find(|call| call.contains(" apply "));
    (output, call.map(str::to_owned))
}

#[test]
fn a_digest_is_deployed() {
    let response = Response {
        stdout: DIGEST,
        stderr: "",
        code: "0",
    };
    let (output, outputs) = find_image(&response);
    assert!(output.status.success(), "{}", log(&output));
    assert_eq!(
        outputs,
        format!("image=ghcr.io/acme/hello@{DIGEST}\ntag={TAG}\ndigest={DIGEST}\n")
    );
    let (output, call) = run_apply(&response, "");
    assert!(output.status.success(), "{}", log(&output));
    let call = call.expect("Terraform is called");
    assert!(call.ends_with(&format!("@{DIGEST}")), "{call}");
}

#[test]
fn a_registry_error_is_shown_and_nothing_is_deployed() {
    for stderr in REGISTRY_ERRORS.iter().chain([&NOT_FOUND]) {
        for stdout in ["", DIGEST] {
            let response = Response {
                stdout,
                stderr,
                code: "1",
            };
            let (output, outputs) = find_image(&response);
            assert_refused(&output, "::error::cannot look up the digest of", stderr);
            assert_eq!(outputs, "", "{stderr}");
        }
        let response = Response {
            stdout: "",
            stderr,
            code: "1",
        };
        let (output, call) = run_apply(&response, "");
        assert_refused(&output, "cannot look up the digest of", stderr);
        assert_eq!(call, None, "{stderr}");
    }
}

#[test]
fn anything_but_a_digest_is_rejected() {
    for stdout in WRONG_OUTPUT {
        let response = Response {
            stdout,
            stderr: "",
            code: "0",
        };
        let (output, outputs) = find_image(&response);
        assert_refused(&output, "::error::cannot look up the digest of", "");
        assert_eq!(outputs, "", "{stdout}");
        let (output, call) = run_apply(&response, "");
        assert_refused(&output, "cannot look up the digest of", "");
        assert_eq!(call, None, "{stdout}");
    }
}

#[test]
fn a_digest_from_the_caller_is_validated_and_needs_no_registry() {
    let response = Response {
        stdout: "",
        stderr: "not called",
        code: "1",
    };
    let (output, call) = run_apply(&response, DIGEST);
    assert!(output.status.success(), "{}", log(&output));
    assert!(call.is_some_and(|call| call.ends_with(&format!("@{DIGEST}"))));
    for digest in WRONG_OUTPUT.iter().filter(|digest| !digest.is_empty()) {
        let (output, call) = run_apply(&response, digest);
        assert_refused(&output, "IMAGE_DIGEST is not a digest", "");
        assert_eq!(call, None, "{digest}");
    }
}

/// Checks that a run failed with `message` and showed the registry's error `registry`.
#[track_caller]
fn assert_refused(output: &Output, message: &str, registry: &str) {
    let log = log(output);
    assert!(!output.status.success(), "{log}");
    assert!(log.contains(message), "{log}");
    assert!(log.contains(registry), "{log}");
}
