//! The caches that a build reads.

use super::{make::make_code, prelude::*, sample};

use crate::{plan::builds::Build, spec::cache::Mode};

#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each chooses a sentence")]
struct View {
    inline: bool,
    registry: bool,
    gha: bool,
    has_cache: bool,
    branch: Text<Markdown>,
    trunk: Text<Markdown>,
    builds: Vec<BuildView>,
    local: Option<Text<Markdown>>,
}

#[derive(Serialize)]
struct BuildView {
    stage: Text<Markdown>,
    sources: Text<Markdown>,
}

pub(super) fn section(plan: &Plan) -> Text<Markdown> {
    let is = |mode| plan.builds.mode.value == mode;
    let view = View {
        inline: is(Mode::Inline),
        registry: is(Mode::Registry),
        gha: is(Mode::Gha),
        has_cache: !is(Mode::None),
        branch: markdown::cell(sample::BRANCH).with_place(&plan.builds.mode.place),
        trunk: markdown::cell(sample::trunk(plan)),
        builds: plan
            .builds
            .all()
            .filter(|_| plan.builds.has_registry_cache())
            .map(|build| view(plan, build))
            .collect(),
        local: plan
            .outputs
            .makefile
            .as_ref()
            .map(|_| make_code(plan, "build-local-image")),
    };
    fill(template!("docs/caches.md.j2"), &view)
}

fn view(plan: &Plan, build: &Build) -> BuildView {
    let sources = build.cache_from.iter();
    let sources: Vec<Text<Markdown>> = sources
        .map(|tag| code(&sample::tag(plan, tag, sample::BRANCH), &tag.place))
        .collect();
    BuildView {
        stage: code(build.stage.as_str(), &build.place),
        sources: markdown::join(&sources, ", then "),
    }
}
