//! A folder that is held open: what is done in it is done in that folder, whatever its path leads to meanwhile.
//!
//! A path is looked up anew by every call of the system, and each of its parts can be replaced by a link between two calls. A
//! handle cannot. No operation here follows a link, and none takes more than one part of a path.

#[cfg(not(unix))]
mod portable;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
pub(super) use portable::FolderHandle;
#[cfg(unix)]
pub(super) use unix::FolderHandle;
