//! The documentation page that explains the pipeline to a new colleague.

mod arguments;
mod building;
mod caches;
mod change;
mod commands;
mod deployment;
mod diagram;
mod environments;
mod failures;
mod files;
mod glance;
mod make;
mod opening;
mod packages;
mod permissions;
mod phrase;
mod prelude;
mod registries;
mod rollback;
mod sample;
mod schedule;
mod secrets;
mod stages;
mod steps;
mod tags;

use self::prelude::*;
use super::body::OutputBody;

#[derive(Serialize)]
struct View {
    opening: Text<Markdown>,
    sections: Vec<Section>,
}

#[derive(Serialize)]
struct Section {
    title: Text<Markdown>,
    link: Text<Markdown>,
    text: Text<Markdown>,
}

/// Renders the page.
pub(super) fn emit(plan: &Plan) -> Option<OutputBody> {
    let path = plan.outputs.docs.as_ref()?;
    let page = &path.value;
    let change = if deploys(plan) {
        "From commit to production"
    } else {
        "From commit to image"
    };
    let sections = [
        (change, Some(change::section(plan, page))),
        ("At a glance", Some(glance::section(plan))),
        ("When something fails", failures::section(plan)),
        ("Commands", Some(commands::section(plan, page))),
        ("How an image is built", building::section(plan, page)),
        ("Environments", environments::section(plan)),
        ("How an image is deployed", deployment::section(plan, page)),
        ("Tags", Some(tags::section(plan))),
        ("Caches", Some(caches::section(plan))),
        ("Registries", Some(registries::section(plan))),
        ("The Dockerfile", Some(stages::section(plan, page))),
        ("Secrets and variables", Some(secrets::section(plan))),
        ("Job permissions", permissions::section(plan)),
        ("Generated files", Some(files::section(plan, page))),
    ];
    let sections = sections.into_iter().filter_map(|(title, text)| {
        Some(Section {
            title: markdown::literal(title),
            link: markdown::section_link(title),
            text: text?,
        })
    });
    let view = View {
        opening: opening::opening(plan),
        sections: sections.collect(),
    };
    let text = fill(template!("docs.md.j2"), &view);
    Some(OutputBody::new(
        path,
        &markdown::collapse_blank_lines(&text),
    ))
}

/// Whether images are deployed.
fn deploys(plan: &Plan) -> bool {
    plan.deploy.is_some() && !plan.environments.is_empty()
}

/// Whether an environment waits for another one.
fn promotes(plan: &Plan) -> bool {
    let mut environments = plan.environments.iter();
    environments.any(|environment| !environment.after.is_empty())
}

/// The minimum number of hexadecimal digits to abbreviate: the length of a commit SHA.
const SHA_DIGITS: usize = 40;
/// The number of digits before the ellipsis.
const SHORT_DIGITS: usize = 7;

/// A value of the spec as inline code, with abbreviated SHAs and digests. It is also valid in a table.
fn code(value: &str, place: &Place) -> Text<Markdown> {
    markdown::cell(&abbreviate(value)).with_place(place)
}

/// Replaces the end of each SHA and digest in `value` with an ellipsis.
fn abbreviate(value: &str) -> String {
    let mut short = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(first) = rest.chars().next() {
        let digits = rest.bytes().take_while(u8::is_ascii_hexdigit).count();
        if digits >= SHA_DIGITS {
            short.push_str(&rest[..SHORT_DIGITS]);
            short.push('…');
            rest = &rest[digits..];
        } else {
            let length = digits.max(first.len_utf8());
            short.push_str(&rest[..length]);
            rest = &rest[length..];
        }
    }
    short
}

/// Values of the spec as code.
fn codes<'a>(values: impl IntoIterator<Item = (&'a str, &'a Place)>) -> Vec<Text<Markdown>> {
    let values = values.into_iter();
    values.map(|(value, place)| code(value, place)).collect()
}

/// Values as a list of code: `a, b and c`.
fn list_codes<'a>(values: impl IntoIterator<Item = &'a Placed<String>>) -> Text<Markdown> {
    let values = values.into_iter();
    let values = codes(values.map(|value| (value.value.as_str(), &value.place)));
    markdown::list(&values, "and")
}

/// A list of the items; `None` if there are no items.
fn list_any(items: &[Text<Markdown>], last: &'static str) -> Option<Text<Markdown>> {
    (!items.is_empty()).then(|| markdown::list(items, last))
}

/// `text` between two literals.
fn enclose(start: &'static str, text: Text<Markdown>, end: &'static str) -> Text<Markdown> {
    markdown::concat(&[markdown::literal(start), text, markdown::literal(end)])
}

/// Groups items by the text that `key` gives them, in order of appearance.
fn group_by_text<T>(
    items: impl IntoIterator<Item = T>,
    key: impl Fn(&T) -> Text<Markdown>,
) -> Vec<(Text<Markdown>, Vec<T>)> {
    let mut groups: Vec<(Text<Markdown>, Vec<T>)> = Vec::new();
    for item in items {
        let text = key(&item);
        let known = groups
            .iter_mut()
            .find(|(known, _)| known.as_str() == text.as_str());
        match known {
            Some((_, group)) => group.push(item),
            None => groups.push((text, vec![item])),
        }
    }
    groups
}
