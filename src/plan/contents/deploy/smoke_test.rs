//! The step that tests an environment after each deployment.

use serde::Serialize;

use super::secret;
use crate::{
    lang::{
        Text,
        expr::Segment,
        shell::{self, Shell},
        template::fill,
    },
    plan::{
        contents::{Pair, Scalar, Step, StepAction, job_context::JobContext, values},
        environments::Environment,
        smoke_test::SmokeTest,
    },
};

/// The reason for the smoke test.
const SMOKE_TEST_REASON: &str = "A deployment that does not respond has failed, so the environments that wait for it are not deployed.";

#[derive(Serialize)]
struct EmptyView {}

pub(super) fn smoke_test_step(
    context: &JobContext,
    test: &SmokeTest,
    environment: &Environment,
) -> Step {
    let number = context.pull_request_number();
    let url = environment.url.as_ref();
    match test {
        SmokeTest::Command { command, secrets } => {
            let script = shell::command(&command.value).with_place(&command.place);
            let mut step = Step::run(
                StepAction::SmokeTest,
                "Smoke test",
                script,
                SMOKE_TEST_REASON,
            )
            .with_place(&command.place);
            let app = Scalar::parts(&values::fill_pull_request(&environment.app, &number))
                .with_place(&environment.app.place);
            step.env = vec![Pair::new("ENVIRONMENT", app)];
            let url = url.map(|url| {
                Pair::new(
                    "URL",
                    Scalar::parts(&values::fill_pull_request(url, &number)).with_place(&url.place),
                )
            });
            step.env.extend(url);
            step.env.extend(
                secrets
                    .iter()
                    .map(|name| secret(context, name.value.as_str(), name)),
            );
            step
        }
        SmokeTest::Path(path) => {
            let script: Text<Shell> = fill(crate::template!("smoke-test.sh.j2"), &EmptyView {});
            let mut step = Step::run(
                StepAction::SmokeTest,
                "Smoke test",
                script,
                SMOKE_TEST_REASON,
            )
            .with_place(&path.place);
            let mut url = url
                .map(|url| values::fill_pull_request(url, &number))
                .unwrap_or_default();
            trim_trailing_slash(&mut url);
            url.push(Segment::literal(path.value.clone()));
            step.env = vec![Pair::new(
                "URL",
                Scalar::parts(&url).with_place(&path.place),
            )];
            step
        }
    }
}

/// Removes the trailing slash of `url`, because the path that follows starts with a slash.
fn trim_trailing_slash(url: &mut [Segment]) {
    if let Some(Segment::Literal(text)) = url.last_mut() {
        *text = text.trim_end_matches('/').to_owned();
    }
}
