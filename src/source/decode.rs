//! Bytes as the text of a spec.

/// How many bytes a spec can have, with all that it builds on: forty times as many as one that has every key.
pub const MOST_BYTES: usize = 256 * 1024;

/// The text that `bytes` are.
///
/// # Errors
/// If they are none, or too many: why, and what to do.
pub fn decode(bytes: Vec<u8>) -> Result<String, String> {
    if bytes.len() > MOST_BYTES {
        return Err("it has more than 256 KiB, and a spec has at most that".to_owned());
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err("it is UTF-16: save it as UTF-8".to_owned());
    }
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        let line = line(&bytes[..at]);
        return Err(format!(
            "line {line} has a NUL byte, as no text has: save it as UTF-8"
        ));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let (before, rest) = error.as_bytes().split_at(at);
        let byte = rest.first().copied().unwrap_or_default();
        let line = line(before);
        format!("line {line} is not UTF-8 (the byte 0x{byte:02X}): save it as UTF-8")
    })
}

/// The line that follows `before`, from 1.
fn line(before: &[u8]) -> usize {
    before.split(|byte| *byte == b'\n').count()
}
