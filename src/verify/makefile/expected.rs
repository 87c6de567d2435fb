//! Derives the facts of the Makefile from the plan.

use super::{super::Facts, text};
use crate::plan::{
    Plan,
    branch_names::HASH_DIGITS,
    deploy::Deploy,
    environments::Environment,
    make::{EnvironmentVariables, LocalBuild, MakeVariable},
};

/// The facts of the plan.
pub(in crate::verify) fn expected(plan: &Plan) -> Facts {
    let mut facts = Facts::default();
    let repository = plan.registries.first().map(|registry| &registry.repository);
    let repository = repository.map_or("", |repository| repository.value.as_str());
    let deploy = plan
        .deploy
        .as_ref()
        .filter(|_| !plan.environments.is_empty());
    for what in ["the targets", "the phony targets"] {
        facts.extend(what, targets(plan, deploy.is_some()));
    }
    facts.push("the repository", repository);
    facts.extend(
        "the local builds",
        plan.make.builds.iter().flat_map(options),
    );
    let pushed = plan.make.pushed.iter();
    facts.extend(
        "the images pushed by push-local-image",
        pushed.map(|image| text::from_segments(&image.name)),
    );
    facts.extend(
        "the lengths of branch names",
        [
            plan.tags.branches.max_length,
            HASH_DIGITS,
            plan.tags.branches.truncated_length(),
        ]
        .map(|length| length.to_string()),
    );
    let includes = plan.make.includes.iter();
    facts.extend(
        "the optional includes",
        includes.map(|path| path.value.as_str()),
    );
    facts.push("the prerequisites of push-local-image", "build-local-image");
    facts.push("the prerequisites of verify-image", "require-tag");
    if let Some(deploy) = deploy {
        self::add_deploy(plan, deploy, repository, &mut facts);
    }
    facts
}

/// The targets, in alphabetical order.
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

/// The options of `build`, in order, with the build context at the end.
fn options(build: &LocalBuild) -> impl Iterator<Item = String> {
    let options = build.options.iter();
    let options =
        options.map(|option| format!("{} {}", option.flag, text::from_segments(&option.value)));
    options.chain([".".to_owned()])
}

/// Adds the facts of the deployment with Terraform.
fn add_deploy(plan: &Plan, deploy: &Deploy, repository: &str, facts: &mut Facts) {
    facts.extend(
        "the environments",
        plan.environments
            .iter()
            .map(|environment| environment.name.as_str()),
    );
    facts.push("the Terraform folder", deploy.directory.value.as_str());
    let variable = deploy.image_variable.value.as_str();
    facts.push("the variables exported to Terraform", "TF_VAR_environment");
    facts.push(
        "the values of Terraform variables",
        "TF_VAR_environment = $(APP)",
    );
    for target in ["terraform-plan", "terraform-apply", "terraform-destroy"] {
        let guards = ["require-environment", "require-image"];
        facts.extend(format!("the prerequisites of {target}"), guards);
        let image = if target == "terraform-destroy" {
            format!("{variable}={repository}:$$IMAGE_TAG")
        } else {
            format!("{variable}={repository}@$$digest")
        };
        facts.push(format!("the image of {target}"), image);
    }
    for target in ["terraform-plan", "terraform-apply", "terraform-destroy"] {
        facts.push(format!("the lock timeout of {target}"), "5m");
    }
    facts.extend(
        "the prerequisites of terraform-unlock",
        ["require-environment", "require-lock", "terraform-init"],
    );
    facts.push("the lock released by terraform-unlock", "$$LOCK_ID");
    facts.extend(
        "the prerequisites of require-image",
        ["require-environment", "require-tag"],
    );
    facts.push("the prerequisites of terraform-init", "require-environment");
    if let Some(modules) = &deploy.modules {
        facts.push("the prerequisites of terraform-init", "terraform-modules");
        let folder = format!(
            "{}/{}",
            deploy.directory.value.as_str(),
            modules.directory.value.as_str()
        );
        facts.extend(
            "the source of terraform-modules",
            [
                modules.repository.value.clone(),
                text::variable("MODULES_REF"),
            ],
        );
        facts.push("the folder of terraform-modules", folder);
    }
    for environment in &plan.make.environments {
        self::add_environment(environment, facts);
    }
}

/// Adds the variables that the environment sets, in order.
fn add_environment(environment_variables: &EnvironmentVariables, facts: &mut Facts) {
    let what = format!(
        "the variables of environment {}",
        environment_variables.environment.value.as_str()
    );
    for variable in &environment_variables.variables {
        let name = variable.name.as_str();
        facts.push(
            &what,
            format!("{name} = {}", text::from_value(&variable.value)),
        );
        if let MakeVariable::Terraform(_, terraform) = &variable.name {
            let terraform = terraform.as_str();
            facts.push(&what, format!("{terraform} = {}", text::variable(name)));
            facts.push(&what, format!("export {terraform}"));
        }
    }
}
