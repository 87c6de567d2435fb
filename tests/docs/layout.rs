//! The page is easy to navigate and to read on a phone.

use std::collections::HashMap;

use crate::support::{markdown::read, read_spec, spec_names};

use super::{page, page_of};

/// The maximum number of columns that a phone shows without scrolling.
const MAX_COLUMNS: usize = 3;

/// The anchor that GitHub derives from a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter_map(|c| match c {
        ' ' => Some('-'),
        c if c.is_alphanumeric() || "-_".contains(c) => Some(c.to_ascii_lowercase()),
        _ => None,
    });
    kept.collect()
}

#[test]
fn the_table_of_contents_lists_every_section_and_the_change_comes_first() {
    for name in spec_names() {
        let page = page_of(&name);
        let (_, contents) = page
            .split_once("\n## Contents\n\n")
            .expect("the page has a contents list");
        let links = contents.lines().take_while(|line| !line.is_empty());
        let links: Vec<String> = links.map(str::to_owned).collect();
        let sections = read(&page).headings.into_iter();
        let sections: Vec<String> = sections
            .filter(|(depth, title)| *depth == 2 && title != "Contents")
            .map(|(_, title)| format!("- [{title}](#{})", anchor(&title)))
            .collect();
        assert_eq!(links, sections, "{name}");
        assert!(
            sections[0].starts_with("- [From commit to "),
            "{name}: {sections:?}"
        );
    }
}

#[test]
fn every_link_within_the_page_leads_to_a_heading() {
    for name in spec_names() {
        let page = read(&page_of(&name));
        let anchors: Vec<String> = page.headings.iter().map(|(_, text)| anchor(text)).collect();
        for link in page.links.iter().filter_map(|link| link.strip_prefix('#')) {
            assert!(
                anchors.iter().any(|anchor| anchor == link),
                "{name}: #{link}"
            );
        }
    }
}

#[test]
fn tables_fit_a_phone() {
    for name in spec_names() {
        for table in read(&page_of(&name)).tables {
            assert!(table[0].len() <= MAX_COLUMNS, "{name}: {:?}", table[0]);
            for cell in table.iter().flatten() {
                assert!(longest_hex(cell) < 40, "{name}: {cell}");
            }
        }
    }
}

#[test]
fn full_shas_appear_only_in_code_blocks() {
    for name in spec_names() {
        let text = read(&page_of(&name)).text;
        assert!(longest_hex(&text) < 40, "{name}: {text}");
    }
}

/// The length of the longest run of hexadecimal digits in `text`.
fn longest_hex(text: &str) -> usize {
    let runs = text.split(|c: char| !c.is_ascii_hexdigit());
    runs.map(str::len).max().unwrap_or_default()
}

#[test]
fn diagrams_that_fan_out_run_from_left_to_right() {
    let mut directions = Vec::new();
    for name in spec_names() {
        let page = read(&page_of(&name));
        let diagrams = page
            .blocks
            .iter()
            .filter(|(language, _)| language == "mermaid");
        for (_, diagram) in diagrams {
            let mut arrows: HashMap<&str, usize> = HashMap::new();
            for line in diagram.lines().filter(|line| line.contains("-> ")) {
                let from = line
                    .split_whitespace()
                    .next()
                    .expect("an arrow has a source");
                *arrows.entry(from).or_default() += 1;
            }
            let fans_out = arrows.values().any(|count| *count >= 3);
            let direction = if fans_out {
                "\nflowchart LR\n"
            } else {
                "\nflowchart TD\n"
            };
            assert!(diagram.contains(direction), "{name}: {diagram}");
            directions.push(fans_out);
        }
    }
    assert!(directions.contains(&true) && directions.contains(&false));
}

#[test]
fn a_chain_of_jobs_is_a_sentence() {
    let page = page_of("teaching-vacancies-2020");
    let sentence = "Its jobs run one after the other: `stop_build`, `delete_review`.";
    assert!(page.contains(sentence), "{page}");
}

#[test]
fn files_removed_from_the_image_are_listed_in_one_sentence() {
    let start = "The stage then removes what is not needed at run time: ";
    let gems = "the download cache of the gems and their C sources";
    for (settings, removed) in [
        ("strip_gems = true", Some(gems)),
        ("remove = [\"log\"]\nstrip_gems = false", Some("`log`")),
        (
            "remove = [\"log\"]\nstrip_gems = true",
            Some("`log`, the download cache of the gems and their C sources"),
        ),
        ("strip_gems = false", None),
    ] {
        let page = page(&format!(
            "{}\n[stages.builder]\n{settings}\n",
            read_spec("minimal")
        ));
        let line = page.lines().find_map(|line| line.strip_prefix(start));
        assert_eq!(
            line,
            removed.map(|list| format!("{list}.")).as_deref(),
            "{settings}"
        );
    }
}
