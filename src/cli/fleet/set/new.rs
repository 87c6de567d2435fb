//! A service as it would be after a change.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use super::super::super::{
    Compiler, Ending,
    input::{Bases, Input},
    page::{Page, count, counted},
    target::{Files, Target},
    verdict::{Kind, Verdict},
};
use crate::{
    disk::Destination,
    drift::{self, State},
    fleet::{
        clash::{self, Owned},
        consequence::consequences,
    },
    report::{
        Drift,
        drift::Done,
        fleet::{Changed, Output},
    },
    source::{
        Source,
        edit::{Change, edit},
    },
};

/// What changes specs.
pub(super) struct Overlay {
    change: Change,
    base: Option<Changing>,
    /// The allowed folders for base specs (`--allow-base-dir`).
    allowed: Vec<PathBuf>,
}

/// A file that specs build on, as it changes.
struct Changing {
    /// The file as it was.
    old: Source,
    /// Its new text.
    text: String,
    /// The files that specs build on, this one with that text.
    bases: Bases,
    /// The specs that say the value themselves.
    own: HashSet<PathBuf>,
}

/// A service that is ready to be changed.
pub(super) struct New {
    /// The files to write, its spec the first if that changes.
    pub(super) files: Vec<(Destination, String)>,
    /// What the service has for its own then.
    pub(super) owned: Vec<Owned>,
    /// What it had for its own before.
    pub(super) owned_before: Vec<Owned>,
    changed: Changed,
    targets: Vec<Target>,
}

impl Overlay {
    /// The change `change` of each spec itself.
    pub(super) fn own(change: &Change, compiler: &Compiler) -> Self {
        Self {
            allowed: compiler.allowed.clone(),
            change: change.clone(),
            base: None,
        }
    }

    /// The change `change` of the spec in the file `name`, and of the specs `own`.
    ///
    /// # Errors
    /// If the file cannot be read or changed.
    pub(super) fn base(
        name: &str,
        change: &Change,
        own: HashSet<PathBuf>,
        compiler: &Compiler,
    ) -> Result<Self, String> {
        let path = Path::new(name);
        let old = Bases::new(&compiler.allowed).read_one(path)?.source;
        let text = edited(&old, change)?;
        let bases = Bases::new(&compiler.allowed);
        bases.put(path, text.clone());
        Ok(Self {
            allowed: compiler.allowed.clone(),
            change: change.clone(),
            base: Some(Changing {
                old,
                text,
                bases,
                own,
            }),
        })
    }

    /// The files that are written beside those of services.
    pub(super) fn files(&self) -> Vec<(Destination, String)> {
        let base = self.base.iter();
        let files = base.map(|base| {
            let destination = Destination::named(Path::new(&base.old.own.name));
            (destination, base.text.clone())
        });
        files.collect()
    }

    /// The files that specs build on, as they were before.
    pub(super) fn before(&self) -> Bases {
        let bases = Bases::new(&self.allowed);
        if let Some(base) = &self.base {
            bases.put(Path::new(&base.old.own.name), base.old.own.text.clone());
        }
        bases
    }

    /// How these change, if there are any.
    pub(super) fn changed(&self) -> Option<Changed> {
        let base = self.base.as_ref()?;
        Some(Changed {
            spec: base.old.own.name.clone(),
            diff: diff(&base.old, &base.text),
            outputs: Vec::new(),
        })
    }

    /// The spec of `input` after the change.
    ///
    /// # Errors
    /// If it cannot be changed.
    fn source(&self, input: &Input) -> Result<Source, String> {
        let Some(base) = &self.base else {
            return Ok(input.with_text(&edited(&input.source, &self.change)?));
        };
        let path = Path::new(&input.source.own.name);
        let input = base.bases.read_one(path)?;
        if base.own.contains(path) {
            Ok(input.with_text(&edited(&input.source, &self.change)?))
        } else {
            Ok(input.source)
        }
    }
}

/// Whether the spec of `input` has errors after the change that it has not before: these are told.
pub(super) fn faults(
    input: &Input,
    overlay: &Overlay,
    compiler: &Compiler,
    page: &mut Page,
) -> Verdict {
    let clean = || Verdict::new(Kind::Clean, "");
    let source = match overlay.source(input) {
        Ok(source) => source,
        Err(error) => {
            page.failure(&error);
            return Verdict::new(Kind::Failed, "");
        }
    };
    let outcome = compiler.compile_as(input, &source);
    if Ending::of(&outcome) == Ending::Clean {
        return clean();
    }
    if Ending::of(&compiler.compile(input)) != Ending::Clean {
        return clean();
    }
    page.outcome(&source, &outcome);
    Verdict::new(Kind::Faulty, "")
}

/// What becomes of `input`.
///
/// # Errors
/// If it is left as it is; why is told.
pub(super) fn new(
    input: &Input,
    overlay: &Overlay,
    compiler: &Compiler,
    page: &mut Page,
) -> Result<New, Verdict> {
    let failed = |error: String, page: &mut Page| {
        page.failure(&error);
        Verdict::new(Kind::Failed, "left as it is")
    };
    let source = overlay.source(input).map_err(|error| failed(error, page))?;
    let is_same = source.own.text == input.source.own.text;
    if is_same && overlay.base.is_none() {
        return Err(Verdict::new(Kind::Unchanged, "it says so already"));
    }
    let old = compiler.compile(input);
    let outcome = compiler.compile_as(input, &source);
    let kind = match Ending::of(&outcome) {
        Ending::Clean => None,
        Ending::Found => Some(Kind::Faulty),
        Ending::Failed => Some(Kind::Failed),
    };
    if let Some(kind) = kind {
        let counted = counted(&outcome).unwrap_or_default();
        page.outcome(&source, &outcome);
        let has = if old.failed() { "has" } else { "would have" };
        return Err(Verdict::new(
            kind,
            format!("left as it is, it {has} {counted}"),
        ));
    }
    let Some(plan) = &outcome.plan else {
        return Err(Verdict::new(Kind::Failed, "left as it is"));
    };
    let outputs = consequences(plan, &old.artifacts, &outcome.artifacts);
    let mut outputs: Vec<Output> = outputs.into_iter().map(Into::into).collect();
    let owned = clash::owned(&source, plan);
    let owned_before = old.plan.map(|plan| clash::owned(&input.source, &plan));
    let files = Files::below(&input.folder);
    // What cannot be read is told below.
    let (before, _) = files.targets(&input.source, old.artifacts);
    for target in &before {
        earlier(target, &mut outputs);
    }
    let (targets, errors) = files.targets(&source, outcome.artifacts);
    for error in &errors {
        page.failure(error);
    }
    let lost: Vec<&Target> = targets
        .iter()
        .filter(|target| !target.state.is_ours())
        .collect();
    if !errors.is_empty() || !lost.is_empty() {
        let base = overlay.base.as_ref().filter(|_| is_same);
        let base = base.map(|base| base.old.own.name.as_str());
        for target in &lost {
            page.error(&refused(target, base));
        }
        let files = count(targets.len(), "file");
        let left = if base.is_some() {
            "not rendered"
        } else {
            "left as it is"
        };
        let detail = format!("{left}, {} of {files} would be lost", lost.len());
        return Err(Verdict::new(Kind::Refused, detail));
    }
    let spec = (!is_same).then(|| {
        let path = input.path().unwrap_or(Path::new(""));
        (Destination::named(path), source.own.text.clone())
    });
    let changing = targets.iter().filter(|target| target.state != State::Same);
    let changing =
        changing.map(|target| (target.destination.clone(), target.artifact.text.clone()));
    Ok(New {
        files: spec.into_iter().chain(changing).collect(),
        changed: Changed {
            spec: source.own.name.clone(),
            diff: diff(&input.source, &source.own.text),
            outputs,
        },
        targets,
        owned,
        owned_before: owned_before.unwrap_or_default(),
    })
}

impl New {
    /// Tells what was done, or would be.
    pub(super) fn tell(self, dry_run: bool, page: &mut Page) -> Verdict {
        let (all, changing) = (count(self.targets.len(), "file"), self.changing());
        page.changed(self.changed);
        for target in &self.targets {
            let done = match target.state {
                _ if dry_run && target.state != State::Same => Done::Left,
                State::Same => Done::Unchanged,
                State::Missing => Done::Wrote,
                State::Stale | State::OtherVersion => Done::Replaced,
                State::Edited | State::Foreign | State::Orphaned => Done::Left,
            };
            page.drift(|| Drift {
                done: Some(done),
                ..target.drift()
            });
        }
        let kind = match (self.files.is_empty(), dry_run) {
            (true, _) => Kind::Unchanged,
            (false, true) => Kind::Changing,
            (false, false) => Kind::Changed,
        };
        let detail = if kind == Kind::Unchanged {
            all
        } else {
            format!("{changing} of {all}")
        };
        Verdict::new(kind, detail)
    }

    /// The spec.
    pub(super) fn spec(&self) -> &str {
        &self.changed.spec
    }

    /// How many outputs are not on disk as they will be.
    fn changing(&self) -> usize {
        let targets = self.targets.iter();
        targets.filter(|target| target.state != State::Same).count()
    }
}

/// The user's own file of `source` after `change`.
///
/// # Errors
/// If it has no such place.
fn edited(source: &Source, change: &Change) -> Result<String, String> {
    edit(source, std::slice::from_ref(change)).ok_or_else(|| {
        format!(
            "`{}` cannot be set in {}: a table stands there, or an item that it inherits",
            change.place(),
            source.own.name
        )
    })
}

/// Adds to `outputs` that the file of `before`, an output as the spec was before, had not taken up all that was said before.
fn earlier(before: &Target, outputs: &mut Vec<Output>) {
    let change = match before.state {
        State::Same | State::Edited | State::Foreign | State::Orphaned => return,
        State::Missing => "the file was missing, and all of it is written",
        State::Stale => "the file was stale, and takes up earlier changes too",
        State::OtherVersion => {
            "the file was of another version of tvgen, and takes up what that changed too"
        }
    };
    let path = &before.artifact.path;
    match outputs.iter_mut().find(|output| output.path == *path) {
        Some(output) => output.changes.push(change.to_owned()),
        None => outputs.push(Output {
            path: path.clone(),
            changes: vec![change.to_owned()],
        }),
    }
}

fn diff(old: &Source, text: &str) -> String {
    if old.own.text == text {
        return String::new();
    }
    let name = &old.own.name;
    drift::unified(
        (&format!("a/{name}"), &old.own.text),
        (&format!("b/{name}"), text),
    )
}

/// Why the file of `target` keeps its service as it is; or from being rendered, if the file `base` changes that it builds on.
fn refused(target: &Target, base: Option<&str>) -> String {
    let (path, spec) = (target.path.display(), &target.spec);
    let left = match base {
        Some(base) => format!(
            "the files of this service are left as they are, and are not what {spec} says once {base} has changed"
        ),
        None => "nothing of this service is changed".to_owned(),
    };
    if target.state == State::Foreign {
        let help = match base {
            Some(_) => format!("\nMove it away, then run `tvgen render {spec}`"),
            None => String::new(),
        };
        format!("error: {path} was not made by tvgen: {left}{help}")
    } else {
        format!(
            "error: {path} was edited by hand: {left}\n`tvgen absorb {spec}` takes the edit into the spec, \
             `tvgen render {spec} --force` drops it"
        )
    }
}
