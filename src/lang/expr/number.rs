//! Parses and prints numbers like GitHub, which follows JavaScript.

/// Parses a number; a blank text is 0, and an invalid one is `NaN`.
pub(super) fn parse(text: &str) -> f64 {
    let text = text.trim();
    let radix = |prefix: [&str; 2], radix: u32| {
        let digits = prefix
            .iter()
            .find_map(|prefix| text.strip_prefix(*prefix))?;
        let add = |sum: Option<f64>, c: char| {
            Some(sum? * f64::from(radix) + f64::from(c.to_digit(radix)?))
        };
        Some(match digits {
            "" => f64::NAN,
            digits => digits.chars().fold(Some(0.0), add).unwrap_or(f64::NAN),
        })
    };
    let integer = radix(["0x", "0X"], 16)
        .or_else(|| radix(["0o", "0O"], 8))
        .or_else(|| radix(["0b", "0B"], 2));
    match text {
        "" => 0.0,
        "Infinity" | "+Infinity" => f64::INFINITY,
        "-Infinity" => f64::NEG_INFINITY,
        // Rust also parses words such as `inf`, which are not numbers in JavaScript.
        _ if text.contains(|c: char| !c.is_ascii_digit() && !"+-.eE".contains(c)) => {
            integer.unwrap_or(f64::NAN)
        }
        _ => integer.unwrap_or_else(|| text.parse().unwrap_or(f64::NAN)),
    }
}

/// Prints `number` with at most 15 decimal places.
pub(super) fn print(number: f64) -> String {
    let short = if number.abs() < 1e21 {
        format!("{number:.15}").parse().unwrap_or(number)
    } else {
        number
    };
    print_exact(short)
}

/// Prints `number` with every significant digit.
pub(super) fn print_exact(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned();
    }
    let size = number.abs();
    // JavaScript prints an exponent where Rust prints zeros.
    if number != 0.0 && !(1e-6..1e21).contains(&size) {
        let text = format!("{number:e}");
        return if size < 1.0 {
            text
        } else {
            text.replace('e', "e+")
        };
    }
    (number + 0.0).to_string()
}
