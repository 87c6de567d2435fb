//! The contexts and functions that are available at each key of a job.
//!
//! (actions/languageservices, `workflow-v1.0.json` of `@actions/workflow-parser` 0.3.61, read on 2026-11-30: the `context` of
//! each definition and of those that contain it. GitHub documentation, "Contexts": "Context availability".)

use crate::{
    lang::expr::{function::Function, tree::Tree},
    place::{Key, Place},
};

/// The contexts and functions that are available at a key and below it.
pub struct Availability {
    /// The path of the key in the job; `*` matches any name or item.
    key: &'static [&'static str],
    /// The available contexts.
    pub contexts: &'static [&'static str],
    /// The available functions, among those that are not available everywhere.
    functions: &'static [Function],
}

const NEEDS: &[&str] = &["github", "inputs", "vars", "needs"];
const MATRIX: &[&str] = &["github", "inputs", "vars", "needs", "strategy", "matrix"];
const SECRETS: &[&str] = &[
    "github", "inputs", "vars", "needs", "strategy", "matrix", "secrets",
];
const DEFAULTS: &[&str] = &[
    "github", "inputs", "vars", "needs", "strategy", "matrix", "env",
];
const LOGIN: &[&str] = &[
    "github", "inputs", "vars", "needs", "strategy", "matrix", "secrets", "env",
];
const RUNNER: &[&str] = &[
    "github", "inputs", "vars", "needs", "strategy", "matrix", "steps", "job", "runner", "env",
];
const ALL: &[&str] = &[
    "github", "inputs", "vars", "needs", "strategy", "matrix", "secrets", "steps", "job", "runner",
    "env",
];
const FILES: &[Function] = &[Function::HashFiles];
const STATUS: &[Function] = &[
    Function::Always,
    Function::Cancelled,
    Function::Failure,
    Function::Success,
];
const STATUS_AND_FILES: &[Function] = &[
    Function::Always,
    Function::Cancelled,
    Function::Failure,
    Function::Success,
    Function::HashFiles,
];

/// All keys that differ from their parent key, the longest path first.
const KEYS: &[Availability] = &[
    available(&["services", "*", "env"], ALL, &[]),
    available(&["services", "*", "credentials"], LOGIN, &[]),
    available(&["container", "env"], ALL, &[]),
    available(&["container", "credentials"], LOGIN, &[]),
    available(&["environment", "url"], RUNNER, &[]),
    available(&["steps", "*", "if"], RUNNER, STATUS_AND_FILES),
    available(&["steps"], ALL, FILES),
    available(&["outputs"], ALL, &[]),
    available(&["env"], SECRETS, &[]),
    available(&["secrets"], SECRETS, &[]),
    available(&["defaults"], DEFAULTS, &[]),
    available(&["if"], NEEDS, STATUS),
    available(&["strategy"], NEEDS, &[]),
    available(&[], MATRIX, &[]),
];

const fn available(
    key: &'static [&'static str],
    contexts: &'static [&'static str],
    functions: &'static [Function],
) -> Availability {
    Availability {
        key,
        contexts,
        functions,
    }
}

impl Availability {
    /// The availability at `place`, a place in `hooks.steps` or `hooks.jobs`.
    #[must_use]
    pub fn for_place(place: &Place) -> &'static Self {
        let keys = match place.keys() {
            [_, Key::Name(steps), ..] if steps == "steps" => &place.keys()[1..],
            keys => keys.get(3..).unwrap_or_default(),
        };
        let matches = |known: &&Self| {
            let mut pairs = known.key.iter().zip(keys);
            known.key.len() <= keys.len()
                && pairs.all(|(known, key)| *known == "*" || key.name() == Some(known))
        };
        // The last entry matches every key.
        KEYS.iter().find(matches).unwrap_or(&KEYS[KEYS.len() - 1])
    }

    /// Finds the first context or function in `tree` that is not available.
    #[must_use]
    pub fn find_unavailable(&self, tree: &Tree) -> Option<String> {
        let contexts = tree.contexts().into_iter().map(|names| names[0].as_str());
        let context = contexts
            .map(str::to_ascii_lowercase)
            .find(|context| !self.contexts.contains(&context.as_str()));
        let mut functions = tree.functions().into_iter();
        let function = functions.find(|function| {
            STATUS_AND_FILES.contains(function) && !self.functions.contains(function)
        });
        let function = function.map(|function| format!("{}()", function.name()));
        context
            .or(function)
            .or_else(|| self.find_job_argument(tree))
    }

    /// Finds a status function with job arguments in `tree`, if it is the condition of a step: only those of jobs
    /// support them.
    fn find_job_argument(&self, tree: &Tree) -> Option<String> {
        let mut found = None;
        tree.walk(&mut |tree| {
            if let Tree::Call(function @ (Function::Success | Function::Failure), jobs) = tree
                && !jobs.is_empty()
            {
                found = Some(format!("{}(JOB)", function.name()));
            }
        });
        found.filter(|_| self.functions == STATUS_AND_FILES)
    }

    /// The names of the contexts and functions, in backticks.
    #[must_use]
    pub fn names(&self) -> String {
        let functions = self
            .functions
            .iter()
            .map(|function| format!("`{}()`", function.name()));
        let contexts = self.contexts.iter().map(|context| format!("`{context}`"));
        contexts.chain(functions).collect::<Vec<_>>().join(", ")
    }
}
