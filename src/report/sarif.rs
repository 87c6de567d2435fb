//! The results of a command as SARIF 2.1.0, for code scanning.
//!
//! Specified by <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>; GitHub shows the part that
//! <https://docs.github.com/code-security/reference/code-scanning/sarif-files/sarif-support> describes.

mod descriptors;

use std::collections::HashMap;

use serde_json::{Value as Json, json};

use self::descriptors::Descriptors;
use super::{LocatedFinding, Report, Root, root::Uri};
use crate::{artifact::VERSION, hash::sha256, workspace::FileDrift};

/// The largest number of results that GitHub accepts: it rejects a log with more.
const MAX_RESULTS: usize = 25_000;

/// `report` as a SARIF log, with paths from `root`.
#[must_use]
pub fn render_document(report: &Report, root: &Root) -> String {
    let mut results = Results {
        root,
        descriptors: Descriptors::default(),
        seen: HashMap::new(),
    };
    let findings = report
        .findings
        .iter()
        .map(|located| results.format_finding(located));
    let mut listed: Vec<Json> = findings.collect();
    let drifts = report
        .drifts
        .iter()
        .filter_map(|drift| results.format_drift(drift));
    listed.extend(drifts);
    let failures = report.failures.iter();
    let mut notes: Vec<Json> = failures
        .map(|text| format_notification("error", text))
        .collect();
    let mut omitted = report.omitted;
    if listed.len() > MAX_RESULTS {
        omitted += listed.split_off(MAX_RESULTS).len();
    }
    if omitted > 0 {
        notes.push(format_notification(
            "warning",
            &format!("{omitted} more results are omitted"),
        ));
    }
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "tvgen",
                "semanticVersion": VERSION,
                "rules": results.descriptors.into_list(),
            } },
            "invocations": [{
                "executionSuccessful": report.failures.is_empty(),
                "toolExecutionNotifications": notes,
            }],
            "columnKind": "unicodeCodePoints",
            "results": listed,
        }],
    });
    super::escape::escape_json(&format!("{log:#}\n"))
}

fn format_notification(level: &str, text: &str) -> Json {
    json!({ "level": level, "message": { "text": text } })
}

/// The state shared by all results.
struct Results<'a> {
    root: &'a Root,
    descriptors: Descriptors,
    /// The number of earlier results with the same fingerprint.
    seen: HashMap<String, usize>,
}

impl Results<'_> {
    fn format_finding(&mut self, located: &LocatedFinding) -> Json {
        let finding = &located.finding;
        let text = match &finding.help {
            Some(help) => format!("{}\n{help}", finding.message),
            None => finding.message.clone(),
        };
        let region = json!({
            "startLine": located.start.0,
            "startColumn": located.start.1,
            "endLine": located.end.0,
            "endColumn": located.end.1,
        });
        let rule = self.descriptors.add_rule(finding.code);
        let about = [finding.code, &finding.message];
        let mut result = self.format_result(rule, about, &text, &located.file, &region);
        result["level"] = finding.severity.name().into();
        result
    }

    fn format_drift(&mut self, drift: &FileDrift) -> Option<Json> {
        let (message, help) = (drift.message()?, drift.help.as_ref()?);
        let (file, line) = drift.place();
        let rule = self.descriptors.add_state(drift.state)?;
        let path = self.root.path(&drift.path);
        let about = [drift.state.name(), path.as_ref().unwrap_or(&drift.path)];
        let region = json!({ "startLine": line });
        Some(self.format_result(rule, about, &format!("{message}\n{help}"), file, &region))
    }

    /// A result of the rule `rule`. `about` identifies it among the results of its file.
    fn format_result(
        &mut self,
        (index, id): (usize, String),
        about: [&str; 2],
        text: &str,
        file: &str,
        region: &Json,
    ) -> Json {
        let location = match self.root.uri(file) {
            Uri::Relative(uri) => json!({ "uri": uri, "uriBaseId": "%SRCROOT%" }),
            Uri::Absolute(uri) => json!({ "uri": uri }),
        };
        let [kind, what] = about;
        let mut hash = sha256(&[kind, what, &location.to_string()].join("\n"));
        hash.truncate(16);
        let seen = self.seen.entry(hash.clone()).or_default();
        *seen += 1;
        json!({
            "ruleId": id,
            "ruleIndex": index,
            "level": "error",
            "message": { "text": text },
            "locations": [{ "physicalLocation": { "artifactLocation": location, "region": region } }],
            // GitHub uses it to recognise a finding whose line has moved.
            "partialFingerprints": { "primaryLocationLineHash": format!("{hash}:{seen}") },
        })
    }
}
