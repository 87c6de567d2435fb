//! Extracts the header of a rule's file at compile time, so that the binary contains the header but not the rest of the file.

/// The length of the `//!` lines at the start of `source`.
pub(super) const fn header_length(source: &[u8]) -> usize {
    let mut position = 0;
    while position + 2 < source.len()
        && source[position] == b'/'
        && source[position + 1] == b'/'
        && source[position + 2] == b'!'
    {
        while position < source.len() && source[position] != b'\n' {
            position += 1;
        }
        position += 1;
    }
    position
}

/// The first `LENGTH` bytes of `source`.
pub(super) const fn copy_header<const LENGTH: usize>(source: &[u8]) -> [u8; LENGTH] {
    let mut out = [0; LENGTH];
    let mut position = 0;
    while position < LENGTH {
        out[position] = source[position];
        position += 1;
    }
    out
}
