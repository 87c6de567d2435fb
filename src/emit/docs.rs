//! The page that explains the pipeline to a new colleague.

mod arguments;
mod building;
mod caches;
mod change;
mod commands;
mod deployment;
mod diagram;
mod environments;
mod files;
mod jobs;
mod opening;
mod packages;
mod phrase;
mod prelude;
mod registries;
mod sample;
mod secrets;
mod stages;
mod steps;
mod tags;

use self::prelude::*;
use super::body::Body;

/// All that the template shows.
#[derive(Serialize)]
struct View {
    sections: Vec<Text<Markdown>>,
}

/// Writes the page.
pub(super) fn emit(plan: &Plan) -> Option<Body> {
    let path = plan.outputs.docs.as_ref()?;
    let page = &path.value;
    let sections = [
        Some(opening::section(plan, page)),
        Some(change::section(plan, page)),
        Some(stages::section(plan, page)),
        Some(packages::section(plan)),
        arguments::section(plan),
        Some(tags::section(plan)),
        building::section(plan, page),
        Some(caches::section(plan)),
        Some(registries::section(plan)),
        environments::section(plan),
        deployment::section(plan, page),
        Some(secrets::section(plan)),
        Some(commands::section(plan, page)),
        jobs::section(plan),
        Some(files::section(plan, page)),
    ];
    let view = View {
        sections: sections.into_iter().flatten().collect(),
    };
    let text = fill(template!("docs.md.j2"), &view);
    Some(Body::new(path, &markdown::tidy(&text)))
}

/// A value of the spec as code, in a table or outside.
fn code(value: &str, at: &Place) -> Text<Markdown> {
    markdown::cell(value).at(at)
}

/// Values of the spec as code.
fn codes<'a>(values: impl IntoIterator<Item = (&'a str, &'a Place)>) -> Vec<Text<Markdown>> {
    let values = values.into_iter();
    values.map(|(value, at)| code(value, at)).collect()
}

/// Values as code, as one says them: `a, b and c`.
fn and<'a>(values: impl IntoIterator<Item = &'a Placed<String>>) -> Text<Markdown> {
    let values = values.into_iter();
    let values = codes(values.map(|value| (value.value.as_str(), &value.at)));
    markdown::list(&values, "and")
}

/// The same text if there is anything to say.
fn said(items: &[Text<Markdown>], last: &'static str) -> Option<Text<Markdown>> {
    (!items.is_empty()).then(|| markdown::list(items, last))
}
