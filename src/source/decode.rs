//! Decodes the bytes of a spec as text.

/// The maximum size of a spec and its base specs: forty times the size of a spec with every key.
pub const MAX_BYTES: usize = 256 * 1024;

/// Decodes `bytes` as UTF-8.
///
/// # Errors
/// If there are too many bytes, or if they are not UTF-8, with the reason.
pub fn decode(bytes: Vec<u8>) -> Result<String, String> {
    if bytes.len() > MAX_BYTES {
        return Err("it is larger than 256 KiB".to_owned());
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err("it is UTF-16: save it as UTF-8".to_owned());
    }
    if let Some(index) = bytes.iter().position(|byte| *byte == 0) {
        let line = line_number(&bytes[..index]);
        return Err(format!("line {line} has a NUL byte: save it as UTF-8"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let index = error.utf8_error().valid_up_to();
        let (before, rest) = error.as_bytes().split_at(index);
        let byte = rest.first().copied().unwrap_or_default();
        let line = line_number(before);
        format!("line {line} is not UTF-8 (the byte 0x{byte:02X}): save it as UTF-8")
    })
}

/// The number of the line on which `before` ends, from 1.
fn line_number(before: &[u8]) -> usize {
    before.split(|byte| *byte == b'\n').count()
}
