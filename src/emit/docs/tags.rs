//! Tags: which there are, who writes them, who reads them, how a branch becomes part of one.

use super::{prelude::*, sample};

use crate::{
    plan::{pieces::Hole, tags::Tag},
    spec::environments::TagKind,
};

#[derive(Serialize)]
struct View {
    moving: Vec<Row>,
    unique: Vec<UniqueTag>,
    commit: Text<Markdown>,
    pull_request: Text<Markdown>,
    trunk: Text<Markdown>,
    branches: Vec<Branch>,
}

#[derive(Serialize)]
struct Row {
    example: Text<Markdown>,
    what: Text<Markdown>,
    written: Text<Markdown>,
    read: Text<Markdown>,
}

/// A tag that names one image for good.
#[derive(Serialize)]
struct UniqueTag {
    kind: Text<Markdown>,
    tag: Row,
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
            .map_or_else(Place::root, |branch| branch.at.clone())
    };
    let below = format!("x/{trunk}");
    let taken = plan.tags.branches.taken.first();
    let like_a_stage = taken.map(|taken| format!("{taken}{trunk}"));
    let branches = [
        trunk,
        sample::BRANCH,
        sample::SLASHED,
        &below,
        sample::HASHED,
        sample::RESERVED,
    ];
    let branches = branches.into_iter().chain(like_a_stage.as_deref());
    let view = View {
        moving: moving(plan, trunk),
        unique: unique(plan, trunk),
        commit: markdown::cell(sample::COMMIT),
        pull_request: markdown::literal(sample::PULL_REQUEST),
        trunk: code(trunk, &place(trunk)),
        branches: branches
            .map(|name| Branch {
                name: code(name, &place(name)),
                tag: code(
                    &sample::tag(plan, &plan.tags.moving, name),
                    &plan.tags.moving.at,
                ),
            })
            .collect(),
    };
    fill(template!("docs/tags.md.j2"), &view)
}

fn moving(plan: &Plan, trunk: &str) -> Vec<Row> {
    let example = |tag: &Tag| code(&sample::tag(plan, tag, trunk), &tag.at);
    let rebuilt = plan
        .workflows
        .iter()
        .any(|one| one.output == "cache_rebuild");
    let workflow = plan.outputs.workflow.as_ref();
    let mut builds: Vec<Text<Markdown>> = workflow
        .map(|file| markdown::literal("each build of the branch").at(&file.at))
        .into_iter()
        .collect();
    builds.extend(rebuilt.then(|| markdown::literal("the rebuild of the caches")));
    let by_hand = plan.outputs.makefile.as_ref();
    let by_hand = by_hand.map(|file| markdown::literal("`make push-local-image`").at(&file.at));
    let written: Vec<Text<Markdown>> = builds.iter().cloned().chain(by_hand).collect();
    let mut rows = Vec::new();
    if plan.builds.in_registry() && !builds.is_empty() {
        rows.extend(plan.builds.cached.iter().map(|build| Row {
            example: example(&build.tag),
            what: markdown::concat(&[
                markdown::literal("the cache of the stage "),
                code(build.stage.as_str(), &build.at),
            ]),
            written: markdown::list(&builds, "and"),
            read: markdown::literal("the branch's next builds; of the trunk, every build"),
        }));
    }
    let moving = &plan.builds.runtime.tag;
    rows.push(Row {
        example: example(moving),
        what: markdown::literal("the branch's newest image"),
        written: said(&written, "and").unwrap_or_else(|| markdown::literal("nothing")),
        read: markdown::literal(if plan.builds.in_registry() {
            "the branch's next builds; of the trunk, every build"
        } else {
            "no build"
        }),
    });
    rows
}

fn unique(plan: &Plan, trunk: &str) -> Vec<UniqueTag> {
    let row = |kind: TagKind, branch: &str, what, written: &'static str, read| {
        let tag = plan.tags.unique(kind);
        UniqueTag {
            kind: markdown::cell(kind.key()),
            tag: Row {
                example: code(&sample::tag(plan, tag, branch), &tag.at),
                what: markdown::literal(what),
                written: markdown::literal(written),
                read,
            },
        }
    };
    let deployments =
        |kind| deployments(plan, kind).unwrap_or_else(|| markdown::literal("no deployment"));
    let mut rows = Vec::new();
    if plan.outputs.workflow.is_some() {
        rows.push(row(
            TagKind::Release,
            trunk,
            "a commit that was pushed",
            "the build of the push, once",
            deployments(TagKind::Release),
        ));
        rows.push(row(
            TagKind::Review,
            sample::BRANCH,
            "a commit of a pull request",
            "the build of the pull request, once",
            deployments(TagKind::Review),
        ));
    }
    if plan.outputs.makefile.is_some() {
        let people = markdown::literal("whoever you give it to");
        let readers: Vec<Text<Markdown>> = std::iter::once(people)
            .chain(self::deployments(plan, TagKind::Local))
            .collect();
        rows.push(row(
            TagKind::Local,
            sample::BRANCH,
            if plan.tags.local.has(Hole::Timestamp) {
                "what you built on your machine, at that time"
            } else {
                "what you last built on your machine at that commit"
            },
            "`make push-local-image`",
            markdown::list(&readers, "and"),
        ));
    }
    rows
}

/// The deployments to the environments that take tags of the kind `kind`.
fn deployments(plan: &Plan, kind: TagKind) -> Option<Text<Markdown>> {
    plan.deploy.as_ref()?;
    let environments = plan.environments.iter().filter(|environment| {
        let mut kinds = environment.deployable.kinds.iter();
        kinds.any(|deployable| deployable.value == kind)
    });
    let names = codes(environments.map(|one| (one.name.as_str(), &one.at)));
    let names = said(&names, "and")?;
    Some(markdown::concat(&[
        markdown::literal("the deployments to "),
        names,
    ]))
}
