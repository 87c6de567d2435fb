//! The steps that hold the files against the spec.

use super::{Step, StepAction, run::Run};
use crate::{lang::shell, plan::workflow::DriftCheck};

/// The steps that install tvgen and run its check.
pub(super) fn steps(run: &Run, drift: &DriftCheck) -> Vec<Step> {
    let at = &drift.at;
    let install = shell::words(&[
        shell::literal("cargo install --locked --git"),
        shell::word(&drift.repository.value).at(&drift.repository.at),
        shell::literal("--rev"),
        shell::word(&drift.commit.value).at(&drift.commit.at),
        shell::literal("tvgen"),
    ]);
    let mut check = vec![shell::literal("tvgen check")];
    check.extend(run.plan.file.as_ref().map(|file| shell::word(file)));
    vec![
        Step::run(
            StepAction::Unlisted,
            "Install tvgen",
            install.at(at),
            "Another version of tvgen would render other files from the same spec.",
        )
        .at(at)
        .comment(
            "A commit cannot be replaced, and its Cargo.lock pins the dependencies. This runs before the checkout, so that Cargo reads no settings from the repository.",
        ),
        run.checkout(),
        Step::run(
            StepAction::Unlisted,
            "Check the files against the spec",
            shell::words(&check).at(at),
            "A file that was edited by hand, or not rendered again after the spec changed, fails here.",
        )
        .at(at),
    ]
}
