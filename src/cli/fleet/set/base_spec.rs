//! Changes a base spec, and renders every spec that extends it.

use super::{ChangeRequest, Set, inspect::inspect_specs, service::check_change};
use crate::{
    cli::{ExitStatus, for_each_spec::for_each_spec, output::Output},
    disk,
    report::{SpecOutput, fleet::ChangedSpec},
    workspace::{
        Candidate, Compiler, LoadedSpec, Selection, SpecChange, ValueOrigin, find_dependents,
    },
};

impl Set {
    /// Changes the base spec in the file `base` and the selected specs that set the value themselves. Renders these, and all
    /// specs that extend the file, selected or not. Changes nothing if one of them would have errors.
    ///
    /// # Errors
    /// If the file cannot be read, changed or written, or the search for specs that extend it fails.
    pub(super) fn change_base_spec(
        &self,
        request: &ChangeRequest,
        base: &str,
        selection: &Selection,
        mut candidates: Vec<Candidate>,
        compiler: &Compiler,
        output: &mut Output,
    ) -> Result<ExitStatus, String> {
        let sets_value =
            |candidate: &&Candidate| candidate.is_selected && candidate.origin == ValueOrigin::Own;
        let others = Selection {
            specs: find_dependents(base, &selection.specs)?,
            has_summary: false,
            ..selection.clone()
        };
        let unconditional = ChangeRequest {
            conditions: Vec::new(),
            ..request.clone()
        };
        let (others, exit_status) = inspect_specs(&unconditional, &others, output)?;
        if exit_status != ExitStatus::Clean {
            output.error(&format!("{base} was not changed. Nothing was written."));
            return Ok(exit_status);
        }
        candidates.extend(others.into_iter().map(|candidate| Candidate {
            is_selected: false,
            ..candidate
        }));
        candidates.sort_by(|one, other| one.spec.cmp(&other.spec));
        let own = candidates.iter().filter(sets_value);
        let own = own.map(|candidate| candidate.spec.path.clone());
        let overlay = SpecChange::for_base(base, &request.change, own.collect(), compiler)?;
        let is_affected = |candidate: &&Candidate| {
            candidate.bases.iter().any(|name| name == base) || sets_value(candidate)
        };
        let specs = candidates.iter().filter(is_affected);
        let selection = Selection {
            specs: specs.map(|candidate| candidate.spec.clone()).collect(),
            bases: overlay.bases_before(),
            errors: Vec::new(),
            has_summary: false,
            ..selection.clone()
        };
        let check = |input: LoadedSpec, spec_output: &mut SpecOutput| {
            check_change(&input, &overlay, compiler, spec_output)
        };
        let exit_status = for_each_spec(&selection, "fleet set", output, check, |status, _| status);
        if exit_status != ExitStatus::Clean {
            output.error(&format!("{base} was not changed. Nothing was written."));
            return Ok(exit_status);
        }
        if let Some((spec, diff)) = overlay.base_diff() {
            let changed = ChangedSpec {
                spec: spec.to_owned(),
                diff,
                outputs: Vec::new(),
            };
            output.print_with(|spec_output| spec_output.report_changed(changed, self.dry_run));
        }
        if !self.dry_run {
            disk::write(&overlay.base_files()).map_err(|error| error.to_string())?;
        }
        let selection = Selection {
            has_summary: true,
            ..selection
        };
        Ok(self.change_specs(&selection, &overlay, compiler, output))
    }
}
