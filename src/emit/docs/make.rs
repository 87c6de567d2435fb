//! Commands to copy: make with its goals, and the variables that they need.

use super::{prelude::*, sample};

use crate::{
    lang::shell::{self, Shell, VariableName},
    plan::environments::Environment,
    spec::{environments::On, outputs::DEFAULT_MAKEFILE},
};

/// Commands, one a line.
#[derive(Serialize)]
struct Lines {
    lines: Vec<Text<Shell>>,
}

/// Commands as a block of code.
pub(super) fn block(lines: Vec<Text<Shell>>) -> Text<Markdown> {
    let text: Text<Shell> = fill(template!("docs/lines.sh.j2"), &Lines { lines });
    markdown::block("sh", &text)
}

/// `make` with `words`.
pub(super) fn make(plan: &Plan, words: &[Text<Shell>]) -> Text<Shell> {
    let makefile = plan.outputs.makefile.as_ref();
    let makefile = makefile.filter(|file| file.value.as_str() != DEFAULT_MAKEFILE);
    let file = makefile.map(|file| {
        shell::option_with_value("--file=", file.value.as_str()).with_place(&file.place)
    });
    let command = std::iter::once(shell::literal("make")).chain(file);
    shell::join_words(&command.chain(words.iter().cloned()).collect::<Vec<_>>())
}

/// `make` with `goals`, as code in a sentence.
pub(super) fn make_code(plan: &Plan, goals: &'static str) -> Text<Markdown> {
    let text = markdown::cell(make(plan, &[shell::literal(goals)]).as_str());
    let makefile = plan.outputs.makefile.iter();
    makefile.fold(text, |text, file| text.with_place(&file.place))
}

/// `make` with the goal `goal` for `environment`.
pub(super) fn make_for(
    plan: &Plan,
    environment: &Environment,
    goal: &'static str,
    variables: &[Text<Shell>],
) -> Text<Shell> {
    let mut words = vec![shell::quote(environment.name.as_str()).with_place(&environment.place)];
    if environment.on.value == On::PullRequest {
        words.push(assign("PR", sample::PULL_REQUEST));
    }
    let reads_only = ["shell", "console", "logs"].contains(&goal);
    if environment.confirm.value && !reads_only {
        words.push(assign("CONFIRM_PRODUCTION", "YES").with_place(&environment.confirm.place));
    }
    words.push(shell::literal(goal));
    words.extend(variables.iter().cloned());
    make(plan, &words)
}

/// `IMAGE_TAG` with a tag that `environment` accepts.
pub(super) fn image_tag(plan: &Plan, environment: &Environment) -> Text<Shell> {
    let tag = sample::deployable_tag(plan, environment);
    shell::concat(&[shell::literal("IMAGE_TAG="), tag])
}

/// `name=value`.
pub(super) fn assign(name: &str, value: &str) -> Text<Shell> {
    let name = VariableName::parse(name).expect("the name of a make variable is valid");
    shell::assignment(&name, value)
}

/// `commands`, preceded by the command that sets `SHA` if one of them uses it.
pub(super) fn with_sha(commands: Vec<Text<Shell>>) -> Vec<Text<Shell>> {
    let has_commit = commands
        .iter()
        .any(|command| command.as_str().contains(sample::SHA));
    let set_sha = has_commit.then(|| shell::literal(sample::SET_SHA));
    set_sha.into_iter().chain(commands).collect()
}
