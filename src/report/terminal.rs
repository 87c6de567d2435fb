//! Findings with the source lines that they speak of, drawn by miette.

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, Report,
    Severity as Level,
};

use super::excerpt::Excerpt;
use crate::{
    finding::{Finding, Severity},
    lang::{
        Text,
        terminal::{self, Terminal},
    },
    source::Source,
};

/// `finding` about `source`, for a terminal; in colour or not.
#[must_use]
pub fn finding(source: &Source, finding: &Finding, colour: bool) -> Text<Terminal> {
    let level = match finding.severity {
        Severity::Warning => Level::Warning,
        Severity::Error => Level::Error,
    };
    let span = finding.at.span(source);
    let excerpt = Excerpt::new(source.file(span), span.bytes());
    let label = Some(escaped(&finding.label)).filter(|label| !label.is_empty());
    let mut diagnostic = MietteDiagnostic::new(escaped(&finding.message))
        .with_code(format!("{} {}", finding.code, finding.name))
        .with_severity(level)
        .with_label(LabeledSpan::new_with_span(label, excerpt.label.clone()));
    diagnostic.help = finding.help.as_deref().map(escaped);
    let report = Report::new(diagnostic).with_source_code(excerpt);
    let theme = if colour {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    let mut out = String::new();
    match GraphicalReportHandler::new_themed(theme)
        // A wrapped line could break within what is to be written.
        .with_wrap_lines(false)
        .render_report(&mut out, report.as_ref())
    {
        Ok(()) => terminal::styled(&out),
        // A report that cannot be drawn is still said.
        Err(_) => terminal::text(&format!(
            "{} {}: {}\n",
            finding.code, finding.name, finding.message
        )),
    }
}

/// Escapes `value` before styles are added around it.
fn escaped(value: &str) -> String {
    terminal::text(value).as_str().to_owned()
}
