//! .dockerignore.

use serde::Serialize;

use super::body::Body;
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

/// All that the template shows.
#[derive(Serialize)]
struct View {
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    reason: Text<Dockerignore>,
    patterns: Vec<Text<Dockerignore>>,
}

/// Writes .dockerignore.
pub(super) fn emit(plan: &Plan) -> Option<Body> {
    let path = plan.outputs.dockerignore.as_ref()?;
    let groups = plan.ignore.groups.iter();
    let groups = groups.map(|own| group(own.reason, &own.patterns)).collect();
    let text = fill::<Dockerignore>(template!("dockerignore.j2"), &View { groups });
    Some(Body::new(path, &text))
}

/// `patterns`, and the comment above them: the reason `why`.
fn group(why: &'static str, patterns: &[Placed<Pattern>]) -> Group {
    let pattern = |pattern: &Placed<Pattern>| {
        dockerignore::pattern(&pattern.value)
            .at(&pattern.at)
            .because(why)
    };
    Group {
        reason: dockerignore::comment(why.trim_end_matches('.')).because(why),
        patterns: patterns.iter().map(pattern).collect(),
    }
}
