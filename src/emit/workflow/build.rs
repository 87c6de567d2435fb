//! The job that builds, scans and pushes.

use serde::Serialize;

use super::{
    checkout, condition,
    job::{Job, Pair, Step},
    job_condition, values,
};
use crate::{
    emit::scripts,
    lang::{
        Text,
        expr::{self, SecretName},
        shell::{self, Shell},
        template::fill,
        yaml::{self, Part},
    },
    plan::{
        Plan,
        builds::Build,
        outputs::DOCKERFILE,
        registries::{Login, Registry},
        scan::{Scan, Scanner},
        stages::Arg,
        tags::Part as TagPart,
        when::When,
    },
    spec::{cache::Mode, scan::Level},
};

/// Why a secret of the repository, not of an environment, is right.
const REPOSITORY_SECRET: &str =
    "zizmor: ignore[secrets-outside-env] every build needs it, whatever the environment";
/// The version of Trivy that aquasecurity/trivy-action v0.36.0 installs by default.
const TRIVY: &str = "v0.70.0";

/// The job that builds, scans and pushes.
pub(super) fn job(plan: &Plan) -> Job {
    let workflow = &plan.workflow;
    let put_on = workflow.labels.iter().cloned().map(When::LabelPutOn);
    let labelled = When::Any(
        std::iter::once(When::opposite(When::Labelled))
            .chain(put_on)
            .collect(),
    );
    let output =
        |name: &'static str, path: &'static str| Pair::new(name, yaml::expr(&expr::path(path)));
    let mut steps = vec![
        checkout(),
        Step::uses("Set up Buildx", "docker/setup-buildx-action"),
    ];
    steps.extend(plan.registries.iter().map(login));
    steps.push(tags(plan));
    steps.extend(plan.builds.cached.iter().map(|build| cached(plan, build)));
    steps.push(runtime(plan));
    steps.extend(plan.scan.iter().flat_map(|scan| scan_steps(plan, scan)));
    steps.push(push(plan));
    Job {
        id: yaml::key("build"),
        name: yaml::string("Build"),
        needs: Vec::new(),
        comments: if workflow.labels.is_empty() {
            Vec::new()
        } else {
            vec![yaml::comment(
                "A label builds again only if it is one that deploys.",
            )]
        },
        condition: (!workflow.labels.is_empty()).then(|| job_condition(&labelled)),
        runs_on: yaml::string(&workflow.runs_on.value).at(&workflow.runs_on.at),
        timeout: yaml::number(workflow.timeout.value).at(&workflow.timeout.at),
        group: yaml::value(&[
            Part::literal("build-"),
            Part::Expr(expr::path("github.ref")),
        ]),
        cancel: yaml::expr(&condition::print(&When::PullRequest)),
        environment: None,
        permissions: permissions(plan),
        outputs: vec![
            output("image", "steps.push.outputs.image"),
            output("tag", "steps.push.outputs.tag"),
            output("digest", "steps.push.outputs.digest"),
        ],
        env: vec![Pair::new(
            "TRUSTED",
            yaml::expr(&condition::print(&workflow.trusted)),
        )],
        steps,
    }
}

fn permissions(plan: &Plan) -> Vec<Pair> {
    let mut permissions = vec![Pair::new("contents", yaml::string("read")).note("to check out")];
    if plan
        .registries
        .iter()
        .any(|registry| matches!(registry.login, Login::GithubToken))
    {
        permissions
            .push(Pair::new("packages", yaml::string("write")).note("to push images to ghcr.io"));
    }
    permissions
}

/// What only a trusted build does: forks and bots get no secrets, and push nothing.
fn trusted() -> Text<expr::Expr> {
    expr::equal(&expr::path("env.TRUSTED"), &expr::string("true"))
}

fn if_trusted(mut step: Step) -> Step {
    step.condition = Some(yaml::condition(10, &[trusted()]));
    step
}

fn login(registry: &Registry) -> Step {
    let repository = &registry.repository;
    let host = repository.value.host();
    let (title, inputs) = match host {
        "docker.io" => ("Docker Hub", Vec::new()),
        host => (
            host,
            vec![Pair::new("registry", yaml::string(host).at(&repository.at))],
        ),
    };
    let mut step = Step::uses(&format!("Log in to {title}"), "docker/login-action");
    step.with = inputs;
    step.with.extend(match &registry.login {
        Login::GithubToken => [
            Pair::new(
                "username",
                yaml::expr(&expr::path("github.repository_owner")).at(&registry.at.key("login")),
            ),
            Pair::new(
                "password",
                yaml::expr(&expr::token()).at(&registry.at.key("login")),
            ),
        ],
        Login::Password { username, password } => [
            Pair::new("username", secret(&username.value).at(&username.at)).note(REPOSITORY_SECRET),
            Pair::new("password", secret(&password.value).at(&password.at)).note(REPOSITORY_SECRET),
        ],
    });
    if_trusted(step)
}

fn secret(name: &SecretName) -> Text<yaml::Yaml> {
    yaml::expr(&expr::secret(name))
}

#[derive(Serialize)]
struct Tags {
    branch_name: Text<Shell>,
    timestamp: bool,
    review: Text<Shell>,
    release: Text<Shell>,
}

fn tags(plan: &Plan) -> Step {
    let tags = &plan.tags;
    let view = Tags {
        branch_name: shell::indented(&scripts::branch_name(tags)),
        timestamp: [&tags.review, &tags.release]
            .iter()
            .any(|tag| tag.has(&TagPart::Timestamp)),
        review: scripts::tag(&tags.review),
        release: scripts::tag(&tags.release),
    };
    let script = fill::<Shell>(include_str!("../../../templates/tags.sh.j2"), &view);
    let mut step = Step::run("Compute the tags", yaml::block(10, &script)).id("tags");
    let branch = expr::or(&[expr::path("github.head_ref"), expr::path("github.ref_name")]);
    step.env = vec![
        Pair::new("REF_NAME", yaml::expr(&branch)),
        Pair::new("EVENT", yaml::expr(&expr::path("github.event_name"))),
    ];
    if tags.review.has(&TagPart::PullRequest) {
        step.env
            .push(Pair::new("NUMBER", yaml::expr(&values::pull_request())));
    }
    step
}

/// A cached stage, from its own tags, before anything that is built on it.
fn cached(plan: &Plan, build: &Build) -> Step {
    let registry = &plan.registries[0].repository;
    let image = values::image("", &registry.value, values::tag(&build.tag), "");
    let by_registry = plan.builds.mode.value == Mode::Registry;
    let verb = if by_registry {
        "Build and cache"
    } else {
        "Build and push"
    };
    let mut step = Step::uses(
        &format!("{verb} the {} stage", build.stage.as_str()),
        "docker/build-push-action",
    );
    step = with_secrets(step, build);
    let inputs = common(plan, build);
    step.with = inputs;
    if by_registry {
        let name = format!("type=registry,ref={}:", registry.value.as_str());
        let cache = expr::format(
            &[
                vec![Part::literal(name)],
                values::tag(&build.tag),
                vec![Part::literal(",mode=max")],
            ]
            .concat(),
        );
        let cache = expr::or(&[expr::and(&[trusted(), cache]), expr::string("")]);
        step.with.push(Pair::new(
            "cache-to",
            yaml::expr(&cache).at(&plan.builds.mode.at),
        ));
    } else {
        step.with.push(Pair::new(
            "tags",
            yaml::value(&image).at(&registry.at).at(&build.tag.at),
        ));
        step.with.push(Pair::new("push", yaml::expr(&trusted())));
    }
    step
}

/// The runtime stage, kept on the runner until it is scanned.
fn runtime(plan: &Plan) -> Step {
    let build = &plan.builds.runtime;
    let mut step = Step::uses(
        &format!("Build the {} stage", build.stage.as_str()),
        "docker/build-push-action",
    );
    step = with_secrets(step, build);
    step.with = common(plan, build);
    let tags = plan.registries.iter().flat_map(|registry| {
        let unique = values::image(
            "",
            &registry.repository.value,
            vec![Part::Expr(values::unique())],
            "",
        );
        [
            unique,
            values::image("", &registry.repository.value, values::tag(&build.tag), ""),
        ]
    });
    step.with.push(Pair::new(
        "tags",
        yaml::lines(12, &tags.collect::<Vec<_>>()),
    ));
    step.with.push(Pair::new("load", yaml::boolean(true)));
    step
}

fn with_secrets(mut step: Step, build: &Build) -> Step {
    let secrets = build.secrets.iter().filter_map(|secret| {
        let name = SecretName::parse(secret.variable.as_str())?;
        Some(
            Pair::named(secret.variable.as_str(), self::secret(&name).at(&secret.at))
                .note(REPOSITORY_SECRET),
        )
    });
    step.env = secrets.collect();
    step
}

/// What every build of the stage passes.
fn common(plan: &Plan, build: &Build) -> Vec<Pair> {
    let mut inputs = vec![Pair::new("context", yaml::string("."))];
    if let Some(file) = plan
        .outputs
        .dockerfile
        .as_ref()
        .filter(|file| file.value.as_str() != DOCKERFILE)
    {
        inputs.push(Pair::new(
            "file",
            yaml::string(file.value.as_str()).at(&file.at),
        ));
    }
    inputs.push(Pair::new(
        "target",
        yaml::string(build.stage.as_str()).at(&build.at),
    ));
    let mut args: Vec<Vec<Part>> = build.args.iter().map(arg).collect();
    let inline = plan.builds.mode.value == Mode::Inline
        || plan.builds.mode.value == Mode::Registry && build.stage == plan.builds.runtime.stage;
    if inline {
        args.insert(0, vec![Part::literal("BUILDKIT_INLINE_CACHE=1")]);
    }
    if !args.is_empty() {
        inputs.push(Pair::new("build-args", yaml::lines(12, &args)));
    }
    if !build.secrets.is_empty() {
        let secret = |secret: &crate::plan::builder::Secret| {
            vec![Part::literal(format!(
                "{}={}",
                secret.id,
                secret.variable.as_str()
            ))]
        };
        inputs.push(Pair::new(
            "secret-envs",
            yaml::lines(12, &build.secrets.iter().map(secret).collect::<Vec<_>>()),
        ));
    }
    if !build.sources.is_empty() {
        let registry = &plan.registries[0].repository.value;
        let source = |tag| values::image("type=registry,ref=", registry, values::tag(tag), "");
        inputs.push(Pair::new(
            "cache-from",
            yaml::lines(12, &build.sources.iter().map(source).collect::<Vec<_>>()),
        ));
    }
    inputs
}

/// The commit that was checked out; any other argument is a variable of the repository's.
fn arg(arg: &Arg) -> Vec<Part> {
    let value = if arg.is_commit() {
        values::commit()
    } else {
        expr::variable(&arg.name)
    };
    vec![
        Part::literal(format!("{}=", arg.name.as_str())),
        Part::Expr(value.at(&arg.at)),
    ]
}

#[derive(Serialize)]
struct ScanView {
    command: Text<Shell>,
    args: Vec<Text<Shell>>,
}

fn scan_steps(plan: &Plan, scan: &Scan) -> Vec<Step> {
    let mut args: Vec<Text<Shell>> = Vec::new();
    let (mut install, command, secret) = match &scan.scanner.value {
        Scanner::Snyk(secret) => {
            let file = plan.outputs.dockerfile.as_ref();
            args.extend(
                file.map(|file| shell::valued("--file=", file.value.as_str()).at(&file.at)),
            );
            args.push(
                shell::valued("--severity-threshold=", snyk(scan.severity.value))
                    .at(&scan.severity.at),
            );
            (
                Step::uses("Install Snyk", "snyk/actions/setup"),
                "snyk container test",
                Some(secret),
            )
        }
        Scanner::Trivy => {
            let mut install = Step::uses("Install Trivy", "aquasecurity/setup-trivy");
            install.with = vec![Pair::new("version", yaml::string(TRIVY))];
            args.push(shell::literal("--exit-code=1"));
            args.push(
                shell::valued("--severity=", trivy(scan.severity.value)).at(&scan.severity.at),
            );
            (install, "trivy image", None)
        }
    };
    args.extend(
        scan.args
            .iter()
            .map(|arg| shell::word(&arg.value).at(&arg.at)),
    );
    let view = ScanView {
        command: shell::literal(command).at(&scan.scanner.at),
        args,
    };
    let script = fill::<Shell>(include_str!("../../../templates/scan.sh.j2"), &view);
    let mut step = Step::run("Scan", yaml::block(10, &script)).id("scan");
    step.env = vec![unique_image(plan)];
    if let Some(name) = secret {
        let value = self::secret(&name.value).at(&name.at);
        step.env
            .push(Pair::named(name.value.as_str(), value).note(REPOSITORY_SECRET));
        install = if_trusted(install);
        step = if_trusted(step);
    }
    vec![
        install,
        step.comment("A finding stops here: the image is pushed nowhere and deployed nowhere."),
    ]
}

/// What Snyk calls a severity.
fn snyk(level: Level) -> &'static str {
    match level {
        Level::Low => "low",
        Level::Medium => "medium",
        Level::High => "high",
        Level::Critical => "critical",
    }
}

/// What Trivy calls a severity and all above it.
fn trivy(level: Level) -> &'static str {
    match level {
        Level::Low => "UNKNOWN,LOW,MEDIUM,HIGH,CRITICAL",
        Level::Medium => "MEDIUM,HIGH,CRITICAL",
        Level::High => "HIGH,CRITICAL",
        Level::Critical => "CRITICAL",
    }
}

/// The image by its unique tag, in the primary registry.
fn unique_image(plan: &Plan) -> Pair {
    let registry = &plan.registries[0].repository;
    let image = values::image("", &registry.value, vec![Part::Expr(values::unique())], "");
    Pair::new("IMAGE", yaml::value(&image).at(&registry.at))
}

#[derive(Serialize)]
struct Push {
    scanned: bool,
    repositories: Vec<Text<Shell>>,
}

fn push(plan: &Plan) -> Step {
    let repository = |registry: &Registry| {
        shell::repository(&registry.repository.value).at(&registry.repository.at)
    };
    let view = Push {
        scanned: plan.scan.is_some(),
        repositories: plan.registries.iter().map(repository).collect(),
    };
    let script = fill::<Shell>(include_str!("../../../templates/push.sh.j2"), &view);
    let mut step = Step::run("Push", yaml::block(10, &script)).id("push");
    step.env = vec![
        unique_image(plan),
        Pair::new(
            "MOVING_TAG",
            yaml::value(&values::tag(&plan.tags.moving)).at(&plan.tags.moving.at),
        ),
        Pair::new("TAG", yaml::expr(&values::unique())),
    ];
    if plan.scan.is_some() {
        step.env.push(Pair::new(
            "SCANNED",
            yaml::expr(&expr::path("steps.scan.outputs.image")),
        ));
    }
    if_trusted(step)
}
