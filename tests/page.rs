//! The claims of the page "Teaching vacancies - Docker": where the outputs fulfil each, or why they differ.

mod claim;
mod claims;
mod makefile;
mod outputs;
mod table;
mod workflow;

use sha2::{Digest, Sha256};

use crate::support::assert_snapshot;
use claim::{Entry, Verdict};
use outputs::Outputs;

/// The SHA-256 of the page's text without white space and bullets.
const PAGE_HASH: &str = "cb1eb40c0e555ff2a08433906bfef1eb093ab699046b49f09e010d71fdd6bbe3";

#[test]
fn the_outputs_fulfil_every_claim_of_the_page() {
    let outputs = Outputs::render("spec/teaching-vacancies-2020.toml");
    let page = claims::page();
    let (table, unfulfilled) = table::table(&page, &outputs);
    assert!(
        unfulfilled.is_empty(),
        "the outputs do not fulfil these claims:\n{}",
        unfulfilled.join("\n")
    );
    assert_snapshot("page", "claims", &table);
}

#[test]
fn the_claims_contain_every_word_of_the_page() {
    let text: String = claims::page().iter().map(Entry::text).collect();
    let letters: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '•')
        .collect();
    let digits = Sha256::digest(&letters);
    let digits: Vec<_> = digits.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(digits.concat(), PAGE_HASH, "not the page's text: {letters}");
}

#[test]
fn every_difference_has_a_reason() {
    let page = claims::page();
    let mut differences = 0;
    for entry in &page {
        match entry {
            Entry::Claim(claim) => match claim.verdict {
                Verdict::Fulfilled => {}
                Verdict::Differs(reason) | Verdict::Remarked(reason) => {
                    differences += usize::from(matches!(claim.verdict, Verdict::Differs(_)));
                    let sentence = reason.ends_with('.') && reason.split(' ').count() > 4;
                    assert!(sentence, "{}: {reason}", claim.text);
                }
            },
            Entry::Aside(text, subject) => assert!(!subject.is_empty(), "{text}"),
            Entry::Section(_) => {}
        }
    }
    assert!(differences > 20, "{differences} differences");
}
