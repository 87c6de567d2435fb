//! One TOML spec in; a Dockerfile, a .dockerignore, workflows, a Makefile and a page that explains them out.
//!
//! ```text
//!         parse          check          plan           emit
//!  Source ─────▶ Spec ──────────▶ Checked ────▶ Plan ─────▶ Artifact
//!                 ╰──────── Finding ─────────────╯
//! ```
//!
//! A module may use only modules on the lines below its own; modules on one line are strangers to each other.
//!
//! ```text
//! cli
//! report
//! workspace
//! disk handbook absorb fleet onboard
//! compile
//! rules emit verify drift
//! plan
//! spec
//! finding artifact repository
//! source lang
//! place catalogue hash
//! ```

pub mod catalogue;
pub mod hash;
pub mod place;

pub mod lang;
pub mod source;

pub mod artifact;
pub mod finding;
pub mod repository;

pub mod spec;

pub mod plan;

pub mod drift;
pub mod emit;
pub mod rules;
pub mod verify;

pub mod compile;

pub mod absorb;
pub mod disk;
pub mod fleet;
pub mod handbook;
pub mod onboard;

mod workspace;

pub mod report;

pub mod cli;
