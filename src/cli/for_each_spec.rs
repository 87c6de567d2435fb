//! Processes specs in parallel, and prints their output in order.

use std::path::Path;

use super::{ExitStatus, output::Output};
use crate::{
    disk,
    report::{SpecOutput, SpecStatus, StatusKind, status::Summary},
    workspace::{LoadedSpec, SPEC_FILE, SelectedSpec, Selection, run_in_order},
};

/// Processes each spec of `selection` for the command `command`: `work` runs in parallel, `finish` receives the results one
/// by one, in the order of the specs. Reports specs that cannot be read. If the selection has a summary, also prints a status
/// line for each spec, and the summary.
pub(super) fn for_each_spec<Work: Send>(
    selection: &Selection,
    command: &str,
    output: &mut Output,
    work: impl Fn(LoadedSpec, &mut SpecOutput) -> Work + Sync,
    mut finish: impl FnMut(Work, &mut SpecOutput) -> SpecStatus,
) -> ExitStatus {
    let mut exit_status = if selection.errors.is_empty() {
        ExitStatus::Clean
    } else {
        ExitStatus::Failed
    };
    let (mut summary, mut done) = (Summary::default(), 0);
    let (all, options) = (selection.specs.len(), output.options());
    let process = |spec: &SelectedSpec| {
        let mut spec_output = SpecOutput::new(options);
        let result = match selection.load(spec) {
            Ok(Some(input)) => Ok(work(input, &mut spec_output)),
            Ok(None) => Err(SpecStatus::new(
                StatusKind::Base,
                "base spec without a [service] table",
            )),
            Err(error) if selection.is_default && !disk::exists(Path::new(SPEC_FILE)) => {
                Err(spec_output.failed_spec(&format!(
                    "{error}\nhelp: to name another spec or folder, run `tvgen {command} SPEC`"
                )))
            }
            Err(error) => Err(spec_output.failed_spec(&error)),
        };
        (spec.path.display().to_string(), result, spec_output)
    };
    run_in_order(&selection.specs, selection.jobs, process, |processed| {
        let (name, result, mut spec_output) = processed;
        let status = result.map_or_else(|status| status, |work| finish(work, &mut spec_output));
        exit_status = exit_status.max(status.kind.into());
        summary.add(status.kind);
        if selection.has_summary {
            spec_output.insert_status(&name, &status);
        }
        output.print(spec_output);
        done += 1;
        output.show_progress(done, all);
    });
    if selection.has_summary {
        output.styled_note(&summary.format());
    }
    exit_status
}
