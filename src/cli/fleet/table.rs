//! `tvgen fleet table`: services by settings.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{
    super::{ExitStatus, each::for_each_spec, output::Output},
    Services,
};
use crate::{
    at,
    disk::{self, Destination},
    finding::Severity,
    fleet::{
        setting::ALL,
        table::{Row, Table as Settings},
    },
    report::{
        SpecOutput, StatusKind,
        fleet::{csv, html, json, words},
    },
    source::Value,
    workspace::{Compiler, Files, Input, orphans_of},
};

/// Show services by their settings, and what stands out
///
/// What two thirds of the services have is what most have: another value stands out, and so do a version that is older and an
/// end of life that has come. Nothing is judged: it exits with 0 unless something cannot be read.
#[derive(Args, Debug)]
pub(super) struct Table {
    #[command(flatten)]
    services: Services,

    /// How to show the table
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,

    /// Write it to FILE, which is new or an earlier table of the same format
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// A way to show the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Words: what all services share, and below it a line a service
    Human,
    /// One JSON object, {"usual": {…}, "services": […]}
    Json,
    /// Comma-separated values, for a spreadsheet
    Csv,
    /// A page that needs no other file, to be sent round
    Html,
}

impl Table {
    pub(super) fn run(
        &self,
        compiler: &Compiler,
        output: &mut Output,
    ) -> Result<ExitStatus, String> {
        if let Some(error) = self.out.as_deref().and_then(|file| self.forbids(file)) {
            return Err(error);
        }
        let mut selection = self.services.select(compiler, output);
        selection.is_listed = false;
        let mut rows = Vec::new();
        let work = |input: Input, spec_output: &mut SpecOutput| row(&input, compiler, spec_output);
        let finish = |(row, kind): (Row, StatusKind), _: &mut SpecOutput| {
            rows.push(row);
            kind.into()
        };
        let status = for_each_spec(&selection, "fleet table", output, work, finish);
        let table = Settings::new(rows, compiler.today);
        let text = match self.format {
            Format::Human => words::text(&table),
            Format::Json => json::document(&table),
            Format::Csv => csv::text(&table),
            Format::Html => html::page(&table, compiler.today),
        };
        let Some(file) = &self.out else {
            output.data(&text);
            return Ok(status);
        };
        disk::write(&[(Destination::named(file), text)]).map_err(|error| error.to_string())?;
        output.note(&format!("    wrote  {}", file.display()));
        Ok(status)
    }

    /// Why the table is not written to `file`, if it is not: only an earlier table of the same format is replaced.
    fn forbids(&self, file: &Path) -> Option<String> {
        let shown = file.display();
        let folder = file.parent().filter(|above| !above.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !disk::is_folder(folder)) {
            let folder = folder.display();
            return Some(format!(
                "cannot write {shown}: there is no folder `{folder}`\nMake that folder first, or give another FILE"
            ));
        }
        let is_one = match self.format {
            Format::Human => words::is_one,
            Format::Json => json::is_one,
            Format::Csv => csv::is_one,
            Format::Html => html::is_one,
        };
        match disk::read_if_there(file) {
            Ok(None) => None,
            Ok(Some(text)) if is_one(&text) => None,
            Ok(Some(_)) => Some(format!(
                "cannot write {shown}: it is there already, and no earlier table of this format\nGive another FILE, or move that one away"
            )),
            Err(error) => Some(error.to_string()),
        }
    }
}

/// The row of `input`, and how looking at it ended.
fn row(input: &Input, compiler: &Compiler, spec_output: &mut SpecOutput) -> (Row, StatusKind) {
    let files = Files::below(&input.folder);
    let outcome = compiler.compile_beside(input, &files);
    let orphans = orphans_of(input, &input.folder, &outcome);
    let source = &input.source;
    let errors = outcome.findings.iter();
    let errors = errors
        .filter(|finding| finding.severity == Severity::Error)
        .count();
    let cells = ALL
        .iter()
        .map(|setting| setting.of(source, outcome.plan.as_ref()));
    let name = match source.value(&at!("service", "name")) {
        Some(Value::String(name)) => Some(name.clone()),
        Some(_) | None => None,
    };
    let mut row = Row {
        spec: source.own.name.clone(),
        name,
        cells: cells.collect(),
        files: None,
        drifted: 0,
        errors,
        warnings: outcome.findings.len() - errors,
    };
    let has_files = outcome.plan.is_some();
    let (targets, unreadable) = files.targets(source, outcome.artifacts);
    for error in &unreadable {
        spec_output.failure(error);
    }
    let differs = targets.iter().filter(|target| target.differs());
    row.drifted = differs.count() + orphans.len() + unreadable.len();
    row.files = has_files.then(|| targets.len() + unreadable.len());
    let kind = if unreadable.is_empty() {
        StatusKind::Clean
    } else {
        StatusKind::Failed
    };
    (row, kind)
}
