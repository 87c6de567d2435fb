//! Escapes JSON documents for terminals and the GitHub Actions runner.

use std::fmt::Write;

use crate::lang::terminal::is_terminal_control;

/// Escapes terminal controls and commands of the GitHub Actions runner in the strings of `document`. Neither occurs
/// outside of strings.
#[must_use]
pub fn escape_json(document: &str) -> String {
    let mut out = String::with_capacity(document.len());
    for c in document.chars() {
        if c != '\n' && is_terminal_control(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out.replace("##[", "#\\u0023[")
}
