//! Renders findings with their source lines, with miette.

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, Report,
    Severity as Level,
};

use super::excerpt::Excerpt;
use crate::{
    finding::{Finding, Severity},
    lang::{
        Text,
        terminal::{self, Terminal, wrap},
    },
    source::Source,
};

/// The width of the text before a line of a message.
const MESSAGE_INDENT: usize = "  x ".len();

/// The width of the text before a line of the help.
const HELP_INDENT: usize = "  help: ".len();

/// The minimum width of a wrapped label.
const MIN_LABEL_WIDTH: usize = 20;

/// `finding` about `source`, wrapped at `width`.
#[must_use]
pub fn render_finding(source: &Source, finding: &Finding, width: Option<usize>) -> Text<Terminal> {
    let level = match finding.severity {
        Severity::Warning => Level::Warning,
        Severity::Error => Level::Error,
    };
    let span = finding.location.span(source);
    let excerpt = Excerpt::new(source.file(span), span.bytes(), width);
    let narrow = |indent: usize| width.map(|width| width.saturating_sub(indent));
    let room = narrow(excerpt.label_indent()).map(|room| room.max(MIN_LABEL_WIDTH));
    let label = Some(escape(&finding.label, room)).filter(|label| !label.is_empty());
    let message = escape(&finding.message, narrow(MESSAGE_INDENT));
    let mut diagnostic = MietteDiagnostic::new(message)
        .with_code(format!("{} {}", finding.code, finding.name))
        .with_severity(level)
        .with_label(LabeledSpan::new_with_span(label, excerpt.label.clone()));
    let help = finding.help.as_deref();
    diagnostic.help = help.map(|help| escape(help, narrow(HELP_INDENT)));
    let report = Report::new(diagnostic).with_source_code(excerpt);
    let mut out = String::new();
    match GraphicalReportHandler::new_themed(GraphicalTheme::unicode())
        // The text is wrapped already, and not within code.
        .with_wrap_lines(false)
        .render_report(&mut out, report.as_ref())
    {
        Ok(()) => terminal::styled(&out),
        // A finding that cannot be rendered is still reported.
        Err(_) => terminal::text(&format!(
            "{} {}: {}\n",
            finding.code, finding.name, finding.message
        )),
    }
}

/// Escapes `value` and wraps it at `width` before styles are added around it.
fn escape(value: &str, width: Option<usize>) -> String {
    wrap(&terminal::text(value), width).as_str().to_owned()
}
