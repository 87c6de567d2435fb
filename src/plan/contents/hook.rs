//! The user's own steps and jobs.

use super::{Condition, Content, Pair, Scalar, Step, StepAction, Uses, job_context::JobContext};
use crate::{
    lang::{
        expr::{self, embedded},
        make::Target,
        shell,
        yaml::Tree,
    },
    place::Placed,
    plan::{
        environments::Environment,
        hooks::{self, HookAction, HookPoint},
    },
};

/// Why a build may read a secret without an environment.
const BUILD_SECRET_NOTE: &str =
    "zizmor: ignore[secrets-outside-env] the spec passes it to a step of the build";

/// The steps at `point` of a build.
pub(super) fn build_steps<'a>(
    context: &JobContext<'a>,
    point: HookPoint,
) -> impl Iterator<Item = Step> + use<'a> {
    let (context, hooks) = (*context, context.plan.hooks.steps_at(point));
    hooks.map(move |hook| {
        let mut step = step(hook, None, Some(BUILD_SECRET_NOTE));
        if hook.reads_secret && context.can_be_untrusted() {
            step.condition = Some(restrict_to_trusted(&context, hook.condition.as_ref()));
        }
        step
    })
}

/// Restricts a step with the user's condition `own` to trusted builds.
fn restrict_to_trusted(context: &JobContext, own: Option<&Placed<String>>) -> Condition {
    let trusted = context.plan.workflow.trusted.clone();
    match own {
        None => Condition::When(trusted),
        Some(own) => {
            let text = expr::parse_condition(&own.value).expect("malformed-expression rejected it");
            Condition::Both(trusted, Placed::new(text, own.place.clone()))
        }
    }
}

/// The steps at `point` of jobs that change `environment`.
pub(super) fn environment_steps<'a>(
    context: &JobContext<'a>,
    point: HookPoint,
    environment: &'a Environment,
) -> impl Iterator<Item = Step> + use<'a> {
    let hooks = context.plan.hooks.environment_steps(point, environment);
    hooks.map(|hook| step(hook, hook.environment(environment), None))
}

/// The step `hook`, selected by `environment`; `secret_note` is the comment after each secret that it gets.
fn step(
    hook: &hooks::Step,
    environment: Option<&Placed<Target>>,
    secret_note: Option<&'static str>,
) -> Step {
    let name = Scalar::github(&hook.name.value).with_place(&hook.name.place);
    let name = environment
        .iter()
        .fold(name.with_place(&hook.point.place), |name, environment| {
            name.with_place(&environment.place)
        });
    let pairs = |list: &[(String, Placed<Tree>)]| {
        let pair = |(name, value): &(String, Placed<Tree>)| {
            let pair = Pair::new(name, Content::Tree(value.clone()).into());
            match secret_note {
                Some(note) if passes_secret(&value.value) => pair.with_note(note),
                _ => pair,
            }
        };
        list.iter().map(pair).collect()
    };
    let mut step = Step {
        id: hook
            .id
            .as_ref()
            .map(|id| Scalar::text(id.value.as_str()).with_place(&id.place)),
        condition: hook.condition.clone().map(Condition::Custom),
        env: pairs(&hook.env),
        with: pairs(&hook.with),
        settings: pairs(&hook.settings),
        permissions: hook.permissions.clone(),
        ..Step::new(
            StepAction::Hook(hook.index),
            name,
            "Your own step, from `hooks.steps`.",
        )
    };
    match &hook.action {
        HookAction::Uses(pin) => {
            step.uses = Some(Uses {
                pin: pin.value.clone(),
                place: Some(pin.place.clone()),
            });
        }
        HookAction::Run(script) => {
            step.run = Some(shell::script(&script.value).with_place(&script.place));
        }
    }
    step
}

/// Whether `value` is a single line that contains a secret. A comment can follow only a single line.
fn passes_secret(value: &Tree) -> bool {
    matches!(value, Tree::Text(text) if !text.contains('\n') && embedded::parse_trees(text).iter().any(|tree| tree.reads("secrets")))
}

/// The keys of the user's job `hook`; its runner and timeout default to those of all jobs.
pub(super) fn job_entries(context: &JobContext, hook: &hooks::Job) -> Vec<(String, Placed<Tree>)> {
    let settings = &context.plan.workflow;
    let has_key = |key: &str| hook.body.iter().any(|(name, _)| name == key);
    let calls_workflow = has_key("uses");
    let own = [
        (
            "runs-on",
            Tree::Text(settings.runs_on.value.clone()),
            &settings.runs_on.place,
        ),
        (
            "timeout-minutes",
            Tree::Number(settings.timeout.value.to_string()),
            &settings.timeout.place,
        ),
    ];
    let own = own
        .into_iter()
        .filter(|(key, ..)| !calls_workflow && !has_key(key))
        .map(|(key, value, place)| (key.to_owned(), Placed::new(value, place.clone())));
    let body = hook.body.iter().map(|(key, value)| {
        let mut value = value.clone();
        if key == "permissions"
            && let Tree::Map(scopes) = &value.value
        {
            value.value = annotate_permissions(scopes, hook);
        }
        (key.clone(), value)
    });
    own.chain(body).collect()
}

/// The permissions of a user's job, each with a comment that names the job, because comments of the spec are not
/// copied.
fn annotate_permissions(scopes: &[(String, Placed<Tree>)], hook: &hooks::Job) -> Tree {
    let note = format!("for hooks.jobs.{}", hook.id.as_str());
    let scopes = scopes.iter().map(|(scope, access)| {
        let mut access = access.clone();
        if let Tree::Text(text) = access.value {
            access.value = Tree::Commented(text, Some(note.clone()));
        }
        (scope.clone(), access)
    });
    Tree::Map(scopes.collect())
}
