//! `tvgen new`: makes a service's spec of a template, and renders it.

mod ask;
mod given;
mod write;

use std::path::PathBuf;

use clap::Args;
use indexmap::IndexMap;

use self::ask::ask;
use super::{ExitStatus, format::Reporting, output::Output};
use crate::{
    finding::Finding,
    onboard::{Form, Given, answers::Answers, form::Unfilled},
    report::questions,
    spec::{
        pattern::DNS_LABEL,
        template::{
            NAME, Template,
            answer::{Raw, whole},
        },
    },
    workspace::{BaseSpecs, ChosenTemplate, Compiler, NewService},
};

/// Make the spec of a new service from a template, and render it
///
/// At a terminal each question of the template is asked that --set and --answers leave open; elsewhere its default is
/// taken. Files that are there already are never written over.
#[derive(Args, Debug)]
#[command(after_help = LISTED)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub(super) struct New {
    /// What the service is called: lower-case letters, digits and dashes
    #[arg(value_name = "NAME")]
    name: Option<String>,

    /// The template: one of those below, or a spec of your own, which may ask questions in a table [template]
    #[arg(long, value_name = "FILE", default_value = "web")]
    template: PathBuf,

    /// Answer the question KEY; may be repeated
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,

    /// Take answers from FILE: `key = value` as TOML, or the parameters of an older onboarding script, `SERVICE_NAME=value`;
    /// no shell is run
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,

    /// Ask nothing that has a default
    #[arg(long)]
    defaults: bool,

    /// The folder of the service [default: this one if a service lies in it, as .git or a Gemfile tells, or else NAME]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Write tvgen.toml alone, beside files that others made
    #[arg(long)]
    no_render: bool,

    /// Show what would be written, as a diff, and write nothing
    #[arg(long)]
    dry_run: bool,

    /// List what the template asks, and make nothing
    #[arg(long)]
    questions: bool,

    #[command(flatten)]
    pub(super) reporting: Reporting,
}

/// The templates of tvgen's own, with what each says that it is for: each is too long to be read whenever tvgen starts.
const LISTED: &str = "\
Templates of tvgen's own:
  web    A web service in Rails, deployed to Azure AKS with Terraform
  api    An API in Rails, without JavaScript and assets, deployed to Azure AKS with Terraform
  image  The image of a Rails service, built, scanned and pushed: something else deploys it

`tvgen new --template TEMPLATE --questions` lists what a template asks.";

impl New {
    pub(super) fn run(
        &self,
        compiler: &Compiler,
        output: &mut Output,
    ) -> Result<ExitStatus, String> {
        let chosen = ChosenTemplate::choose(&self.template, compiler)?;
        let outcome = chosen.compile(compiler);
        if outcome.failed() {
            output.outcome(&chosen.source, &outcome);
            output.error("The template has errors, and nothing was written.");
            return Ok(ExitStatus::of(&outcome));
        }
        let template = chosen.template();
        let given = self.given(&template, output)?;
        // One that is no name is no folder either.
        let name = given.get(NAME).map(|given| given.raw.line());
        let name = name.filter(|name| is_label(name));
        let place = NewService::new(self.out.as_deref(), name.as_deref());
        let bases = BaseSpecs::new(&compiler.allowed);
        let findings = |text: &str| {
            let input = bases.unwritten(&place.spec(), text);
            compiler.judge(&input)
        };
        let form = form(&chosen, &template, &place, compiler, &findings);
        if self.questions {
            output.result(&questions::questions(&form));
            return Ok(ExitStatus::Clean);
        }
        place.is_free()?;
        let answers = self.answered(&form, &given, output)?;
        // Perhaps it is only now known what the service is called.
        let name = answers.get(NAME).map(|name| name.answer.line());
        let place = NewService::new(self.out.as_deref(), name.as_deref());
        place.is_free()?;
        let form = self::form(&chosen, &template, &place, compiler, &|_| Vec::new());
        let text = form.made(&answers).ok_or(
            "an answer changes a part of the template that is not in its own file: write that part into it",
        )?;
        output.note(questions::answers(&answers).trim_end());
        self.write(
            &place,
            &bases.unwritten(&place.spec(), &text),
            compiler,
            output,
        )
    }

    /// The answers to all questions: those `given`, those that a person types, and defaults.
    ///
    /// # Errors
    /// With all that is missing and all that is wrong; or if the person leaves.
    fn answered(
        &self,
        form: &Form,
        given: &IndexMap<String, Given>,
        output: &mut Output,
    ) -> Result<Answers, String> {
        let first = form.fill(given, None);
        // Nobody is asked anything before what was given is right.
        let is_asked = output.is_interactive()
            && match &first {
                Ok(_) => !self.defaults,
                Err(Unfilled::Faults(faults)) => {
                    faults.iter().all(|fault| !given.contains_key(&fault.key))
                }
                Err(Unfilled::Left) => false,
            };
        let filled = if is_asked {
            output.error(ask::KEYS);
            form.fill(given, Some(&mut self.asking()))
        } else {
            first
        };
        filled.map_err(|unfilled| match unfilled {
            Unfilled::Faults(faults) => questions::faults(&faults),
            Unfilled::Left => {
                "you left before the last question, and nothing was written".to_owned()
            }
        })
    }

    /// What asks a person, all or only what has no default.
    fn asking(
        &self,
    ) -> impl FnMut(&Form, &str, Option<&(Raw, String)>, &Answers) -> Option<Raw> + use<'_> {
        |form, key, default, answers| match default {
            Some((raw, _)) if self.defaults => Some(raw.clone()),
            default => ask(form, key, default, answers),
        }
    }
}

/// Whether `name` can be the name of a service.
fn is_label(name: &str) -> bool {
    whole(DNS_LABEL).is_ok_and(|label| label.is_match(name))
}

/// What is asked of `template` for a service at `place`.
fn form<'a>(
    chosen: &'a ChosenTemplate,
    template: &'a Template,
    place: &'a NewService,
    compiler: &Compiler,
    findings: &'a dyn Fn(&str) -> Vec<Finding>,
) -> Form<'a> {
    Form {
        source: &chosen.source,
        template,
        facts: place.facts(compiler.today),
        extends: chosen.extends(&place.folder),
        findings,
    }
}
