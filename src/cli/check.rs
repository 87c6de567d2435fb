//! `tvgen check`: holds the files on disk against what their specs render.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{
    Compiler, Ending,
    each::each,
    format::Reporting,
    input::{Input, NAME, STANDARD_INPUT},
    orphans::{self, Orphan},
    output::Output,
    page::{Page, count, counted},
    specs::Specs,
    target::{Files, Target},
    verdict::{Kind, Verdict},
};
use crate::{
    drift::State,
    lang::{
        Text,
        shell::{self, Shell},
    },
    plan::Plan,
    report::{self, Drift},
};

/// Hold the files on disk against what their specs render
///
/// Nothing is written. For each file that differs: the cause, a diff, and the command that mends it.
#[derive(Args, Debug)]
pub(super) struct Check {
    #[command(flatten)]
    specs: Specs,

    /// Look below DIR instead of the spec's folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    #[command(flatten)]
    pub(super) reporting: Reporting,
}

impl Check {
    pub(super) fn run(&self, compiler: &Compiler, output: &mut Output) -> Ending {
        let choice = self.specs.choose(compiler, output);
        let looked = Looked {
            out: self.out.as_deref(),
            is_one: !choice.are_many(),
        };
        let work = |input: Input, page: &mut Page| one(&input, &looked, compiler, page).0;
        each(&choice, "check", output, work, |verdict, _| verdict)
    }
}

/// How specs are looked at.
pub(super) struct Looked<'a> {
    /// Where their outputs are, if not in their own folders.
    pub(super) out: Option<&'a Path>,
    /// Whether there is one only.
    pub(super) is_one: bool,
}

/// Checks the files of `input`, as `looked` says; and tells what is planned for it, if anything is.
pub(super) fn one(
    input: &Input,
    looked: &Looked,
    compiler: &Compiler,
    page: &mut Page,
) -> (Verdict, Option<Plan>) {
    let (out, is_one) = (looked.out, looked.is_one);
    let folder = out.unwrap_or(&input.folder);
    let its = Files::below(folder);
    let outcome = compiler.compile_beside(input, &its);
    page.outcome(&input.source, &outcome);
    let counted = counted(&outcome);
    let ending = Ending::of(&outcome);
    let orphans = orphans::of(input, folder, &outcome);
    let (targets, errors) = its.targets(&input.source, outcome.artifacts);
    for error in &errors {
        page.failure(error);
    }
    tell(&targets, out, page);
    left_over(&orphans, out, page);
    let files = targets.len();
    let differs = |target: &&Target| target.state != State::Same;
    let differing = targets.iter().filter(differs).count();
    let kind = if ending == Ending::Failed || !errors.is_empty() {
        Kind::Failed
    } else if ending == Ending::Found {
        Kind::Faulty
    } else if differing > 0 || !orphans.is_empty() {
        Kind::Drifted
    } else {
        Kind::Same
    };
    if is_one && kind == Kind::Same {
        page.note(&format!("{files} files are what the spec says"));
    } else if is_one && differing > 0 {
        page.note(&format!(
            "{differing} of {files} files are not what the spec says"
        ));
    }
    let drifted = (differing > 0).then(|| format!("{differing} of {}", count(files, "file")));
    let whole = (kind == Kind::Same).then(|| count(files, "file"));
    let left = (!orphans.is_empty()).then(|| format!("{} left over", orphans.len()));
    let details = [drifted, whole, left, counted].into_iter().flatten();
    let verdict = Verdict::new(kind, details.collect::<Vec<_>>().join(", "));
    (verdict, outcome.plan)
}

/// Tells why each file of `targets` differs, how, and what mends it.
fn tell(targets: &[Target], out: Option<&Path>, page: &mut Page) {
    for target in targets {
        if target.state == State::Same {
            page.drift(|| target.drift());
            continue;
        }
        let mut drift = target.drift();
        drift.help = Some(mend(target, out));
        page.result(&report::drift::text(&drift));
        page.drift(|| drift);
    }
}

/// Tells of each of `orphans`, and what to do about it.
fn left_over(orphans: &[Orphan], out: Option<&Path>, page: &mut Page) {
    for orphan in orphans {
        let mut drift = orphan.drift();
        drift.help = Some(if orphan.is_intact {
            format!(
                "To remove it: {}",
                command("render", &drift.spec, out, &["--prune"])
            )
        } else {
            "It was edited by hand, too, so tvgen does not remove it: keep what you need of it, then delete it."
                    .to_owned()
        });
        // A person who sees the whole file as a diff reads nothing in it but that it would go.
        let said = Drift {
            diff: String::new(),
            ..drift.clone()
        };
        page.result(&report::drift::text(&said));
        page.drift(|| drift);
    }
}

/// What makes the file of `target` what the spec says, or the spec what the file says.
fn mend(target: &Target, out: Option<&Path>) -> String {
    let only = ["--only", target.artifact.name];
    let force = ["--only", target.artifact.name, "--force"];
    let render = |options: &[&str]| command("render", &target.spec, out, options);
    match target.state {
        State::Edited if target.is_edited_from_spec() && target.spec != STANDARD_INPUT => {
            format!(
                "To keep this edit: {}\nTo drop it: {}",
                command("absorb", &target.spec, out, &[]),
                render(&force)
            )
        }
        State::Edited if target.is_behind() => format!(
            "To take the edit into the spec, put that back as it was, absorb, and change it again.\nTo drop it: {}",
            render(&force)
        ),
        State::Edited | State::Foreign | State::Orphaned => {
            format!("To write what the spec says over it: {}", render(&force))
        }
        State::Same | State::Missing | State::Stale | State::OtherVersion => {
            format!("To write what the spec says: {}", render(&only))
        }
    }
}

/// The command `name` of tvgen for the spec `spec`, with `options`.
fn command(name: &str, spec: &str, out: Option<&Path>, options: &[&str]) -> String {
    let mut words = vec!["tvgen", name];
    match spec {
        NAME => {}
        STANDARD_INPUT => words.push("-"),
        path => words.push(path),
    }
    let out = out.map(|out| out.display().to_string());
    if let Some(out) = &out {
        words.extend(["--out", out]);
    }
    words.extend(options);
    let words: Vec<Text<Shell>> = words.into_iter().map(shell::word).collect();
    shell::words(&words).as_str().to_owned()
}
