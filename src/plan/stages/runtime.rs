//! What is decided of the final image, and of what stages copy.

use super::{
    From,
    parent::{base_workdir, source},
};
use crate::{
    at,
    lang::{
        docker::StageName,
        shell::{Command, Path},
    },
    place::{Place, Placed},
    plan::said::{commands, path, paths},
    spec::{
        Spec,
        stages::{
            AddedUser, Copy as SaidCopy, DEFAULT_COMMAND, DEFAULT_GID, DEFAULT_GROUP, DEFAULT_UID,
            DEFAULT_USER, DEFAULT_WRITABLE, Kind, Stage as Said, User as SaidUser,
        },
    },
};

/// A `COPY`.
#[derive(Clone, Debug)]
pub struct Copy {
    /// Where from; `None` for the build context.
    pub from: Option<From>,
    /// What.
    pub paths: Vec<Placed<Path>>,
    /// Where to.
    pub to: Path,
}

/// The final image.
#[derive(Clone, Debug)]
pub struct Runtime {
    /// Whether the base image's packages are upgraded.
    pub upgrade: Placed<bool>,
    /// What is copied into it.
    pub copies: Vec<Copy>,
    /// Who runs the service; `None` for root.
    pub user: Option<User>,
    /// Directories that the user may write to.
    pub writable: Vec<Placed<Path>>,
    /// The address that tells whether the service is well.
    pub healthcheck: Option<Placed<String>>,
    /// What starts the service; the last takes the shell's place.
    pub command: Vec<Placed<Command>>,
}

/// A user and a group that are added to the image.
#[derive(Clone, Debug)]
pub struct User {
    /// The user's name.
    pub name: String,
    /// The user's number.
    pub uid: u32,
    /// The group's name.
    pub group: String,
    /// The group's number.
    pub gid: u32,
    /// Where it comes from.
    pub at: Place,
}

/// Where the official Ruby image keeps gems: its `GEM_HOME`.
const GEMS: &str = "/usr/local/bundle/";

/// What the runtime stage at `at` does.
pub(super) fn runtime(spec: &Spec, said: Said, at: &Place) -> Runtime {
    let names = spec.stage_names();
    let builder = names
        .iter()
        .find(|name| spec.kind(name) == Kind::Builder)
        .expect("missing-builder refused it");
    let builder = From::Stage(StageName::parse(builder).expect("invalid-stage-name refused it"));
    let workdir = base_workdir(spec).value.as_str().to_owned();
    let copy = said
        .copy
        .unwrap_or_else(|| vec![SaidCopy::Path(workdir), SaidCopy::Path(GEMS.to_owned())]);
    let upgrade = spec.base.upgrade.unwrap_or(true);
    let writable = said
        .writable
        .unwrap_or_else(|| DEFAULT_WRITABLE.map(str::to_owned).to_vec());
    let command = said
        .command
        .unwrap_or_else(|| DEFAULT_COMMAND.map(str::to_owned).to_vec());
    Runtime {
        upgrade: Placed::new(upgrade, at!("base", "upgrade")),
        copies: copies(spec, &copy, at, Some(&builder)),
        user: user(said.user, &at.key("user")),
        writable: paths(&writable, &at.key("writable")),
        healthcheck: said
            .healthcheck
            .map(|path| Placed::new(path, at.key("healthcheck"))),
        command: commands(&command, &at.key("command")),
    }
}

/// The user that runs the service, unless the spec names another.
fn user(said: Option<SaidUser>, at: &Place) -> Option<User> {
    let number = |said: Option<i64>, default: i64| {
        u32::try_from(said.unwrap_or(default)).expect("user-without-ids refused it")
    };
    let added = match said {
        Some(SaidUser::Name(_)) => return None,
        Some(SaidUser::Added(added)) => added,
        None => AddedUser::default(),
    };
    Some(User {
        name: added.name.unwrap_or_else(|| DEFAULT_USER.to_owned()),
        uid: number(added.uid, DEFAULT_UID),
        group: added.group.unwrap_or_else(|| DEFAULT_GROUP.to_owned()),
        gid: number(added.gid, DEFAULT_GID),
        at: at.clone(),
    })
}

/// The copies `said` of the stage at `at`; a path without a source comes from `default`.
pub(super) fn copies(
    spec: &Spec,
    said: &[SaidCopy],
    at: &Place,
    default: Option<&From>,
) -> Vec<Copy> {
    let copy = |(item, copy): (usize, &SaidCopy)| {
        let at = at.key("copy").item(item);
        let (what, from, to) = match copy {
            SaidCopy::Path(what) => (what.as_str(), default.cloned(), None),
            SaidCopy::Long(said) => {
                let from = said.from.as_deref().map(|name| source(spec, name));
                (
                    said.path.as_deref().unwrap_or_default(),
                    from.or_else(|| default.cloned()),
                    said.to.as_deref(),
                )
            }
        };
        let same = if from.is_some() { what } else { "./" };
        Copy {
            paths: vec![Placed::new(path(what), at)],
            to: path(to.unwrap_or(same)),
            from,
        }
    };
    said.iter().enumerate().map(copy).collect()
}
