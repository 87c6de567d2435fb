//! Compiles one TOML spec into a Dockerfile, a .dockerignore, GitHub workflows, a Makefile and a documentation page.
//!
//! ```text
//!         parse          check          plan           emit
//!  Source ─────▶ Spec ──────────▶ Checked ────▶ Plan ─────▶ Artifact
//!                 ╰──────── Finding ─────────────╯
//! ```
//!
//! A module may use only modules on the lines below its own, and none on the same line.
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
