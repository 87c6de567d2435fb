//! What the page says, and how the outputs show it.

use super::outputs::Outputs;

/// A piece of the page.
pub enum Entry {
    /// A heading.
    Section(&'static str),
    /// Words that the outputs must make true.
    Claim(Claim),
    /// Words that say nothing of the outputs, and what they are about.
    Aside(&'static str, &'static str),
}

/// Words of the page that the outputs make true.
pub struct Claim {
    /// The page's own words.
    pub words: &'static str,
    /// Whether they are code.
    pub code: bool,
    /// Whether the outputs do as they say.
    pub verdict: Verdict,
    /// Where.
    pub proof: Proof,
}

/// Whether the outputs do as the page says.
pub enum Verdict {
    /// They do.
    Fulfilled,
    /// They do, and there is more to know.
    Remarked(&'static str),
    /// They do what is meant in another way, for a reason.
    Differs(&'static str),
}

/// Where the outputs show a claim; nowhere, if it is not true of them.
pub type Proof = fn(&Outputs) -> Shown;

/// The places that show a claim; none where one is missing.
pub type Shown = Option<Vec<Place>>;

/// What shows a claim.
pub enum Place {
    /// A line of an output.
    Line {
        file: String,
        number: usize,
        text: String,
    },
    /// A command that was run, and what it did.
    Ran { command: String, did: String },
}

/// A heading.
pub fn section(words: &'static str) -> Entry {
    Entry::Section(words)
}

/// Words that say nothing of the outputs, because they are about `what`.
pub fn aside(words: &'static str, what: &'static str) -> Entry {
    Entry::Aside(words, what)
}

/// A sentence of the page.
pub fn says(words: &'static str, proof: Proof) -> Entry {
    claim(words, false, proof)
}

/// A line of code of the page.
pub fn code(words: &'static str, proof: Proof) -> Entry {
    claim(words, true, proof)
}

fn claim(words: &'static str, code: bool, proof: Proof) -> Entry {
    let verdict = Verdict::Fulfilled;
    Entry::Claim(Claim {
        words,
        code,
        verdict,
        proof,
    })
}

impl Entry {
    /// The outputs do it in another way, because of `reason`.
    pub fn differs(self, reason: &'static str) -> Self {
        self.judged(Verdict::Differs(reason))
    }

    /// There is more to know.
    pub fn remark(self, remark: &'static str) -> Self {
        self.judged(Verdict::Remarked(remark))
    }

    /// Its words.
    pub fn words(&self) -> &'static str {
        match self {
            Self::Section(words) | Self::Aside(words, _) => words,
            Self::Claim(claim) => claim.words,
        }
    }

    fn judged(self, verdict: Verdict) -> Self {
        match self {
            Self::Claim(claim) => Self::Claim(Claim { verdict, ..claim }),
            Self::Section(words) | Self::Aside(words, _) => panic!("not a claim: {words}"),
        }
    }
}

/// Shown where all of `parts` are.
pub fn all<const N: usize>(parts: [Shown; N]) -> Shown {
    let places: Option<Vec<_>> = parts.into_iter().collect();
    Some(places?.into_iter().flatten().collect())
}

/// Shown by `places`, if `true_of_them`.
pub fn given(true_of_them: bool, places: Shown) -> Shown {
    places.filter(|_| true_of_them)
}
