//! Finds the services that a change applies to.

use super::ChangeRequest;
use crate::{
    cli::{ExitStatus, for_each_spec::for_each_spec, output::Output},
    report::{SpecOutput, StatusKind},
    workspace::{Candidate, LoadedSpec, Selection, inspect_spec},
};

/// Checks the conditions on each spec of `selection`, and finds the spec that sets the value.
///
/// # Errors
/// If a condition compares values that have no order.
pub(super) fn inspect_specs(
    request: &ChangeRequest,
    selection: &Selection,
    output: &mut Output,
) -> Result<(Vec<Candidate>, ExitStatus), String> {
    let (mut candidates, mut first_error) = (Vec::new(), None);
    let work = |input: LoadedSpec, _: &mut SpecOutput| {
        inspect_spec(&input, &request.place, &request.conditions)
    };
    let finish = |candidate: Result<Candidate, String>, _: &mut SpecOutput| {
        match candidate {
            Ok(candidate) => candidates.push(candidate),
            // Only the first error is reported: those of later specs would repeat it.
            Err(error) => first_error = first_error.take().or(Some(error)),
        }
        StatusKind::Clean.into()
    };
    let unlisted = Selection {
        has_summary: false,
        ..selection.clone()
    };
    let exit_status = for_each_spec(&unlisted, "fleet set", output, work, finish);
    match first_error {
        Some(error) => Err(error),
        None => Ok((candidates, exit_status)),
    }
}
