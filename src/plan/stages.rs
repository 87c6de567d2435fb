//! The stages of the Dockerfile.

use super::builder::{Builder, builder};
use crate::{
    at,
    lang::{
        docker::{Image, StageName},
        shell::{Command, Path, VariableName},
    },
    source::{Place, Placed},
    spec::{
        Spec,
        base::{DEFAULT_IMAGE, DEFAULT_TIMEZONE, DEFAULT_WORKDIR, Package as SaidPackage},
        stages::{
            BuildArg, Copy as SaidCopy, DEFAULT_BUILD_ARG, DEFAULT_GID, DEFAULT_GROUP, DEFAULT_UID,
            DEFAULT_USER, Kind, Run, Stage as Said, User as SaidUser,
        },
    },
};

/// One stage of the Dockerfile.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Its name.
    pub name: StageName,
    /// What it is built on.
    pub from: From,
    /// Where that comes from: the base image is put together from several keys.
    pub from_at: Vec<Place>,
    /// The time zone, for a stage that is built on the base.
    pub timezone: Option<Placed<String>>,
    /// The working directory, unless it is that of the stage it is built on.
    pub workdir: Option<Placed<Path>>,
    /// The Alpine packages that it adds.
    pub packages: Vec<Package>,
    /// Its environment variables.
    pub env: Vec<Variable>,
    /// Its build arguments.
    pub args: Vec<Arg>,
    /// What it does.
    pub body: Body,
    /// Where it comes from.
    pub at: Place,
}

/// What a stage is built on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// An image.
    Image(Image),
    /// An earlier stage.
    Stage(StageName),
}

/// An Alpine package.
#[derive(Clone, Debug)]
pub struct Package {
    /// The package and its constraint, as apk takes them.
    pub word: Placed<String>,
    /// Why it is constrained, and until when.
    pub reason: Option<String>,
}

/// An environment variable.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Its name.
    pub name: VariableName,
    /// Its value.
    pub value: Placed<String>,
}

/// A build argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arg {
    /// What the builds pass.
    pub name: VariableName,
    /// What the service reads.
    pub env: VariableName,
    /// Where it comes from.
    pub at: Place,
}

impl Arg {
    /// Whether it is the commit, which every build knows.
    #[must_use]
    pub fn is_commit(&self) -> bool {
        self.name.as_str() == DEFAULT_BUILD_ARG
    }
}

/// What a stage does.
#[derive(Clone, Debug)]
pub enum Body {
    /// Installs gems and JavaScript, holds the source, compiles assets.
    Builder(Box<Builder>),
    /// What the user says.
    Plain {
        /// What is copied into it.
        copies: Vec<Copy>,
        /// Commands in turn.
        run: Vec<Placed<Command>>,
    },
    /// The final image.
    Runtime(Box<Runtime>),
}

/// A `COPY`.
#[derive(Clone, Debug)]
pub struct Copy {
    /// Where from; `None` for the build context.
    pub from: Option<From>,
    /// What.
    pub path: Path,
    /// Where to.
    pub to: Path,
    /// Where it comes from.
    pub at: Place,
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

impl Stage {
    /// The stages it takes something from.
    pub fn needs(&self) -> impl Iterator<Item = &StageName> {
        let copies = match &self.body {
            Body::Builder(_) => &[][..],
            Body::Plain { copies, .. } => copies,
            Body::Runtime(runtime) => &runtime.copies,
        };
        let sources =
            std::iter::once(&self.from).chain(copies.iter().filter_map(|copy| copy.from.as_ref()));
        sources.filter_map(|from| match from {
            From::Image(_) => None,
            From::Stage(stage) => Some(stage),
        })
    }

    /// The paths that it copies from the build context.
    #[must_use]
    pub fn context_paths(&self) -> Vec<Placed<Path>> {
        match &self.body {
            Body::Builder(builder) => builder.context_paths(),
            Body::Plain { copies, .. } => context(copies),
            Body::Runtime(runtime) => context(&runtime.copies),
        }
    }
}

fn context(copies: &[Copy]) -> Vec<Placed<Path>> {
    let copies = copies.iter().filter(|copy| copy.from.is_none());
    copies
        .map(|copy| Placed::new(copy.path.clone(), copy.at.clone()))
        .collect()
}

/// Where the official Ruby image keeps gems: its `GEM_HOME`.
pub(super) const GEMS: &str = "/usr/local/bundle/";
/// The migrations, then the server, on every interface.
const COMMAND: [&str; 2] = [
    "bundle exec rails db:migrate",
    "bundle exec rails server -b 0.0.0.0",
];
/// Where a running service writes.
const WRITABLE: [&str; 2] = ["tmp", "log"];

pub(super) fn path(path: &str) -> Path {
    Path::parse(path).expect("malformed-path refused it")
}

pub(super) fn command(text: &str) -> Command {
    Command::parse(text).expect("incomplete-command refused it")
}

/// The commands of `list`, each with its place.
pub(super) fn commands(list: &[String], at: &Place) -> Vec<Placed<Command>> {
    list.iter()
        .enumerate()
        .map(|(item, text)| Placed::new(command(text), at.item(item)))
        .collect()
}

/// The paths of `list`, each with its place.
pub(super) fn paths(list: &[String], at: &Place) -> Vec<Placed<Path>> {
    list.iter()
        .enumerate()
        .map(|(item, text)| Placed::new(path(text), at.item(item)))
        .collect()
}

pub(super) fn stages(spec: &Spec) -> Vec<Stage> {
    let names = spec.stage_names();
    names
        .iter()
        .map(|name| {
            stage(
                spec,
                name,
                spec.stages.get(name).cloned().unwrap_or_default(),
            )
        })
        .collect()
}

fn stage(spec: &Spec, name: &str, said: Said) -> Stage {
    let at = at!("stages", name);
    let base = spec.base.clone().unwrap_or_default();
    let (from, from_at) = from(spec, said.from.as_deref(), &at);
    let on_base = said.from.as_deref().is_none_or(|from| from == "base");
    let in_stage = matches!(from, From::Stage(_));
    let own = packages(&said.packages, &at.key("packages"));
    let shared = if on_base {
        packages(&base.packages, &at!("base", "packages"))
    } else {
        Vec::new()
    };
    let workdir = match &said.workdir {
        Some(workdir) => Some(Placed::new(path(workdir), at.key("workdir"))),
        None if in_stage => None,
        None => Some(base_workdir(spec)),
    };
    let zone = base.timezone.unwrap_or_else(|| DEFAULT_TIMEZONE.to_owned());
    Stage {
        name: StageName::parse(name).expect("invalid-stage-name refused it"),
        timezone: on_base.then(|| Placed::new(zone, at!("base", "timezone"))),
        workdir,
        packages: merged(shared, own),
        env: said
            .env
            .iter()
            .map(|(key, value)| variable(key, value, &at.key("env")))
            .collect(),
        args: args(spec, name, &said, &at),
        body: body(spec, name, said, &at),
        from,
        from_at,
        at,
    }
}

fn from(spec: &Spec, said: Option<&str>, at: &Place) -> (From, Vec<Place>) {
    match said {
        None | Some("base") => {
            let base = spec.base.clone().unwrap_or_default();
            let alpine = base.alpine.unwrap_or_default();
            let digest = base
                .digest
                .map(|digest| format!("@{digest}"))
                .unwrap_or_default();
            let image = base.image.unwrap_or_else(|| DEFAULT_IMAGE.to_owned());
            let ruby = base.ruby.unwrap_or_default();
            let image = Image::parse(&format!("{image}:{ruby}-alpine{alpine}{digest}"));
            let image = image.expect("inexact-ruby and malformed-image refused it");
            let keys = ["image", "ruby", "alpine", "digest"];
            (
                From::Image(image),
                keys.map(|key| at!("base", key)).to_vec(),
            )
        }
        Some(name) => (source(spec, name), vec![at.key("from")]),
    }
}

/// The stage or the image `name`.
fn source(spec: &Spec, name: &str) -> From {
    if spec.stage_names().iter().any(|stage| stage == name) {
        From::Stage(StageName::parse(name).expect("invalid-stage-name refused it"))
    } else {
        From::Image(Image::parse(name).expect("malformed-stage-image refused it"))
    }
}

fn base_workdir(spec: &Spec) -> Placed<Path> {
    let workdir = spec
        .base
        .as_ref()
        .and_then(|base| base.workdir.as_deref())
        .unwrap_or(DEFAULT_WORKDIR);
    Placed::new(path(workdir), at!("base", "workdir"))
}

fn packages(said: &[SaidPackage], at: &Place) -> Vec<Package> {
    let package = |(item, package): (usize, &SaidPackage)| match package {
        SaidPackage::Short(word) => Package {
            word: Placed::new(word.clone(), at.item(item)),
            reason: None,
        },
        SaidPackage::Long(said) => {
            let name = said.name.clone().unwrap_or_default();
            let until = said.until.as_ref().map(|day| format!("until {}", day.0));
            let reason: Vec<String> = said.reason.iter().cloned().chain(until).collect();
            Package {
                word: Placed::new(
                    format!("{name}{}", said.version.as_deref().unwrap_or_default()),
                    at.item(item),
                ),
                reason: (!reason.is_empty()).then(|| format!("{name}: {}", reason.join(", "))),
            }
        }
    };
    said.iter().enumerate().map(package).collect()
}

/// `shared` and `own` without repetitions, in the order of the alphabet.
fn merged(shared: Vec<Package>, own: Vec<Package>) -> Vec<Package> {
    let mut all: Vec<Package> = shared.into_iter().chain(own).collect();
    all.sort_by(|one, other| one.word.value.cmp(&other.word.value));
    all.dedup_by(|one, other| one.word.value == other.word.value);
    all
}

pub(super) fn variable(name: &str, value: &str, at: &Place) -> Variable {
    let parsed = VariableName::parse(name).expect("invalid-variable-name refused it");
    Variable {
        name: parsed,
        value: Placed::new(value.to_owned(), at.key(name)),
    }
}

fn args(spec: &Spec, name: &str, said: &Said, at: &Place) -> Vec<Arg> {
    let parse = |name: &str| VariableName::parse(name).expect("invalid-variable-name refused it");
    let at = at.key("build_args");
    let Some(args) = &said.build_args else {
        let commit = Arg {
            name: parse(DEFAULT_BUILD_ARG),
            env: parse(DEFAULT_BUILD_ARG),
            at,
        };
        return if spec.kind(name) == Kind::Runtime {
            vec![commit]
        } else {
            Vec::new()
        };
    };
    let arg = |(item, arg): (usize, &BuildArg)| {
        let (name, env) = match arg {
            BuildArg::Name(name) => (name.as_str(), None),
            BuildArg::Renamed(said) => (
                said.name.as_deref().unwrap_or_default(),
                said.env.as_deref(),
            ),
        };
        Arg {
            name: parse(name),
            env: parse(env.unwrap_or(name)),
            at: at.item(item),
        }
    };
    args.iter().enumerate().map(arg).collect()
}

fn body(spec: &Spec, name: &str, said: Said, at: &Place) -> Body {
    match spec.kind(name) {
        Kind::Builder => Body::Builder(Box::new(builder(spec, &said, at))),
        Kind::Runtime => Body::Runtime(Box::new(runtime(spec, said, at))),
        Kind::Plain => {
            let run = match &said.run {
                Some(Run::List(list)) => commands(list, &at.key("run")),
                Some(Run::Points(_)) | None => Vec::new(),
            };
            let copies = said.copy.unwrap_or_default();
            Body::Plain {
                copies: self::copies(spec, &copies, at, None),
                run,
            }
        }
    }
}

fn runtime(spec: &Spec, said: Said, at: &Place) -> Runtime {
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
    let upgrade = spec
        .base
        .as_ref()
        .and_then(|base| base.upgrade)
        .unwrap_or(true);
    let writable = said
        .writable
        .unwrap_or_else(|| WRITABLE.map(str::to_owned).to_vec());
    let command = said
        .command
        .unwrap_or_else(|| COMMAND.map(str::to_owned).to_vec());
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
        None => crate::spec::stages::AddedUser::default(),
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
fn copies(spec: &Spec, said: &[SaidCopy], at: &Place, default: Option<&From>) -> Vec<Copy> {
    let copy = |(item, copy): (usize, &SaidCopy)| {
        let at = at.key("copy").item(item);
        let (source, from, to) = match copy {
            SaidCopy::Path(source) => (source.as_str(), default.cloned(), None),
            SaidCopy::Long(said) => {
                let from = said.from.as_deref().map(|name| self::source(spec, name));
                (
                    said.path.as_deref().unwrap_or_default(),
                    from.or_else(|| default.cloned()),
                    said.to.as_deref(),
                )
            }
        };
        let same = if from.is_some() { source } else { "./" };
        Copy {
            path: path(source),
            to: path(to.unwrap_or(same)),
            from,
            at,
        }
    };
    said.iter().enumerate().map(copy).collect()
}
