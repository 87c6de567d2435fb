//! Docker Hub: an image name without a host is pushed like one with the host.

use std::fs;

use crate::support::{
    Stubs, render_spec,
    step::{bash, script, step, workflow},
};

/// A stub of a registry that has the pushed images; its "not found" errors include the host, as Docker's do.
const DOCKER: &str = r#"
case "$1 $2 $3" in
  "image inspect "*) echo sha256:1 ;;
  "buildx imagetools inspect")
    for reference; do :; done
    if grep -Fqx "push $reference" "$CALLS"; then
      echo '{"config":{"digest":"sha256:1"}}'
    else
      echo "ERROR: docker.io/$reference: not found" >&2
      exit 1
    fi ;;
  *) echo "$*" >> "$CALLS" ;;
esac"#;

#[test]
fn a_free_docker_hub_tag_is_pushed_if_the_spec_omits_the_host() {
    let artifacts = render_spec("spec/teaching-vacancies-2020.toml");
    let workflow = workflow(&artifacts, "workflow");
    let script = script(step(&workflow, "build", "Push"));
    let folder = tempfile::tempdir().expect("a folder");
    let calls = folder.path().join("calls");
    fs::write(&calls, "").expect("a file");
    let output = bash(&Stubs::new(&[("docker", DOCKER)]), script)
        .env("CALLS", &calls)
        .env("GITHUB_OUTPUT", folder.path().join("outputs"))
        .env("IMAGE", "dfedigital/teaching-vacancies:abc")
        .env("TAG", "abc")
        .env("MOVING_TAG", "main")
        .env("SCANNED", "sha256:1")
        .output()
        .expect("bash runs");
    assert!(output.status.success(), "{output:?}");
    let calls = fs::read_to_string(&calls).expect("docker was called");
    assert!(
        calls.ends_with("push dfedigital/teaching-vacancies:abc\n"),
        "{calls}"
    );
}
