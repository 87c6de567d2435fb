//! Names that tvgen defines in its outputs are reserved: a spec cannot reuse them. `makefile` checks the Makefile's variables.

use std::collections::BTreeSet;

use toml::{Table, Value};
use tvgen::{
    finding::Severity,
    lang::expr::Segment,
    plan::{
        Plan,
        steps::{Content, Scalar, Step},
        workflows::{Job, JobKind},
    },
};

use crate::support::{
    plan_spec,
    spec::{self, parse_path},
    spec_names,
};

#[test]
fn a_custom_job_cannot_reuse_the_id_of_a_generated_job() {
    for name in spec_names() {
        let base = spec::load(&name);
        for id in generated_jobs(&plan_spec(&name)).map(|job| job.id.as_str().to_owned()) {
            let job: Table = "runs-on = \"ubuntu-24.04\"\nsteps = [{ run = \"true\" }]"
                .parse()
                .expect("a job");
            let place = parse_path(&format!("hooks jobs {id}"));
            assert_rejected(
                &spec::with(&base, &place, Value::Table(job)),
                "job-id-taken",
                &id,
            );
        }
    }
}

#[test]
fn a_custom_step_cannot_reuse_the_id_of_a_generated_step() {
    let mut seen = BTreeSet::new();
    for name in spec_names() {
        let (base, plan) = (spec::load(&name), plan_spec(&name));
        let hooks = plan.hooks.steps.iter().filter_map(|step| step.id.as_ref());
        let hooks: BTreeSet<&str> = hooks.map(|id| id.value.as_str()).collect();
        for job in generated_jobs(&plan) {
            let ids = job
                .contents
                .steps
                .iter()
                .filter_map(|step| step.id.as_ref());
            for id in ids
                .map(render_scalar)
                .filter(|id| !hooks.contains(id.as_str()))
            {
                let step: Table = format!("at = \"build.start\"\nid = \"{id}\"\nrun = \"true\"")
                    .parse()
                    .expect("a step");
                let steps = Value::Array(vec![Value::Table(step)]);
                assert_rejected(
                    &spec::with(&base, &parse_path("hooks steps"), steps),
                    "invalid-step-id",
                    &id,
                );
                seen.insert(id);
            }
        }
    }
    assert_eq!(
        seen,
        ["image", "push", "scan", "tags"].map(str::to_owned).into()
    );
}

#[test]
fn a_secret_cannot_replace_a_variable_of_its_step() {
    let mut seen = BTreeSet::new();
    for name in spec_names() {
        let (base, plan) = (spec::load(&name), plan_spec(&name));
        for step in generated_jobs(&plan).flat_map(|job| &job.contents.steps) {
            for variable in public_variables(step) {
                let spec = match render_scalar(&step.name).as_str() {
                    "Scan" => {
                        let tool = spec::with(&base, &parse_path("scan tool"), Value::from("snyk"));
                        spec::with(
                            &tool,
                            &parse_path("scan secret"),
                            Value::from(variable.as_str()),
                        )
                    }
                    "Smoke test" => {
                        let test = [
                            ("command", Value::from("bin/smoke-test")),
                            ("secrets", Value::from(vec![variable.as_str()])),
                        ];
                        let test = test.map(|(key, value)| (key.to_owned(), value));
                        spec::with(
                            &base,
                            &parse_path("smoke_test"),
                            Value::Table(test.into_iter().collect()),
                        )
                    }
                    _ => continue,
                };
                assert_rejected(&spec, "taken-secret-name", &variable);
                seen.insert(variable);
            }
        }
    }
    assert_eq!(
        seen,
        ["ENVIRONMENT", "IMAGE", "URL"].map(str::to_owned).into()
    );
}

/// The jobs that tvgen defines.
fn generated_jobs(plan: &Plan) -> impl Iterator<Item = &Job> {
    let jobs = plan.workflows.iter().flat_map(|workflow| &workflow.jobs);
    jobs.filter(|job| !matches!(job.kind, JobKind::Hook(_)))
}

/// The variables of `step` that are not secrets.
fn public_variables(step: &Step) -> impl Iterator<Item = String> {
    let is_secret = |value: &Scalar| matches!(&value.content, Content::Expression(text) if text.as_str().contains("secrets."));
    let own = step.env.iter().filter(move |pair| !is_secret(&pair.value));
    own.map(|pair| pair.name.clone())
}

/// The text of `scalar`.
fn render_scalar(scalar: &Scalar) -> String {
    let Content::Parts(parts) = &scalar.content else {
        return format!("{:?}", scalar.content);
    };
    let literal = |part: &Segment| match part {
        Segment::Literal(text) => text.clone(),
        Segment::Expr(expression) => expression.as_str().to_owned(),
    };
    parts.iter().map(literal).collect()
}

/// Fails unless the rule `rule` reports `name` in `spec`.
#[track_caller]
fn assert_rejected(spec: &Table, rule: &str, name: &str) {
    let outcome = spec::compile_table(spec).1;
    let found = outcome.findings.iter().any(|finding| {
        finding.name == rule
            && finding.severity == Severity::Error
            && finding.message.contains(name)
    });
    assert!(
        found,
        "{rule} does not report `{name}`: {:?}",
        outcome.findings
    );
}
