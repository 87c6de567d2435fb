//! Finds, loads and compares the specs and generated files that a command works on.

mod candidate;
mod change;
mod compiler;
mod drift;
mod input;
mod key;
mod new_service;
mod ordered;
mod orphans;
mod output_lookup;
mod owners;
mod selection;
mod subject;
mod target;
mod template;

pub use candidate::{
    Candidate, ValueOrigin, choose_base, count_inheriting, count_selected, find_shared_base,
    inspect_spec,
};
pub use change::{SpecChange, add_earlier_changes};
pub use compiler::{Compile, Compiler};
pub use drift::{FileAction, FileDrift};
pub use input::{BaseSpecs, LoadedSpec, SPEC_FILE, STANDARD_INPUT, load_spec};
pub use key::resolve_key;
pub use new_service::NewService;
pub use ordered::run_in_order;
pub use orphans::{Orphan, find_orphans, find_orphans_of};
pub use output_lookup::find_output;
pub use owners::{OutputOwner, OutputOwners};
pub use selection::{SelectedSpec, Selection, find_dependents};
pub use subject::{SUBJECT_HELP, Subject};
pub use target::{OutputFiles, Target, write_files};
pub use template::ChosenTemplate;
