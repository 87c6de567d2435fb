//! The compiler with the inputs that all commands share.

use std::path::PathBuf;

use jiff::civil::Date;

use super::{LoadedSpec, OutputFiles};
use crate::{
    compile::Outcome,
    finding::Finding,
    lang::without_tracing,
    rules,
    source::{CompileInputs, Repository, Source},
    spec::read::read,
};

/// A function that compiles a spec.
pub type Compile = fn(&Source, &CompileInputs) -> Outcome;

/// Compiles specs on a given day.
pub struct Compiler {
    /// The compile function.
    pub compile: Compile,
    /// The day to compare end-of-life dates with.
    pub today: Date,
    /// The folders outside of the repository that may have base specs (`--allow-base-dir`).
    pub allowed: Vec<PathBuf>,
}

impl Compiler {
    /// Compiles `input` without tracing where lines come from.
    pub fn compile(&self, input: &LoadedSpec) -> Outcome {
        without_tracing(|| self.trace(input))
    }

    /// Compiles `input` with the spec `source` without tracing where lines come from.
    pub fn compile_as(&self, input: &LoadedSpec, source: &Source) -> Outcome {
        without_tracing(|| self.trace_as(input, source))
    }

    /// The findings of the parser and the rules in `input`; renders nothing.
    pub fn lint(&self, input: &LoadedSpec) -> Vec<Finding> {
        let reading = read(&input.source);
        let inputs = self.compile_inputs(input);
        let found = rules::check(&reading.spec, &reading.findings, &input.source, &inputs);
        [reading.findings, found].concat()
    }

    /// Compiles `input`, tracing where each line comes from.
    pub fn trace(&self, input: &LoadedSpec) -> Outcome {
        self.trace_as(input, &input.source)
    }

    /// Compiles `input` with the spec `source`, tracing where each line comes from.
    pub fn trace_as(&self, input: &LoadedSpec, source: &Source) -> Outcome {
        (self.compile)(source, &self.compile_inputs(input))
    }

    /// Compiles `input`, whose outputs are `files` on disk, without tracing where lines come from.
    pub fn compile_for_files(&self, input: &LoadedSpec, files: &OutputFiles) -> Outcome {
        let inputs = CompileInputs {
            is_on_disk: Some(&|path, text| files.is_up_to_date(path, text)),
            ..self.compile_inputs(input)
        };
        without_tracing(|| (self.compile)(&input.source, &inputs))
    }

    fn compile_inputs<'a>(&self, input: &'a LoadedSpec) -> CompileInputs<'a> {
        let repository = input.repository.as_ref();
        CompileInputs {
            today: self.today,
            repository: repository.map(|folder| folder as &dyn Repository),
            is_on_disk: None,
        }
    }
}
