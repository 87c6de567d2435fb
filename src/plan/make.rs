//! What is added to the Makefile.

use crate::{at, lang::make::Include, source::Placed, spec::Spec};

/// What is added to the Makefile.
#[derive(Clone, Debug)]
pub struct Make {
    /// Files with targets of the user's own.
    pub includes: Vec<Placed<Include>>,
}

pub(super) fn make(spec: &Spec) -> Make {
    let said = spec
        .make
        .iter()
        .flat_map(|make| make.include.iter().enumerate());
    let include = |(item, path): (usize, &String)| {
        let path = Include::parse(path).expect("include-outside-project refused it");
        Placed::new(path, at!("make", "include").item(item))
    };
    Make {
        includes: said.map(include).collect(),
    }
}
