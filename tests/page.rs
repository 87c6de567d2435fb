//! The page "Teaching vacancies - Docker" comes true: each of its claims, and where the outputs fulfil it.

mod claim;
mod claims;
mod makefile;
mod outputs;
mod table;
mod workflow;

use sha2::{Digest, Sha256};

use crate::support::snapshot;
use claim::{Entry, Verdict};
use outputs::Outputs;

/// The SHA-256 of the page's text, without its white space and bullets.
const PAGE: &str = "cb1eb40c0e555ff2a08433906bfef1eb093ab699046b49f09e010d71fdd6bbe3";

#[test]
fn every_claim_of_the_page_comes_true() {
    let outputs = Outputs::of("spec/teaching-vacancies-2020.toml");
    let page = claims::page();
    let (table, unfulfilled) = table::table(&page, &outputs);
    assert!(
        unfulfilled.is_empty(),
        "the outputs do not show it:\n{}",
        unfulfilled.join("\n")
    );
    snapshot("page", "claims", &table);
}

#[test]
fn no_word_of_the_page_is_left_out() {
    let text: String = claims::page().iter().map(Entry::words).collect();
    let letters: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '•')
        .collect();
    let digits = Sha256::digest(&letters);
    let digits: Vec<_> = digits.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(digits.concat(), PAGE, "not the page's words: {letters}");
}

#[test]
fn where_ours_differs_the_table_says_why() {
    let page = claims::page();
    let mut differences = 0;
    for entry in &page {
        match entry {
            Entry::Claim(claim) => match claim.verdict {
                Verdict::Fulfilled => {}
                Verdict::Differs(reason) | Verdict::Remarked(reason) => {
                    differences += usize::from(matches!(claim.verdict, Verdict::Differs(_)));
                    let sentence = reason.ends_with('.') && reason.split(' ').count() > 4;
                    assert!(sentence, "{}: {reason}", claim.words);
                }
            },
            Entry::Aside(words, what) => assert!(!what.is_empty(), "{words}"),
            Entry::Section(_) => {}
        }
    }
    assert!(differences > 20, "{differences} differences");
}
