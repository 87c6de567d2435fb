//! Chooses which of two colliding tags to report, and suggests a template that does not collide.

use super::tags::{Tag, Tags};
use crate::{
    finding::Finding,
    place,
    place::{Key, Place},
    spec::Spec,
};

/// Templates that rarely collide with others, by their keys; the first without a collision is suggested.
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

/// The place to report if `earlier` and `later` collide: a template that differs from its default, or else one
/// that is set, preferably the later. If neither is set: the name of the later stage, or the key of the later template.
pub(in crate::rules) fn find_culprit(earlier: &Tag, later: &Tag) -> Place {
    let is_custom =
        |tag: &&&Tag| tag.definition.is_set && tag.definition.text != tag.definition.default;
    let both = [later, earlier];
    let custom = both.iter().find(is_custom);
    let is_set = || both.iter().find(|tag| tag.definition.is_set);
    match (custom.or_else(is_set), &later.stage) {
        (None, Some(stage)) => place!("stages", stage),
        (Some(tag), _) => place!("tags", tag.definition.key),
        (None, None) => place!("tags", later.definition.key),
    }
}

/// The help for the template or stage at `place`, whose tag collides with another tag.
pub(in crate::rules) fn suggest_fix(spec: &Spec, found: &[Finding], place: &Place) -> String {
    let keys: Vec<&str> = place.keys().iter().filter_map(Key::name).collect();
    let (key, stage) = match keys.as_slice() {
        ["tags", key] => (*key, None),
        ["stages", stage] => ("stage", Some(*stage)),
        _ => return String::new(),
    };
    let proposals = PROPOSALS.iter().find(|(name, _)| *name == key);
    let proposals = proposals.map_or(&[][..], |(_, proposals)| proposals);
    let fits = |text: &&&str| {
        let mut changed = spec.clone();
        changed.tags.set(key, text);
        let tags = Tags::from_spec(&changed, found);
        let all = tags.all();
        let own = all.iter().filter(|tag| tag.definition.key == key);
        let mut pairs = own.flat_map(|own| all.iter().map(move |other| (own, other)));
        pairs.all(|(own, other)| {
            std::ptr::eq(own, other) || tags.describe_collision(own, other).is_none()
        })
    };
    match (proposals.iter().find(fits), stage) {
        (Some(text), None) => format!("write `{key} = \"{text}\"`"),
        (Some(text), Some(stage)) => {
            format!("rename `{stage}`, or write `{key} = \"{text}\"` in `[tags]`")
        }
        (None, Some(stage)) => format!("rename `{stage}`"),
        (None, None) => format!("begin `{key}` with a word that no other tag begins with"),
    }
}
