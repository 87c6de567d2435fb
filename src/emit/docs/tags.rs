//! The tags: who writes and reads them, and how a branch name becomes part of a tag.

use super::{make::make_code, prelude::*, sample};

use crate::{
    plan::{segments::PipelineValue, tags::Tag},
    spec::environments::TagKind,
};

#[derive(Serialize)]
struct View {
    moving: Vec<MovingTag>,
    is_cache: bool,
    unique: Vec<UniqueTag>,
    commit: Text<Markdown>,
    pull_request: Text<Markdown>,
    trunk: Text<Markdown>,
    branches: Vec<Branch>,
}

/// A tag that names the newest image of a branch, or the newest cache of a stage.
#[derive(Serialize)]
struct MovingTag {
    example: Text<Markdown>,
    what: Text<Markdown>,
    written: Text<Markdown>,
}

/// A tag that always names the same image.
#[derive(Serialize)]
struct UniqueTag {
    kind: Text<Markdown>,
    example: Text<Markdown>,
    what: Text<Markdown>,
    written: Text<Markdown>,
    read: Option<Text<Markdown>>,
}

#[derive(Serialize)]
struct Branch {
    name: Text<Markdown>,
    tag: Text<Markdown>,
}

pub(super) fn section(plan: &Plan) -> Text<Markdown> {
    let trunk = sample::trunk(plan);
    let place = |name: &str| {
        let mut branches = plan.workflow.branches.iter();
        branches
            .find(|branch| branch.value == name)
            .map_or_else(Place::root, |branch| branch.place.clone())
    };
    let below = format!("x/{trunk}");
    let prefix = plan.tags.branches.reserved_prefixes.first();
    let like_a_stage = prefix.map(|prefix| format!("{prefix}{trunk}"));
    let branches = [
        trunk,
        sample::BRANCH,
        sample::SLASHED,
        &below,
        sample::HASHED,
        sample::RESERVED,
    ];
    let branches = branches.into_iter().chain(like_a_stage.as_deref());
    let moving = &plan.tags.moving;
    let view = View {
        moving: list_moving(plan, trunk),
        is_cache: plan.builds.has_registry_cache(),
        unique: list_unique(plan, trunk),
        commit: markdown::cell(sample::COMMIT),
        pull_request: markdown::literal(sample::PULL_REQUEST),
        trunk: code(trunk, &place(trunk)),
        branches: branches
            .map(|name| Branch {
                name: code(name, &place(name)),
                tag: code(&sample::tag(plan, moving, name), &moving.place),
            })
            .collect(),
    };
    fill(template!("docs/tags.md.j2"), &view)
}

fn list_moving(plan: &Plan, trunk: &str) -> Vec<MovingTag> {
    let example = |tag: &Tag| code(&sample::tag(plan, tag, trunk), &tag.place);
    let mut workflows = plan.workflows.iter();
    let rebuilds = workflows.any(|workflow| workflow.output == "cache_rebuild");
    let workflow = plan.outputs.workflow.as_ref();
    let workflow =
        workflow.map(|file| markdown::literal("each build of the branch").with_place(&file.place));
    let rebuild = rebuilds.then(|| markdown::literal("the rebuild of the caches"));
    let builds: Vec<Text<Markdown>> = workflow.into_iter().chain(rebuild).collect();
    let local = plan.outputs.makefile.as_ref();
    let local = local.map(|_| make_code(plan, "push-local-image"));
    let written: Vec<Text<Markdown>> = builds.iter().cloned().chain(local).collect();
    let mut rows = Vec::new();
    if plan.builds.has_registry_cache() && !builds.is_empty() {
        rows.extend(plan.builds.cached.iter().map(|build| MovingTag {
            example: example(&build.tag),
            what: enclose(
                "the cache of the stage ",
                code(build.stage.as_str(), &build.place),
                "",
            ),
            written: markdown::list(&builds, "and"),
        }));
    }
    rows.push(MovingTag {
        example: example(&plan.builds.runtime.tag),
        what: markdown::literal("the branch's newest image"),
        written: list_any(&written, "and").unwrap_or_else(|| markdown::literal("nothing")),
    });
    rows
}

fn list_unique(plan: &Plan, trunk: &str) -> Vec<UniqueTag> {
    let row = |kind: TagKind, branch: &str, what, written: Text<Markdown>, read| {
        let tag = plan.tags.unique_tag(kind);
        UniqueTag {
            kind: markdown::cell(kind.key()),
            example: code(&sample::tag(plan, tag, branch), &tag.place),
            what: markdown::literal(what),
            written,
            read,
        }
    };
    let mut rows = Vec::new();
    if plan.outputs.workflow.is_some() {
        rows.push(row(
            TagKind::Release,
            trunk,
            "the image of a pushed commit",
            markdown::literal("the build of the push"),
            deployments(plan, TagKind::Release),
        ));
        rows.push(row(
            TagKind::Review,
            sample::BRANCH,
            "the image of a pull request's commit",
            markdown::literal("the build of the pull request"),
            deployments(plan, TagKind::Review),
        ));
    }
    if plan.outputs.makefile.is_some() {
        rows.push(row(
            TagKind::Local,
            sample::BRANCH,
            if plan.tags.local.contains(PipelineValue::Timestamp) {
                "an image that you built at the time in the tag"
            } else {
                "the image that you last built at that commit"
            },
            make_code(plan, "push-local-image"),
            deployments(plan, TagKind::Local),
        ));
    }
    rows
}

/// The deployments to the environments that accept tags of the kind `kind`.
fn deployments(plan: &Plan, kind: TagKind) -> Option<Text<Markdown>> {
    plan.deploy.as_ref()?;
    let environments = plan.environments.iter().filter(|environment| {
        let mut kinds = environment.deployable.kinds.iter();
        kinds.any(|deployable| deployable.value == kind)
    });
    let names = codes(environments.map(|one| (one.name.as_str(), &one.place)));
    let names = list_any(&names, "and")?;
    Some(enclose("deployments to ", names, ""))
}
