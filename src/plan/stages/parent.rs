//! What a stage is built on.

use super::From;
use crate::{
    at,
    lang::{
        docker::{Image, StageName},
        shell::Path,
    },
    place::{Place, Placed},
    plan::said::path,
    spec::{
        Spec,
        base::{DEFAULT_IMAGE, DEFAULT_WORKDIR},
    },
};

/// What a stage that says `said` is built on, and the places that this comes from.
pub(super) fn from(spec: &Spec, said: Option<&str>, at: &Place) -> (From, Vec<Place>) {
    match said {
        None | Some("base") => {
            let base = &spec.base;
            let alpine = base.alpine.as_deref().unwrap_or_default();
            let digest = base.digest.iter().map(|digest| format!("@{digest}"));
            let digest: String = digest.collect();
            let image = base.image.as_deref().unwrap_or(DEFAULT_IMAGE);
            let ruby = base.ruby.as_deref().unwrap_or_default();
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
pub(super) fn source(spec: &Spec, name: &str) -> From {
    if spec.stage_names().iter().any(|stage| stage == name) {
        From::Stage(StageName::parse(name).expect("invalid-stage-name refused it"))
    } else {
        From::Image(Image::parse(name).expect("malformed-stage-image refused it"))
    }
}

/// The working directory of what is built on the base.
pub(super) fn base_workdir(spec: &Spec) -> Placed<Path> {
    let workdir = spec.base.workdir.as_deref().unwrap_or(DEFAULT_WORKDIR);
    Placed::new(path(workdir), at!("base", "workdir"))
}
