//! Plans the final image, and the copies of all stages.

use super::{
    From,
    parent::{base_workdir, resolve_source},
};
use crate::{
    lang::{
        docker::StageName,
        shell::{Command, Path},
    },
    place,
    place::{Place, Placed},
    plan::parse::{parse_command, parse_commands, parse_path, parse_paths},
    spec::{
        Spec,
        stages::{
            AddedUser, Copy as SpecCopy, DEFAULT_COMMAND, DEFAULT_GID, DEFAULT_GROUP, DEFAULT_UID,
            DEFAULT_USER, DEFAULT_WRITABLE, Points, Stage as SpecStage, StageCommands, StageKind,
            User as SpecUser,
        },
    },
};

/// A `COPY`.
#[derive(Clone, Debug)]
pub struct Copy {
    /// The source; `None` for the build context.
    pub from: Option<From>,
    /// The owner of the copied files, if it is set.
    pub owner: Option<Placed<String>>,
    /// The permissions of the copied files, in octal, if they are set.
    pub mode: Option<Placed<String>>,
    /// The paths to copy.
    pub paths: Vec<Placed<Path>>,
    /// The destination.
    pub to: Path,
}

/// The final image.
#[derive(Clone, Debug)]
pub struct Runtime {
    /// Whether the base image's packages are upgraded.
    pub upgrade: Placed<bool>,
    /// Commands to run before the copies.
    pub before_copy: Vec<Placed<Command>>,
    /// Commands to run after the copies.
    pub after_copy: Vec<Placed<Command>>,
    /// The copies into it.
    pub copies: Vec<Copy>,
    /// The user that is added to run the service, if any.
    pub user: Option<User>,
    /// Directories that the user can write to.
    pub writable: Vec<Placed<Path>>,
    /// Folders whose contents outlive the container.
    pub volumes: Vec<Placed<Path>>,
    /// The path of the health check.
    pub healthcheck: Option<Placed<String>>,
    /// The program that starts the commands, and its arguments, if it is set.
    pub entrypoint: Option<Placed<Command>>,
    /// The commands that start the service; the last one replaces the shell.
    pub command: Vec<Placed<Command>>,
}

/// A user and a group that are added to the image.
#[derive(Clone, Debug)]
pub struct User {
    /// The user's name.
    pub name: String,
    /// The user ID.
    pub uid: u32,
    /// The group's name.
    pub group: String,
    /// The group ID.
    pub gid: u32,
    /// Its table in the spec.
    pub place: Place,
}

/// The `GEM_HOME` of the official Ruby image.
const GEMS: &str = "/usr/local/bundle/";

/// Plans the runtime stage at `place`.
pub(super) fn plan_runtime(spec: &Spec, table: SpecStage, place: &Place) -> Runtime {
    let names = spec.stage_names();
    let builder = names
        .iter()
        .find(|name| spec.kind(name) == StageKind::Builder)
        .expect("missing-builder rejected it");
    let builder = From::Stage(StageName::parse(builder).expect("invalid-stage-name rejected it"));
    let workdir = base_workdir(spec).value.as_str().to_owned();
    let copy = table
        .copy
        .unwrap_or_else(|| vec![SpecCopy::Path(workdir), SpecCopy::Path(GEMS.to_owned())]);
    let upgrade = spec.base.upgrade.unwrap_or(true);
    let writable = table
        .writable
        .unwrap_or_else(|| DEFAULT_WRITABLE.map(str::to_owned).to_vec());
    let command = table
        .command
        .unwrap_or_else(|| DEFAULT_COMMAND.map(str::to_owned).to_vec());
    let run = place.key("run");
    let points = match &table.run {
        Some(StageCommands::Points(points)) => points.clone(),
        Some(StageCommands::List(_)) | None => Points::default(),
    };
    Runtime {
        before_copy: parse_commands(&points.before_copy, &run.key("before_copy")),
        after_copy: parse_commands(&points.after_copy, &run.key("after_copy")),
        volumes: parse_paths(&table.volumes, &place.key("volumes")),
        entrypoint: table
            .entrypoint
            .as_deref()
            .map(|text| Placed::new(parse_command(text), place.key("entrypoint"))),
        upgrade: Placed::new(upgrade, place!("base", "upgrade")),
        copies: plan_copies(spec, &copy, place, Some(&builder)),
        user: user(table.user, &place.key("user")),
        writable: parse_paths(&writable, &place.key("writable")),
        healthcheck: table
            .healthcheck
            .map(|path| Placed::new(path, place.key("healthcheck"))),
        command: parse_commands(&command, &place.key("command")),
    }
}

/// Plans the user that runs the service, unless the spec names an existing one.
fn user(user: Option<SpecUser>, place: &Place) -> Option<User> {
    let number = |value: Option<i64>, default: i64| {
        u32::try_from(value.unwrap_or(default)).expect("user-without-ids rejected it")
    };
    let added = match user {
        Some(SpecUser::Name(_)) => return None,
        Some(SpecUser::Added(added)) => added,
        None => AddedUser::default(),
    };
    Some(User {
        name: added.name.unwrap_or_else(|| DEFAULT_USER.to_owned()),
        uid: number(added.uid, DEFAULT_UID),
        group: added.group.unwrap_or_else(|| DEFAULT_GROUP.to_owned()),
        gid: number(added.gid, DEFAULT_GID),
        place: place.clone(),
    })
}

/// Plans the copies of the stage at `place`; a path without a source comes from `default`.
pub(super) fn plan_copies(
    spec: &Spec,
    items: &[SpecCopy],
    place: &Place,
    default: Option<&From>,
) -> Vec<Copy> {
    let copy = |(item, copy): (usize, &SpecCopy)| {
        let place = place.key("copy").item(item);
        let (what, from, to) = match copy {
            SpecCopy::Path(what) => (what.as_str(), default.cloned(), None),
            SpecCopy::Long(long) => {
                let from = long.from.as_deref().map(|name| resolve_source(spec, name));
                (
                    long.path.as_deref().unwrap_or_default(),
                    from.or_else(|| default.cloned()),
                    long.to.as_deref(),
                )
            }
        };
        let [owner, mode] = copy.access(&place).map(|access| {
            access.map(|Placed { value, place }| Placed::new(value.to_owned(), place))
        });
        let default_to = if from.is_some() { what } else { "./" };
        Copy {
            paths: vec![Placed::new(parse_path(what), place)],
            to: parse_path(to.unwrap_or(default_to)),
            from,
            owner,
            mode,
        }
    };
    items.iter().enumerate().map(copy).collect()
}
