//! What was found in the form that code scanning reads: SARIF 2.1.0.
//!
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html> says what may be in it,
//! <https://docs.github.com/code-security/reference/code-scanning/sarif-files/sarif-support> what GitHub shows of it.

mod descriptors;

use std::collections::HashMap;

use serde_json::{Value as Json, json};

use self::descriptors::Descriptors;
use super::{Located, Report, Root, root::Uri};
use crate::{artifact::VERSION, hash::sha256, workspace::Drift};

/// How many results GitHub takes: of a log with more it shows none.
const MOST_RESULTS: usize = 25_000;

/// `report` as a SARIF log; its files are named from `root`.
#[must_use]
pub fn document(report: &Report, root: &Root) -> String {
    let mut results = Results {
        root,
        descriptors: Descriptors::default(),
        seen: HashMap::new(),
    };
    let findings = report
        .findings
        .iter()
        .map(|located| results.finding(located));
    let mut found: Vec<Json> = findings.collect();
    let drifts = report
        .drifts
        .iter()
        .filter_map(|drift| results.drift(drift));
    found.extend(drifts);
    let failures = report.failures.iter();
    let mut notes: Vec<Json> = failures.map(|text| note("error", text)).collect();
    let mut more = report.omitted;
    if found.len() > MOST_RESULTS {
        more += found.split_off(MOST_RESULTS).len();
    }
    if more > 0 {
        notes.push(note(
            "warning",
            &format!("{more} more results are left out"),
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
            "results": found,
        }],
    });
    super::escape::escaped(&format!("{log:#}\n"))
}

fn note(level: &str, text: &str) -> Json {
    json!({ "level": level, "message": { "text": text } })
}

/// What is needed to write results.
struct Results<'a> {
    root: &'a Root,
    descriptors: Descriptors,
    /// How often something was found before.
    seen: HashMap<String, usize>,
}

impl Results<'_> {
    fn finding(&mut self, located: &Located) -> Json {
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
        let rule = self.descriptors.rule(finding.code);
        let about = [finding.code, &finding.message];
        let mut result = self.result(rule, about, &text, &located.file, &region);
        result["level"] = finding.severity.name().into();
        result
    }

    fn drift(&mut self, drift: &Drift) -> Option<Json> {
        let (message, help) = (drift.message()?, drift.help.as_ref()?);
        let (file, line) = drift.place();
        let rule = self.descriptors.state(drift.state)?;
        let path = self.root.path(&drift.path);
        let about = [drift.state.name(), path.as_ref().unwrap_or(&drift.path)];
        let region = json!({ "startLine": line });
        Some(self.result(rule, about, &format!("{message}\n{help}"), file, &region))
    }

    /// A result of the rule `rule`, told from others by what it is `about`.
    fn result(
        &mut self,
        (index, id): (usize, String),
        about: [&str; 2],
        text: &str,
        file: &str,
        region: &Json,
    ) -> Json {
        let location = match self.root.uri(file) {
            Uri::Relative(uri) => json!({ "uri": uri, "uriBaseId": "%SRCROOT%" }),
            Uri::Whole(uri) => json!({ "uri": uri }),
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
            // By this GitHub knows a finding again whose line has moved.
            "partialFingerprints": { "primaryLocationLineHash": format!("{hash}:{seen}") },
        })
    }
}
