//! Which of two tags that can be one is at fault, and what to write instead.

use super::tags::{Tag, Tags};
use crate::{
    at,
    finding::Finding,
    place::{Key, Place},
    spec::Spec,
};

/// Templates that are a tag of their own beside most others, by their keys; the first that is one is proposed.
const PROPOSALS: &[(&str, &[&str])] = &[
    (
        "stage",
        &[
            "{stage}-{branch}",
            "cache-{stage}-{branch}",
            "{stage}_{branch}",
            "{stage}.{branch}",
        ],
    ),
    ("branch", &["{branch}"]),
    ("release", &["{sha}", "release-{sha}"]),
    (
        "review",
        &["review-pr-{pr}-{sha}", "pull-request-{pr}-{sha}"],
    ),
    (
        "local",
        &["dev-{sha}-{timestamp}", "local-{sha}-{timestamp}"],
    ),
];

/// The template that is at fault where `earlier` and `later` can be one tag: what is written and no default, the later
/// rather than the earlier; where both are defaults, the name of the later stage.
pub(in crate::rules) fn blame(earlier: &Tag, later: &Tag) -> Place {
    let is_own = |tag: &&&Tag| tag.said.is_written && tag.said.text != tag.said.default;
    let both = [later, earlier];
    let own = both.iter().find(is_own);
    let written = || both.iter().find(|tag| tag.said.is_written);
    match (own.or_else(written), &later.stage) {
        (None, Some(stage)) => at!("stages", stage),
        (Some(tag), _) => at!("tags", tag.said.key),
        (None, None) => at!("tags", later.said.key),
    }
}

/// What to write at `at`, where something else can be the same tag.
pub(in crate::rules) fn remedy(spec: &Spec, found: &[Finding], at: &Place) -> String {
    let keys: Vec<&str> = at.keys().iter().filter_map(Key::name).collect();
    let (key, stage) = match keys.as_slice() {
        ["tags", key] => (*key, None),
        ["stages", stage] => ("stage", Some(*stage)),
        _ => return String::new(),
    };
    let proposals = PROPOSALS.iter().find(|(name, _)| *name == key);
    let proposals = proposals.map_or(&[][..], |(_, proposals)| proposals);
    let fits = |text: &&&str| {
        let mut mended = spec.clone();
        mended.tags.set(key, text);
        let tags = Tags::of(&mended, found);
        let all = tags.all();
        let own = all.iter().filter(|tag| tag.said.key == key);
        let mut pairs = own.flat_map(|own| all.iter().map(move |other| (own, other)));
        pairs.all(|(own, other)| std::ptr::eq(own, other) || tags.clash(own, other).is_none())
    };
    match (proposals.iter().find(fits), stage) {
        (Some(text), None) => format!("write `{key} = \"{text}\"`"),
        (Some(text), Some(stage)) => {
            format!("give `{stage}` another name, or write `{key} = \"{text}\"` in `[tags]`")
        }
        (None, Some(stage)) => format!("give `{stage}` another name"),
        (None, None) => format!("let `{key}` begin with a word that no other tag begins with"),
    }
}
