//! Renders the claims as tables: the claim, whether the outputs fulfil it, and where or why.

use std::fmt::Write;

use super::{
    claim::{Claim, Entry, Place, Verdict},
    outputs::Outputs,
};

/// The tables, and the claims that the outputs do not fulfil.
pub fn table(page: &[Entry], outputs: &Outputs) -> (String, Vec<&'static str>) {
    let (mut body, mut unfulfilled, mut asides) = (String::new(), Vec::new(), Vec::new());
    let (mut fulfilled, mut different) = (0, 0);
    let mut section = None;
    for entry in page {
        match entry {
            Entry::Section(title) => section = Some(*title),
            Entry::Aside(text, subject) => asides.push((*text, *subject)),
            Entry::Claim(claim) => {
                if let Some(title) = section.take() {
                    let _ = write!(
                        body,
                        "\n## {title}\n\n| The page says | | Where, and why |\n|---|---|---|\n"
                    );
                }
                match claim.verdict {
                    Verdict::Fulfilled | Verdict::Remarked(_) => fulfilled += 1,
                    Verdict::Differs(_) => different += 1,
                }
                let places = (claim.proof)(outputs).unwrap_or_default();
                if places.is_empty() {
                    unfulfilled.push(claim.text);
                }
                body.push_str(&row(claim, &places));
            }
        }
    }
    let mut text = format!(
        "# Claims of the page\n\n\
         The claims of the page \"Teaching vacancies - Docker\", quoted in order, and where the outputs of\n\
         `spec/teaching-vacancies-2020.toml` fulfil them: {fulfilled} claims are fulfilled, and {different} differ for a stated reason.\n\
         A test checks every claim and writes this table.\n{body}"
    );
    text.push_str("\n## Not about the outputs\n\n| The page says | It is about |\n|---|---|\n");
    for (claim, subject) in asides {
        let _ = writeln!(text, "| {} | {subject} |", escape_cell(claim));
    }
    (text, unfulfilled)
}

fn row(claim: &Claim, places: &[Place]) -> String {
    let text = if claim.is_code {
        quote(claim.text)
    } else {
        escape_cell(claim.text)
    };
    let (verdict, reason) = match claim.verdict {
        Verdict::Fulfilled => ("fulfilled", None),
        Verdict::Remarked(remark) => ("fulfilled", Some(remark)),
        Verdict::Differs(reason) => ("**differs**", Some(reason)),
    };
    let places = places.iter().map(|place| match place {
        Place::Line { file, number, text } => format!("{file}:{number} {}", quote(&shorten(text))),
        Place::Ran { command, did } => format!("{} → {}", quote(command), quote(&shorten(did))),
    });
    let mut lines: Vec<_> = places.collect();
    lines.dedup();
    lines.extend(reason.map(|reason| format!("*{}*", escape_cell(reason))));
    format!("| {text} | {verdict} | {} |\n", lines.join("<br>"))
}

/// Formats `text` as code in a cell.
fn quote(text: &str) -> String {
    let text = text.replace('|', "\\|");
    if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}

/// Escapes `text` for a cell.
fn escape_cell(text: &str) -> String {
    text.replace('|', "\\|").replace('*', "\\*")
}

/// Truncates `text` to 120 characters.
fn shorten(text: &str) -> String {
    if text.chars().count() <= 120 {
        return text.to_owned();
    }
    let start: String = text.chars().take(119).collect();
    format!("{}…", start.trim_end())
}
