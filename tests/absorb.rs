//! `tvgen absorb`: hand edits in generated files move into the spec, and nothing is lost.

mod any_edit;
mod every_value;

use std::fmt::Write;

use tvgen::artifact::body;

use crate::support::{HELLO, assert_snapshot, project::Project};

/// A spec with one of each value that bots and people update.
const SPEC: &str = r#"# The service
spec = 1

[service]
name = "hello"
port = 3000 # as Puma has it

[base]
ruby = "3.4.7" # exact
alpine = "3.22"
timezone = "Europe/London"
packages = [
  # for Postgres
  "libpq",
  { name = "openssl", version = ">=3.5.7-r0", reason = "CVE-2026-0001" },
]

[stages.builder]
packages = ["build-base", "git", "nodejs", "npm"] # to compile

[bundle]
version = "2.6.9"
without = ["development", "test"]

[javascript]
manager = "npm"
version = '11.6.2'

[cache]
rebuild = "30 4 * * 1"

[registries.ghcr]
repository = "ghcr.io/acme/hello"
login = "github-token"

[scan]
tool = "trivy"

[environments.production]
on = "push"
confirm = true

[deploy]
version = "1.14.5"

# Nothing below
"#;

const COMMIT: &str = "1111111111111111111111111111111111111111";
const WORKFLOW: &str = ".github/workflows/build_and_deploy.yml";
const REBUILD: &str = ".github/workflows/rebuild_docker_cache.yml";

fn render_project(spec: &str) -> Project {
    let project = Project::new().file("tvgen.toml", spec);
    project.run(&["render", "--quiet"]).code(0);
    project
}

/// Replaces each `old` by `new` in the file at `path`.
#[track_caller]
fn edit(project: Project, path: &str, old: &str, new: &str) -> Project {
    let before = project.read(path);
    let after = before.replace(old, new);
    assert_ne!(before, after, "{path} has no {old:?}");
    project.file(path, &after)
}

/// The pin of the action `name` in the workflow of `project`: the text after `@`.
fn pin(project: &Project, name: &str) -> String {
    let workflow = project.read(WORKFLOW);
    let line = workflow
        .lines()
        .find(|line| line.contains(&format!("uses: {name}@")));
    let line = line.expect("the workflow uses it");
    let (_, pin) = line.split_once('@').expect("the action is pinned");
    pin.to_owned()
}

/// Whether all lines of `inner` occur in `outer`, in the same order.
fn is_within(inner: &str, outer: &str) -> bool {
    let mut lines = outer.lines();
    inner.lines().all(|line| lines.any(|other| other == line))
}

/// Edits: a name, the file, the old text, the new text.
fn edits(project: &Project) -> Vec<(&'static str, &'static str, String, String)> {
    let case = |name, path, old: &str, new: &str| (name, path, old.to_owned(), new.to_owned());
    let digest = "sha256:cdb113e8110f2ed8c5e2e1ef4b02494e0243f8d6fe59e4c0348441437ded2aaa";
    let from = "FROM ruby:3.4.7-alpine3.22";
    vec![
        case(
            "pin",
            WORKFLOW,
            &pin(project, "actions/checkout"),
            &format!("{COMMIT} # v9.9.9"),
        ),
        case("tag", "Dockerfile", from, "FROM ruby:3.4.8-alpine3.23"),
        case("digest", "Dockerfile", from, &format!("{from}@{digest}")),
        case("constraint", "Dockerfile", ">=3.5.7-r0", ">=3.5.8-r1"),
        case("new constraint", "Dockerfile", " git ", " 'git>=2.49' "),
        case(
            "added package",
            "Dockerfile",
            " git \\\n",
            " git \\\n        gmp-dev \\\n",
        ),
        case("removed package", "Dockerfile", "        git \\\n", ""),
        case("Bundler", "Dockerfile", "bundler:2.6.9", "bundler:2.7.1"),
        case("package manager", "Dockerfile", "npm@11.6.2", "npm@11.7.0"),
        case("Terraform", WORKFLOW, "\"1.14.5\"", "\"1.15.0\""),
        case(
            "runner",
            WORKFLOW,
            "runs-on: ubuntu-24.04",
            "runs-on: ubuntu-26.04",
        ),
        case(
            "removed group",
            "Dockerfile",
            "without 'development test'",
            "without development",
        ),
        case(
            "added group",
            "Dockerfile",
            "'development test'",
            "'development test ci'",
        ),
        case("port", "Dockerfile", "EXPOSE 3000", "EXPOSE 8080"),
        case("cron", REBUILD, "\"30 4 * * 1\"", "\"0 5 * * 2\""),
        case("time zone", "Dockerfile", "Europe/London", "Europe/Paris"),
        case("retry", "Dockerfile", "--retry=5", "--retry=9"),
        case(
            "timeout",
            WORKFLOW,
            "timeout-minutes: 30",
            "timeout-minutes: 55",
        ),
    ]
}

#[test]
fn every_edit_that_the_spec_can_express_is_absorbed() {
    let mut report = String::new();
    for (name, path, old, new) in edits(&render_project(SPEC)) {
        let project = edit(render_project(SPEC), path, &old, &new);
        let edit = project.read(path);
        let run = project.run(&["absorb"]).code(0);
        let _ = writeln!(report, "== {name}\n{}{}", run.out(), run.err());
        let now = project.read(path);
        assert!(is_within(body(&edit), body(&now)), "{name}: {now}");
        project.run(&["check"]).code(0);
    }
    assert_snapshot("absorb", "each", &report);
}

#[test]
fn many_edits_are_absorbed_in_one_run() {
    let mut project = render_project(SPEC);
    for (name, path, old, new) in edits(&project) {
        // These edits change lines that other edits change too.
        if ![
            "new constraint",
            "digest",
            "removed package",
            "removed group",
        ]
        .contains(&name)
        {
            project = edit(project, path, &old, &new);
        }
    }
    let before = project.read("Dockerfile");
    project.run(&["absorb", "--quiet"]).code(0);
    let now = project.read("Dockerfile");
    assert!(is_within(body(&before), body(&now)), "{now}");
    assert_snapshot("absorb", "spec", &project.read("tvgen.toml"));
    project.run(&["check"]).code(0);
}

#[test]
fn a_dry_run_shows_the_specs_diff_and_writes_nothing() {
    let project = edit(render_project(SPEC), "Dockerfile", "2.6.9", "2.7.1");
    let before = project.read("Dockerfile");
    project
        .run(&["absorb", "--dry-run"])
        .code(0)
        .stderr("")
        .snapshot_of("absorb", "dry_run");
    assert_eq!(project.read("tvgen.toml"), SPEC);
    assert_eq!(project.read("Dockerfile"), before);
}

#[test]
fn edits_that_the_spec_cannot_express_are_listed_and_stay_in_the_file() {
    let project = render_project(SPEC);
    let project = edit(project, "Makefile", "List the targets", "Show the targets");
    let project = edit(
        project,
        "Dockerfile",
        "WORKDIR /app\n",
        "WORKDIR /app\nLABEL a=b\n",
    );
    let project = edit(project, "Dockerfile", "bundler:2.6.9", "bundler:2.7.1");
    let project = edit(project, "Dockerfile", "EXPOSE 3000", "EXPOSE web");
    let edits = (project.read("Makefile"), project.read("Dockerfile"));
    project
        .run(&["absorb"])
        .code(1)
        .snapshot_of("absorb", "left");
    assert_eq!(project.read("Makefile"), edits.0);
    assert_eq!(body(&project.read("Dockerfile")), body(&edits.1));
    // The remaining edits are still reported, until `render --force` discards them.
    project
        .run(&["check"])
        .code(1)
        .snapshot_of("absorb", "left_check");
    project.run(&["absorb"]).code(1);
    project.run(&["render"]).code(1);
    project.run(&["render", "--force", "--quiet"]).code(0);
    project.run(&["check"]).code(0);
}

#[test]
fn contradicting_edits_are_not_both_absorbed() {
    let project = render_project(SPEC);
    let before = project.read(WORKFLOW);
    let pin = pin(&project, "actions/checkout");
    let other = "2222222222222222222222222222222222222222";
    let first = before.replacen(&pin, &format!("{COMMIT} # v9.9.9"), 1);
    let both = first.replacen(&pin, &format!("{other} # v8.8.8"), 1);
    let project = project.file(WORKFLOW, &both);
    project
        .run(&["absorb"])
        .code(1)
        .snapshot_of("absorb", "contradiction");
    assert_eq!(project.read(WORKFLOW).matches(other).count(), 1);
}

#[test]
fn an_edit_that_breaks_a_rule_is_not_absorbed_and_the_rule_is_reported() {
    let project = edit(render_project(SPEC), "Dockerfile", "ruby:3.4.7", "ruby:3.4");
    project
        .run(&["absorb"])
        .code(1)
        .snapshot_of("absorb", "refused");
    assert_eq!(project.read("tvgen.toml"), SPEC);
}

#[test]
fn an_edit_of_an_inherited_value_never_changes_the_base_spec() {
    let (platform, own) = SPEC
        .split_once("[registries.ghcr]")
        .expect("the spec has a registry");
    let platform = platform.replace(
        "[service]\nname = \"hello\"\nport = 3000 # as Puma has it\n",
        "",
    );
    let own = format!(
        "extends = \"platform.toml\"\n\n[service]\nname = \"hello\"\n\n[registries.ghcr]{own}"
    );
    let project = Project::new()
        .file("platform.toml", &platform)
        .file("tvgen.toml", &own);
    project.run(&["render", "--quiet"]).code(0);
    let project = edit(project, "Dockerfile", "bundler:2.6.9", "bundler:2.7.1");
    let project = edit(project, "Dockerfile", ">=3.5.7-r0", ">=3.5.8-r1");
    project
        .run(&["absorb"])
        .code(1)
        .snapshot_of("absorb", "platform");
    assert_eq!(project.read("platform.toml"), platform);
}

#[test]
fn a_file_edited_before_the_spec_changed_is_left_alone() {
    let project = edit(
        render_project(SPEC),
        "Dockerfile",
        "bundler:2.6.9",
        "bundler:2.7.1",
    );
    let spec = SPEC.replace("3.4.7", "3.4.8");
    let project = project.file("tvgen.toml", &spec);
    let before = project.read("Dockerfile");
    let run = project.run(&["absorb"]).code(1);
    assert_snapshot("absorb", "behind", &run.err());
    assert_eq!(project.read("tvgen.toml"), spec);
    assert_eq!(project.read("Dockerfile"), before);
}

#[test]
fn a_file_edited_to_match_the_changed_spec_is_simply_rendered() {
    let project = edit(
        render_project(SPEC),
        "Dockerfile",
        "bundler:2.6.9",
        "bundler:2.7.1",
    );
    let project = project.file("tvgen.toml", &SPEC.replace("2.6.9", "2.7.1"));
    project.run(&["render", "--quiet"]).code(0);
    project.run(&["check"]).code(0);
}

#[test]
fn an_updated_hook_action_gets_a_pin_and_keeps_its_comment() {
    let old = "0000000000000000000000000000000000000000";
    let spec = format!(
        "{HELLO}\n[[hooks.steps]]\nat = \"build.before_image\"\nname = \"Greet\"\nuses = \"acme/greet@{old}\" # by hand\n"
    );
    let project = render_project(&spec);
    let project = edit(
        project,
        WORKFLOW,
        &format!("acme/greet@{old}"),
        &format!("acme/greet@{COMMIT} # v2.0.0"),
    );
    let edit = project.read(WORKFLOW);
    project.run(&["absorb", "--quiet"]).code(0);
    assert_eq!(body(&project.read(WORKFLOW)), body(&edit));
    let pinned = format!(
        "uses = \"acme/greet@{COMMIT}\" # by hand\n\n[actions.\"acme/greet\"]\nversion = \"v2.0.0\"\nsha = \"{COMMIT}\"\n"
    );
    assert!(
        project.read("tvgen.toml").ends_with(&pinned),
        "{}",
        project.read("tvgen.toml")
    );
}

#[test]
fn crlf_line_endings_are_not_an_edit_and_stay_in_the_spec() {
    let spec = SPEC.replace('\n', "\r\n");
    let project = render_project(&spec);
    let dockerfile = project.read("Dockerfile").replace('\n', "\r\n");
    let project = project.file("Dockerfile", &dockerfile.replace("2.6.9", "2.7.1"));
    project.run(&["absorb", "--quiet"]).code(0);
    assert_eq!(project.read("tvgen.toml"), spec.replace("2.6.9", "2.7.1"));
}

#[test]
fn absorb_reports_when_there_is_nothing_to_absorb() {
    render_project(SPEC)
        .run(&["absorb"])
        .code(0)
        .stderr("")
        .stdout("No hand edits found.\n");
}

#[test]
fn absorb_rejects_standard_input_foreign_files_and_broken_specs() {
    let project = render_project(SPEC);
    project.run_with(&["absorb", "-"], SPEC).code(2).stderr(
        "error: cannot change a spec from standard input\nhelp: name its file: tvgen absorb SPEC\n",
    );
    let project = project.file("Dockerfile", "FROM scratch\n");
    let run = project.run(&["absorb"]).code(1);
    assert_snapshot("absorb", "foreign", &run.err());
    assert_eq!(project.read("Dockerfile"), "FROM scratch\n");
    let project = project.file("tvgen.toml", &SPEC.replace("3.4.7", "3.4"));
    project.run(&["absorb"]).code(1).stdout("");
}

#[test]
fn machine_formats_list_absorbed_and_remaining_edits() {
    let project = edit(
        render_project(SPEC),
        "Dockerfile",
        "bundler:2.6.9",
        "bundler:2.7.1",
    );
    let project = edit(project, "Makefile", "List the targets", "Show the targets");
    project
        .run(&["absorb", "--dry-run", "--format", "json"])
        .code(1)
        .stderr("")
        .snapshot_of("absorb", "json");
    project
        .run(&["absorb", "--dry-run", "--format", "github"])
        .code(1)
        .snapshot_of("absorb", "github");
}

#[test]
fn a_file_with_too_many_lines_is_not_compared_and_stays_as_it_is() {
    let project = render_project(SPEC);
    let long = project.read("Makefile") + &"# and so on\n".repeat(10_000);
    let project = project.file("Makefile", &long);
    let run = project.run(&["absorb"]).code(1);
    assert_eq!(
        run.err(),
        "error: Makefile: edited by hand\n\
         Nothing was absorbed: the file has too many lines or is not valid UTF-8.\n"
    );
    let run = project.run(&["render"]).code(1);
    let lines = long.lines().count();
    let first = format!(
        "error: Makefile was edited by hand, and some of its {lines} lines would be lost\n"
    );
    assert!(run.err().starts_with(&first), "{}", run.err());
    let run = project.run(&["check"]).code(1);
    let shown = format!(
        "Makefile: edited by hand\n--- a/Makefile\n+++ b/Makefile\n(too long to compare: {lines} lines)\n"
    );
    assert!(run.out().starts_with(&shown), "{}", run.out());
    assert_eq!(project.read("Makefile"), long);
}

#[test]
fn edits_beyond_the_limit_are_not_tried_and_stay() {
    let names = |stage: &str| -> String {
        let names = (0..120).map(|number| format!("\"{stage}-{number}\", "));
        names.collect()
    };
    let mut spec = HELLO.to_owned();
    for stage in ["one", "two", "three"] {
        let _ = write!(spec, "[stages.{stage}]\npackages = [{}]\n", names(stage));
    }
    spec += "[stages.builder]\n[stages.production]\n[lints]\nallow = [\"unused-stage\"]\n";
    let project = render_project(&spec);
    let project = edit(project, "Dockerfile", "        one-", "        no-");
    let project = edit(project, "Dockerfile", "        two-", "        no ");
    let project = edit(project, "Dockerfile", "        three-", "        no ");
    let run = project
        .run(&["absorb", "--format", "json", "--dry-run"])
        .code(1);
    let out = run.out();
    let count = |text: &str| out.matches(text).count();
    let refused = count("TV0207 malformed-package");
    let untried = count("too many lines were edited");
    assert_eq!((refused, untried), (180, 60));
}

#[test]
fn an_edit_that_would_change_other_lines_stays_and_those_lines_are_listed() {
    let other = "ghcr.io/acme/goodbye";
    let project = edit(
        render_project(SPEC),
        "Makefile",
        "ghcr.io/acme/hello",
        other,
    );
    project
        .run(&["absorb"])
        .code(1)
        .snapshot_of("absorb", "others");
    assert_eq!(project.read("tvgen.toml"), SPEC);
    // An edit that is made in all files is absorbed.
    let files = [
        WORKFLOW,
        REBUILD,
        ".github/workflows/deploy_app_via_workflow_dispatch.yml",
    ];
    let project = files.into_iter().fold(project, |project, path| {
        edit(project, path, "ghcr.io/acme/hello", other)
    });
    project.run(&["absorb", "--quiet"]).code(0);
    project.run(&["check"]).code(0);
    assert_eq!(
        project.read("tvgen.toml"),
        SPEC.replace("ghcr.io/acme/hello", other)
    );
}

#[test]
fn moved_lines_stay_where_they_are() {
    let project = render_project(SPEC);
    let config = "    && bundle config set --local without 'development test' \\\n";
    let frozen = "    && bundle config set --local frozen true \\\n";
    let (old, new) = (format!("{config}{frozen}"), format!("{frozen}{config}"));
    let project = edit(project, "Dockerfile", &old, &new);
    let before = project.read("Dockerfile");
    project.run(&["absorb"]).code(1);
    assert_eq!(project.read("Dockerfile"), before);
    assert_eq!(project.read("tvgen.toml"), SPEC);
}

#[test]
fn copied_lines_are_neither_dropped_nor_mistaken_for_an_edit_of_the_original() {
    let hook = |name: &str, region: &str| {
        format!(
            "\n[[hooks.steps]]\nat = \"build.before_image\"\nname = \"{name}\"\nrun = \"bin/{name}\"\nenv = {{ REGION = \"{region}\", LEVEL = \"1\" }}\n"
        )
    };
    let spec = format!("{SPEC}{}{}", hook("one", "eu"), hook("two", "eu"));
    let project = render_project(&spec);
    let workflow = project.read(WORKFLOW);
    let (_, rest) = workflow
        .split_once("      - name: one\n")
        .expect("the first step");
    let (step, _) = rest
        .split_once("      - name: two\n")
        .expect("the second step");
    let step = format!("      - name: one\n{step}");
    let copied = step.replace("eu", "us");
    let edit = workflow.replace(&step, &format!("{step}{copied}"));
    let project = project.file(WORKFLOW, &edit);
    project.run(&["absorb"]).code(1);
    assert_eq!(project.read(WORKFLOW), edit);
    assert_eq!(project.read("tvgen.toml"), spec);
}

#[test]
fn a_line_added_below_the_header_is_an_edit() {
    let project = render_project(SPEC);
    for (old, new) in [
        ("\n\n# Rules", "\n# Ours\n\n# Rules"),
        ("\n\n# Rules", "\n# Ours\n# Rules"),
    ] {
        let before = project.read("Dockerfile");
        let edit = before.replacen(old, new, 1);
        std::fs::write(project.path("Dockerfile"), &edit).expect("the file can be written");
        let run = project.run(&["check"]).code(1);
        assert!(
            run.out()
                .starts_with("Dockerfile: edited by hand, line 3\n"),
            "{}",
            run.out()
        );
        project.run(&["absorb"]).code(1);
        assert_eq!(project.read("Dockerfile"), edit);
        std::fs::write(project.path("Dockerfile"), &before).expect("the file can be written");
    }
}

#[test]
fn bytes_that_are_not_utf8_stay_as_they_are() {
    let project = edit(
        render_project(SPEC),
        "Dockerfile",
        "bundler:2.6.9",
        "bundler:2.7.1",
    );
    let mut bytes = project.read("Dockerfile").into_bytes();
    bytes.extend(b"# caf\xe9\n");
    let project = project.bytes("Dockerfile", &bytes);
    project.run(&["absorb"]).code(1);
    assert_eq!(std::fs::read(project.path("Dockerfile")).ok(), Some(bytes));
}

#[test]
fn the_next_absorb_does_not_undo_an_absorbed_edit() {
    let project = render_project(SPEC);
    let pin = pin(&project, "actions/checkout");
    let project = edit(project, WORKFLOW, &pin, &format!("{COMMIT} # v9.9.9"));
    let project = edit(
        project,
        "Dockerfile",
        "FROM ruby:3.4.7-alpine3.22 AS builder",
        "FROM ruby:3.4.8-alpine3.22 AS builder",
    );
    let second = "FROM ruby:3.4.7-alpine3.22 AS production";
    let project = edit(
        project,
        "Dockerfile",
        second,
        &format!("# held back\n{second}"),
    );
    project.run(&["absorb", "--quiet"]).code(1);
    let spec = project.read("tvgen.toml");
    let dockerfile = project.read("Dockerfile");
    assert!(dockerfile.contains("# held back\nFROM ruby:3.4.8-alpine3.22 AS production\n"));
    project.run(&["absorb", "--quiet"]).code(1);
    assert_eq!(project.read("tvgen.toml"), spec);
    assert_eq!(project.read("Dockerfile"), dockerfile);
}

#[test]
fn deleting_a_comment_or_a_sentence_removes_nothing_else_from_the_spec() {
    let comment = "# openssl: CVE-2026-0001\n";
    let project = edit(render_project(SPEC), "Dockerfile", comment, "");
    project.run(&["absorb"]).code(0);
    assert_eq!(
        project.read("tvgen.toml"),
        SPEC.replace(", reason = \"CVE-2026-0001\"", "")
    );
    let project = render_project(SPEC);
    let page = project.read("documentation/docker.md");
    for line in page.lines().skip(3).filter(|line| !line.is_empty()) {
        let edit = page.replacen(&format!("{line}\n"), "", 1);
        std::fs::write(project.path("documentation/docker.md"), &edit)
            .expect("the file can be written");
        project
            .run(&["absorb", "--quiet", "--dry-run"])
            .code(1)
            .stderr("");
    }
}

#[test]
fn a_truncated_file_does_not_empty_the_spec() {
    let project = render_project(SPEC);
    let cut: String = project
        .read("Dockerfile")
        .split_inclusive('\n')
        .take(30)
        .collect();
    let project = project.file("Dockerfile", &cut);
    project.run(&["absorb", "--quiet"]).code(1);
    assert_eq!(project.read("Dockerfile"), cut);
    assert_eq!(project.read("tvgen.toml"), SPEC);
}

#[test]
fn a_package_added_to_one_stage_is_added_to_that_stage_only() {
    let line = "        tzdata \\\n";
    let with = |stages: &[&str]| {
        let mut text = render_project(SPEC).read("Dockerfile");
        for stage in stages {
            let start = text.find(stage).expect("the stage exists");
            let offset =
                start + text[start..].find(line).expect("the stage has packages") + line.len();
            text.insert_str(offset, "        zlib \\\n");
        }
        let project = render_project(SPEC).file("Dockerfile", &text);
        project.run(&["absorb", "--quiet"]).code(0);
        project.read("tvgen.toml")
    };
    let (builder, production) = ("AS builder", "AS production");
    assert_eq!(
        with(&[builder]),
        SPEC.replace("\"nodejs\", \"npm\"]", "\"nodejs\", \"npm\", \"zlib\"]")
    );
    assert_eq!(
        with(&[production]),
        SPEC.replace(
            "# to compile\n",
            "# to compile\n\n[stages.production]\npackages = [\"zlib\"]\n"
        )
    );
    assert_eq!(
        with(&[builder, production]),
        SPEC.replace("  \"libpq\",\n", "  \"libpq\",\n  \"zlib\",\n")
    );
}

#[test]
fn two_specs_with_the_same_outputs_must_be_absorbed_one_by_one() {
    let project = edit(
        render_project(SPEC),
        "Dockerfile",
        "bundler:2.6.9",
        "bundler:2.7.1",
    );
    let project = project.file("other.toml", SPEC);
    let before = project.read("Dockerfile");
    let run = project.run(&["absorb", "tvgen.toml", "other.toml"]).code(2);
    assert_eq!(
        run.err().lines().last(),
        Some(
            "error: other.toml and tvgen.toml both write Dockerfile: process them separately, each with its own `--out`"
        )
    );
    project.run(&["absorb", "other.toml"]).code(1);
    assert_eq!(project.read("Dockerfile"), before);
    assert_eq!(project.read("other.toml"), SPEC);
}
