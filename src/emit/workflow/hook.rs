//! Steps and jobs of the user's own.

use super::{
    condition,
    job::{Job, Pair, Step, Uses},
    run::Run,
};
use crate::{
    lang::{
        Text,
        expr::{self, Expr},
        make::Target,
        shell,
        yaml::{self, Tree, Yaml},
    },
    plan::{
        environments::Environment,
        hooks::{self, Does, Point},
    },
    source::Placed,
};

/// Why a secret may be in a build, which has no environment.
const SECRET_OF_BUILD: &str =
    "zizmor: ignore[secrets-outside-env] the spec passes it to a step of the build";

/// The steps at `point` of a build.
pub(super) fn at<'a>(run: &Run<'a>, point: Point) -> impl Iterator<Item = Step> + use<'a> {
    let (run, hooks) = (*run, run.plan.hooks.at(point));
    hooks.map(move |hook| {
        let mut step = step(hook, None, Some(SECRET_OF_BUILD));
        if hook.reads_secret
            && let Some(trust) = run.trust()
        {
            step.condition = Some(guarded(&run, &trust, hook.condition.as_ref()));
        }
        step
    })
}

/// Combines `own`, the user's condition, with `trust`, so that the step runs in trusted builds only.
fn guarded(run: &Run, trust: &Text<Expr>, own: Option<&Placed<String>>) -> Text<Yaml> {
    let Some(own) = own else {
        return condition::condition(10, &run.plan.workflow.trusted);
    };
    let text = expr::condition(&own.value).expect("malformed-expression refused it");
    let terms = [trust.clone(), expr::group(&text)];
    let condition = if text.as_str().contains("${{") {
        // Without `${{ }}` around it, GitHub would treat the rest as text.
        yaml::wrapped_expr(10, &expr::and(&terms))
    } else {
        yaml::condition(10, &terms)
    };
    condition.at(&own.at)
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

/// Writes the whole job `hook`.
pub(super) fn fill(run: &Run, hook: &hooks::Job, view: &mut Job) {
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
        .map(|(key, value, at)| yaml::entry(4, key, &Placed::new(value, at.clone())));
    let body = hook.body.iter();
    let body = body.map(|(key, value)| {
        if key == "permissions"
            && let Tree::Map(scopes) = &value.value
        {
            let scopes = Placed::new(documented(scopes, hook), value.at.clone());
            return yaml::entry(4, key, &scopes);
        }
        yaml::entry(4, key, value)
    });
    view.entries = own.chain(body).collect();
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

/// The step `hook`, as it is there for the environment `of`; `of_secrets` stands behind each secret that it is passed.
fn step(hook: &hooks::Step, of: Option<&Placed<Target>>, of_secrets: Option<&str>) -> Step {
    let name = yaml::github(&hook.name.value).at(&hook.name.at);
    let name = of
        .iter()
        .fold(name.at(&hook.point.at), |name, of| name.at(&of.at));
    let text = |value: &Option<Placed<String>>| {
        value
            .as_ref()
            .map(|text| yaml::github(&text.value).at(&text.at))
    };
    let pairs = |list: &[(String, Placed<Tree>)]| {
        let pair = |(name, value): &(String, Placed<Tree>)| {
            let pair = Pair::named(name, yaml::scalar(10, value));
            match of_secrets {
                Some(note) if passes_secret(&value.value) => pair.note(note),
                _ => pair,
            }
        };
        list.iter().map(pair).collect()
    };
    let mut step = Step {
        id: hook.id.as_ref().map(|id| yaml::id(&id.value).at(&id.at)),
        condition: text(&hook.condition),
        env: pairs(&hook.env),
        with: pairs(&hook.with),
        shell: text(&hook.shell),
        working_directory: text(&hook.working_directory),
        continue_on_error: hook
            .continue_on_error
            .as_ref()
            .map(|flag| yaml::boolean(flag.value).at(&flag.at)),
        timeout: hook
            .timeout
            .as_ref()
            .map(|minutes| yaml::number(minutes.value).at(&minutes.at)),
        ..Step::new(name, "A step of your own, from `hooks.steps`.")
    };
    match &hook.does {
        Does::Uses(pin) => step.uses = Some(Uses::new(&pin.value).at(&pin.at)),
        Does::Run(script) => {
            step.run = Some(yaml::block(
                10,
                &shell::script(&script.value).at(&script.at),
            ));
        }
    }
    step
}

/// Whether `value` has a secret in it, and room for a comment behind it.
fn passes_secret(value: &Tree) -> bool {
    matches!(value, Tree::Text(text) if text.contains("secrets.") && !text.contains('\n'))
}
