//! Outputs are parsed and compared with the plan: a broken emitter is detected, and nothing is written.

mod broken;

use std::{fmt::Write, process::ExitCode};

use tvgen::{
    artifact::Artifact,
    cli::run_with,
    compile::{Outcome, compile_with},
    emit::emit,
    report::internal_error,
    source::{CompileInputs, Source},
    verify::{Difference, join_values},
};

use self::broken::{BROKEN, Broken};
use crate::support::{
    TODAY, assert_snapshot, compile_spec, load_spec, project::Project, read_spec, spec, spec_names,
};

#[test]
fn the_outputs_of_every_spec_match_its_plan() {
    for name in spec_names() {
        assert_eq!(compile_spec(&name).1.differences, [], "{name}");
    }
}

#[test]
fn the_outputs_of_every_setting_match_the_plan() {
    let hooks = |points: &[&str], rest: &str| {
        let steps: Vec<String> = points
            .iter()
            .map(|point| format!("{{ at = \"{point}\", {rest} }}"))
            .collect();
        format!("hooks.steps = [{}]", steps.join(", "))
    };
    let points = [
        "build.start",
        "build.before_image",
        "build.before_push",
        "build.end",
        "deploy.start",
        "deploy.before_apply",
        "deploy.after_apply",
        "deploy.end",
    ];
    let script = "name = \"Look\", run = \"ls\\nls -l  a\\n\", if = \"always()\"";
    let action = "uses = \"actions/checkout\", with = { token = \"${{ secrets.A_TOKEN }}\" }";
    let cases: Vec<(&str, String)> = [
        ("three-stages", "cache.mode = \"gha\""),
        ("three-stages", "cache.mode = \"none\""),
        ("three-stages", "cache.mode = \"inline\""),
        ("teaching-vacancies", "cache.mode = \"gha\""),
        ("teaching-vacancies-2020", "cache.mode = \"none\""),
        ("teaching-vacancies", "cache.mode = \"registry\""),
        ("teaching-vacancies", "cache.branches = [\"a+b\", \"c!d\"]"),
        ("three-stages", "scan.tool = \"snyk\""),
        ("three-stages", "scan.severity = \"critical\""),
        ("three-stages", "scan.args = [\"--it's\", \"a  b\"]"),
        (
            "three-stages",
            "workflow.check_drift = true\nworkflow.tvgen.repository = \"https://git.example:8443/~acme/tvgen\"\nworkflow.tvgen.commit = \"0123456789abcdef0123456789abcdef01234567\"",
        ),
        ("three-stages", "outputs.dockerfile = \"docker/Dockerfile\""),
        ("three-stages", "outputs.makefile = \"make/service.mk\""),
        ("minimal", "outputs.makefile = false"),
        ("minimal", "outputs.dockerignore = false"),
        ("three-stages", "outputs.workflow = false"),
        ("three-stages", "outputs.manual_deploy = false"),
        ("three-stages", "outputs.review_cleanup = \".github/workflows/cleanup.yml\""),
        ("minimal", "assets.precompile = false"),
        ("three-stages", "assets.command = \"a || b\""),
        ("three-stages", "assets.secrets = { a = \"A\", b = \"B\" }"),
        ("three-stages", "bundle.without = []"),
        ("three-stages", "stages.web.user = \"root\""),
        ("three-stages", "stages.web.writable = []"),
        ("three-stages", "stages.web.command = [\"a\", \"A=1 b\"]"),
        ("three-stages", "stages.web.command = [\"exec a  b\"]"),
        ("three-stages", "stages.web.build_args = []"),
        ("three-stages", "stages.web.packages = [\"tzdata-utils\", \"zlib\"]"),
        ("three-stages", "stages.web.env = { A = \"$b \\\"c\\\" \\\\ #d\" }"),
        ("three-stages", "stages.compile.strip_gems = false"),
        ("three-stages", "stages.compile.remove = []"),
        ("three-stages", "stages.docs.from = \"compile\""),
        ("three-stages", "stages.docs.from = \"node:22@sha256:0000000000000000000000000000000000000000000000000000000000000000\""),
        ("three-stages", "base.upgrade = false"),
        ("three-stages", "javascript.files = []"),
        ("three-stages", "javascript.manager = \"pnpm\""),
        ("three-stages", "environments.review.name = \"a-{pr}-b\""),
        ("three-stages", "environments = { qa = { on = \"manual\" }, pre-production.after = [], production.after = [\"pre-production\"] }"),
        ("three-stages", "environments.qa.confirm = true"),
        ("three-stages", "environments.qa.variables = { a = \"b #c $d\" }"),
        ("three-stages", "environments.review.label = \"it's ${{ a }}\""),
        ("three-stages", "make.include = [\"make/*.mk\", \"own.mk\"]"),
        ("three-stages", "notify = { slack = \"S\", teams = \"T\", on = [\"failure\", \"success\"] }"),
        ("three-stages", "notify = { slack = \"S\", on = [\"success\"] }"),
        ("teaching-vacancies-2020", "cache.rebuild = \"1 2 3 4 5\""),
        ("three-stages", "hooks.jobs.null = { before = [\"build\"], steps = [{ run = \"true\" }] }"),
        ("three-stages", "hooks.jobs.late = { after = [\"deploy_qa\"], uses = \"./.github/workflows/late.yml\" }"),
        ("three-stages", "actions.\"actions/checkout\" = { sha = \"0123456789abcdef0123456789abcdef01234567\", version = \"v9\" }"),
        ("three-stages", "tags.release = \"{timestamp}-{sha}\""),
        ("three-stages", "tags.branch = \"x.{branch}\""),
    ]
    .map(|(name, line)| (name, line.to_owned()))
    .into_iter()
    .chain([
        ("three-stages", hooks(&points, script)),
        ("three-stages", hooks(&points, action)),
    ])
    .collect();
    let mut report = String::new();
    for (name, line) in cases {
        let change: toml::Table = line.parse().expect("a table");
        let mut changed = spec::load(name);
        merge(&mut changed, change);
        let (_, outcome) = spec::compile_table(&changed);
        for finding in outcome.findings.iter().filter(|_| outcome.has_errors()) {
            let _ = writeln!(report, "{name}: {line}: {}", finding.message);
        }
        for difference in &outcome.differences {
            let _ = writeln!(report, "{name}: {line}: {difference:#?}");
        }
    }
    assert!(report.is_empty(), "{report}");
}

#[test]
fn a_broken_emitter_is_detected() {
    let mut report = String::new();
    for broken in BROKEN {
        let outcome = compile_broken(broken);
        assert!(!outcome.differences.is_empty(), "{}", broken.defect);
        assert!(outcome.artifacts.is_empty(), "{}", broken.defect);
        let _ = writeln!(report, "# {}", broken.defect);
        for difference in &outcome.differences {
            let Difference {
                path,
                subject: what,
                expected,
                actual,
            } = difference;
            assert_ne!(expected, actual, "{}", broken.defect);
            let _ = writeln!(
                report,
                "{path}: {what}\n  expected: {}\n    actual: {}",
                join_values(expected),
                join_values(actual)
            );
        }
        report.push('\n');
    }
    assert_snapshot("verify", "broken", &report);
}

#[test]
fn a_missing_output_is_detected() {
    let source = Source::new("tvgen.toml", read_spec("three-stages"));
    let outcome = compile_with(&source, &CompileInputs::for_day(TODAY), |plan, spec| {
        let mut artifacts = emit(plan, spec);
        artifacts.retain(|artifact| artifact.name != "review_cleanup");
        artifacts
    });
    assert_eq!(outcome.differences.len(), 1);
    assert_eq!(outcome.differences[0].subject, "the files");
}

#[test]
fn a_value_that_loses_its_quotes_is_detected() {
    let spec = read_spec("minimal") + "\n[stages.production.env]\nA = \"1 B=2\"\n";
    let source = Source::new("tvgen.toml", spec);
    let outcome = compile_with(&source, &CompileInputs::for_day(TODAY), |plan, spec| {
        let mut artifacts = emit(plan, spec);
        artifacts[0].text = artifacts[0].text.replace("A=\"1 B=2\"", "A=1 B=2");
        artifacts
    });
    assert_eq!(outcome.differences.len(), 1, "{:?}", outcome.findings);
    assert_eq!(
        outcome.differences[0].subject,
        "the variables of stage production"
    );
}

#[test]
fn a_difference_shows_both_values_and_asks_for_a_bug_report() {
    let outcome = compile_broken(&BROKEN[0]);
    assert_snapshot(
        "verify",
        "report",
        &internal_error::describe_differences("tvgen.toml", &outcome.differences),
    );
}

#[test]
fn nothing_is_written_if_an_output_differs_from_the_plan() {
    let project = Project::new().file("tvgen.toml", &read_spec("three-stages"));
    let spec = project.path("tvgen.toml");
    let spec = spec.to_str().expect("the path is UTF-8");
    for arguments in [
        &["tvgen", "render", spec][..],
        &["tvgen", "render", spec, "--only", "makefile"],
        &["tvgen", "render", spec, "--stdout"],
        &["tvgen", "render", spec, "--dry-run"],
    ] {
        let (mut results, mut messages) = (Vec::new(), Vec::new());
        let code = run_with(
            arguments,
            |source, inputs| {
                compile_with(source, inputs, |plan, spec| {
                    BROKEN[0].apply(emit(plan, spec))
                })
            },
            &mut results,
            &mut messages,
        );
        let messages = String::from_utf8(messages).expect("the output is UTF-8");
        assert_eq!(code, ExitCode::from(2), "{arguments:?}: {messages}");
        assert_eq!(results, b"", "{arguments:?}");
        assert_eq!(project.list(), ["tvgen.toml"], "{arguments:?}");
        let ends = "Please report it with these lines and the spec.\n\nNothing was written.\n";
        assert!(messages.ends_with(ends), "{messages}");
    }
}

fn compile_broken(broken: &Broken) -> Outcome {
    compile_with(
        &load_spec(broken.spec),
        &CompileInputs::for_day(TODAY),
        |plan, spec| broken.apply(emit(plan, spec)),
    )
}

/// Merges `change` into `spec`; values other than tables are replaced.
fn merge(spec: &mut toml::Table, change: toml::Table) {
    for (key, value) in change {
        match (spec.get_mut(&key), value) {
            (Some(toml::Value::Table(old)), toml::Value::Table(new)) => merge(old, new),
            (_, value) => {
                spec.insert(key, value);
            }
        }
    }
}

impl Broken {
    /// The outputs of the broken emitter instead of `artifacts`.
    fn apply(&self, mut artifacts: Vec<Artifact>) -> Vec<Artifact> {
        let artifact = artifacts
            .iter_mut()
            .find(|artifact| artifact.name == self.output)
            .expect("the output exists");
        let changed = self.change.apply(&artifact.text);
        assert_ne!(changed, artifact.text, "{} changes nothing", self.defect);
        artifact.text = changed;
        artifacts
    }
}
