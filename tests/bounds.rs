//! Limits on output size: a spec with too much repetition is rejected before it is planned.

use serde_json::Value as Json;
use tvgen::{
    compile::{MAX_FINDINGS, Outcome},
    source::Source,
};

use crate::support::{HELLO, compile, project::Project};

const DEPLOY: &str = "[deploy]\nversion = \"1.14.5\"\n";

/// The TOML of `count` environments.
fn environments(count: usize) -> String {
    repeat_numbered(
        count,
        "[environments.e#]\non = \"manual\"\nurl = \"https://e#.example.org\"\n",
    )
}

/// Repeats `text` `count` times and replaces `#` by the number.
fn repeat_numbered(count: usize, text: &str) -> String {
    (0..count)
        .map(|n| text.replace('#', &n.to_string()))
        .collect()
}

fn compile_spec(spec: &str) -> Outcome {
    assert!(spec.len() < 256 * 1024, "{}", spec.len());
    compile(&Source::new("tvgen.toml", spec))
}

/// The messages of the errors of rule `name` in `spec`; asserts that nothing is planned.
#[track_caller]
fn messages_of(name: &str, spec: &str) -> Vec<String> {
    let outcome = compile_spec(spec);
    assert!(outcome.plan.is_none() && outcome.artifacts.is_empty());
    let found = outcome.findings.into_iter();
    found
        .filter(|finding| finding.name == name)
        .map(|finding| finding.message)
        .collect()
}

#[test]
fn oversized_output_is_refused_before_planning() {
    let step =
        |more: &str| format!("[[hooks.steps]]\nat = \"deploy.start\"\nrun = \"true\"\n{more}");
    let secrets = format!(
        "[smoke_test]\ncommand = \"bin/test\"\nsecrets = [{}]\n",
        repeat_numbered(240, &format!("\"S#{}\", ", "A".repeat(800)))
    );
    let names = repeat_numbered(100, "\"e#\", ");
    for (spec, message) in [
        (
            format!("{DEPLOY}{}{}", environments(100), step("").repeat(240)),
            "the outputs would be about 16 MiB, mostly from `hooks.steps` repeated for 100 `environments`",
        ),
        (
            format!(
                "{DEPLOY}{}{}",
                environments(100),
                step(&format!("environments = [{names}]\n")).repeat(200)
            ),
            "the outputs would be about 220 MiB, mostly from `hooks.steps` repeated for 100 `environments`",
        ),
        (
            format!("{DEPLOY}{}{secrets}", environments(100)),
            "the outputs would be about 76 MiB, mostly from `smoke_test` repeated for 100 `environments`",
        ),
        (
            format!(
                "{DEPLOY}backend = {{ key = \"{}\" }}\n{}",
                "{name}".repeat(30_000),
                environments(100)
            ),
            "the outputs would be about 252 MiB, mostly from `deploy` repeated for 100 `environments`",
        ),
        (
            format!(
                "{}[assets]\nsecrets = {{ {} }}\n",
                repeat_numbered(97, "[stages.s#]\nrun = [\"true\"]\n"),
                repeat_numbered(240, &format!("s#{} = \"S#\", ", "a".repeat(800)))
                    .trim_end_matches(", ")
            ),
            "the outputs would be about 76 MiB, mostly from `assets.secrets` repeated for 99 `stages`",
        ),
    ] {
        assert_eq!(
            messages_of("oversized-output", &format!("{HELLO}{spec}")),
            [message]
        );
    }
}

#[test]
fn a_pipeline_of_a_hundred_environments_is_rendered() {
    let spec = format!(
        "{HELLO}{DEPLOY}[smoke_test]\npath = \"/\"\n{}",
        environments(100)
    );
    let outcome = compile_spec(&spec);
    assert!(!outcome.has_errors(), "{:?}", outcome.findings);
    let bytes: usize = outcome
        .artifacts
        .iter()
        .map(|artifact| artifact.text.len())
        .sum();
    assert!((200_000..2_000_000).contains(&bytes), "{bytes}");
}

#[test]
fn tables_have_at_most_a_hundred_entries() {
    for (spec, message) in [
        (environments(101), "`environments` has 101 entries"),
        (
            repeat_numbered(101, "[stages.s#]\nrun = [\"true\"]\n"),
            "`stages` has 101 entries",
        ),
        (
            repeat_numbered(101, "[hooks.jobs.j#]\nsteps = [{ run = \"true\" }]\n"),
            "`hooks.jobs` has 101 entries",
        ),
        (
            repeat_numbered(
                51,
                "[template.questions.q#]\nprompt = \"Why?\"\nto = [\"service.name\"]\n",
            ),
            "`template.questions` has 51 entries",
        ),
    ] {
        assert_eq!(
            messages_of("too-many-entries", &format!("{HELLO}{spec}")),
            [message]
        );
    }
}

#[test]
fn a_pattern_that_takes_long_to_compile_is_refused() {
    let question = |pattern: &str| {
        format!(
            "{HELLO}[template.questions.q]\nprompt = \"Why?\"\npattern = '{pattern}'\nto = [\"service.name\"]\n"
        )
    };
    let deep = format!("{}a{}", "(".repeat(30), ")".repeat(30));
    for pattern in [r"(\w{1,40}){1,6}", &"a".repeat(201), r"\pL{300}"] {
        assert_eq!(
            messages_of("malformed-answer-pattern", &question(pattern)),
            [format!("`{pattern}` is too large to compile")]
        );
    }
    assert_eq!(
        messages_of("malformed-answer-pattern", &question(&deep)),
        [format!("`{deep}` is not a valid regular expression")]
    );
    for pattern in [r"\w{1,8}", "[a-z0-9-]{1,63}", "[A-Z].*", "(a|b|c){1,20}"] {
        let outcome = compile_spec(&question(pattern));
        let mut names = outcome.findings.iter().map(|finding| &finding.name);
        assert!(
            names.all(|name| name != "malformed-answer-pattern"),
            "{pattern}"
        );
    }
}

#[test]
fn findings_beyond_the_limit_are_counted_not_listed() {
    let items = "\"P\", ".repeat(250);
    let spec = format!(
        "{HELLO}{}",
        repeat_numbered(24, &format!("[stages.s#]\npackages = [{items}]\n"))
    );
    let project = Project::new().file("tvgen.toml", &spec);
    let report = project.run(&["lint"]).code(1).err();
    let last: Vec<&str> = report
        .lines()
        .rev()
        .filter(|line| !line.is_empty())
        .take(2)
        .collect();
    assert_eq!(
        last,
        [
            "tvgen.toml: 6000 errors, 24 warnings",
            "and 5924 more: `--format json` lists the first 5000 of each spec",
        ]
    );
    let document = project.run(&["lint", "--format", "json"]).code(1).out();
    let document: Json = serde_json::from_str(&document).expect("valid JSON");
    let findings = document["findings"].as_array().expect("a list");
    assert_eq!(findings.len(), MAX_FINDINGS);
    assert_eq!(document["omitted"], 1024);
    // Warnings are interleaved with errors, and dropped first.
    assert!(
        findings
            .iter()
            .all(|finding| finding["severity"] == "error")
    );
}
