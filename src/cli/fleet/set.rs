//! `tvgen fleet set`: changes one key of many services alike.

mod looks;
mod service;

use std::mem::take;

use clap::{Args, ValueEnum};

use self::{
    looks::looks,
    service::{ChangedService, change, faults},
};
use super::{
    super::{ExitStatus, each::for_each_spec, format::Reporting, output::Output},
    Services,
};
use crate::{
    disk,
    fleet::{
        Condition,
        clash::Seen,
        written::{place, value},
    },
    place::Place,
    report::{SpecOutput, SpecStatus, fix, fleet::Changed},
    source::edit::Change,
    spec::schema,
    workspace::{
        self, Compiler, Holder, Input, Look, Overlay, Selection, base_to_change, chosen,
        inheriting, shared_base, specs_beside,
    },
};

/// Set a key in the specs of many services, and render them
///
/// Comments and layout of the specs stay. Of each service it shows how its spec changes, and what that changes in its pipeline.
/// A service that would have errors then, or whose files were edited by hand, is left as it is; the others go on.
#[derive(Args, Debug)]
#[command(after_help = "\
A condition is a key, an operator and a value: = != < <= > >= compare, versions as versions; ~ matches a
pattern such as '3.*'; of an array one item is enough. 'KEY exists' and 'KEY missing' have no value.

    tvgen fleet set base.ruby 3.4.8 --where 'base.ruby < 3.4.8' --where 'base.alpine = 3.22'")]
pub(super) struct Set {
    /// The key, as in base.ruby
    #[arg(value_name = "KEY")]
    key: String,

    /// The value: TOML, or a bare word for a string
    #[arg(value_name = "VALUE", allow_hyphen_values = true)]
    value: String,

    #[command(flatten)]
    services: Services,

    /// Only services of whose spec this holds, with all that it builds on; may be repeated: all must hold
    #[arg(long = "where", value_name = "CONDITION")]
    conditions: Vec<String>,

    /// Which spec gets it [default: own; where several have it of one base, that must be said]
    #[arg(long = "in", value_name = "SPEC")]
    holder: Option<In>,

    /// Show what would change, and write nothing
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    pub(super) reporting: Reporting,
}

/// Which spec gets a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum In {
    /// Each service's own
    Own,
    /// The one that they have it of or, if none says it, that all build on: for all that build on it, given or not; and those
    /// that say it themselves
    Base,
}

/// What is to be set.
#[derive(Clone)]
struct Order {
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
        let order = self.order()?;
        let selection = self.services.select(compiler, output);
        let (looks, exit_status) = looks(&order, &selection, output)?;
        if !looks.iter().any(|look| look.is_chosen) {
            if exit_status == ExitStatus::Clean {
                output.note("No service is chosen: nothing is changed.");
            }
            return Ok(exit_status);
        }
        let base = shared_base(&looks);
        let done = match self.holder {
            Some(In::Base) => {
                let base = base?;
                let base = base_to_change(&looks, base, &order.place).map_err(|why| {
                    format!("{why}\nTo set it in each of them: {}", self.command("own"))
                })?;
                self.in_base(&order, &base, &selection, looks, compiler, output)?
            }
            None if let Ok(Some(base)) = &base
                && inheriting(&looks, base) > 1 =>
            {
                output.error(&self.asked(&order, base, &looks));
                ExitStatus::Found
            }
            None | Some(In::Own) => self.in_own(&order, selection, looks, compiler, output),
        };
        Ok(exit_status.max(done))
    }

    /// What to say where several services have a value of one base, and the user did not say which spec gets it.
    fn asked(&self, order: &Order, base: &str, looks: &[Look]) -> String {
        let (all, inheriting) = (chosen(looks), inheriting(looks, base));
        format!(
            "error: {inheriting} of {all} chosen services have `{}` of {base}: a value of their own would part them from it\n\
             To set it there, and in those that say it themselves: {}\nTo set it in each of them: {}",
            order.place,
            self.command("base"),
            self.command("own")
        )
    }

    /// Changes each chosen spec itself.
    fn in_own(
        &self,
        order: &Order,
        selection: Selection,
        looks: Vec<Look>,
        compiler: &Compiler,
        output: &mut Output,
    ) -> ExitStatus {
        let specs = looks.into_iter().filter(|look| look.is_chosen);
        let selection = Selection {
            specs: specs.map(|look| look.chosen).collect(),
            errors: Vec::new(),
            ..selection
        };
        let overlay = Overlay::own(&order.change, compiler);
        self.each(&selection, &overlay, compiler, output)
    }

    /// What the user wants.
    ///
    /// # Errors
    /// If a word of it cannot be read.
    fn order(&self) -> Result<Order, String> {
        let place = place(&self.key)?;
        schema::check_key(&place)?;
        let said = value(&place, &self.value)?;
        let conditions = self.conditions.iter().map(|text| Condition::parse(text));
        Ok(Order {
            change: Change::Set(place.clone(), said),
            conditions: conditions.collect::<Result<_, _>>()?,
            place,
        })
    }

    /// Changes the spec in the file `base` and the chosen specs that say the value themselves, and renders these and all that
    /// build on the file, given or not; nothing at all if one of them would have errors then.
    ///
    /// # Errors
    /// If the file cannot be read, changed or written, or a spec cannot be read that may build on it.
    fn in_base(
        &self,
        order: &Order,
        base: &str,
        selection: &Selection,
        mut looks: Vec<Look>,
        compiler: &Compiler,
        output: &mut Output,
    ) -> Result<ExitStatus, String> {
        let says = |look: &&Look| look.is_chosen && look.holder == Holder::Own;
        let others = Selection {
            specs: specs_beside(base, &selection.specs)?,
            is_listed: false,
            ..selection.clone()
        };
        let nobody = Order {
            conditions: Vec::new(),
            ..order.clone()
        };
        let (others, exit_status) = looks::looks(&nobody, &others, output)?;
        if exit_status != ExitStatus::Clean {
            output.error(&format!("{base} is left as it is. Nothing was written."));
            return Ok(exit_status);
        }
        looks.extend(others.into_iter().map(|look| Look {
            is_chosen: false,
            ..look
        }));
        looks.sort_by(|one, other| one.chosen.cmp(&other.chosen));
        let own = looks.iter().filter(says);
        let own = own.map(|look| look.chosen.path.clone());
        let overlay = Overlay::base(base, &order.change, own.collect(), compiler)?;
        let builds = |look: &&Look| look.bases.iter().any(|name| name == base) || says(look);
        let specs = looks.iter().filter(builds);
        let selection = Selection {
            specs: specs.map(|look| look.chosen.clone()).collect(),
            bases: overlay.before(),
            errors: Vec::new(),
            is_listed: false,
            ..selection.clone()
        };
        let try_out = |input: Input, spec_output: &mut SpecOutput| {
            faults(&input, &overlay, compiler, spec_output)
        };
        let faults = for_each_spec(&selection, "fleet set", output, try_out, |verdict, _| {
            verdict
        });
        if faults != ExitStatus::Clean {
            output.error(&format!("{base} is left as it is. Nothing was written."));
            return Ok(faults);
        }
        if let Some((spec, diff)) = overlay.base_diff() {
            let changed = Changed {
                spec: spec.to_owned(),
                diff,
                outputs: Vec::new(),
            };
            output.tell(|spec_output| spec_output.changed(changed));
        }
        if !self.dry_run {
            disk::write(&overlay.files()).map_err(|error| error.to_string())?;
        }
        let selection = Selection {
            is_listed: true,
            ..selection
        };
        Ok(self.each(&selection, &overlay, compiler, output))
    }

    /// Changes each spec of `selection` as `overlay` says, and renders it.
    fn each(
        &self,
        selection: &Selection,
        overlay: &Overlay,
        compiler: &Compiler,
        output: &mut Output,
    ) -> ExitStatus {
        let work = |input: Input, spec_output: &mut SpecOutput| {
            change(&input, overlay, compiler, spec_output)
        };
        let (mut before, mut after, mut exit_status) =
            (Seen::default(), Seen::default(), ExitStatus::Clean);
        let finish = |new: Result<ChangedService, SpecStatus>, spec_output: &mut SpecOutput| {
            let mut new = match new {
                Ok(new) => new,
                Err(verdict) => return verdict,
            };
            let (owned_before, owned) = (take(&mut new.owned_before), take(&mut new.owned));
            let old = before.note(new.spec(), owned_before);
            for clash in after.note(new.spec(), owned) {
                // Which there was before is not the matter of this change.
                if !old.iter().any(|old| old.is(&clash)) {
                    spec_output.clash(&clash);
                    exit_status = ExitStatus::Found;
                }
            }
            if !self.dry_run
                && let Err(error) = workspace::write(&new.files)
            {
                return spec_output.fail(&error);
            }
            new.tell(self.dry_run, spec_output)
        };
        let done = for_each_spec(selection, "fleet set", output, work, finish);
        done.max(exit_status)
    }

    /// The same command, to be told which spec gets the value.
    fn command(&self, holder: &str) -> String {
        let given = self.services.given.iter();
        let given: Vec<String> = given.map(|path| path.display().to_string()).collect();
        let conditions = self.conditions.iter();
        let conditions = conditions.flat_map(|condition| ["--where", condition]);
        let start = ["fleet", "set", &self.key, &self.value].into_iter();
        let start = start.chain(given.iter().map(String::as_str));
        fix::tvgen(start.chain(conditions).chain(["--in", holder]))
    }
}
