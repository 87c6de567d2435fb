//! The steps that check that generated files match the spec.

use super::{Step, StepAction, job_context::JobContext};
use crate::{lang::shell, plan::workflow_settings::DriftCheck};

/// The steps that install tvgen and run its check.
pub(super) fn steps(context: &JobContext, drift: &DriftCheck) -> Vec<Step> {
    let place = &drift.place;
    let install = shell::join_words(&[
        shell::literal("cargo install --locked --git"),
        shell::quote(&drift.repository.value).with_place(&drift.repository.place),
        shell::literal("--rev"),
        shell::quote(&drift.commit.value).with_place(&drift.commit.place),
        shell::literal("tvgen"),
    ]);
    let mut check = vec![shell::literal("tvgen check")];
    check.extend(
        context
            .plan
            .spec_file
            .as_ref()
            .map(|file| shell::quote(file)),
    );
    vec![
        Step::run(
            StepAction::Unlisted,
            "Install tvgen",
            install.with_place(place),
            "Another version of tvgen may render the same spec differently.",
        )
        .with_place(place)
        .with_comment(
            "A commit cannot be replaced, and its Cargo.lock pins the dependencies. This step runs before the checkout, so that Cargo reads no settings from the repository.",
        ),
        context.checkout_step(),
        Step::run(
            StepAction::Unlisted,
            "Check that generated files match the spec",
            shell::join_words(&check).with_place(place),
            "Files that were edited by hand, or are stale because the spec changed, fail the build here.",
        )
        .with_place(place),
    ]
}
