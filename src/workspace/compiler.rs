//! The compiler with its inputs, as the commands call it.

use std::path::PathBuf;

use jiff::civil::Date;

use super::{Files, Input};
use crate::{
    compile::Outcome,
    finding::Finding,
    lang::untraced,
    rules,
    source::{Repository, Source, Surroundings},
    spec::read::read,
};

/// What compiles a spec.
pub type Compile = fn(&Source, &Surroundings) -> Outcome;

/// What compiles a spec, and the day on which it does.
pub struct Compiler {
    /// What compiles.
    pub compile: Compile,
    /// The day.
    pub today: Date,
    /// The folders, besides each spec's repository, that base specs may be in (`--allow-base-dir`).
    pub allowed: Vec<PathBuf>,
}

impl Compiler {
    /// What comes of `input`; the outputs do not know where their lines came from.
    pub fn compile(&self, input: &Input) -> Outcome {
        untraced(|| self.trace(input))
    }

    /// What comes of `input` if its spec is `source`; the outputs do not know where their lines came from.
    pub fn compile_as(&self, input: &Input, source: &Source) -> Outcome {
        untraced(|| self.trace_as(input, source))
    }

    /// What reading and the rules find in `input`; nothing is rendered.
    pub fn judge(&self, input: &Input) -> Vec<Finding> {
        let reading = read(&input.source);
        let surroundings = self.surroundings(input);
        let found = rules::check(
            &reading.spec,
            &reading.findings,
            &input.source,
            &surroundings,
        );
        [reading.findings, found].concat()
    }

    /// What comes of `input`; the outputs know where each line came from.
    pub fn trace(&self, input: &Input) -> Outcome {
        self.trace_as(input, &input.source)
    }

    /// What comes of `input` if its spec is `source`; the outputs know where each line came from.
    pub fn trace_as(&self, input: &Input, source: &Source) -> Outcome {
        (self.compile)(source, &self.surroundings(input))
    }

    /// Compiles `input`, whose outputs go into `files`, without tracing where their lines come from.
    pub fn compile_beside(&self, input: &Input, files: &Files) -> Outcome {
        let surroundings = Surroundings {
            is_written: Some(&|path, text| files.has(path, text)),
            ..self.surroundings(input)
        };
        untraced(|| (self.compile)(&input.source, &surroundings))
    }

    fn surroundings<'a>(&self, input: &'a Input) -> Surroundings<'a> {
        let repository = input.repository.as_ref();
        Surroundings {
            today: self.today,
            repository: repository.map(|folder| folder as &dyn Repository),
            is_written: None,
        }
    }
}
