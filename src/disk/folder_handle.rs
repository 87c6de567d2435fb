//! An open folder: operations act on that folder, whatever its path resolves to in the meantime.
//!
//! Every system call resolves a path again, and any component can be replaced by a link between two calls. A
//! handle cannot be redirected. Except for `open`, no operation here follows a link or takes more than one path
//! component.

#[cfg(not(unix))]
mod portable;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
pub(super) use portable::FolderHandle;
#[cfg(unix)]
pub(super) use unix::FolderHandle;
