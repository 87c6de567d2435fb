//! Runs the two scripts that compute the name of a branch: the workflow's and the Makefile's.

use std::{collections::BTreeMap, fs, process::Output};

use serde_yaml::Value;
use tempfile::TempDir;
use tvgen::lang::docker::is_tag;

use crate::support::{Stubs, find_artifact, render_spec};

/// Runs the step "Compute the tags" for each of `branches` as GitHub does, and returns its outputs.
pub fn run_in_workflow(
    workflow: &Value,
    event: &str,
    branches: &[String],
) -> Vec<BTreeMap<String, String>> {
    let steps = workflow["jobs"]["build"]["steps"]
        .as_sequence()
        .expect("the build has steps");
    let step = steps
        .iter()
        .find(|step| step["name"].as_str() == Some("Compute the tags"))
        .expect("a step computes the tags");
    let environment: Vec<_> = step["env"]
        .as_mapping()
        .expect("the step has variables")
        .keys()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(environment, ["REF_NAME", "EVENT", "NUMBER"]);

    let folder = tempfile::tempdir().expect("a folder");
    let script = step["run"].as_str().expect("the step has a script");
    fs::write(folder.path().join("script"), script).expect("the script can be written");
    fs::write(folder.path().join("branches"), branches.join("\0") + "\0")
        .expect("the branches can be written");
    let stubs = Stubs::new(&[("git", GIT)]);
    let wrapper = "number=0\n\
        while IFS= read -r -d '' REF_NAME; do\n\
        number=$((number + 1))\n\
        (export REF_NAME GITHUB_OUTPUT=$number.outputs; . ./script)\n\
        done < branches\n";
    let mut bash = stubs.command("bash");
    bash.args(["--noprofile", "--norc", "-euo", "pipefail", "-c", wrapper])
        .env("EVENT", event)
        .env("NUMBER", "2100")
        .current_dir(folder.path());
    assert_success(&bash.output().expect("bash runs"), "the step");
    (1..=branches.len())
        .map(|number| {
            let file = folder.path().join(format!("{number}.outputs"));
            let text = fs::read_to_string(file).expect("the step has outputs");
            text.lines()
                .map(|line| line.split_once('=').expect("an output has a name"))
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect()
        })
        .collect()
}

/// Runs `make build-local-image` and returns the name of `branch` in the image tag, which the caches share.
pub fn make(checkout: &Checkout, branch: &str) -> String {
    let record = checkout.folder.path().join("record");
    let _ = fs::remove_file(&record);
    let stubs = if checkout.check_out(branch) {
        &checkout.docker
    } else {
        &checkout.docker_and_git
    };
    let mut make = stubs.command("make");
    make.args(["--silent", "build-local-image"])
        .env("STUB_BRANCH", branch)
        .env("RAILS_MASTER_KEY", "0000")
        .env("RECORD", &record)
        .current_dir(&checkout.folder);
    assert_success(&make.output().expect("make runs"), branch);
    let record = fs::read_to_string(&record).expect("docker was called");
    let arguments: Vec<_> = record.lines().collect();
    let after = |option: &str| -> Vec<&str> {
        arguments
            .windows(2)
            .filter(|pair| pair[0] == option)
            .map(|pair| pair[1].split_once(':').expect("an image has a tag").1)
            .collect()
    };
    let [moving, unique] = after("--tag")[..] else {
        panic!("not two tags on {branch:?}: {record}");
    };
    assert!(is_tag(moving) && is_tag(unique), "{branch:?}: {record}");
    let caches = after("--cache-from");
    assert!(
        caches.contains(&moving),
        "the image of {branch:?} is not its own cache: {caches:?}"
    );
    for cache in caches {
        assert!(
            cache.ends_with(moving) || cache.ends_with("main"),
            "{branch:?} reads {cache}"
        );
    }
    moving.to_owned()
}

/// A repository with the Makefile of a spec. It uses the real git for branch names that git accepts, and a stub for the others.
pub struct Checkout {
    folder: TempDir,
    docker: Stubs,
    docker_and_git: Stubs,
}

impl Checkout {
    pub fn new(spec: &str) -> Self {
        let checkout = Self {
            folder: tempfile::tempdir().expect("a folder"),
            docker: Stubs::new(&[("docker", DOCKER)]),
            docker_and_git: Stubs::new(&[("docker", DOCKER), ("git", GIT)]),
        };
        let makefile = &find_artifact(&render_spec(spec), "makefile").text.clone();
        fs::write(checkout.folder.path().join("Makefile"), makefile).expect("a Makefile");
        assert_success(&checkout.git(&["init", "--quiet"]), spec);
        let first = ["commit", "--quiet", "--allow-empty", "--message=First"];
        assert_success(&checkout.git(&first), spec);
        assert!(checkout.check_out("feature/x"), "git accepts feature/x");
        checkout
    }

    /// Checks out `branch`; returns whether git accepts the name.
    pub fn check_out(&self, branch: &str) -> bool {
        let moved = self.git(&["branch", "--force", "--move", "--", branch]);
        let head = self.git(&["symbolic-ref", "HEAD"]);
        moved.status.success() && head.stdout == format!("refs/heads/{branch}\n").as_bytes()
    }

    /// Runs git in the repository.
    pub fn git(&self, arguments: &[&str]) -> Output {
        let mut git = self.docker.command("git");
        git.args(["-c", "user.name=Page", "-c", "user.email=page@example.org"]);
        git.args(arguments).current_dir(&self.folder);
        git.output().expect("git runs")
    }
}

#[track_caller]
fn assert_success(output: &Output, label: &str) {
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{label:?}: {error}");
}

/// A stub of docker that records its arguments, one per line.
const DOCKER: &str = "printf '%s\\n' \"$@\" >> \"$RECORD\"";

/// A stub of git with `$STUB_BRANCH` checked out.
const GIT: &str = "case $* in\n\
    'symbolic-ref --quiet HEAD') ;;\n\
    'rev-parse --symbolic-full-name HEAD') printf 'refs/heads/%s\\n' \"$STUB_BRANCH\" ;;\n\
    'rev-parse HEAD' | 'rev-parse --verify --quiet HEAD') echo a18165a5a6d8ae5b753ac7c3cac65f0cbc34dd18 ;;\n\
    *) echo \"no such git: $*\" >&2; exit 1 ;;\n\
    esac";
