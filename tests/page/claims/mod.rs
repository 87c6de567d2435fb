//! The page, piece by piece, in its own order.

mod deploy;
mod dockerfile;
mod makefile;
mod registry;
mod tags;
mod workflow;

use super::claim::Entry;

/// The whole page.
pub fn page() -> Vec<Entry> {
    [
        dockerfile::entries(),
        workflow::entries(),
        makefile::entries(),
        deploy::entries(),
        tags::entries(),
        registry::entries(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
