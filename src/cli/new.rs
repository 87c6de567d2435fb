//! `tvgen new`: creates a service's spec from a template, and renders it.

mod ask;
mod prefilled;
mod write;

use std::path::PathBuf;

use clap::Args;
use indexmap::IndexMap;

use self::ask::ask;
use super::{ExitStatus, format::Reporting, output::Output};
use crate::{
    finding::Finding,
    lang::terminal::end_line,
    onboard::{
        Prefilled, Questionnaire, answers::Answers, gem_packages::add_gem_packages,
        questionnaire::QuestionnaireError,
    },
    report::questions,
    spec::{
        pattern::DNS_LABEL,
        template::{
            NAME, Template,
            answer::{RawAnswer, compile_pattern},
        },
    },
    workspace::{BaseSpecs, ChosenTemplate, Compiler, NewService},
};

/// Create a spec from a template, and render it
///
/// At a terminal, asks each question of the template that `--set` and `--answers` do not answer; elsewhere, the defaults
/// apply. Defaults are read from the repository: Ruby, gems, the package manager, the owner. Packages that the gems in
/// `Gemfile.lock` need are added to the spec. Existing files are never overwritten.
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub(super) struct New {
    /// The name of the service: lower-case letters, digits and dashes
    #[arg(value_name = "NAME")]
    name: Option<String>,

    /// A built-in template, or the path of a spec
    ///
    /// Any spec can be a template; it can ask questions in its `[template]` table.
    #[arg(long, value_name = "FILE", default_value = "web")]
    template: PathBuf,

    /// Answer the question KEY; repeatable
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,

    /// Read answers from FILE
    ///
    /// The file has `key = value` lines in TOML, or the parameters of an older onboarding script, `SERVICE_NAME=value`,
    /// which are read without running a shell.
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,

    /// Ask only questions without a default
    #[arg(long)]
    defaults: bool,

    /// The folder of the service [default: the current folder if it has a file such as `.git` or `Gemfile`, otherwise NAME]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Write only `tvgen.toml`, without rendering it
    #[arg(long)]
    no_render: bool,

    /// Show what would be written, as a diff, without writing
    #[arg(long)]
    dry_run: bool,

    /// List the questions of the template, without writing
    #[arg(long)]
    questions: bool,

    #[command(flatten)]
    pub(super) reporting: Reporting,
}

/// The built-in templates with their descriptions, which are repeated here: parsing the templates would delay each start.
const AFTER_HELP: &str = "\
Built-in templates:
  web      A Rails web service, built, scanned and pushed; something else deploys it
  api      A Rails API, built, scanned and pushed; something else deploys it
  dfe-web  A Rails web service on Teacher Services Cloud (AKS), deployed with Terraform
  dfe-api  A Rails API on Teacher Services Cloud (AKS), deployed with Terraform
  image    Only the image of a Rails service, without a command or a health check

Examples:
  tvgen new payments --template api          Create `payments/tvgen.toml` and its outputs
  tvgen new payments --set ruby=3.4.7        Answer a question on the command line
  tvgen new --template api --questions       List the questions of a template

Exit status:
  0  The files are written
  1  The spec has errors, or an output already exists
  2  An answer is missing or invalid, or a spec already exists";

impl New {
    pub(super) fn run(
        &self,
        compiler: &Compiler,
        output: &mut Output,
    ) -> Result<ExitStatus, String> {
        let chosen = ChosenTemplate::choose(&self.template, compiler)?;
        let outcome = chosen.compile(compiler);
        if outcome.has_errors() {
            output.outcome(&chosen.source, &outcome);
            output.error("The template has errors, and nothing was written.");
            return Ok(ExitStatus::from_outcome(&outcome));
        }
        let template = chosen.template();
        let prefilled = self.collect_answers(&template, output)?;
        // An invalid name is reported later, and not used as a folder.
        let name = prefilled.get(NAME).map(|prefilled| prefilled.raw.to_line());
        let name = name.filter(|name| is_label(name));
        let service = NewService::new(self.out.as_deref(), name.as_deref());
        let bases = BaseSpecs::new(&compiler.allowed);
        let findings = |text: &str| {
            let input = bases.load_unsaved(&service.spec_path(), text);
            compiler.lint(&input)
        };
        let questionnaire = build_questionnaire(&chosen, &template, &service, compiler, &findings);
        if self.questions {
            output.text(&end_line(&questions::format_questions(
                &questionnaire,
                output.width(),
            )));
            return Ok(ExitStatus::Clean);
        }
        service.check_free()?;
        let answers = self.complete_answers(&questionnaire, &prefilled, output)?;
        // The answers may include the name.
        let name = answers.get(NAME).map(|name| name.answer.to_line());
        let service = NewService::new(self.out.as_deref(), name.as_deref());
        service.check_free()?;
        let questionnaire =
            build_questionnaire(&chosen, &template, &service, compiler, &|_| Vec::new());
        let text = questionnaire.instantiate(&answers).ok_or(
            "an answer changes a key that the template inherits: set that key in the template itself",
        )?;
        output.styled_note(&questions::format_answers(&answers, output.width()));
        let input = bases.load_unsaved(&service.spec_path(), &text);
        let repository = input.repository.as_ref();
        let packages =
            repository.and_then(|repository| add_gem_packages(&input.source, repository));
        let Some((text, added)) = packages else {
            return self.write(&service, &input, compiler, output);
        };
        output.styled_note(&questions::format_packages(&added, output.width()));
        let input = bases.load_unsaved(&service.spec_path(), &text);
        self.write(&service, &input, compiler, output)
    }

    /// Collects the answers to all questions: `prefilled` ones, typed ones, and defaults.
    ///
    /// # Errors
    /// If answers are missing or invalid (all are listed), or the user cancels.
    fn complete_answers(
        &self,
        questionnaire: &Questionnaire,
        prefilled: &IndexMap<String, Prefilled>,
        output: &mut Output,
    ) -> Result<Answers, String> {
        let first = questionnaire.fill(prefilled, None);
        // Invalid arguments are reported before the first prompt.
        let is_asked = output.is_interactive()
            && match &first {
                Ok(_) => !self.defaults,
                Err(QuestionnaireError::InvalidAnswers(faults)) => faults
                    .iter()
                    .all(|fault| !prefilled.contains_key(&fault.key)),
                Err(QuestionnaireError::Cancelled) => false,
            };
        let filled = if is_asked {
            output.error(ask::KEY_HELP);
            questionnaire.fill(prefilled, Some(&mut self.prompter()))
        } else {
            first
        };
        filled.map_err(|error| match error {
            QuestionnaireError::InvalidAnswers(faults) => questions::describe_errors(&faults),
            QuestionnaireError::Cancelled => {
                "cancelled before the last question; nothing was written".to_owned()
            }
        })
    }

    /// Prompts for an answer; with `--defaults`, only if there is no default.
    fn prompter(
        &self,
    ) -> impl FnMut(
        &Questionnaire,
        &str,
        Option<&(RawAnswer, String)>,
        &Answers,
    ) -> Option<RawAnswer>
    + use<'_> {
        |questionnaire, key, default, answers| match default {
            Some((raw, _)) if self.defaults => Some(raw.clone()),
            default => ask(questionnaire, key, default, answers),
        }
    }
}

/// Whether `name` can be the name of a service.
fn is_label(name: &str) -> bool {
    compile_pattern(DNS_LABEL).is_ok_and(|label| label.is_match(name))
}

/// The questions of `template` for `service`.
fn build_questionnaire<'a>(
    chosen: &'a ChosenTemplate,
    template: &'a Template,
    service: &'a NewService,
    compiler: &Compiler,
    findings: &'a dyn Fn(&str) -> Vec<Finding>,
) -> Questionnaire<'a> {
    Questionnaire {
        source: &chosen.source,
        template,
        facts: service.facts(compiler.today),
        extends: chosen.extends(&service.folder),
        findings,
    }
}
