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

// Glossary
//
// spec             the TOML file that describes a service
// base spec        a spec that another spec extends
// place            the path of a value in a spec: `base.ruby`
// finding          an error or a warning about a spec, with its location
// rule             a check of specs that reports findings
// checked spec     a spec in which the rules found no errors
// plan             every decision about the outputs, before they are written as text
// output           a kind of generated file: the Dockerfile, a workflow, the Makefile
// artifact         the text of an output in memory
// origin           the places and the reason behind a line of an artifact
// text             `Text<L>`: text that is escaped for the language `L`
// verify           parse an artifact with an independent parser and compare it with the plan
// drift            the difference between an artifact and its file on disk
// hand edit        a change of a generated file outside of tvgen
// absorb           move hand edits into the spec
// orphan           a generated file that is no longer an output of its spec
// hook             a step or job that the user adds to a generated workflow
// trunk            the default branch, from which releases are deployed
// review app       the deployment of a pull request
// cache tag        the image tag under which a stage is cached for a branch
// unique tag       the image tag of a single build; deployments use this tag
// segment          a literal or a placeholder in a template or a tag
// fleet            many services that are compared and changed together
// handbook         the documents that are generated from tvgen's own code
// catalogue        data about Ruby, Alpine, Bundler and actions, with sources
