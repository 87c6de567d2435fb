//! The step "Push" writes a unique tag once, for the scanned image, whatever the registry responds.

use std::{fs, path::Path, process::Output};

use crate::support::{
    Stubs,
    registry::{NOT_FOUND, REGISTRY_ERRORS},
    render_spec,
    step::{self, bash, log, workflow},
};

/// The digests of the configurations of the built image and of another image.
const BUILT: &str = "sha256:1111111111111111111111111111111111111111111111111111111111111111";
const OTHER: &str = "sha256:2222222222222222222222222222222222222222222222222222222222222222";

#[test]
fn an_unused_tag_is_pushed_and_its_digest_comes_from_the_registry() {
    let pushed = PushStep::new("minimal").with_response(NOT_FOUND).run();
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
fn a_tag_that_names_the_same_image_is_not_pushed_again() {
    let pushed = PushStep::new("minimal")
        .with_image("ghcr.io/acme/hello:abc", BUILT)
        .run();
    assert!(pushed.output.status.success(), "{:?}", pushed.output);
    assert_eq!(pushed.calls, ["push ghcr.io/acme/hello:main"]);
    let digest = pushed.digest("ghcr.io/acme/hello:abc");
    assert!(pushed.outputs.contains(&format!("digest={digest}\n")));
}

#[test]
fn an_image_whose_id_is_its_manifest_digest_is_accepted() {
    // With the containerd image store, Docker's id of an image is the digest of its manifest.
    let manifest = manifest(OTHER);
    let id = format!("sha256:{}", tvgen::hash::sha256(&manifest));
    let pushed = PushStep::new("minimal")
        .id(&id)
        .with_image("ghcr.io/acme/hello:abc", OTHER)
        .run();
    assert!(pushed.output.status.success(), "{}", pushed.log);
    assert!(pushed.outputs.ends_with(&format!("digest={id}\n")));
}

#[test]
fn an_index_and_a_manifest_that_is_not_json_fail_the_build() {
    for manifest in [
        r#"{"manifests":[]}"#,
        r#"{"config":null}"#,
        "",
        "<html>",
        "{",
    ] {
        let pushed = PushStep::new("minimal")
            .with_manifest("ghcr.io/acme/hello:abc", manifest)
            .run();
        assert!(
            !pushed.output.status.success(),
            "{manifest}: {}",
            pushed.log
        );
        assert_eq!(pushed.outputs, "", "{manifest}");
    }
}

#[test]
fn a_tag_that_names_another_image_fails_the_build() {
    let pushed = PushStep::new("minimal")
        .with_image("ghcr.io/acme/hello:abc", OTHER)
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
        .with_response(NOT_FOUND)
        .with_image_after_push(OTHER)
        .run();
    assert_eq!(pushed.output.status.code(), Some(1), "{}", pushed.log);
    assert_eq!(pushed.outputs, "");
}

#[test]
fn another_image_under_the_tag_in_a_secondary_registry_stops_the_push() {
    let pushed = PushStep::new("three-stages")
        .with_image("publish.azurecr.io/publish-courses:abc", OTHER)
        .with_response("ERROR: ghcr.io/dfe-digital/publish-courses:abc: not found")
        .run();
    assert_eq!(pushed.output.status.code(), Some(1), "{}", pushed.log);
    assert_eq!(pushed.outputs, "");
}

#[test]
fn no_unique_tag_is_pushed_unless_the_registry_reports_it_missing() {
    for response in REGISTRY_ERRORS {
        let pushed = PushStep::new("minimal").with_response(response).run();
        assert_eq!(pushed.output.status.code(), Some(1), "{response}");
        assert!(pushed.log.contains(response), "{response}: {}", pushed.log);
        assert_eq!(pushed.calls, ["push ghcr.io/acme/hello:main"], "{response}");
        assert_eq!(pushed.outputs, "", "{response}");
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
        let response = format!("ERROR: {image}: 503 Service Unavailable");
        let pushed = PushStep::new("minimal")
            .tag(tag)
            .with_response(&response)
            .run();
        assert_eq!(pushed.output.status.code(), Some(1), "{tag}");
        assert_eq!(pushed.calls, ["push ghcr.io/acme/hello:main"], "{tag}");
    }
}

#[test]
fn an_image_without_an_id_is_neither_scanned_nor_pushed() {
    // Two empty IDs are equal, so comparing the IDs does not detect a missing image.
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

/// A run of the step with stubs for the engine and the registries.
struct PushStep {
    script: String,
    tag: String,
    id: String,
    response: String,
    image_after_push: String,
    registry: tempfile::TempDir,
}

/// The result of a run.
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
            response: String::new(),
            image_after_push: BUILT.to_owned(),
            registry: tempfile::tempdir().expect("a folder"),
        }
    }

    /// The unique tag of the build.
    fn tag(mut self, tag: &str) -> Self {
        tag.clone_into(&mut self.tag);
        self
    }

    /// The image's ID; an empty one means that the engine has no image.
    fn id(mut self, id: &str) -> Self {
        id.clone_into(&mut self.id);
        self
    }

    /// The registry's response for a missing reference.
    fn with_response(mut self, response: &str) -> Self {
        response.clone_into(&mut self.response);
        self
    }

    /// The image in the registry after a push.
    fn with_image_after_push(mut self, config: &str) -> Self {
        config.clone_into(&mut self.image_after_push);
        self
    }

    /// Adds the image with the configuration `config` to the registry as `reference`.
    fn with_image(self, reference: &str, config: &str) -> Self {
        self.with_manifest(reference, &manifest(config))
    }

    /// Adds `manifest` to the registry as `reference`.
    fn with_manifest(self, reference: &str, manifest: &str) -> Self {
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
      echo "$RESPONSE" >&2
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
            .env("RESPONSE", &self.response)
            .env("AFTER_PUSH", &self.image_after_push)
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
    /// The digest of the manifest in the registry for `reference`.
    fn digest(&self, reference: &str) -> String {
        let manifest = fs::read_to_string(manifest_path(self.registry.path(), reference))
            .expect("the manifest exists");
        format!("sha256:{}", tvgen::hash::sha256(&manifest))
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
    let workflow = workflow(&render_spec(spec), "workflow");
    step::script(step::step(&workflow, "build", name)).to_owned()
}
