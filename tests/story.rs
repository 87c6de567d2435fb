//! The life of a service in its own git repository: rendered, edited, updated by a bot, absorbed, moved, pruned.

use serde_json::Value as Json;

use crate::support::{HELLO, git, project::Project};

/// A service in a git repository.
struct Service(Project);

const WORKFLOW: &str = ".github/workflows/build_and_deploy.yml";

impl Service {
    fn new(spec: &str) -> Self {
        let service = Self(Project::new().file("tvgen.toml", spec));
        service.git(&["init", "--quiet", "--initial-branch", "main"]);
        service
    }

    /// Runs git and returns its output.
    #[track_caller]
    fn git(&self, arguments: &[&str]) -> String {
        let arguments = [&["-c", "core.autocrlf=false"], arguments].concat();
        git(&self.0.path("."), &arguments)
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    /// Replaces `old` by `new` in the file at `path`.
    #[track_caller]
    fn edit(self, path: &str, old: &str, new: &str) -> Self {
        let before = self.0.read(path);
        let after = before.replace(old, new);
        assert_ne!(before, after, "{path} has no {old:?}");
        Self(self.0.file(path, &after))
    }

    /// The causes that `tvgen check` reports for files with drift.
    fn list_drift(&self) -> Vec<String> {
        let run = self.0.run(&["check", "--format", "json"]);
        let report: Json = serde_json::from_str(&run.out()).expect("valid JSON");
        let files = report["files"]
            .as_array()
            .expect("the report lists files")
            .iter();
        let causes = files.filter_map(|file| {
            let path = file["path"].as_str()?;
            file["cause"]
                .as_str()
                .map(|cause| format!("{path}: {cause}"))
        });
        let causes: Vec<String> = causes.collect();
        assert_eq!(run.status(), i32::from(!causes.is_empty()), "{}", run.err());
        causes
    }

    /// The files that differ from the last commit.
    fn list_changes(&self) -> Vec<String> {
        let status = self.git(&["status", "--porcelain", "--untracked-files=all"]);
        status.lines().map(str::to_owned).collect()
    }
}

#[test]
fn a_service_is_rendered_edited_updated_absorbed_moved_and_pruned() {
    let service = Service::new(HELLO);
    service.0.run(&["render"]).code(0);
    service.commit("Render");
    assert_eq!(service.list_drift(), [""; 0]);

    // A colleague edits a file by hand.
    let service = service.edit("Dockerfile", "EXPOSE 3000", "EXPOSE 8080");
    assert_eq!(
        service.list_drift(),
        ["Dockerfile: edited by hand, line 57"]
    );
    service.0.run(&["render"]).code(1);
    assert_eq!(service.list_changes(), [" M Dockerfile"]);
    service.0.run(&["absorb"]).code(0);
    assert_eq!(service.list_drift(), [""; 0]);
    assert!(
        service
            .0
            .read("tvgen.toml")
            .contains("name = \"hello\"\nport = 8080\n")
    );
    assert!(service.0.read("Dockerfile").contains("\nENV PORT=8080\n"));
    service.commit("The port is absorbed");

    // A bot updates a pin and its comment, as it does in every workflow.
    service.git(&[
        "switch",
        "--quiet",
        "--create",
        "dependabot/github_actions/actions/checkout-9",
    ]);
    let workflow = service.0.read(WORKFLOW);
    let line = workflow
        .lines()
        .find(|line| line.contains("actions/checkout@"));
    let pinned = line.expect("the workflow has a checkout").trim().to_owned();
    let commit = "1234567890123456789012345678901234567890";
    let updated = format!("uses: actions/checkout@{commit} # v9.0.0");
    let service = service.edit(WORKFLOW, &pinned, &updated);
    service.commit("Bump actions/checkout from 7.0.1 to 9.0.0");
    assert_eq!(service.list_drift().len(), 1);
    service.0.run(&["absorb"]).code(0);
    assert_eq!(service.list_drift(), [""; 0]);
    assert_eq!(
        service.list_changes(),
        [" M .github/workflows/build_and_deploy.yml", " M tvgen.toml"]
    );
    service.commit("Absorb");
    service.git(&["switch", "--quiet", "main"]);
    service.git(&[
        "merge",
        "--quiet",
        "dependabot/github_actions/actions/checkout-9",
    ]);
    assert_eq!(service.list_drift(), [""; 0]);

    // Someone changes the spec and forgets to render.
    let service = service.edit("tvgen.toml", "3.4.7", "3.4.8");
    let stale = "stale: the spec has changed since the last render";
    assert_eq!(
        service.list_drift(),
        [
            format!("Dockerfile: {stale}"),
            format!("documentation/docker.md: {stale}")
        ]
    );
    service.0.run(&["render"]).code(0);
    assert_eq!(service.list_drift(), [""; 0]);
    service.commit("Ruby 3.4.8");

    // An output moves, another is switched off.
    let moved = "[outputs]\nmakefile = \"build/pipeline.mk\"\ndocs = false\n\n[registries.ghcr]";
    let service = service.edit("tvgen.toml", "[registries.ghcr]", moved);
    service.0.run(&["render"]).code(0);
    let orphaned = "generated by tvgen, but no longer an output of the spec";
    assert_eq!(
        service.list_drift(),
        [
            format!("Makefile: {orphaned}"),
            format!("documentation/docker.md: {orphaned}")
        ]
    );
    service.0.run(&["render", "--prune"]).code(0);
    assert_eq!(service.list_drift(), [""; 0]);
    assert!(
        !service.0.path("documentation").exists(),
        "an empty folder is removed"
    );
    assert_eq!(
        service.list_changes(),
        [
            " M .dockerignore",
            " D Makefile",
            " D documentation/docker.md",
            " M tvgen.toml",
            "?? build/pipeline.mk"
        ]
    );
}

#[test]
fn a_checkout_on_windows_has_no_drift() {
    let service = Service::new(HELLO);
    service.0.run(&["render"]).code(0);
    service.commit("Render");
    service.git(&["config", "core.eol", "crlf"]);
    let service = Service(service.0.file(".gitattributes", "* text eol=crlf\n"));
    service.git(&["rm", "--cached", "--quiet", "-r", "."]);
    service.git(&["reset", "--hard", "--quiet"]);
    let service = Service(service.0.file(".gitattributes", "* text eol=crlf\n"));
    service.git(&["rm", "--cached", "--quiet", "-r", "."]);
    service.git(&["add", "--all"]);
    service.git(&["commit", "--quiet", "--message", "Line endings"]);
    for path in ["Dockerfile", "Makefile", "tvgen.toml", WORKFLOW] {
        std::fs::remove_file(service.0.path(path)).expect("the file exists");
    }
    service.git(&["checkout", "--quiet", "."]);
    assert!(service.0.read("Dockerfile").contains("\r\n"));
    assert_eq!(service.list_drift(), [""; 0]);
}
