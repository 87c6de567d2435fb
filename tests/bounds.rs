//! A small spec makes no large output: what would be repeated too often is an error before anything is planned.

use serde_json::Value as Json;
use tvgen::{
    compile::{MOST_FINDINGS, Outcome},
    source::Source,
};

use crate::support::{HELLO, compile, project::Project};

const DEPLOY: &str = "[deploy]\nversion = \"1.14.5\"\n";

/// `count` environments.
fn environments(count: usize) -> String {
    many(
        count,
        "[environments.e#]\non = \"manual\"\nurl = \"https://e#.example.org\"\n",
    )
}

/// `count` times `text`, in which `#` is the number.
fn many(count: usize, text: &str) -> String {
    (0..count)
        .map(|n| text.replace('#', &n.to_string()))
        .collect()
}

fn outcome(spec: &str) -> Outcome {
    assert!(spec.len() < 256 * 1024, "{}", spec.len());
    compile(&Source::new("tvgen.toml", spec))
}

/// The messages of the errors called `name` that `spec` has; nothing is planned for it.
#[track_caller]
fn errors(name: &str, spec: &str) -> Vec<String> {
    let outcome = outcome(spec);
    assert!(outcome.plan.is_none() && outcome.artifacts.is_empty());
    let found = outcome.findings.into_iter();
    found
        .filter(|finding| finding.name == name)
        .map(|finding| finding.message)
        .collect()
}

#[test]
fn what_is_repeated_for_each_environment_or_stage_is_estimated_before_it_is_planned() {
    let step =
        |more: &str| format!("[[hooks.steps]]\nat = \"deploy.start\"\nrun = \"true\"\n{more}");
    let secrets = format!(
        "[smoke_test]\ncommand = \"bin/test\"\nsecrets = [{}]\n",
        many(240, &format!("\"S#{}\", ", "A".repeat(800)))
    );
    let names = many(100, "\"e#\", ");
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
                many(97, "[stages.s#]\nrun = [\"true\"]\n"),
                many(240, &format!("s#{} = \"S#\", ", "a".repeat(800))).trim_end_matches(", ")
            ),
            "the outputs would be about 76 MiB, mostly from `assets.secrets` repeated for 99 `stages`",
        ),
    ] {
        assert_eq!(
            errors("oversized-output", &format!("{HELLO}{spec}")),
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
    let outcome = outcome(&spec);
    assert!(!outcome.failed(), "{:?}", outcome.findings);
    let bytes: usize = outcome
        .artifacts
        .iter()
        .map(|artifact| artifact.text.len())
        .sum();
    assert!((200_000..2_000_000).contains(&bytes), "{bytes}");
}

#[test]
fn there_are_no_more_environments_stages_jobs_and_questions_than_are_compared_in_a_moment() {
    for (spec, message) in [
        (environments(101), "`environments` has 101 entries"),
        (
            many(101, "[stages.s#]\nrun = [\"true\"]\n"),
            "`stages` has 101 entries",
        ),
        (
            many(101, "[hooks.jobs.j#]\nsteps = [{ run = \"true\" }]\n"),
            "`hooks.jobs` has 101 entries",
        ),
        (
            many(
                51,
                "[template.questions.q#]\nprompt = \"Why?\"\nto = [\"service.name\"]\n",
            ),
            "`template.questions` has 51 entries",
        ),
    ] {
        assert_eq!(
            errors("too-many-entries", &format!("{HELLO}{spec}")),
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
            errors("malformed-answer-pattern", &question(pattern)),
            [format!("`{pattern}` is too large to compile")]
        );
    }
    assert_eq!(
        errors("malformed-answer-pattern", &question(&deep)),
        [format!("`{deep}` is not a valid regular expression")]
    );
    for pattern in [r"\w{1,8}", "[a-z0-9-]{1,63}", "[A-Z].*", "(a|b|c){1,20}"] {
        let outcome = outcome(&question(pattern));
        let mut names = outcome.findings.iter().map(|finding| &finding.name);
        assert!(
            names.all(|name| name != "malformed-answer-pattern"),
            "{pattern}"
        );
    }
}

#[test]
fn of_more_findings_than_anybody_fixes_the_first_are_listed_and_all_are_counted() {
    let items = "\"P\", ".repeat(250);
    let spec = format!(
        "{HELLO}{}",
        many(24, &format!("[stages.s#]\npackages = [{items}]\n"))
    );
    let project = Project::new().file("tvgen.toml", &spec);
    let words = project.run(&["lint"]).code(1).err();
    let last: Vec<&str> = words
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
    let document: Json = serde_json::from_str(&document).expect("it is JSON");
    let findings = document["findings"].as_array().expect("a list");
    assert_eq!(findings.len(), MOST_FINDINGS);
    assert_eq!(document["omitted"], 1024);
    // The warnings stand between the errors, and give way to them.
    assert!(
        findings
            .iter()
            .all(|finding| finding["severity"] == "error")
    );
}
