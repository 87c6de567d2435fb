//! Resolves the parents of stages and the sources of copies.

use super::From;
use crate::{
    lang::{
        docker::{Image, StageName},
        shell::Path,
    },
    place,
    place::{Place, Placed},
    plan::parse::parse_path,
    spec::{
        Spec,
        base::{DEFAULT_IMAGE, DEFAULT_WORKDIR},
    },
};

/// Resolves the parent `name` of the stage at `place`, with the keys of the spec that set it.
pub(super) fn resolve_parent(spec: &Spec, name: Option<&str>, place: &Place) -> (From, Vec<Place>) {
    match name {
        None | Some("base") => {
            let base = &spec.base;
            let alpine = base.alpine.as_deref().unwrap_or_default();
            let digest = base.digest.iter().map(|digest| format!("@{digest}"));
            let digest: String = digest.collect();
            let image = base.image.as_deref().unwrap_or(DEFAULT_IMAGE);
            let ruby = base.ruby.as_deref().unwrap_or_default();
            let image = Image::parse(&format!("{image}:{ruby}-alpine{alpine}{digest}"));
            let image = image.expect("inexact-ruby and malformed-image rejected it");
            let keys = ["image", "ruby", "alpine", "digest"];
            (
                From::Image(image),
                keys.map(|key| place!("base", key)).to_vec(),
            )
        }
        Some(name) => (resolve_source(spec, name), vec![place.key("from")]),
    }
}

/// Resolves `name` to a stage or an image.
pub(super) fn resolve_source(spec: &Spec, name: &str) -> From {
    if spec.stage_names().iter().any(|stage| stage == name) {
        From::Stage(StageName::parse(name).expect("invalid-stage-name rejected it"))
    } else {
        From::Image(Image::parse(name).expect("malformed-stage-image rejected it"))
    }
}

/// The working directory of stages on the base image.
pub(super) fn base_workdir(spec: &Spec) -> Placed<Path> {
    let workdir = spec.base.workdir.as_deref().unwrap_or(DEFAULT_WORKDIR);
    Placed::new(parse_path(workdir), place!("base", "workdir"))
}
