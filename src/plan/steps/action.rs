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
    /// Stops a build by joining its concurrency group.
    StopBuild,
    /// Finds the image of a tag.
    FindImage,
    /// Logs in to Azure.
    LogInToAzure,
    /// Sets up Terraform.
    SetUpTerraform,
    /// Sets up kubelogin.
    SetUpKubelogin,
    /// Deploys with Terraform.
    Apply,
    /// Deletes with Terraform.
    Destroy,
    /// Tests the app that was deployed.
    SmokeTest,
    /// Installs tvgen.
    InstallTvgen,
    /// Checks the files against the spec.
    CheckDrift,
    /// Sends a notification.
    Notify,
    /// The step of that index in `hooks.steps`.
    Hook(usize),
}
