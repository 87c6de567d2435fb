//! What each step does, for the documents that list the steps.

use crate::{
    lang::docker::{Repository, StageName},
    place::Placed,
};

/// What a step does.
#[derive(Clone, Debug)]
pub enum StepAction {
    /// Checks out the repository.
    CheckOut,
    /// Sets up Buildx.
    SetUpBuildx,
    /// Logs in to the registry of a repository.
    LogIn(Placed<Repository>),
    /// Computes the tags.
    ComputeTags,
    /// Builds a cached stage.
    BuildStage(Placed<StageName>),
    /// Builds the runtime stage.
    BuildImage(Placed<StageName>),
    /// Installs the scanner.
    InstallScanner,
    /// Scans the image.
    Scan,
    /// Pushes the image to every registry.
    Push,
    /// Logs in to Azure.
    LogInToAzure,
    /// Sets up Terraform.
    SetUpTerraform,
    /// Deploys with Terraform.
    Apply,
    /// Deletes with Terraform.
    Destroy,
    /// Tests the app that was deployed.
    SmokeTest,
    /// Sends a notification.
    Notify,
    /// Does what no list tells of.
    Unlisted,
    /// The step of that index in `hooks.steps`.
    Hook(usize),
}
