//! What a job's token may do: what its steps need, and no more.

use super::{Parts, Permission};
use crate::{
    plan::{
        environments::Environment,
        hooks::{Point, Step},
        registries::{Login, Registry},
    },
    spec::hooks::Access,
};

/// To check out the repository.
pub(super) fn check_out() -> Permission {
    ours("contents", Access::Read, "to check out")
}

/// What a build needs.
pub(super) fn build(parts: &Parts) -> Vec<Permission> {
    let mut permissions = vec![check_out()];
    if parts.registries.iter().any(is_github) {
        permissions.push(ours("packages", Access::Write, "to push images to ghcr.io"));
    }
    let points = [
        Point::BuildStart,
        Point::BuildBeforeImage,
        Point::BuildBeforePush,
        Point::BuildEnd,
    ];
    let steps = points.into_iter().flat_map(|point| parts.hooks.at(point));
    with(permissions, steps)
}

/// What it takes to find an image: it is looked for in the primary registry.
pub(super) fn find_image(parts: &Parts) -> Vec<Permission> {
    if parts.registries.first().is_some_and(is_github) {
        vec![ours("packages", Access::Read, "to look into ghcr.io")]
    } else {
        Vec::new()
    }
}

/// What it takes to change `environment`, with the steps at `points`.
pub(super) fn environment(
    parts: &Parts,
    environment: &Environment,
    points: &[Point],
) -> Vec<Permission> {
    let azure = ours(
        "id-token",
        Access::Write,
        "to log in to Azure with OpenID Connect",
    );
    let steps = points
        .iter()
        .flat_map(|point| parts.hooks.of(*point, environment));
    with(vec![check_out(), azure], steps)
}

/// Whether the job's own token opens `registry`.
fn is_github(registry: &Registry) -> bool {
    matches!(registry.login, Login::GithubToken)
}

/// `permissions`, and what `steps` need beside them.
fn with<'a>(
    mut permissions: Vec<Permission>,
    steps: impl Iterator<Item = &'a Step>,
) -> Vec<Permission> {
    for wanted in steps.flat_map(|step| &step.permissions) {
        match permissions
            .iter_mut()
            .find(|permission| permission.scope == wanted.scope)
        {
            None => permissions.push(wanted.clone()),
            Some(had) => {
                let also = had.at.iter().chain(&wanted.at).cloned().collect();
                if had.access < wanted.access {
                    *had = wanted.clone();
                }
                had.at = also;
            }
        }
    }
    permissions
}

fn ours(scope: &str, access: Access, reason: &str) -> Permission {
    Permission {
        scope: scope.to_owned(),
        access,
        reason: reason.to_owned(),
        at: Vec::new(),
    }
}
