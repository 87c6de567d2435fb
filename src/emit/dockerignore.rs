//! Emits `.dockerignore`.

use serde::Serialize;

use super::body::OutputBody;
use crate::{
    lang::{
        Text,
        dockerignore::{self, Dockerignore, Pattern},
        template::fill,
    },
    place::Placed,
    plan::Plan,
    template,
};

/// The variables of the template.
#[derive(Serialize)]
struct View {
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    reason: Text<Dockerignore>,
    patterns: Vec<Text<Dockerignore>>,
}

/// Emits `.dockerignore`.
pub(super) fn emit(plan: &Plan) -> Option<OutputBody> {
    let path = plan.outputs.dockerignore.as_ref()?;
    let groups = plan.ignore.groups.iter();
    let groups = groups.map(|own| group(own.reason, &own.patterns)).collect();
    let text = fill::<Dockerignore>(template!("dockerignore.j2"), &View { groups });
    Some(OutputBody::new(path, &text))
}

/// The group of `patterns` that are ignored for `reason`.
fn group(reason: &'static str, patterns: &[Placed<Pattern>]) -> Group {
    let pattern = |pattern: &Placed<Pattern>| {
        dockerignore::pattern(&pattern.value)
            .with_place(&pattern.place)
            .with_reason(reason)
    };
    Group {
        reason: dockerignore::comment(reason.trim_end_matches('.')).with_reason(reason),
        patterns: patterns.iter().map(pattern).collect(),
    }
}
