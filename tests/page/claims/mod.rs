//! The text of the page, in order.

mod deploy;
mod dockerfile;
mod makefile;
mod registry;
mod tags;
mod workflow;

use super::claim::Entry;

/// The condition of trusted builds.
const TRUSTED: &str = "github.event_name != 'pull_request' || (github.event.pull_request.head.repo.full_name == github.repository && github.event.pull_request.user.type != 'Bot' && github.event.sender.type != 'Bot')";

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
