//! Checks and completes version numbers.

/// Whether `version` is exact: three numbers, `major.minor.patch`.
#[must_use]
pub fn is_exact(version: &str) -> bool {
    let numbers: Vec<&str> = version.split('.').collect();
    numbers.len() == 3
        && numbers.iter().all(|number| {
            number.chars().all(|c| c.is_ascii_digit()) && number.parse::<u32>().is_ok()
        })
}

/// Completes `version` to an exact version, with 0 for missing numbers: `1.22.0` for `v1.22`.
#[must_use]
pub fn pad_version(version: &str) -> Option<String> {
    let numbers: Option<Vec<u32>> = version
        .split(|c: char| !c.is_ascii_digit())
        .filter(|number| !number.is_empty())
        .take(3)
        .map(|number| number.parse().ok())
        .collect();
    let mut numbers = numbers.filter(|numbers| !numbers.is_empty())?;
    numbers.resize(3, 0);
    Some(format!("{}.{}.{}", numbers[0], numbers[1], numbers[2]))
}
