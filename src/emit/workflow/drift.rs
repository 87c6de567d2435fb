//! The steps that hold the files against the spec.

use super::{job::Step, run::Run};
use crate::{
    artifact::VERSION,
    lang::{shell, yaml},
};

/// The steps that install tvgen and run its check.
pub(super) fn steps(run: &Run) -> Vec<Step> {
    let at = &run.job.at;
    let install = shell::words(&[
        shell::literal("cargo install --locked"),
        shell::valued("tvgen@", VERSION),
    ]);
    let mut check = vec![shell::literal("tvgen check")];
    check.extend(run.plan.file.as_ref().map(|file| shell::word(file)));
    vec![
        Step::run(
            "Install tvgen",
            yaml::block(10, &install.at(at)),
            "Another version of tvgen would render other files from the same spec.",
        )
        .at(at)
        .comment(
            "The version that made the files, before there are any whose settings Cargo would hear; it holds what it fetches against a checksum.",
        ),
        run.checkout(),
        Step::run(
            "Check the files against the spec",
            yaml::block(10, &shell::words(&check).at(at)),
            "A file that was edited by hand, or not rendered again after the spec changed, fails here.",
        )
        .at(at),
    ]
}
