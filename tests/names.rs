//! Names that tvgen defines in its outputs: no key of a spec can take one of them. The Makefile's variables are in `makefile`.

use std::collections::BTreeSet;

use toml::{Table, Value};
use tvgen::{
    finding::Severity,
    lang::expr::Part,
    plan::{
        Plan,
        steps::{Content, Scalar, Step},
        workflows::{Job, Work},
    },
};

use crate::support::{
    planned,
    spec::{self, path},
    specs,
};

#[test]
fn no_job_of_a_spec_has_the_id_of_a_job_of_tvgen() {
    for name in specs() {
        let base = spec::load(&name);
        for id in jobs(&planned(&name)).map(|job| job.id.as_str().to_owned()) {
            let job: Table = "runs-on = \"ubuntu-24.04\"\nsteps = [{ run = \"true\" }]"
                .parse()
                .expect("a job");
            let place = path(&format!("hooks jobs {id}"));
            refused(
                &spec::with(&base, &place, Value::Table(job)),
                "job-id-taken",
                &id,
            );
        }
    }
}

#[test]
fn no_step_of_a_spec_has_the_id_of_a_step_of_tvgen() {
    let mut seen = BTreeSet::new();
    for name in specs() {
        let (base, plan) = (spec::load(&name), planned(&name));
        let hooks = plan.hooks.steps.iter().filter_map(|step| step.id.as_ref());
        let hooks: BTreeSet<&str> = hooks.map(|id| id.value.as_str()).collect();
        for job in jobs(&plan) {
            let ids = job
                .contents
                .steps
                .iter()
                .filter_map(|step| step.id.as_ref());
            for id in ids.map(text).filter(|id| !hooks.contains(id.as_str())) {
                let step: Table = format!("at = \"build.start\"\nid = \"{id}\"\nrun = \"true\"")
                    .parse()
                    .expect("a step");
                let steps = Value::Array(vec![Value::Table(step)]);
                refused(
                    &spec::with(&base, &path("hooks steps"), steps),
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
fn no_secret_of_a_spec_takes_the_place_of_a_variable_of_its_step() {
    let mut seen = BTreeSet::new();
    for name in specs() {
        let (base, plan) = (spec::load(&name), planned(&name));
        for step in jobs(&plan).flat_map(|job| &job.contents.steps) {
            for variable in own_variables(step) {
                let spec = match text(&step.name).as_str() {
                    "Scan" => {
                        let tool = spec::with(&base, &path("scan tool"), Value::from("snyk"));
                        spec::with(&tool, &path("scan secret"), Value::from(variable.as_str()))
                    }
                    "Smoke test" => {
                        let test = [
                            ("command", Value::from("bin/smoke-test")),
                            ("secrets", Value::from(vec![variable.as_str()])),
                        ];
                        let test = test.map(|(key, value)| (key.to_owned(), value));
                        spec::with(
                            &base,
                            &path("smoke_test"),
                            Value::Table(test.into_iter().collect()),
                        )
                    }
                    _ => continue,
                };
                refused(&spec, "taken-secret-name", &variable);
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
fn jobs(plan: &Plan) -> impl Iterator<Item = &Job> {
    let jobs = plan.workflows.iter().flat_map(|workflow| &workflow.jobs);
    jobs.filter(|job| !matches!(job.work, Work::Hook(_)))
}

/// The variables of `step` that are no secrets.
fn own_variables(step: &Step) -> impl Iterator<Item = String> {
    let is_secret = |value: &Scalar| matches!(&value.content, Content::Expression(text) if text.as_str().contains("secrets."));
    let own = step.env.iter().filter(move |pair| !is_secret(&pair.value));
    own.map(|pair| pair.name.clone())
}

/// The characters of `scalar`, which has no expressions.
fn text(scalar: &Scalar) -> String {
    let Content::Parts(parts) = &scalar.content else {
        return format!("{:?}", scalar.content);
    };
    let literal = |part: &Part| match part {
        Part::Literal(text) => text.clone(),
        Part::Expr(expression) => expression.as_str().to_owned(),
    };
    parts.iter().map(literal).collect()
}

/// Fails unless the rule `rule` finds `name` in `spec`.
#[track_caller]
fn refused(spec: &Table, rule: &str, name: &str) {
    let outcome = spec::compiled(spec).1;
    let found = outcome.findings.iter().any(|finding| {
        finding.name == rule
            && finding.severity == Severity::Error
            && finding.message.contains(name)
    });
    assert!(
        found,
        "{rule} says nothing of `{name}`: {:?}",
        outcome.findings
    );
}
