//! Emits the artifacts of a plan: one per output.

mod body;
mod dockerfile;
mod dockerignore;
mod docs;
mod makefile;
mod workflow;

use crate::{artifact::Artifact, plan::Plan};

/// An emitter of one output.
pub struct Emitter {
    /// The key of the output in `[outputs]`.
    pub name: &'static str,
    /// How to keep an addition that no key covers: an instruction, without a period.
    pub keep_hint: &'static str,
    emit: fn(&Plan) -> Option<body::OutputBody>,
}

/// How to keep an addition to a workflow.
const WORKFLOW: &str = "add a step to `[[hooks.steps]]` or a job to `[hooks.jobs]`";

/// Every emitter, in the order of outputs.
pub const ALL: &[Emitter] = &[
    Emitter {
        name: "dockerfile",
        keep_hint: "add a command to `run` of its stage",
        emit: dockerfile::emit,
    },
    Emitter {
        name: "dockerignore",
        keep_hint: "add a path to `[ignore] paths`",
        emit: dockerignore::emit,
    },
    Emitter {
        name: "workflow",
        keep_hint: WORKFLOW,
        emit: workflow::build_and_deploy,
    },
    Emitter {
        name: "review_cleanup",
        keep_hint: WORKFLOW,
        emit: workflow::review_cleanup,
    },
    Emitter {
        name: "cache_rebuild",
        keep_hint: WORKFLOW,
        emit: workflow::cache_rebuild,
    },
    Emitter {
        name: "manual_deploy",
        keep_hint: WORKFLOW,
        emit: workflow::manual_deploy,
    },
    Emitter {
        name: "makefile",
        keep_hint: "add a target to a file that `[make] include` names",
        emit: makefile::emit,
    },
    Emitter {
        name: "docs",
        keep_hint: "write it on a separate page",
        emit: docs::emit,
    },
];

/// How to keep an addition to the output `name` that no key covers.
#[must_use]
pub fn keep_hint(name: &str) -> &'static str {
    let mut named = ALL.iter().filter(|emitter| emitter.name == name);
    named.next().map_or("", |emitter| emitter.keep_hint)
}

/// Emits the artifacts of `plan`, generated from the spec file `spec`.
#[must_use]
pub fn emit(plan: &Plan, spec: &str) -> Vec<Artifact> {
    ALL.iter()
        .filter_map(|emitter| Some((emitter.emit)(plan)?.into_artifact(emitter.name, spec)))
        .collect()
}
