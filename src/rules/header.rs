//! Extracts the header of a file at compile time, so that the binary contains only its bytes.

/// The length of the `//!` lines at the start of `source`.
pub(super) const fn length(source: &[u8]) -> usize {
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
pub(super) const fn copy<const LENGTH: usize>(source: &[u8]) -> [u8; LENGTH] {
    let mut out = [0; LENGTH];
    let mut position = 0;
    while position < LENGTH {
        out[position] = source[position];
        position += 1;
    }
    out
}
