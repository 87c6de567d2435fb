//! Command lines of `tvgen show` and their whole output.

use crate::support::project::Project;

const GROUP: &str = r#"spec = 1

[base]
ruby = "3.4.5"
alpine = "3.21"
packages = ["tzdata"]

[scan]
tool = "trivy"
"#;

const PLATFORM: &str = r#"extends = "group.toml"

[base]
ruby = "3.4.6"
packages = ["...", "libpq"]

[registries.ghcr]
repository = "ghcr.io/acme/notes"
login = "github-token"

[[hooks.steps]]
at = "build.start"
name = "Say hello"
run = """
echo hello
echo "$NAME"
"""
env = { NAME = "notes" }
"#;

const OWN: &str = r#"extends = "../platform"

[service]
name = "notes"

[base]
ruby = "3.4.7"
alpine = "3.22"
packages = ["...", "git"]

[stages.production]
copy = ["/app", { from = "builder", path = "/usr/local/bundle/" }]

[actions."docker/build-push-action"]
version = "v7.2.0"
sha = "f9f3042f7e2789586610d6e8b85c8f03e5195baf"
"#;

/// A service that extends its platform's spec, which extends the group's spec.
fn project() -> Project {
    Project::repository()
        .file("platform/group.toml", GROUP)
        .file("platform/tvgen.toml", PLATFORM)
        .file("notes/tvgen.toml", OWN)
}

#[test]
fn the_effective_spec_is_shown_with_the_line_of_each_value() {
    let run = project().run(&["show", "--spec", "notes"]).code(0);
    run.stderr("").snapshot_of("show", "spec.toml");
}

#[test]
fn the_effective_spec_is_available_as_json() {
    let shown = |arguments: &[&str], name| {
        let whole = [&["show", "--spec", "notes", "--format", "json"], arguments].concat();
        let run = project().run(&whole).code(0).stderr("");
        run.snapshot_of("show", name);
    };
    shown(&["base"], "base.json");
    shown(&["service.port"], "default.json");
}

#[test]
fn a_key_is_shown_with_its_overridden_values_or_its_default() {
    let project = project();
    let case = |key: &str, shown: &str| {
        let run = project.run(&["show", key, "--spec", "notes"]);
        run.code(0).stdout(shown).stderr("");
    };
    case(
        "base.ruby",
        "\
base.ruby = \"3.4.7\"  # notes/tvgen.toml:7, overrides platform/tvgen.toml:4, platform/group.toml:4
# overrides platform/tvgen.toml:4: \"3.4.6\"
# overrides platform/group.toml:4: \"3.4.5\"
",
    );
    case(
        "base.packages",
        "\
base.packages = [
    \"tzdata\",  # platform/group.toml:6
    \"libpq\",   # platform/tvgen.toml:5
    \"git\",     # notes/tvgen.toml:9
]
",
    );
    case(
        "base.packages[1]",
        "base.packages[1] = \"libpq\"  # platform/tvgen.toml:5\n",
    );
    case(
        "stages.production.copy[1].from",
        "stages.production.copy[1].from = \"builder\"  # notes/tvgen.toml:12\n",
    );
    case(
        "actions.\"docker/build-push-action\".version",
        "actions.\"docker/build-push-action\".version = \"v7.2.0\"  # notes/tvgen.toml:15\n",
    );
    case(
        "registries",
        "\
[registries.ghcr]
repository = \"ghcr.io/acme/notes\"  # platform/tvgen.toml:8
login = \"github-token\"             # platform/tvgen.toml:9
",
    );
    case(
        "hooks.steps[0].run",
        "\
hooks.steps[0].run = \"\"\"
echo hello
echo \"$NAME\"
\"\"\"  # platform/tvgen.toml:14
",
    );
    case(
        "scan",
        "\
[scan]
tool = \"trivy\"  # platform/group.toml:9

# `scan.secret` is not set (default: `SNYK_TOKEN`)
# `scan.severity` is not set (default: `low`)
",
    );
    case(
        "service.port",
        "# `service.port` is not set (default: `3000`)\n",
    );
    case(
        "stages.builder.run",
        "# `stages.builder.run` is not set (default: none)\n",
    );
    case(
        "notify",
        "# `notify.on` is not set (default: `[\"failure\"]`)\n",
    );
    case(
        "base.digest",
        "# `base.digest` is not set (default: none)\n",
    );
    case(
        "extends",
        "extends = \"../platform\"  # notes/tvgen.toml:1\n",
    );
}

#[test]
fn an_unknown_key_is_an_error_that_suggests_a_known_one() {
    let project = project();
    let case = |key: &str, error: &str| {
        let run = project.run(&["show", key, "--spec", "notes"]);
        run.code(2).stdout("").stderr(&format!("error: {error}\n"));
    };
    case("base.rubi", "unknown key `base.rubi`: did you mean `ruby`?");
    case(
        "registries.ghrc.login",
        "`registries.ghrc` does not exist: did you mean `ghcr`?",
    );
    case(
        "environments.review",
        "`environments.review` does not exist: `environments` has no keys",
    );
    case(
        "base.packages[3]",
        "`base.packages[3]` does not exist: `base.packages` has 3 items, counted from 0",
    );
    case(
        "stages.builder.copy[0]",
        "`stages.builder.copy[0]` does not exist: `stages.builder.copy` is not set",
    );
    case(
        "base ruby",
        "`base ruby` is not a key: write it like `base.ruby`, `stages.production.copy[0]` or `actions.\"actions/checkout\".sha`",
    );
    case(
        "notes/tvgen.toml",
        "`notes/tvgen.toml` is a file, not a key: to show that spec, run `tvgen show --spec notes/tvgen.toml`",
    );
}

#[test]
fn a_spec_with_errors_is_shown_and_its_errors_are_reported() {
    let run = project()
        .file("notes/tvgen.toml", &OWN.replace("ruby = ", "rubi = "))
        .run(&["show", "base", "--spec", "notes"])
        .code(1);
    run.snapshot_of("show", "errors.toml")
        .snapshot_stderr_of("show", "errors.txt");
    let empty = Project::repository().run(&["show"]).code(2).stdout("");
    empty.stderr("error: cannot read tvgen.toml: No such file or directory (os error 2)\nhelp: to create a spec, run `tvgen new`\nhelp: to name another spec, run `tvgen show --spec SPEC`\n");
}
