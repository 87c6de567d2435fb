//! A job that deploys to one environment, and tests it.

use serde::Serialize;

use super::{
    checkout,
    job::{Environment as GithubEnvironment, Job, Pair, Step},
    job_condition, values,
};
use crate::{
    lang::{
        Text, expr,
        shell::{self, Shell},
        template::fill,
        yaml::{self, Part, Yaml},
    },
    plan::{
        Plan,
        deploy::Deploy,
        environments::{Environment, job as job_id},
        smoke_test::SmokeTest,
    },
    source::Placed,
    spec::{environments::On, outputs::DEFAULT_MAKEFILE},
};

/// The job that deploys to `environment`.
pub(super) fn job(plan: &Plan, deploy: &Deploy, environment: &Environment) -> Job {
    let workflow = &plan.workflow;
    let after = environment
        .after
        .iter()
        .map(|name| yaml::string(&job_id(&name.value)).at(&name.at));
    let mut group = vec![Part::literal("deploy-")];
    group.extend(values::pieces(&environment.app));
    let mut steps = vec![
        checkout(),
        azure(deploy),
        terraform(deploy),
        kubelogin(),
        apply(plan, deploy, environment),
    ];
    steps.extend(
        plan.smoke_test
            .iter()
            .map(|test| smoke_test(test, environment)),
    );
    let name = environment.name.as_str();
    Job {
        id: yaml::string(&environment.job()).at(&environment.at),
        name: yaml::string(&format!("Deploy to {name}")).at(&environment.at),
        needs: std::iter::once(yaml::key("build")).chain(after).collect(),
        comments: Vec::new(),
        condition: Some(job_condition(&environment.when)),
        runs_on: yaml::string(&workflow.runs_on.value).at(&workflow.runs_on.at),
        timeout: yaml::number(workflow.timeout.value).at(&workflow.timeout.at),
        group: yaml::value(&group).at(&environment.app.at),
        cancel: yaml::boolean(false),
        environment: Some(GithubEnvironment {
            name: yaml::string(name).at(&environment.at),
            url: environment
                .url
                .as_ref()
                .map(|url| yaml::value(&values::pieces(url)).at(&url.at)),
        }),
        permissions: vec![
            Pair::new("contents", yaml::string("read")).note("to check out"),
            Pair::new("id-token", yaml::string("write"))
                .note("to log in to Azure with OpenID Connect"),
        ],
        outputs: Vec::new(),
        env: Vec::new(),
        steps,
    }
}

fn azure(deploy: &Deploy) -> Step {
    let mut step = Step::uses("Log in to Azure", "Azure/login");
    step.with = vec![
        Pair::new("client-id", secret(&deploy.login.client)),
        Pair::new("tenant-id", secret(&deploy.login.tenant)),
        Pair::new("subscription-id", secret(&deploy.login.subscription)),
    ];
    step
}

fn terraform(deploy: &Deploy) -> Step {
    let mut step = Step::uses("Set up Terraform", "hashicorp/setup-terraform");
    step.with = vec![
        Pair::new(
            "terraform_version",
            yaml::string(&deploy.version.value).at(&deploy.version.at),
        ),
        Pair::new("terraform_wrapper", yaml::boolean(false)),
    ];
    step
}

fn kubelogin() -> Step {
    Step::uses("Set up kubelogin", "Azure/use-kubelogin")
        .comment("Terraform's Kubernetes provider logs in to AKS with it.")
}

/// `make ci ENVIRONMENT terraform-apply`: the Makefile has the only definition of what Terraform is told.
fn apply(plan: &Plan, deploy: &Deploy, environment: &Environment) -> Step {
    let mut words = vec![shell::literal("make")];
    if let Some(file) = plan
        .outputs
        .makefile
        .as_ref()
        .filter(|file| file.value.as_str() != DEFAULT_MAKEFILE)
    {
        words.push(shell::valued("--file=", file.value.as_str()).at(&file.at));
    }
    words.push(shell::literal("ci"));
    words.push(shell::word(environment.name.as_str()).at(&environment.at));
    words.push(shell::literal("terraform-apply"));
    let mut step = Step::run("Apply", yaml::block(10, &shell::words(&words)));
    step.env = vec![
        Pair::new("ARM_CLIENT_ID", secret(&deploy.login.client)),
        Pair::new("ARM_SUBSCRIPTION_ID", secret(&deploy.login.subscription)),
        Pair::new("ARM_TENANT_ID", secret(&deploy.login.tenant)),
        Pair::new("ARM_USE_OIDC", yaml::string("true")),
        Pair::new(
            "IMAGE_TAG",
            yaml::expr(&expr::path("needs.build.outputs.tag")),
        ),
    ];
    if environment.confirm.value {
        let confirm = yaml::string("YES").at(&environment.confirm.at);
        step.env.push(Pair::new("CONFIRM_PRODUCTION", confirm));
    }
    if environment.on == On::PullRequest {
        step.env
            .push(Pair::new("PR", yaml::expr(&values::pull_request())));
    }
    step
}

#[derive(Serialize)]
struct NoView {}

fn smoke_test(test: &SmokeTest, environment: &Environment) -> Step {
    let url = environment.url.as_ref();
    match test {
        SmokeTest::Command { command, secrets } => {
            let script = shell::command(&command.value).at(&command.at);
            let mut step = Step::run("Smoke test", yaml::block(10, &script));
            let app = yaml::value(&values::pieces(&environment.app)).at(&environment.app.at);
            step.env = vec![Pair::new("ENVIRONMENT", app)];
            let url =
                url.map(|url| Pair::new("URL", yaml::value(&values::pieces(url)).at(&url.at)));
            step.env.extend(url);
            step.env.extend(
                secrets
                    .iter()
                    .map(|name| Pair::named(name.value.as_str(), secret(name))),
            );
            step
        }
        SmokeTest::Path(path) => {
            let script: Text<Shell> = fill(
                include_str!("../../../templates/smoke-test.sh.j2"),
                &NoView {},
            );
            let mut step = Step::run("Smoke test", yaml::block(10, &script));
            let mut address = url.map(values::pieces).unwrap_or_default();
            trim_slash(&mut address);
            address.push(Part::literal(path.value.clone()));
            step.env = vec![Pair::new("URL", yaml::value(&address).at(&path.at))];
            step
        }
    }
}

/// Takes the slash off the end of `address`: a path follows that begins with one.
fn trim_slash(address: &mut [Part]) {
    if let Some(Part::Literal(text)) = address.last_mut() {
        *text = text.trim_end_matches('/').to_owned();
    }
}

fn secret(name: &Placed<expr::SecretName>) -> Text<Yaml> {
    yaml::expr(&expr::secret(&name.value)).at(&name.at)
}
