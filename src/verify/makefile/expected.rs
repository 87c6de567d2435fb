//! What the plan says of the Makefile.

use super::{super::Facts, text};
use crate::plan::{
    Plan,
    branch_names::HASH_DIGITS,
    deploy::Deploy,
    environments::Environment,
    make::{EnvironmentVariables, LocalBuild, Variable},
};

/// What the plan says.
pub(in crate::verify) fn expected(plan: &Plan) -> Facts {
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
    facts.word("the repository", repository);
    facts.say(
        "the local builds",
        plan.make.builds.iter().flat_map(options),
    );
    let pushed = plan.make.pushed.iter();
    facts.say(
        "what push-local-image pushes",
        pushed.map(|image| text::of_pieces(&image.name)),
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

/// The options of `build`, in order; the build context ends them.
fn options(build: &LocalBuild) -> impl Iterator<Item = String> {
    let options = build.options.iter();
    let options =
        options.map(|option| format!("{} {}", option.flag, text::of_pieces(&option.value)));
    options.chain([".".to_owned()])
}

/// Says what Terraform is told.
fn deploy(plan: &Plan, deploy: &Deploy, repository: &str, facts: &mut Facts) {
    facts.say(
        "the environments",
        plan.environments
            .iter()
            .map(|environment| environment.name.as_str()),
    );
    facts.word(
        "the directory of Terraform",
        deploy.directory.value.as_str(),
    );
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
        facts.say(
            "what terraform-modules fetches",
            [
                modules.repository.value.clone(),
                text::variable("MODULES_REF"),
            ],
        );
        facts.word("where terraform-modules fetches it to", folder);
    }
    for environment in &plan.make.environments {
        self::environment(environment, facts);
    }
}

/// Says which variables the environment sets, in order.
fn environment(own: &EnvironmentVariables, facts: &mut Facts) {
    let what = format!(
        "the variables of environment {}",
        own.environment.value.as_str()
    );
    for variable in &own.variables {
        let name = variable.name.as_str();
        facts.word(
            &what,
            format!("{name} = {}", text::of_value(&variable.value)),
        );
        if let Variable::Terraform(_, terraform) = &variable.name {
            let terraform = terraform.as_str();
            facts.word(&what, format!("{terraform} = {}", text::variable(name)));
            facts.word(&what, format!("export {terraform}"));
        }
    }
}
