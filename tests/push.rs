//! The step "Push": a unique tag is written once, for the scanned image, whatever the registry answers.

use std::{fs, path::Path, process::Output};

use crate::support::{
    Stubs,
    registry::{NOT_FOUND, REGISTRY_ERRORS},
    rendered,
    step::{self, bash, log, workflow},
};

/// The image that was built here, and another one, by the digests of their configurations.
const BUILT: &str = "sha256:1111111111111111111111111111111111111111111111111111111111111111";
const OTHER: &str = "sha256:2222222222222222222222222222222222222222222222222222222222222222";

#[test]
fn a_tag_that_is_free_is_pushed_and_its_digest_is_that_of_what_the_registry_holds() {
    let pushed = PushStep::new("minimal").answering(NOT_FOUND).run();
    assert!(pushed.output.status.success(), "{:?}", pushed.output);
    assert_eq!(
        pushed.calls,
        [
            "push ghcr.io/acme/hello:main",
            "push ghcr.io/acme/hello:abc"
        ]
    );
    let digest = pushed.digest("ghcr.io/acme/hello:abc");
    assert_eq!(
        pushed.outputs,
        format!("image=ghcr.io/acme/hello@{digest}\ntag=abc\ndigest={digest}\n")
    );
}

#[test]
fn a_tag_that_names_the_same_image_stays_as_it_is() {
    let pushed = PushStep::new("minimal")
        .holds("ghcr.io/acme/hello:abc", BUILT)
        .run();
    assert!(pushed.output.status.success(), "{:?}", pushed.output);
    assert_eq!(pushed.calls, ["push ghcr.io/acme/hello:main"]);
    let digest = pushed.digest("ghcr.io/acme/hello:abc");
    assert!(pushed.outputs.contains(&format!("digest={digest}\n")));
}

#[test]
fn an_image_whose_id_is_that_of_its_manifest_is_handed_on() {
    // With the containerd image store, Docker's id of an image is the digest of its manifest.
    let held = manifest(OTHER);
    let id = format!("sha256:{}", tvgen::hash::sha256(&held));
    let pushed = PushStep::new("minimal")
        .id(&id)
        .holds("ghcr.io/acme/hello:abc", OTHER)
        .run();
    assert!(pushed.output.status.success(), "{}", pushed.log);
    assert!(pushed.outputs.ends_with(&format!("digest={id}\n")));
}

#[test]
fn an_index_and_a_manifest_that_is_not_json_fail_the_build() {
    for held in [
        r#"{"manifests":[]}"#,
        r#"{"config":null}"#,
        "",
        "<html>",
        "{",
    ] {
        let pushed = PushStep::new("minimal")
            .holds_manifest("ghcr.io/acme/hello:abc", held)
            .run();
        assert!(!pushed.output.status.success(), "{held}: {}", pushed.log);
        assert_eq!(pushed.outputs, "", "{held}");
    }
}

#[test]
fn an_image_pushed_first_by_someone_else_fails_the_build() {
    let pushed = PushStep::new("minimal")
        .holds("ghcr.io/acme/hello:abc", OTHER)
        .run();
    assert_eq!(pushed.output.status.code(), Some(1));
    assert!(
        pushed
            .log
            .contains("::error::ghcr.io/acme/hello:abc already names another image."),
        "{}",
        pushed.log
    );
    assert_eq!(pushed.outputs, "");
}

#[test]
fn an_image_replaced_after_the_push_fails_the_build() {
    let pushed = PushStep::new("minimal")
        .answering(NOT_FOUND)
        .holding_after_push(OTHER)
        .run();
    assert_eq!(pushed.output.status.code(), Some(1), "{}", pushed.log);
    assert_eq!(pushed.outputs, "");
}

#[test]
fn a_secondary_registry_with_another_image_under_the_tag_stops_the_push() {
    let pushed = PushStep::new("three-stages")
        .holds("publish.azurecr.io/publish-courses:abc", OTHER)
        .answering("ERROR: ghcr.io/dfe-digital/publish-courses:abc: not found")
        .run();
    assert_eq!(pushed.output.status.code(), Some(1), "{}", pushed.log);
    assert_eq!(pushed.outputs, "");
}

#[test]
fn a_registry_that_does_not_say_that_a_tag_is_free_gets_no_unique_tag() {
    for answer in REGISTRY_ERRORS {
        let pushed = PushStep::new("minimal").answering(answer).run();
        assert_eq!(pushed.output.status.code(), Some(1), "{answer}");
        assert!(pushed.log.contains(answer), "{answer}: {}", pushed.log);
        assert_eq!(pushed.calls, ["push ghcr.io/acme/hello:main"], "{answer}");
        assert_eq!(pushed.outputs, "", "{answer}");
    }
}

#[test]
fn a_tag_named_like_an_error_is_not_an_error() {
    for tag in [
        "not-found",
        "unknown",
        "denied",
        "unauthorized",
        "manifest.unknown",
    ] {
        let image = format!("ghcr.io/acme/hello:{tag}");
        let answer = format!("ERROR: {image}: 503 Service Unavailable");
        let pushed = PushStep::new("minimal").tag(tag).answering(&answer).run();
        assert_eq!(pushed.output.status.code(), Some(1), "{tag}");
        assert_eq!(pushed.calls, ["push ghcr.io/acme/hello:main"], "{tag}");
    }
}

#[test]
fn an_image_without_an_id_is_neither_scanned_nor_pushed() {
    // Two missing IDs are equal.
    for step in ["Scan", "Push"] {
        let pushed = PushStep {
            script: script("spec/three-stages.toml", step),
            ..PushStep::new("minimal")
        };
        let pushed = pushed.id("").run();
        assert!(!pushed.output.status.success(), "{step}");
        assert_eq!(pushed.calls, [""; 0], "{step}");
    }
}

/// A run of the step with an engine and registries that stand in for real ones.
struct PushStep {
    script: String,
    tag: String,
    id: String,
    answer: String,
    then_held: String,
    registry: tempfile::TempDir,
}

/// What a run did.
struct PushResult {
    output: Output,
    log: String,
    outputs: String,
    calls: Vec<String>,
    registry: tempfile::TempDir,
}

impl PushStep {
    fn new(spec: &str) -> Self {
        Self {
            script: script(&format!("spec/{spec}.toml"), "Push"),
            tag: "abc".to_owned(),
            id: BUILT.to_owned(),
            answer: String::new(),
            then_held: BUILT.to_owned(),
            registry: tempfile::tempdir().expect("a folder"),
        }
    }

    /// The unique tag of the build.
    fn tag(mut self, tag: &str) -> Self {
        tag.clone_into(&mut self.tag);
        self
    }

    /// The image's id; the engine has no image if it is empty.
    fn id(mut self, id: &str) -> Self {
        id.clone_into(&mut self.id);
        self
    }

    /// The registry's answer for a reference it does not have.
    fn answering(mut self, answer: &str) -> Self {
        answer.clone_into(&mut self.answer);
        self
    }

    /// The image that the registry holds once something was pushed.
    fn holding_after_push(mut self, config: &str) -> Self {
        config.clone_into(&mut self.then_held);
        self
    }

    /// The registry holds the image with the configuration `config` under `reference`.
    fn holds(self, reference: &str, config: &str) -> Self {
        self.holds_manifest(reference, &manifest(config))
    }

    /// The registry holds `manifest` under `reference`.
    fn holds_manifest(self, reference: &str, manifest: &str) -> Self {
        fs::write(manifest_path(self.registry.path(), reference), manifest).expect("a file");
        self
    }

    fn run(self) -> PushResult {
        let docker = r#"
name() { printf '%s' "$1" | tr -c 'A-Za-z0-9' _; }
case "$1 $2 $3" in
  "image inspect "*) [ -n "$ID" ] && echo "$ID" ;;
  "buildx imagetools inspect")
    for reference; do :; done
    if [ -e "$REGISTRY/$(name "$reference")" ]; then
      cat "$REGISTRY/$(name "$reference")"
    else
      echo "$ANSWER" >&2
      exit 1
    fi ;;
  push*)
    echo "$*" >> "$CALLS"
    printf '{"config":{"digest":"%s"}}' "$AFTER_PUSH" > "$REGISTRY/$(name "$2")" ;;
  *) echo "$*" >> "$CALLS" ;;
esac"#;
        let stubs = Stubs::new(&[("docker", docker)]);
        let folder = tempfile::tempdir().expect("a folder");
        let (calls, outputs_path) = (folder.path().join("calls"), folder.path().join("outputs"));
        let repository = if self.script.contains("publish-courses") {
            "ghcr.io/dfe-digital/publish-courses"
        } else {
            "ghcr.io/acme/hello"
        };
        let output = bash(&stubs, &self.script)
            .env("CALLS", &calls)
            .env("REGISTRY", self.registry.path())
            .env("ANSWER", &self.answer)
            .env("AFTER_PUSH", &self.then_held)
            .env("GITHUB_OUTPUT", &outputs_path)
            .env("IMAGE", format!("{repository}:{}", self.tag))
            .env("TAG", &self.tag)
            .env("MOVING_TAG", "main")
            .env("ID", &self.id)
            .env("SCANNED", &self.id)
            .output()
            .expect("bash runs");
        let calls = fs::read_to_string(calls).unwrap_or_default();
        PushResult {
            log: log(&output),
            outputs: fs::read_to_string(outputs_path).unwrap_or_default(),
            calls: calls.lines().map(str::to_owned).collect(),
            registry: self.registry,
            output,
        }
    }
}

impl PushResult {
    /// The digest of what the registry holds under `reference`.
    fn digest(&self, reference: &str) -> String {
        let held =
            fs::read_to_string(manifest_path(self.registry.path(), reference)).expect("it is held");
        format!("sha256:{}", tvgen::hash::sha256(&held))
    }
}

fn manifest(config: &str) -> String {
    format!(r#"{{"config":{{"digest":"{config}"}}}}"#)
}

fn manifest_path(registry: &Path, reference: &str) -> std::path::PathBuf {
    registry.join(reference.replace(|c: char| !c.is_ascii_alphanumeric(), "_"))
}

/// The script of the step `name` of the build.
fn script(spec: &str, name: &str) -> String {
    let workflow = workflow(&rendered(spec), "workflow");
    step::script(step::step(&workflow, "build", name)).to_owned()
}
