//! Steps and jobs of the user's own.

use super::{Condition, Content, Pair, Scalar, Step, StepAction, Uses, run::Run};
use crate::{
    lang::{
        expr::{self, hole},
        make::Target,
        shell,
        yaml::Tree,
    },
    place::Placed,
    plan::{
        environments::Environment,
        hooks::{self, Does, Point},
    },
};

/// Why a secret may be in a build, which has no environment.
const SECRET_OF_BUILD: &str =
    "zizmor: ignore[secrets-outside-env] the spec passes it to a step of the build";

/// The steps at `point` of a build.
pub(super) fn at<'a>(run: &Run<'a>, point: Point) -> impl Iterator<Item = Step> + use<'a> {
    let (run, hooks) = (*run, run.plan.hooks.at(point));
    hooks.map(move |hook| {
        let mut step = step(hook, None, Some(SECRET_OF_BUILD));
        if hook.reads_secret && run.is_open() {
            step.condition = Some(guarded(&run, hook.condition.as_ref()));
        }
        step
    })
}

/// Combines `own`, the user's condition, with ours, so that the step runs in trusted builds only.
fn guarded(run: &Run, own: Option<&Placed<String>>) -> Condition {
    let trusted = run.plan.workflow.trusted.clone();
    match own {
        None => Condition::When(trusted),
        Some(own) => {
            let text = expr::condition(&own.value).expect("malformed-expression refused it");
            Condition::Both(trusted, Placed::new(text, own.at.clone()))
        }
    }
}

/// The steps at `point` of what is done to `environment`.
pub(super) fn of<'a>(
    run: &Run<'a>,
    point: Point,
    environment: &'a Environment,
) -> impl Iterator<Item = Step> + use<'a> {
    let hooks = run.plan.hooks.of(point, environment);
    hooks.map(|hook| step(hook, hook.environment(environment), None))
}

/// The step `hook`, as it is there for the environment `of`; `of_secrets` stands behind each secret that it is passed.
fn step(hook: &hooks::Step, of: Option<&Placed<Target>>, of_secrets: Option<&'static str>) -> Step {
    let name = Scalar::github(&hook.name.value).at(&hook.name.at);
    let name = of
        .iter()
        .fold(name.at(&hook.point.at), |name, of| name.at(&of.at));
    let pairs = |list: &[(String, Placed<Tree>)]| {
        let pair = |(name, value): &(String, Placed<Tree>)| {
            let pair = Pair::new(name, Content::Tree(value.clone()).into());
            match of_secrets {
                Some(note) if passes_secret(&value.value) => pair.note(note),
                _ => pair,
            }
        };
        list.iter().map(pair).collect()
    };
    let mut step = Step {
        id: hook
            .id
            .as_ref()
            .map(|id| Scalar::text(id.value.as_str()).at(&id.at)),
        condition: hook.condition.clone().map(Condition::Own),
        env: pairs(&hook.env),
        with: pairs(&hook.with),
        settings: pairs(&hook.settings),
        permissions: hook.permissions.clone(),
        ..Step::new(
            StepAction::Hook(hook.index),
            name,
            "A step of your own, from `hooks.steps`.",
        )
    };
    match &hook.does {
        Does::Uses(pin) => {
            step.uses = Some(Uses {
                pin: pin.value.clone(),
                at: Some(pin.at.clone()),
            });
        }
        Does::Run(script) => step.run = Some(shell::script(&script.value).at(&script.at)),
    }
    step
}

/// Whether `value` has a secret in it, and room for a comment behind it.
fn passes_secret(value: &Tree) -> bool {
    matches!(value, Tree::Text(text) if !text.contains('\n') && hole::trees(text).iter().any(|tree| tree.reads("secrets")))
}

/// The keys of the whole job `hook`: its runner and its timeout are those of all jobs, unless it says others.
pub(super) fn entries(run: &Run, hook: &hooks::Job) -> Vec<(String, Placed<Tree>)> {
    let settings = &run.plan.workflow;
    let says = |key: &str| hook.body.iter().any(|(known, _)| known == key);
    let calls = says("uses");
    let own = [
        (
            "runs-on",
            Tree::Text(settings.runs_on.value.clone()),
            &settings.runs_on.at,
        ),
        (
            "timeout-minutes",
            Tree::Number(settings.timeout.value.to_string()),
            &settings.timeout.at,
        ),
    ];
    let own = own
        .into_iter()
        .filter(|(key, ..)| !calls && !says(key))
        .map(|(key, value, at)| (key.to_owned(), Placed::new(value, at.clone())));
    let body = hook.body.iter().map(|(key, value)| {
        let mut value = value.clone();
        if key == "permissions"
            && let Tree::Map(scopes) = &value.value
        {
            value.value = documented(scopes, hook);
        }
        (key.clone(), value)
    });
    own.chain(body).collect()
}

/// What the token of a job of the user's own may do, with who asks for it: what a spec says of that in comments stays there.
fn documented(scopes: &[(String, Placed<Tree>)], hook: &hooks::Job) -> Tree {
    let note = format!("hooks.jobs.{} asks for it", hook.id.as_str());
    let scopes = scopes.iter().map(|(scope, access)| {
        let mut access = access.clone();
        if let Tree::Text(text) = access.value {
            access.value = Tree::Noted(text, Some(note.clone()));
        }
        (scope.clone(), access)
    });
    Tree::Map(scopes.collect())
}
