//! Plan in, artifacts out: one file an artifact.

mod body;
mod dockerfile;
mod dockerignore;
mod docs;
mod makefile;
mod workflow;

use crate::{artifact::Artifact, plan::Plan};

/// An emitter: the output's name, as `[outputs]` calls it, and what writes it, unless the plan leaves it out.
pub struct Emitter {
    /// The output's name.
    pub name: &'static str,
    /// Where to put what it is not to lose and no key says: an order, without a full stop.
    pub keep: &'static str,
    emit: fn(&Plan) -> Option<body::Body>,
}

/// What a workflow can be given beside what tvgen writes.
const WORKFLOW: &str = "put a step into `[[hooks.steps]]`, or a job into `[hooks.jobs]`";

/// Every emitter, in the order in which outputs are read.
pub const ALL: &[Emitter] = &[
    Emitter {
        name: "dockerfile",
        keep: "put a command into `run` of its stage",
        emit: dockerfile::emit,
    },
    Emitter {
        name: "dockerignore",
        keep: "put a path into `[ignore] paths`",
        emit: dockerignore::emit,
    },
    Emitter {
        name: "workflow",
        keep: WORKFLOW,
        emit: workflow::build_and_deploy,
    },
    Emitter {
        name: "review_cleanup",
        keep: WORKFLOW,
        emit: workflow::review_cleanup,
    },
    Emitter {
        name: "cache_rebuild",
        keep: WORKFLOW,
        emit: workflow::cache_rebuild,
    },
    Emitter {
        name: "manual_deploy",
        keep: WORKFLOW,
        emit: workflow::manual_deploy,
    },
    Emitter {
        name: "makefile",
        keep: "put a target into a file that `[make] include` names",
        emit: makefile::emit,
    },
    Emitter {
        name: "docs",
        keep: "write it on a page of your own",
        emit: docs::emit,
    },
];

/// Where to put what the output `name` is not to lose and no key says.
#[must_use]
pub fn keep(name: &str) -> &'static str {
    let mut named = ALL.iter().filter(|emitter| emitter.name == name);
    named.next().map_or("", |emitter| emitter.keep)
}

/// The artifacts of `plan`, made from the spec that is called `spec`.
#[must_use]
pub fn emit(plan: &Plan, spec: &str) -> Vec<Artifact> {
    ALL.iter()
        .filter_map(|emitter| Some((emitter.emit)(plan)?.artifact(emitter.name, spec)))
        .collect()
}
