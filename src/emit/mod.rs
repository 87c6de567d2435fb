//! Plan in, artifacts out: one file an artifact.

mod body;
mod dockerfile;
mod dockerignore;
mod docs;
mod makefile;
mod scripts;
mod workflow;

use crate::{artifact::Artifact, plan::Plan};

/// An emitter: the output's name, as `[outputs]` calls it, and what writes it, unless the plan leaves it out.
pub struct Emitter {
    /// The output's name.
    pub name: &'static str,
    emit: fn(&Plan) -> Option<body::Body>,
}

/// Every emitter, in the order in which outputs are read.
pub const ALL: &[Emitter] = &[
    Emitter {
        name: "dockerfile",
        emit: dockerfile::emit,
    },
    Emitter {
        name: "dockerignore",
        emit: dockerignore::emit,
    },
    Emitter {
        name: "workflow",
        emit: workflow::build_and_deploy,
    },
    Emitter {
        name: "review_cleanup",
        emit: workflow::review_cleanup,
    },
    Emitter {
        name: "cache_rebuild",
        emit: workflow::cache_rebuild,
    },
    Emitter {
        name: "manual_deploy",
        emit: workflow::manual_deploy,
    },
    Emitter {
        name: "makefile",
        emit: makefile::emit,
    },
    Emitter {
        name: "docs",
        emit: docs::emit,
    },
];

/// The artifacts of `plan`, made from the spec that is called `spec`.
#[must_use]
pub fn emit(plan: &Plan, spec: &str) -> Vec<Artifact> {
    ALL.iter()
        .filter_map(|emitter| Some((emitter.emit)(plan)?.artifact(emitter.name, spec)))
        .collect()
}
