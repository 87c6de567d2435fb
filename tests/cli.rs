//! What a user types, and the whole of what comes back.

use std::{fs, time::Duration};

use crate::support::{HELLO, HELLO_OUTPUTS, project::Project, snapshot, text};

#[test]
fn render_writes_its_files_below_the_folder_of_the_spec() {
    let project = Project::new().file("tvgen.toml", HELLO);
    project.run(&["render"]).code(0).stderr("").stdout(
        "    wrote  Dockerfile\n    wrote  .dockerignore\n    wrote  .github/workflows/build_and_deploy.yml\n    \
         wrote  Makefile\n    wrote  documentation/docker.md\n",
    );
    for path in HELLO_OUTPUTS {
        assert!(project.path(path).is_file(), "{path}");
    }
}

#[test]
fn a_folder_stands_for_the_spec_in_it() {
    let project = Project::new().file("service/tvgen.toml", HELLO);
    project
        .run(&["render", "service", "--only", "makefile"])
        .code(0)
        .stderr("")
        .stdout("    wrote  service/Makefile\n");
}

#[test]
fn an_unchanged_file_is_not_touched() {
    let project = Project::new().file("tvgen.toml", HELLO);
    project.run(&["render"]).code(0);
    let before = fs::metadata(project.path("Dockerfile"))
        .and_then(|file| file.modified())
        .expect("it was written");
    std::thread::sleep(Duration::from_millis(20));
    project.run(&["render"]).code(0).stderr("").stdout(
        "unchanged  Dockerfile\nunchanged  .dockerignore\nunchanged  .github/workflows/build_and_deploy.yml\n\
         unchanged  Makefile\nunchanged  documentation/docker.md\n",
    );
    let after = fs::metadata(project.path("Dockerfile"))
        .and_then(|file| file.modified())
        .expect("it is there");
    assert_eq!(before, after);
}

#[test]
fn a_checkout_with_other_line_ends_is_not_touched() {
    let project = Project::new().file("tvgen.toml", HELLO);
    project.run(&["render"]).code(0);
    let crlf = project.read("Makefile").replace('\n', "\r\n");
    let project = project.file("Makefile", &crlf);
    project
        .run(&["render", "--only", "makefile"])
        .code(0)
        .stdout("unchanged  Makefile\n");
    assert_eq!(project.read("Makefile"), crlf);
}

#[test]
fn a_changed_spec_replaces_what_it_changes() {
    let project = Project::new().file("tvgen.toml", HELLO);
    project.run(&["render"]).code(0);
    let project = project.file("tvgen.toml", &HELLO.replace("3.4.7", "3.4.8"));
    project
        .run(&["render", "--only", "dockerfile", "--dry-run"])
        .code(0)
        .stderr("")
        .snapshot("dry_run");
    project.run(&["render"]).code(0).stderr("").stdout(
        " replaced  Dockerfile\nunchanged  .dockerignore\nunchanged  .github/workflows/build_and_deploy.yml\n\
         unchanged  Makefile\n replaced  documentation/docker.md\n",
    );
}

#[test]
fn a_dry_run_that_changes_nothing_says_so() {
    let project = Project::new().file("tvgen.toml", HELLO);
    project.run(&["render"]).code(0);
    project
        .run(&["render", "--dry-run"])
        .code(0)
        .stderr("")
        .stdout("Nothing would change.\n");
}

#[test]
fn a_file_edited_by_hand_is_left_alone_unless_forced() {
    let project = Project::new().file("tvgen.toml", HELLO);
    project.run(&["render"]).code(0);
    let edited = project
        .read("Makefile")
        .replace("List the targets", "Help!");
    let project = project
        .file("Makefile", &edited)
        .file("tvgen.toml", &HELLO.replace("3.4.7", "3.4.8"));
    let mut lines = edited.lines();
    let line = 1 + lines
        .position(|line| line == "help: ## Help!")
        .expect("it is there");
    project.run(&["render"]).code(1).stdout("").stderr(&format!(
        "error: Makefile was edited by hand, and line {line} would be lost\n    {line} | help: ## Help!\n\
         `tvgen absorb` takes into the spec what that can say. To keep the rest, put a target into a file that \
         `[make] include` names. --dry-run shows what would change; --force replaces the file.\nNothing was written.\n",
    ));
    assert_eq!(project.read("Makefile"), edited);
    assert!(
        !project.read("Dockerfile").contains("3.4.8"),
        "one file that is refused keeps all from being written"
    );
    project
        .run(&["render", "--force", "--only", "makefile"])
        .code(0)
        .stdout(" replaced  Makefile\n");
}

#[test]
fn a_file_that_tvgen_did_not_make_is_left_alone() {
    let project = Project::new()
        .file("tvgen.toml", HELLO)
        .file("Dockerfile", "FROM ruby\n");
    project.run(&["render", "--quiet"]).code(1).stdout("").stderr(
        "error: Dockerfile was not made by tvgen, and its line would be lost\n\
         Write what you want to keep into the spec; for what no key says, put a command into `run` of its stage. \
         --dry-run shows what would change; --force replaces the file.\nNothing was written.\n",
    );
    assert_eq!(project.read("Dockerfile"), "FROM ruby\n");
    assert!(!project.path("Makefile").exists());
}

#[test]
fn one_output_can_be_printed_alone() {
    let project = Project::new().file("tvgen.toml", HELLO);
    let printed = project
        .run(&["render", "--stdout", "--only", "dockerfile"])
        .code(0)
        .stderr("")
        .out();
    project.run(&["render"]).code(0);
    assert_eq!(printed, project.read("Dockerfile"));
}

#[test]
fn a_spec_is_read_from_standard_input() {
    let project = Project::new();
    project
        .run_with(
            &["render", "-", "--stdout", "--only", "dockerignore"],
            HELLO,
        )
        .code(0)
        .snapshot("standard_input");
    project
        .run_with(&["render", "-", "--out", "made"], HELLO)
        .code(0)
        .stdout(
            "    wrote  made/Dockerfile\n    wrote  made/.dockerignore\n    \
         wrote  made/.github/workflows/build_and_deploy.yml\n    wrote  made/Makefile\n    wrote  made/documentation/docker.md\n",
        );
}

#[test]
fn several_specs_are_rendered_in_one_call() {
    let project = Project::new()
        .file("one/tvgen.toml", HELLO)
        .file("two/tvgen.toml", HELLO);
    project
        .run(&["render", "one", "two/tvgen.toml", "--only", "makefile"])
        .code(0)
        .stdout(" rendered  one/tvgen.toml: 1 file\n rendered  two/tvgen.toml: 1 file\n2 specs: 2 rendered\n");
}

#[test]
fn a_fault_in_one_spec_keeps_no_other_from_being_written() {
    let project = Project::new()
        .file("one/tvgen.toml", HELLO)
        .file("two/tvgen.toml", &HELLO.replace("3.4.7", "3.4"));
    project
        .run(&["render", "one", "two"])
        .code(1)
        .stdout(" rendered  one/tvgen.toml: 5 files\n   faulty  two/tvgen.toml: 1 error\n2 specs: 1 rendered, 1 faulty\n")
        .snapshot_stderr("a_fault_in_one_spec");
    assert!(project.path("one/Makefile").exists());
    assert!(!project.path("two/Makefile").exists());
}

#[test]
fn two_specs_cannot_write_one_file() {
    let project = Project::new()
        .file("one.toml", HELLO)
        .file("two.toml", HELLO);
    project
        .run(&["render", "two.toml", "one.toml"])
        .code(2)
        .stdout(" rendered  one.toml: 5 files\n   failed  two.toml\n2 specs: 1 rendered, 1 failed\n")
        .stderr(
            "error: two specs have the output Dockerfile, one.toml and two.toml: take them one by one, each with its own \
             --out\n",
        );
}

#[test]
fn what_cannot_run_exits_with_two() {
    let project = Project::new();
    project.run(&["render"]).code(2).stdout("").stderr(
        "error: cannot read tvgen.toml: No such file or directory (os error 2)\n\
         Give a spec or a folder that has a tvgen.toml: tvgen render SPEC\n",
    );
    project
        .run(&["render", "nowhere.toml"])
        .code(2)
        .stderr("error: cannot read nowhere.toml: No such file or directory (os error 2)\n");
    project
        .run(&["render", "--only", "dockerfil"])
        .code(2)
        .stderr("error: there is no output `dockerfil`: did you mean `dockerfile`?\n");
    let binary = project.bytes("tvgen.toml", b"spec = 1\n# \xff\n");
    binary.run(&["render"]).code(2).stdout("").stderr(
        "error: cannot read tvgen.toml: line 2 is not UTF-8 (the byte 0xFF): save it as UTF-8\n\
         Give a spec or a folder that has a tvgen.toml: tvgen render SPEC\n",
    );
    let (code, ()) = (Project::new().run(&["rendr"]).status(), ());
    assert_eq!(code, 2);
}

#[test]
fn a_folder_that_cannot_be_written_leaves_the_old_files() {
    let project = Project::new().file("tvgen.toml", HELLO);
    project.run(&["render"]).code(0);
    let old = project.read("Dockerfile");
    // A file where the workflow's folder should be: it cannot be made, whoever runs this.
    let project = project
        .file("tvgen.toml", &HELLO.replace("3.4.7", "3.4.8"))
        .remove(".github")
        .file(".github", "");
    let run = project.run(&["render"]);
    assert_eq!(run.status(), 2);
    assert_eq!(project.read("Dockerfile"), old);
    assert_eq!(
        project.list(),
        [
            ".dockerignore",
            ".github",
            "Dockerfile",
            "Makefile",
            "documentation",
            "tvgen.toml"
        ]
    );
}

#[test]
fn help_tells_a_newcomer_what_to_do() {
    snapshot(
        "cli",
        "help",
        &Project::new().run(&["--help"]).code(0).stderr("").out(),
    );
    snapshot(
        "cli",
        "help_render",
        &Project::new()
            .run(&["render", "--help"])
            .code(0)
            .stderr("")
            .out(),
    );
}

#[test]
fn all_that_is_wrong_is_said_at_once_in_the_order_of_the_file() {
    let spec = "spec = 1\nrequires = \">=0.1\"\n\n[service]\nnme = \"hello\"\nport = \"3000\"\n\n[base]\nruby = 3.4\n\
                packages = [\"libpq\", 7, \"Libxml2\"]\n\n[stages.production]\nuser = \"app\"\n\n[registries.ghcr]\n\
                repository = \"https://ghcr.io/Acme/hello\"\nlogin = \"github-tokn\"\n\n[scan]\nseverity = \"hgh\"\n\n\
                [cache]\nmode = \"gha\"\n\n[hooks.jobs.swagger]\nsteps = []\n";
    Project::new()
        .file("tvgen.toml", spec)
        .run(&["render"])
        .code(1)
        .stdout("")
        .snapshot_stderr("ten_faults");
}

#[test]
fn the_smallest_spec_of_the_format_renders() {
    let project = Project::new().file("tvgen.toml", &text("minimal"));
    project
        .run(&["render", "--quiet"])
        .code(0)
        .stdout("")
        .snapshot_stderr("smallest");
}

#[test]
fn a_word_that_cannot_be_read_hides_no_other_fault() {
    let spec = format!(
        "{HELLO}\n[environments.staging]\non = \"psh\"\n\n[environments.production]\non = \"push\"\n\
         after = [\"stagging\"]\nconfirm = true\n\n[smoke_test]\ncommand = \"bin/smoke-test\"\n"
    );
    Project::new()
        .file("tvgen.toml", &spec)
        .run(&["lint"])
        .code(1)
        .snapshot_stderr("a_word_that_cannot_be_read");
}
