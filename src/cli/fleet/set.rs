//! `tvgen fleet set`: sets one key in the specs of many services.

mod base_spec;
mod inspect;
mod service;

use std::mem::take;

use clap::{Args, ValueEnum};

use self::{
    inspect::inspect_specs,
    service::{ChangedService, apply_change},
};
use super::{
    super::{ExitStatus, for_each_spec::for_each_spec, format::Reporting, output::Output},
    Services,
};
use crate::{
    fleet::{
        Condition,
        argument::{parse_key, parse_value},
        conflict::ClaimIndex,
    },
    place::Place,
    report::{SpecOutput, SpecStatus, fix},
    source::edit::Change,
    spec::schema,
    workspace::{
        self, Candidate, Compiler, LoadedSpec, Selection, SpecChange, choose_base,
        count_inheriting, count_selected, find_shared_base,
    },
};

/// Set a key in the specs of many services, and render them
///
/// Comments and layout of the specs are preserved. For each service, prints how its spec changes, and what that changes
/// in its pipeline. A service that would have errors, or whose files were edited by hand, is not changed; the others
/// are.
#[derive(Args, Debug)]
#[command(after_long_help = "\
A condition is a key, an operator and a value:
  = !=         Equal, not equal
  < <= > >=    Compare numbers, dates and versions
  ~            Match a pattern such as `3.*`
  exists       The key is set; takes no value
  missing      The key is not set; takes no value

An array meets a condition if one of its items does; it meets `!=` if no item is equal. Inherited values count.

Examples:
  tvgen fleet set base.ruby 3.4.8 --where 'base.ruby < 3.4.8'
  tvgen fleet set base.alpine 3.22 --in base --dry-run

Exit status:
  0  The services are changed, or none is selected
  1  A service would have errors, lose a hand edit or conflict with another service, or `--in` is required
  2  A spec or a file could not be read or written")]
pub(super) struct Set {
    /// The key, such as `base.ruby`
    #[arg(value_name = "KEY")]
    key: String,

    /// The value, in TOML; quotes around a string are optional
    #[arg(value_name = "VALUE", allow_hyphen_values = true)]
    value: String,

    #[command(flatten)]
    services: Services,

    /// Change only services that meet CONDITION; repeatable: services must meet all conditions
    #[arg(long = "where", value_name = "CONDITION")]
    conditions: Vec<String>,

    /// The spec to change [default: own; required if several services inherit the key from one base spec]
    #[arg(long = "in", value_name = "SPEC")]
    spec: Option<SpecChoice>,

    /// Show what would change, without writing
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    pub(super) reporting: Reporting,
}

/// The spec that a value is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SpecChoice {
    /// The spec of each service
    Own,
    /// The base spec that sets the key or, if none does, the base spec that all selected services extend. Renders every
    /// service that extends this base spec, selected or not. Also changes selected services that set the key themselves
    Base,
}

/// The requested change.
#[derive(Clone)]
struct ChangeRequest {
    place: Place,
    change: Change,
    conditions: Vec<Condition>,
}

impl Set {
    pub(super) fn run(
        &self,
        compiler: &Compiler,
        output: &mut Output,
    ) -> Result<ExitStatus, String> {
        let request = self.parse_request()?;
        let selection = self.services.select(compiler, output);
        let (candidates, exit_status) = inspect_specs(&request, &selection, output)?;
        if !candidates.iter().any(|candidate| candidate.is_selected) {
            if exit_status == ExitStatus::Clean {
                output.note("No service is selected; nothing was changed.");
            }
            return Ok(exit_status);
        }
        let base = find_shared_base(&candidates);
        let status = match self.spec {
            Some(SpecChoice::Base) => {
                let base = base?;
                let base = choose_base(&candidates, base, &request.place).map_err(|why| {
                    format!(
                        "{why}\nhelp: to set it in each service, run `{}`",
                        self.rerun_command("own")
                    )
                })?;
                self.change_base_spec(&request, &base, &selection, candidates, compiler, output)?
            }
            None if let Ok(Some(base)) = &base
                && count_inheriting(&candidates, base) > 1 =>
            {
                output.error(&self.ambiguity_error(&request, base, &candidates));
                ExitStatus::Problems
            }
            None | Some(SpecChoice::Own) => {
                self.change_own_specs(&request, selection, candidates, compiler, output)
            }
        };
        Ok(exit_status.max(status))
    }

    /// The error if several services inherit the value from one base spec, and `--in` is not set.
    fn ambiguity_error(
        &self,
        request: &ChangeRequest,
        base: &str,
        candidates: &[Candidate],
    ) -> String {
        let (all, inheriting) = (
            count_selected(candidates),
            count_inheriting(candidates, base),
        );
        format!(
            "error: {inheriting} of {all} selected services inherit `{}` from {base}\n\
             help: to set it in {base}, and in services that override it, run `{}`\n\
             help: to override it in each service, run `{}`",
            request.place,
            self.rerun_command("base"),
            self.rerun_command("own")
        )
    }

    /// Changes the spec of each selected service.
    fn change_own_specs(
        &self,
        request: &ChangeRequest,
        selection: Selection,
        candidates: Vec<Candidate>,
        compiler: &Compiler,
        output: &mut Output,
    ) -> ExitStatus {
        let specs = candidates
            .into_iter()
            .filter(|candidate| candidate.is_selected);
        let selection = Selection {
            specs: specs.map(|candidate| candidate.spec).collect(),
            errors: Vec::new(),
            ..selection
        };
        let overlay = SpecChange::for_own_specs(&request.change, compiler);
        self.change_specs(&selection, &overlay, compiler, output)
    }

    /// Parses the requested change.
    ///
    /// # Errors
    /// If the key, the value or a condition is invalid.
    fn parse_request(&self) -> Result<ChangeRequest, String> {
        let place = parse_key(&self.key)?;
        schema::check_key(&place)?;
        let value = parse_value(&place, &self.value)?;
        let conditions = self.conditions.iter().map(|text| Condition::parse(text));
        Ok(ChangeRequest {
            change: Change::Set(place.clone(), value),
            conditions: conditions.collect::<Result<_, _>>()?,
            place,
        })
    }

    /// Applies `overlay` to each spec of `selection`, and renders it.
    fn change_specs(
        &self,
        selection: &Selection,
        overlay: &SpecChange,
        compiler: &Compiler,
        output: &mut Output,
    ) -> ExitStatus {
        let work = |input: LoadedSpec, spec_output: &mut SpecOutput| {
            apply_change(&input, overlay, compiler, spec_output)
        };
        let (mut before, mut after, mut exit_status) = (
            ClaimIndex::default(),
            ClaimIndex::default(),
            ExitStatus::Clean,
        );
        let finish = |new: Result<ChangedService, SpecStatus>, spec_output: &mut SpecOutput| {
            let mut new = match new {
                Ok(new) => new,
                Err(status) => return status,
            };
            let (claims_before, claims) = (take(&mut new.claims_before), take(&mut new.claims));
            let old = before.add(new.spec(), claims_before);
            for conflict in after.add(new.spec(), claims) {
                // Existing conflicts are not caused by this change.
                if !old.iter().any(|old| old.is_same_as(&conflict)) {
                    spec_output.report_conflict(&conflict);
                    exit_status = ExitStatus::Problems;
                }
            }
            if !self.dry_run
                && let Err(error) = workspace::write_files(&new.files)
            {
                return spec_output.failed_spec(&error);
            }
            new.report(self.dry_run, spec_output)
        };
        let done = for_each_spec(selection, "fleet set", output, work, finish);
        done.max(exit_status)
    }

    /// This command with `--in`.
    fn rerun_command(&self, spec: &str) -> String {
        let given = self.services.given.iter();
        let given: Vec<String> = given.map(|path| path.display().to_string()).collect();
        let conditions = self.conditions.iter();
        let conditions = conditions.flat_map(|condition| ["--where", condition]);
        let start = ["fleet", "set", &self.key, &self.value].into_iter();
        let start = start.chain(given.iter().map(String::as_str));
        let dry_run = self.dry_run.then_some("--dry-run");
        fix::tvgen_command(start.chain(conditions).chain(dry_run).chain(["--in", spec]))
    }
}
