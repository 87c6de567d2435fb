//! `tvgen fleet table`: compares services by setting.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{
    super::{ExitStatus, for_each_spec::for_each_spec, output::Output},
    Services,
};
use crate::{
    disk::{self, Destination},
    finding::Severity,
    fleet::{
        setting::ALL,
        table::{Row, Table as Settings},
    },
    lang::terminal::unstyled,
    place,
    report::{
        SpecOutput, StatusKind,
        fleet::{csv, html, json, text},
    },
    source::Value,
    workspace::{Compiler, LoadedSpec, OutputFiles, find_orphans_of},
};

/// Show services by setting, and mark outliers
///
/// A value that at least two thirds of the services share is the usual one, and all other values are marked. If no
/// version is usual, versions older than the most common one are marked. Versions past their end of life are always
/// marked. The exit status does not depend on what is marked.
#[derive(Args, Debug)]
#[command(after_long_help = "\
Examples:
  tvgen fleet table services
  tvgen fleet table --format html --out fleet.html

Exit status:
  0  Success
  2  A spec or a file could not be read or written")]
pub(super) struct Table {
    #[command(flatten)]
    services: Services,

    /// Print the table as FORMAT
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,

    /// Write to FILE; overwrites only an earlier table in the same format
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// A format of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text: the shared settings, then one line per service
    Human,
    /// One JSON object with `usual` and `services`
    Json,
    /// Comma-separated values for a spreadsheet
    Csv,
    /// A self-contained page
    Html,
}

impl Table {
    pub(super) fn run(
        &self,
        compiler: &Compiler,
        output: &mut Output,
    ) -> Result<ExitStatus, String> {
        if let Some(error) = self.out.as_deref().and_then(|file| self.check_target(file)) {
            return Err(error);
        }
        let mut selection = self.services.select(compiler, output);
        selection.has_summary = false;
        let mut rows = Vec::new();
        let work = |input: LoadedSpec, spec_output: &mut SpecOutput| {
            build_row(&input, compiler, spec_output)
        };
        let finish = |(row, kind): (Row, StatusKind), _: &mut SpecOutput| {
            rows.push(row);
            kind.into()
        };
        let status = for_each_spec(&selection, "fleet table", output, work, finish);
        let table = Settings::new(rows, compiler.today);
        let text = match self.format {
            Format::Human if self.out.is_none() => {
                output.text(&text::render_table(&table, output.width()));
                return Ok(status);
            }
            Format::Human => unstyled(&text::render_table(&table, None))
                .as_str()
                .to_owned(),
            Format::Json => json::render_document(&table),
            Format::Csv => csv::render_table(&table),
            Format::Html => html::render_page(&table, compiler.today),
        };
        let Some(file) = &self.out else {
            output.data(&text);
            return Ok(status);
        };
        disk::write(&[(Destination::from_user_path(file), text)])
            .map_err(|error| error.to_string())?;
        output.note(&format!("    wrote  {}", file.display()));
        Ok(status)
    }

    /// The error if the table may not be written to `file`: only an earlier table in the same format is overwritten.
    fn check_target(&self, file: &Path) -> Option<String> {
        let shown = file.display();
        let folder = file.parent().filter(|above| !above.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !disk::is_folder(folder)) {
            let folder = folder.display();
            return Some(format!(
                "cannot write {shown}: the folder `{folder}` does not exist\nhelp: create the folder, or write to another FILE"
            ));
        }
        let is_fleet_table = match self.format {
            Format::Human => text::is_fleet_table,
            Format::Json => json::is_fleet_table,
            Format::Csv => csv::is_fleet_table,
            Format::Html => html::is_fleet_table,
        };
        match disk::read_if_exists(file) {
            Ok(None) => None,
            Ok(Some(text)) if is_fleet_table(&text) => None,
            Ok(Some(_)) => Some(format!(
                "cannot write {shown}: the file exists and is not a table in this format\nhelp: write to another FILE, or remove the file"
            )),
            Err(error) => Some(error.to_string()),
        }
    }
}

/// The row of `input`, and the status of the spec.
fn build_row(
    input: &LoadedSpec,
    compiler: &Compiler,
    spec_output: &mut SpecOutput,
) -> (Row, StatusKind) {
    let files = OutputFiles::below(&input.folder);
    let outcome = compiler.compile_for_files(input, &files);
    let orphans = find_orphans_of(input, &input.folder, &outcome);
    let source = &input.source;
    let errors = outcome.findings.iter();
    let errors = errors
        .filter(|finding| finding.severity == Severity::Error)
        .count();
    let cells = ALL
        .iter()
        .map(|setting| setting.read(source, outcome.plan.as_ref()));
    let name = match source.value(&place!("service", "name")) {
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
