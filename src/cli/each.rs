//! Processes many specs at once, and prints their output in order.

use super::{ExitStatus, output::Output};
use crate::{
    report::{SpecOutput, SpecStatus, StatusKind, status::Summary},
    workspace::{Input, NAME, SelectedSpec, Selection, in_order},
};

/// Processes each spec of `selection`, given to the command `command`: `work` runs in parallel, and `finish` takes its results
/// one by one, in the order of the specs. A spec that cannot be read is reported; the others are processed. Of many specs
/// each has a line, and all have a summary.
pub(super) fn for_each_spec<Made: Send>(
    selection: &Selection,
    command: &str,
    output: &mut Output,
    work: impl Fn(Input, &mut SpecOutput) -> Made + Sync,
    mut finish: impl FnMut(Made, &mut SpecOutput) -> SpecStatus,
) -> ExitStatus {
    let mut exit_status = if selection.errors.is_empty() {
        ExitStatus::Clean
    } else {
        ExitStatus::Failed
    };
    let (mut summary, mut done) = (Summary::default(), 0);
    let (all, options) = (selection.specs.len(), output.options());
    let take = |spec: &SelectedSpec| {
        let mut spec_output = SpecOutput::new(options);
        let made = match selection.load(spec) {
            Ok(Some(input)) => Ok(work(input, &mut spec_output)),
            Ok(None) => Err(SpecStatus::new(
                StatusKind::Base,
                "no [service], so it is only what others build on",
            )),
            Err(error) if selection.is_default => Err(spec_output.fail(&format!(
                "{error}\nGive a spec or a folder that has a {NAME}: tvgen {command} SPEC"
            ))),
            Err(error) => Err(spec_output.fail(&error)),
        };
        (spec.path.display().to_string(), made, spec_output)
    };
    in_order(&selection.specs, selection.jobs, take, |taken| {
        let (name, made, mut spec_output) = taken;
        let status = made.map_or_else(|status| status, |made| finish(made, &mut spec_output));
        exit_status = exit_status.max(status.kind.into());
        summary.add(status.kind);
        if selection.is_listed {
            spec_output.head(&name, &status);
        }
        output.print(spec_output);
        done += 1;
        output.progress(done, all);
    });
    if selection.is_listed {
        output.note(&summary.line());
    }
    exit_status
}
