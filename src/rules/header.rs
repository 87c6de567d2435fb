//! The header of a file, taken at compile time: only the header's bytes enter the binary.

/// The length of the `//!` lines at the start of `source`.
pub(super) const fn length(source: &[u8]) -> usize {
    let mut at = 0;
    while at + 2 < source.len()
        && source[at] == b'/'
        && source[at + 1] == b'/'
        && source[at + 2] == b'!'
    {
        while at < source.len() && source[at] != b'\n' {
            at += 1;
        }
        at += 1;
    }
    at
}

/// The first `LENGTH` bytes of `source`.
pub(super) const fn copy<const LENGTH: usize>(source: &[u8]) -> [u8; LENGTH] {
    let mut out = [0; LENGTH];
    let mut at = 0;
    while at < LENGTH {
        out[at] = source[at];
        at += 1;
    }
    out
}
