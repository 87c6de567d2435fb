//! The action of each step, for the documentation page.

use crate::{
    lang::docker::{ImageRepository, StageName},
    place::Placed,
};

/// The action of a step.
#[derive(Clone, Debug)]
pub enum StepAction {
    /// Checks out the repository.
    CheckOut,
    /// Sets up Buildx.
    SetUpBuildx,
    /// Logs in to the registry of a repository.
    LogIn(Placed<ImageRepository>),
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
    /// Tests the deployed app.
    SmokeTest,
    /// Sends a notification.
    Notify,
    /// An action that the documentation page does not list.
    Unlisted,
    /// The user's own step, by its index in `hooks.steps`.
    Hook(usize),
}
