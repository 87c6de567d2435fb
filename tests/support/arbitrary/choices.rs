//! Turns a row of numbers into choices. Zero is always the simplest choice, so a smaller row gives a simpler spec.

use toml::{Table, Value};

/// A row of choices; an exhausted row continues with zeros.
pub struct Choices(std::vec::IntoIter<u16>);

impl Choices {
    /// Wraps `row`.
    pub fn new(row: Vec<u16>) -> Self {
        Self(row.into_iter())
    }

    /// Draws a number below `end`.
    pub fn number(&mut self, end: usize) -> usize {
        usize::from(self.0.next().unwrap_or_default()) % end
    }

    /// Draws a boolean.
    pub fn flag(&mut self) -> bool {
        self.number(2) == 1
    }

    /// Draws one of `from`; the first is the simplest.
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.number(from.len())]
    }

    /// Draws some of `from`, in order.
    pub fn some<T: Copy>(&mut self, from: &[T]) -> Vec<T> {
        from.iter().copied().filter(|_| self.flag()).collect()
    }

    /// Draws at least one of `from`, in order.
    pub fn several<T: Copy>(&mut self, from: &[T]) -> Vec<T> {
        let some = self.some(from);
        if some.is_empty() { vec![from[0]] } else { some }
    }

    /// Sets `key` of `table` to a drawn `value` half of the time.
    pub fn maybe<V: Into<Value>>(
        &mut self,
        table: &mut Table,
        key: &str,
        value: impl FnOnce(&mut Self) -> V,
    ) {
        if self.flag() {
            let value = value(self);
            set_key(table, key, value);
        }
    }
}

/// Sets `key` of `table` to `value`.
pub fn set_key(table: &mut Table, key: &str, value: impl Into<Value>) {
    table.insert(key.to_owned(), value.into());
}

/// Sets `key` of `spec` to `table`, unless the table is empty.
pub fn set_table(spec: &mut Table, key: &str, table: Table) {
    if !table.is_empty() {
        set_key(spec, key, table);
    }
}

/// A table with the string values `pairs`.
pub fn strings(pairs: &[(&str, &str)]) -> Table {
    let pair = |(key, value): &(&str, &str)| ((*key).to_owned(), Value::from(*value));
    pairs.iter().map(pair).collect()
}

/// The table `key` of `spec`, or an empty table.
pub fn table(spec: &Table, key: &str) -> Table {
    spec.get(key)
        .and_then(Value::as_table)
        .cloned()
        .unwrap_or_default()
}

/// The string `key` of `table`.
pub fn string<'a>(table: &'a Table, key: &str) -> Option<&'a str> {
    table.get(key).and_then(Value::as_str)
}
