//! Finds, loads, owns and compares the files that a command works on.

mod change;
mod compiler;
mod destination;
mod drift;
mod holder;
mod input;
mod key;
mod ordered;
mod orphans;
mod output_lookup;
mod owners;
mod selection;
mod subject;
mod target;
mod template;

pub use change::{Overlay, add_earlier_changes};
pub use compiler::{Compile, Compiler};
pub use destination::NewService;
pub use drift::{Done, Drift};
pub use holder::{Holder, Look, base_to_change, chosen, inheriting, look, shared_base};
pub use input::{BaseSpecs, Input, NAME, STANDARD_INPUT, read_one};
pub use key::spec_key;
pub use ordered::in_order;
pub use orphans::{Orphan, find_orphans, orphans_of};
pub use output_lookup::find_output;
pub use owners::{OutputOwner, OutputOwners};
pub use selection::{SelectedSpec, Selection, specs_beside};
pub use subject::{FORMS, Subject};
pub use target::{Files, Target, write};
pub use template::ChosenTemplate;
