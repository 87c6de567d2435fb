//! What the plan says of the Makefile.

use super::super::Facts;
use crate::{
    lang::make::{self, Piece},
    plan::{
        Plan,
        branch_names::HASH_DIGITS,
        builds::Build,
        deploy::Deploy,
        environments::Environment,
        pieces::{self, Pieces},
        tags::{Part, Tag},
    },
    source::Placed,
    spec::{environments::On, outputs::DEFAULT_DOCKERFILE},
};

/// What the plan says.
pub(in crate::read_back) fn planned(plan: &Plan) -> Facts {
    let mut facts = Facts::default();
    let repository = plan.registries.first().map(|registry| &registry.repository);
    let repository = repository.map_or("", |repository| repository.value.as_str());
    let deploy = plan
        .deploy
        .as_ref()
        .filter(|_| !plan.environments.is_empty());
    for what in ["the targets", "the targets that are no files"] {
        facts.say(what, targets(plan, deploy.is_some()));
    }
    for build in plan.builds.local() {
        self::build(plan, build, repository, &mut facts);
    }
    let runtime = &plan.builds.runtime;
    facts.say(
        "what push-local-image pushes",
        [&runtime.tag, &plan.tags.local].map(|tag| image(repository, tag)),
    );
    facts.say(
        "the lengths of a branch's name",
        [
            plan.tags.branches.room,
            HASH_DIGITS,
            plan.tags.branches.cut(),
        ]
        .map(|length| length.to_string()),
    );
    let includes = plan.make.includes.iter();
    facts.say(
        "what is included if it is there",
        includes.map(|path| path.value.as_str()),
    );
    facts.word("what push-local-image needs", "build-local-image");
    facts.word("what verify-image needs", "require-tag");
    if let Some(deploy) = deploy {
        self::deploy(plan, deploy, repository, &mut facts);
    }
    facts
}

/// The targets, in the order of the alphabet.
fn targets(plan: &Plan, deploys: bool) -> Vec<String> {
    let mut targets = vec![
        "build-local-image",
        "help",
        "push-local-image",
        "require-tag",
        "verify-image",
    ];
    if deploys {
        targets.extend([
            "ci",
            "require-environment",
            "require-image",
            "require-lock",
            "terraform-apply",
            "terraform-destroy",
            "terraform-init",
            "terraform-plan",
            "terraform-unlock",
        ]);
        let environments = plan.environments.iter();
        targets.extend(environments.map(|environment| environment.name.as_str()));
    }
    if plan
        .deploy
        .as_ref()
        .is_some_and(|deploy| deploys && deploy.modules.is_some())
    {
        targets.push("terraform-modules");
    }
    let clustered = |environment: &Environment| environment.cluster.is_some();
    if deploys && plan.environments.iter().any(clustered) {
        targets.extend(["cluster-credentials", "console", "logs", "shell"]);
    }
    targets.sort_unstable();
    targets.into_iter().map(str::to_owned).collect()
}

/// Says what `docker build` is told of `build`.
fn build(plan: &Plan, build: &Build, repository: &str, facts: &mut Facts) {
    let stage = build.stage.as_str();
    let of = |option: &str| format!("{option} of the local build of stage {stage}");
    facts.word("the local builds", stage);
    let file = plan.outputs.dockerfile.as_ref();
    let file = file.map(|file| file.value.as_str());
    facts.say(
        of("--file"),
        file.filter(|file| *file != DEFAULT_DOCKERFILE),
    );
    if plan.builds.in_registry() {
        facts.word(of("--build-arg"), "BUILDKIT_INLINE_CACHE=1");
    }
    let args = build.args.iter().map(|arg| {
        let value = if arg.is_commit() {
            "=$(COMMIT_SHA)"
        } else {
            ""
        };
        format!("{}{value}", arg.name.as_str())
    });
    facts.say(of("--build-arg"), args);
    let secrets = build.secrets.iter();
    facts.say(
        of("--secret"),
        secrets.map(|secret| format!("id={},env={}", secret.id, secret.variable.as_str())),
    );
    let sources = build.sources.iter().filter(|_| plan.builds.in_registry());
    facts.say(
        of("--cache-from"),
        sources.map(|tag| image(repository, tag)),
    );
    if build.stage == plan.builds.runtime.stage {
        let tags = [&build.tag, &plan.tags.local];
        facts.say(of("--tag"), tags.map(|tag| image(repository, tag)));
    }
}

/// Says what Terraform is told.
fn deploy(plan: &Plan, deploy: &Deploy, repository: &str, facts: &mut Facts) {
    facts.say(
        "the environments",
        plan.environments
            .iter()
            .map(|environment| environment.name.as_str()),
    );
    let directory = make::value(deploy.directory.value.as_str());
    facts.word("the directory of Terraform", directory.as_str());
    let variable = deploy.image_variable.value.as_str();
    facts.word("what Terraform gets", "TF_VAR_environment");
    facts.word("what Terraform is told", "TF_VAR_environment = $(APP)");
    for target in ["terraform-plan", "terraform-apply", "terraform-destroy"] {
        let guards = ["require-environment", "require-image"];
        facts.say(format!("what {target} needs"), guards);
        let image = if target == "terraform-destroy" {
            format!("{variable}={repository}:$$IMAGE_TAG")
        } else {
            format!("{variable}={repository}@$$digest")
        };
        facts.word(format!("the image of {target}"), image);
    }
    for target in ["terraform-plan", "terraform-apply", "terraform-destroy"] {
        facts.word(format!("how long {target} waits for the state lock"), "5m");
    }
    facts.say(
        "what terraform-unlock needs",
        ["require-environment", "require-lock", "terraform-init"],
    );
    facts.word("the lock that terraform-unlock releases", "$$LOCK_ID");
    facts.say(
        "what require-image needs",
        ["require-environment", "require-tag"],
    );
    facts.word("what terraform-init needs", "require-environment");
    if let Some(modules) = &deploy.modules {
        facts.word("what terraform-init needs", "terraform-modules");
        let folder = format!(
            "{}/{}",
            deploy.directory.value.as_str(),
            modules.directory.value.as_str()
        );
        let repository = make::word(&[Piece::Literal(modules.repository.value.clone())]);
        facts.say(
            "what terraform-modules fetches",
            [repository.as_str(), "$(MODULES_REF)"],
        );
        let folder = make::value(&folder);
        facts.word("where terraform-modules fetches it to", folder.as_str());
    }
    for environment in &plan.environments {
        self::environment(environment, facts);
    }
}

/// Says which variables the environment has.
fn environment(environment: &Environment, facts: &mut Facts) {
    let of = |name: &str| format!("{name} of environment {}", environment.name.as_str());
    facts.word(of("APP"), make::pieces(&pieces(&environment.app)).as_str());
    let var_file = make::word(&pieces(&environment.var_file));
    facts.word(of("VAR_FILE"), var_file.as_str());
    let tags = &environment.deployable;
    let value = |pattern: &str| make::value(pattern).as_str().to_owned();
    facts.word(of("DEPLOYABLE"), value(&tags.allowed));
    facts.say(of("NOT_DEPLOYABLE"), tags.refused.as_deref().map(value));
    let backend = environment.backend.iter().map(|(key, value)| {
        let option = vec![Piece::Literal(format!("-backend-config={key}="))];
        let word = make::word(&[option, pieces(value)].concat());
        word.as_str().to_owned()
    });
    let backend: Vec<String> = backend.collect();
    facts.word(of("BACKEND_CONFIG"), backend.join(" "));
    if environment.on.value == On::PullRequest {
        facts.word(of("NEEDS_PR"), "yes");
    }
    if environment.confirm.value {
        facts.word(of("NEEDS_CONFIRMATION"), "yes");
    }
    for variable in &environment.variables {
        let name = variable.make.as_str();
        facts.word(of(name), make::value(&variable.value.value).as_str());
        let terraform = variable.terraform.as_str();
        facts.word(of(terraform), format!("$({name})"));
        let environment = environment.name.as_str();
        let what = format!("what Terraform gets in environment {environment}");
        facts.word(what, terraform);
    }
    let word = |value: &Placed<String>| {
        let word = make::word(&[Piece::Literal(value.value.clone())]);
        word.as_str().to_owned()
    };
    facts.say(of("MODULES_REF"), environment.modules.iter().map(word));
    if let Some(cluster) = &environment.cluster {
        facts.word(of("RESOURCE_GROUP"), word(&cluster.resource_group));
        facts.word(of("CLUSTER"), word(&cluster.name));
        facts.word(of("NAMESPACE"), word(&cluster.namespace));
    }
}

/// The image that has `tag` in `repository`.
fn image(repository: &str, tag: &Tag) -> String {
    let part = |part: &Part| match part {
        Part::Literal(text) => text.clone(),
        Part::Branch => "$(BRANCH_TAG)".to_owned(),
        Part::Commit => "$(COMMIT_SHA)".to_owned(),
        Part::PullRequest => "$(PR)".to_owned(),
        Part::Timestamp => "$(TIMESTAMP)".to_owned(),
    };
    let tag: String = tag.parts.iter().map(part).collect();
    format!("{repository}:{tag}")
}

/// A text with holes for the number of the pull request.
fn pieces(pieces: &Pieces) -> Vec<Piece> {
    let piece = |piece: &pieces::Piece| match piece {
        pieces::Piece::Literal(text) => Piece::Literal(text.clone()),
        pieces::Piece::PullRequest => Piece::Variable("PR"),
    };
    pieces.pieces.iter().map(piece).collect()
}
