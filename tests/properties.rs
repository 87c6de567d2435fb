//! Laws across files, for arbitrary specs.

mod drawn;
