//! One file a rule: its header is its documentation, its examples are its tests.

mod header;

use crate::{
    finding::{Finding, Severity, Spot},
    source::Place,
    spec::Spec,
};

/// A rule: what is looked for, and how much it weighs.
pub struct Rule {
    /// `TV`, two digits of the area, two of the rule; never used for another.
    pub code: &'static str,
    /// How much a finding weighs.
    pub severity: Severity,
    /// Who looks.
    pub check: Check,
}

/// Who looks for a fault.
pub enum Check {
    /// Reading itself: without the shape of a spec there is none to look at (`spec::read`).
    Reading,
    /// A function that looks at the spec.
    Spec(fn(&Spec, &mut Findings)),
}

/// A rule, with what its file tells of it.
pub struct Entry {
    /// The file's name: `inexact_ruby`.
    pub file: &'static str,
    /// The folder's name: `base`.
    pub area: &'static str,
    /// The rule.
    pub rule: &'static Rule,
    /// The header of its file, `//!` and all.
    pub header: &'static str,
}

impl Entry {
    /// The rule's name: `inexact-ruby`.
    #[must_use]
    pub fn name(&self) -> String {
        self.file.replace('_', "-")
    }
}

/// What the rules found so far.
#[derive(Default)]
pub struct Findings {
    name: String,
    all: Vec<Finding>,
}

impl Findings {
    /// Reports a fault at `at`: `message` tells what is wrong, with the user's own value.
    pub fn report(&mut self, rule: &Rule, at: Place, message: impl Into<String>) -> &mut Finding {
        self.all.push(Finding::new(rule.code, &self.name, rule.severity, Spot::Place(at), message.into()));
        let last = self.all.len() - 1;
        &mut self.all[last]
    }
}

/// Declares the rules, area by area, in reading order.
macro_rules! rules {
    ($($area:ident { $($name:ident)* })*) => {
        $(mod $area { $(pub(in crate::rules) mod $name;)* })*

        /// Every rule, in the order of its code.
        pub const ALL: &[Entry] = &[$($(Entry {
            file: stringify!($name),
            area: stringify!($area),
            rule: &$area::$name::RULE,
            header: {
                const SOURCE: &str = include_str!(concat!(stringify!($area), "/", stringify!($name), ".rs"));
                static HEADER: [u8; header::length(SOURCE.as_bytes())] = header::copy(SOURCE.as_bytes());
                match std::str::from_utf8(&HEADER) {
                    Ok(header) => header,
                    Err(_) => panic!("a header is UTF-8"),
                }
            },
        },)*)*];
    };
}

rules! {
    spec { syntax_error unknown_key wrong_type missing_key unknown_value not_yet_supported control_character }
    service { invalid_service_name }
    base { inexact_ruby }
    stages { unknown_parent }
}

/// All that the rules find in `spec`.
#[must_use]
pub fn check(spec: &Spec) -> Vec<Finding> {
    let mut findings = Findings::default();
    for entry in ALL {
        findings.name = entry.name();
        match entry.rule.check {
            Check::Reading => {}
            Check::Spec(check) => check(spec, &mut findings),
        }
    }
    findings.all
}
