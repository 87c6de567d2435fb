//! `tvgen fleet set`: changes one key of many services alike.

mod look;
mod new;

use std::{
    collections::HashSet,
    mem::take,
    path::{Component, Path, PathBuf},
};

use clap::{Args, ValueEnum};

use self::{
    look::{Holder, Look},
    new::{New, Overlay},
};
use super::{
    super::{
        Compiler, Ending,
        each::each,
        format::Reporting,
        input::{Input, NAME},
        output::Output,
        page::Page,
        specs::{Choice, Chosen},
        verdict::{Kind, Verdict},
    },
    Services,
};
use crate::{
    disk::{self, Met},
    fleet::{
        Condition,
        clash::Seen,
        written::{known, place, value},
    },
    lang::{
        Text,
        shell::{self, Shell},
    },
    source::{Place, edit::Change},
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
    pub(super) fn run(&self, compiler: &Compiler, output: &mut Output) -> Ending {
        self.try_run(compiler, output).unwrap_or_else(|error| {
            output.failure(&error);
            Ending::Failed
        })
    }

    fn try_run(&self, compiler: &Compiler, output: &mut Output) -> Result<Ending, String> {
        let order = self.order()?;
        let choice = self.services.choose(compiler, output);
        let (looks, ending) = looks(&order, &choice, output)?;
        if !looks.iter().any(|look| look.is_chosen) {
            if ending == Ending::Clean {
                output.note("No service is chosen: nothing is changed.");
            }
            return Ok(ending);
        }
        let base = look::shared(&looks);
        let done = match self.holder {
            Some(In::Base) => {
                let base = base?;
                let base = look::base(&looks, base, &order.place).map_err(|why| {
                    format!("{why}\nTo set it in each of them: {}", self.command("own"))
                })?;
                self.in_base(&order, &base, &choice, looks, compiler, output)?
            }
            None if let Ok(Some(base)) = &base
                && look::inheriting(&looks, base) > 1 =>
            {
                output.error(&self.asked(&order, base, &looks));
                Ending::Found
            }
            None | Some(In::Own) => self.in_own(&order, choice, looks, compiler, output),
        };
        Ok(ending.max(done))
    }

    /// What to say where several services have a value of one base, and the user did not say which spec gets it.
    fn asked(&self, order: &Order, base: &str, looks: &[Look]) -> String {
        let (all, inheriting) = (look::chosen(looks), look::inheriting(looks, base));
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
        choice: Choice,
        looks: Vec<Look>,
        compiler: &Compiler,
        output: &mut Output,
    ) -> Ending {
        let specs = looks.into_iter().filter(|look| look.is_chosen);
        let choice = Choice {
            specs: specs.map(|look| look.chosen).collect(),
            ending: Ending::Clean,
            ..choice
        };
        let overlay = Overlay::own(&order.change, compiler);
        self.each(&choice, &overlay, compiler, output)
    }

    /// What the user wants.
    ///
    /// # Errors
    /// If a word of it cannot be read.
    fn order(&self) -> Result<Order, String> {
        let place = place(&self.key)?;
        known(&place)?;
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
        choice: &Choice,
        mut looks: Vec<Look>,
        compiler: &Compiler,
        output: &mut Output,
    ) -> Result<Ending, String> {
        let says = |look: &&Look| look.is_chosen && look.holder == Holder::Own;
        let others = Choice {
            specs: beside(base, &choice.specs)?,
            ..choice.unlisted()
        };
        let nobody = Order {
            conditions: Vec::new(),
            ..order.clone()
        };
        let (others, ending) = self::looks(&nobody, &others, output)?;
        if ending != Ending::Clean {
            output.error(&format!("{base} is left as it is. Nothing was written."));
            return Ok(ending);
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
        let choice = Choice {
            specs: specs.map(|look| look.chosen.clone()).collect(),
            bases: overlay.before(),
            ending: Ending::Clean,
            ..choice.unlisted()
        };
        let try_out = |input: Input, page: &mut Page| new::faults(&input, &overlay, compiler, page);
        let faults = each(&choice, "fleet set", output, try_out, |verdict, _| verdict);
        if faults != Ending::Clean {
            output.error(&format!("{base} is left as it is. Nothing was written."));
            return Ok(faults);
        }
        if let Some(changed) = overlay.changed() {
            output.tell(|page| page.changed(changed));
        }
        if !self.dry_run {
            disk::write(&overlay.files()).map_err(|error| error.to_string())?;
        }
        let choice = Choice {
            is_listed: true,
            ..choice
        };
        Ok(self.each(&choice, &overlay, compiler, output))
    }

    /// Changes each spec of `choice` as `overlay` says, and renders it.
    fn each(
        &self,
        choice: &Choice,
        overlay: &Overlay,
        compiler: &Compiler,
        output: &mut Output,
    ) -> Ending {
        let work = |input: Input, page: &mut Page| new::new(&input, overlay, compiler, page);
        let (mut before, mut after, mut ending) = (Seen::default(), Seen::default(), Ending::Clean);
        let finish = |new: Result<New, Verdict>, page: &mut Page| {
            let mut new = match new {
                Ok(new) => new,
                Err(verdict) => return verdict,
            };
            let (owned_before, owned) = (take(&mut new.owned_before), take(&mut new.owned));
            let old = before.note(new.spec(), owned_before);
            for clash in after.note(new.spec(), owned) {
                // Which there was before is not the matter of this change.
                if !old.iter().any(|old| old.is(&clash)) {
                    page.clash(&clash);
                    ending = Ending::Found;
                }
            }
            if !self.dry_run {
                disk::clear(new.files.iter().map(|(destination, _)| destination));
                if let Err(error) = disk::write(&new.files) {
                    page.failure(&error.to_string());
                    return Verdict::new(Kind::Failed, "");
                }
            }
            new.tell(self.dry_run, page)
        };
        let done = each(choice, "fleet set", output, work, finish);
        done.max(ending)
    }

    /// The same command, to be told which spec gets the value.
    fn command(&self, holder: &str) -> String {
        let mut words = vec!["tvgen", "fleet", "set", &self.key, &self.value];
        let given: Vec<String> = self
            .services
            .given
            .iter()
            .map(|path| path.display().to_string())
            .collect();
        words.extend(given.iter().map(String::as_str));
        for condition in &self.conditions {
            words.extend(["--where", condition]);
        }
        words.extend(["--in", holder]);
        let words: Vec<Text<Shell>> = words.into_iter().map(shell::word).collect();
        shell::words(&words).as_str().to_owned()
    }
}

/// Looks at each spec of `choice`: whether it is chosen, and who holds the value.
///
/// # Errors
/// If a condition compares what cannot be compared.
fn looks(
    order: &Order,
    choice: &Choice,
    output: &mut Output,
) -> Result<(Vec<Look>, Ending), String> {
    let (mut looks, mut uneven) = (Vec::new(), None);
    let work = |input: Input, _: &mut Page| look::look(&input, &order.place, &order.conditions);
    let finish = |look: Result<Look, String>, _: &mut Page| {
        match look {
            Ok(look) => looks.push(look),
            // One tells what to write; the others would say the same.
            Err(error) => uneven = uneven.take().or(Some(error)),
        }
        Verdict::new(Kind::Clean, "")
    };
    let ending = each(&choice.unlisted(), "fleet set", output, work, finish);
    match uneven {
        Some(error) => Err(error),
        None => Ok((looks, ending)),
    }
}

/// Each spec that may build on the file `base` and is none of `given`: those below the first folder that has both the file and
/// all of `given` below it.
///
/// # Errors
/// If there are too many files to search.
fn beside(base: &str, given: &[Chosen]) -> Result<Vec<Chosen>, String> {
    let is_up = |folder: &Path| folder.components().all(|part| part == Component::ParentDir);
    let is_below = |folder: &Path, path: &Path| {
        path.starts_with(folder) || !path.is_absolute() && is_up(folder)
    };
    let mut folders = Path::new(base).ancestors().skip(1);
    let top = folders.find(|folder| given.iter().all(|spec| is_below(folder, &spec.path)));
    let folder = Path::new(base).parent().unwrap_or(Path::new(""));
    // What cannot be looked at could build on it, too.
    let may = |path: &Path, met: Met| match met {
        Met::File | Met::NoFile => path.ends_with(NAME),
        Met::Closed => true,
    };
    let found = disk::find(top.unwrap_or(folder), &may).map_err(|error| error.to_string())?;
    let known: HashSet<PathBuf> = given.iter().map(|spec| disk::real(&spec.path)).collect();
    let others = found
        .into_iter()
        .filter(|path| !known.contains(&disk::real(path)));
    let others = others.map(|path| Chosen {
        path,
        is_found: true,
    });
    Ok(others.collect())
}
