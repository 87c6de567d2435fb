//! The statements of the page, and the evidence for them in the outputs.

use super::outputs::Outputs;

/// A part of the page.
pub enum Entry {
    /// A heading.
    Section(&'static str),
    /// A statement that the outputs must fulfil.
    Claim(Claim),
    /// Text that is not about the outputs, and its subject.
    Aside(&'static str, &'static str),
}

/// A statement of the page that the outputs must fulfil.
pub struct Claim {
    /// The text of the page.
    pub text: &'static str,
    /// Whether the text is code.
    pub is_code: bool,
    /// Whether the outputs fulfil the claim.
    pub verdict: Verdict,
    /// Finds where the outputs fulfil the claim.
    pub proof: Proof,
}

/// Whether the outputs fulfil a claim.
pub enum Verdict {
    /// Fulfilled.
    Fulfilled,
    /// Fulfilled, with a remark.
    Remarked(&'static str),
    /// Fulfilled in another way, for a reason.
    Differs(&'static str),
}

/// Finds where the outputs fulfil a claim.
pub type Proof = fn(&Outputs) -> Evidence;

/// The places that fulfil a claim; `None` if one is missing.
pub type Evidence = Option<Vec<Place>>;

/// A place that fulfils a claim.
pub enum Place {
    /// A line of an output.
    Line {
        file: String,
        number: usize,
        text: String,
    },
    /// A command and what it did.
    Ran { command: String, did: String },
}

/// A heading.
pub fn section(text: &'static str) -> Entry {
    Entry::Section(text)
}

/// Text that is about `subject`, not about the outputs.
pub fn aside(text: &'static str, subject: &'static str) -> Entry {
    Entry::Aside(text, subject)
}

/// A sentence of the page.
pub fn says(text: &'static str, proof: Proof) -> Entry {
    claim(text, false, proof)
}

/// A line of code of the page.
pub fn code(text: &'static str, proof: Proof) -> Entry {
    claim(text, true, proof)
}

fn claim(text: &'static str, is_code: bool, proof: Proof) -> Entry {
    let verdict = Verdict::Fulfilled;
    Entry::Claim(Claim {
        text,
        is_code,
        verdict,
        proof,
    })
}

impl Entry {
    /// Marks a claim that the outputs fulfil in another way because of `reason`.
    pub fn differs(self, reason: &'static str) -> Self {
        self.with_verdict(Verdict::Differs(reason))
    }

    /// Adds a remark to a claim.
    pub fn remark(self, remark: &'static str) -> Self {
        self.with_verdict(Verdict::Remarked(remark))
    }

    /// The text of the page.
    pub fn text(&self) -> &'static str {
        match self {
            Self::Section(text) | Self::Aside(text, _) => text,
            Self::Claim(claim) => claim.text,
        }
    }

    fn with_verdict(self, verdict: Verdict) -> Self {
        match self {
            Self::Claim(claim) => Self::Claim(Claim { verdict, ..claim }),
            Self::Section(text) | Self::Aside(text, _) => panic!("not a claim: {text}"),
        }
    }
}

/// The places of all `parts`; `None` if one is missing.
pub fn all<const N: usize>(parts: [Evidence; N]) -> Evidence {
    let places: Option<Vec<_>> = parts.into_iter().collect();
    Some(places?.into_iter().flatten().collect())
}

/// `places` if `condition` is true.
pub fn given(condition: bool, places: Evidence) -> Evidence {
    places.filter(|_| condition)
}
