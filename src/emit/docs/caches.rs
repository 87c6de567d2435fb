//! Caches: where a build looks for steps that are already done.

use super::{prelude::*, sample};

use crate::{plan::builds::Build, spec::cache::Mode};

#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a paragraph")]
struct View {
    inline: bool,
    registry: bool,
    gha: bool,
    kept: bool,
    branch: Text<Markdown>,
    builds: Vec<BuildView>,
    makefile: bool,
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
        kept: !is(Mode::None),
        branch: markdown::cell(sample::BRANCH).at(&plan.builds.mode.at),
        builds: plan
            .builds
            .all()
            .filter(|_| plan.builds.in_registry())
            .map(|build| view(plan, build))
            .collect(),
        makefile: plan.outputs.makefile.is_some(),
    };
    fill(template!("docs/caches.md.j2"), &view)
}

fn view(plan: &Plan, build: &Build) -> BuildView {
    let sources = build.sources.iter();
    let sources: Vec<Text<Markdown>> = sources
        .map(|tag| code(&sample::tag(plan, tag, sample::BRANCH), &tag.at))
        .collect();
    BuildView {
        stage: code(build.stage.as_str(), &build.at),
        sources: markdown::join(&sources, ", then "),
    }
}
