//! .dockerignore is not where Docker looks for it.
//!
//! ## Why
//! Docker reads `.dockerignore` in the root of the build context, or, next to the Dockerfile, a file that is named
//! after it, such as `Dockerfile.dockerignore`. In any other place the file has no effect, and secrets and `.git` end
//! up in the image.
//!
//! ## Fails
//! ```toml
//! [outputs]
//! dockerignore = "docker/.dockerignore"
//! ```
//!
//! ## Passes
//! ```toml
//! [outputs]
//! dockerfile = "docker/Dockerfile"
//! dockerignore = "docker/Dockerfile.dockerignore"
//! ```

use crate::{
    rules::prelude::*,
    spec::outputs::{DEFAULT_DOCKERFILE, DEFAULT_DOCKERIGNORE},
};

pub const RULE: Rule = Rule::error("TV1604", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(path) = spec.output_path("dockerignore") else {
        return;
    };
    let is_generated = spec
        .output_paths()
        .iter()
        .any(|(key, _)| *key == "dockerfile");
    let dockerfile = if is_generated {
        spec.output_path("dockerfile")
    } else {
        Some(DEFAULT_DOCKERFILE.to_owned())
    };
    let Some(dockerfile) = dockerfile else { return };
    let specific = format!("{dockerfile}.dockerignore");
    if path != DEFAULT_DOCKERIGNORE && path != specific {
        findings
            .report(place!("outputs", "dockerignore"), format!("Docker does not read `{path}`"))
            .label("not read by Docker")
            .help(format!("write `dockerignore = \"{DEFAULT_DOCKERIGNORE}\"`, or `dockerignore = \"{specific}\"`"));
    }
}
