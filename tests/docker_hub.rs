//! Docker Hub: a name without a host is pushed as one with it.

use std::fs;

use crate::support::{
    Stubs, rendered,
    step::{bash, script, step, workflow},
};

/// A registry that holds what was pushed, and answers for the rest as Docker does: with the host, whatever was asked.
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
fn a_free_tag_of_docker_hub_is_pushed_where_the_spec_leaves_the_host_out() {
    let artifacts = rendered("spec/teaching-vacancies-2020.toml");
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
    let calls = fs::read_to_string(&calls).expect("it is there");
    assert!(
        calls.ends_with("push dfedigital/teaching-vacancies:abc\n"),
        "{calls}"
    );
}
