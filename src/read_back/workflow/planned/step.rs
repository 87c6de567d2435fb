//! A step, as the plan has it.

use super::HookStep;
use crate::{
    lang::yaml::Tree,
    plan::hooks::{self, Does},
    read_back::{Facts, expression::Tree as Expression, workflow::found::asked},
};

/// A step of a job.
pub(super) enum Step {
    /// One of ours.
    Ours(Ours),
    /// One of the user's.
    Hook(HookStep),
}

/// A step of ours: what it is, and what is said of it.
pub(super) struct Ours {
    title: String,
    said: Vec<(String, Vec<String>)>,
}

impl Ours {
    /// The step that is called `title`.
    pub(super) fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            said: Vec::new(),
        }
    }

    /// The same, `words` said of `what`.
    pub(super) fn says<W: Into<String>>(
        mut self,
        what: &str,
        words: impl IntoIterator<Item = W>,
    ) -> Self {
        let words = words.into_iter().map(Into::into).collect();
        self.said.push((what.to_owned(), words));
        self
    }

    /// The same, with the environment variable or the input `name`.
    pub(super) fn with(self, name: &str, value: impl Into<String>) -> Self {
        self.says(name, [value])
    }

    /// The same, where `is` says so for trusted builds only.
    pub(super) fn trusted(self, is: Option<&Expression>) -> Self {
        let conditions: Vec<String> = is.iter().map(ToString::to_string).collect();
        self.says("the condition", conditions)
    }

    /// Says it of the job `id`.
    pub(super) fn say(self, id: &str, facts: &mut Facts) {
        facts.word(format!("the steps of job {id}"), &self.title);
        for (what, words) in self.said {
            facts.say(format!("{what} of step {} of job {id}", self.title), words);
        }
    }
}

/// The user's step `hook`; if it reads a secret, it also requires `trusted`.
pub(super) fn hook(hook: &hooks::Step, trusted: Option<Expression>) -> Step {
    Step::Hook(HookStep {
        title: format!("{} of the spec", hook.at),
        name: hook.name.value.clone(),
        condition: hook.condition.as_ref().map(|text| text.value.clone()),
        trusted: trusted.filter(|_| hook.reads_secret),
        does: match &hook.does {
            Does::Uses(pin) => pin.value.uses.clone(),
            Does::Run(script) => script.value.clone(),
        },
    })
}

/// The names of the secrets that the user's step `hook` asks for.
pub(super) fn hook_secrets(hook: &hooks::Step) -> Vec<String> {
    let texts = |value: &Option<crate::source::Placed<String>>, key: &'static str| {
        value.as_ref().map(|text| (key, text.value.clone()))
    };
    let pairs = hook.with.iter().chain(&hook.env);
    let values = pairs.filter_map(|(_, value)| match &value.value {
        Tree::Text(text) => Some(("", text.clone())),
        Tree::Number(_) | Tree::Flag(_) | Tree::Noted(..) | Tree::List(_) | Tree::Map(_) => None,
    });
    let action = match &hook.does {
        Does::Uses(pin) => Some(("", pin.value.uses.clone())),
        // No expression is read in a script.
        Does::Run(_) => None,
    };
    let own = [
        action,
        Some(("", hook.name.value.clone())),
        texts(&hook.condition, "if"),
        texts(&hook.shell, ""),
        texts(&hook.working_directory, ""),
    ];
    let all = own.into_iter().flatten().chain(values);
    all.flat_map(|(key, text)| asked(key, &text)).collect()
}
