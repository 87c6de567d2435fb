//! The claims as tables that people read: what the page says, whether it is so, where or why.

use std::fmt::Write;

use super::{
    claim::{Claim, Entry, Place, Verdict},
    outputs::Outputs,
};

/// The tables, and the claims that the outputs do not show.
pub fn table(page: &[Entry], outputs: &Outputs) -> (String, Vec<&'static str>) {
    let (mut body, mut unfulfilled, mut asides) = (String::new(), Vec::new(), Vec::new());
    let (mut fulfilled, mut different) = (0, 0);
    let mut section = None;
    for entry in page {
        match entry {
            Entry::Section(words) => section = Some(*words),
            Entry::Aside(words, what) => asides.push((*words, *what)),
            Entry::Claim(claim) => {
                if let Some(words) = section.take() {
                    let _ = write!(
                        body,
                        "\n## {words}\n\n| The page says | | Where, and why |\n|---|---|---|\n"
                    );
                }
                match claim.verdict {
                    Verdict::Fulfilled | Verdict::Remarked(_) => fulfilled += 1,
                    Verdict::Differs(_) => different += 1,
                }
                let places = (claim.proof)(outputs).unwrap_or_default();
                if places.is_empty() {
                    unfulfilled.push(claim.words);
                }
                body.push_str(&row(claim, &places));
            }
        }
    }
    let mut text = format!(
        "# The page comes true\n\n\
         What the page \"Teaching vacancies - Docker\" says, in its own words and order, and where the outputs of\n\
         `spec/teaching-vacancies-2020.toml` show it: {fulfilled} claims are fulfilled as they stand, in {different} ours differs and says why.\n\
         A test walks them all and makes this table.\n{body}"
    );
    text.push_str("\n## Not about the outputs\n\n| The page says | It is about |\n|---|---|\n");
    for (words, what) in asides {
        let _ = writeln!(text, "| {} | {what} |", cell(words));
    }
    (text, unfulfilled)
}

fn row(claim: &Claim, places: &[Place]) -> String {
    let words = if claim.code {
        quoted(claim.words)
    } else {
        cell(claim.words)
    };
    let (verdict, why) = match claim.verdict {
        Verdict::Fulfilled => ("fulfilled", None),
        Verdict::Remarked(remark) => ("fulfilled", Some(remark)),
        Verdict::Differs(reason) => ("**differs**", Some(reason)),
    };
    let places = places.iter().map(|place| match place {
        Place::Line { file, number, text } => format!("{file}:{number} {}", quoted(&short(text))),
        Place::Ran { command, did } => format!("{} → {}", quoted(command), quoted(&short(did))),
    });
    let mut lines: Vec<_> = places.collect();
    lines.dedup();
    lines.extend(why.map(|why| format!("*{}*", cell(why))));
    format!("| {words} | {verdict} | {} |\n", lines.join("<br>"))
}

/// `text` as code in a cell.
fn quoted(text: &str) -> String {
    let text = text.replace('|', "\\|");
    if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}

/// `text` as prose in a cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('*', "\\*")
}

/// `text`, cut where a cell would grow too wide.
fn short(text: &str) -> String {
    if text.chars().count() <= 120 {
        return text.to_owned();
    }
    let kept: String = text.chars().take(119).collect();
    format!("{}…", kept.trim_end())
}
