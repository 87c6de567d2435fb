//! A row of numbers, read as choices. Zero is always the plainest one, so that a smaller row makes a plainer spec.

use toml::{Table, Value};

/// A row of choices; one that has come to its end goes on with zeros.
pub struct Choices(std::vec::IntoIter<u16>);

impl Choices {
    /// The choices of `row`.
    pub fn new(row: Vec<u16>) -> Self {
        Self(row.into_iter())
    }

    /// A number below `end`.
    pub fn number(&mut self, end: usize) -> usize {
        usize::from(self.0.next().unwrap_or_default()) % end
    }

    /// Yes or no.
    pub fn flag(&mut self) -> bool {
        self.number(2) == 1
    }

    /// One of `from`; the first is the plainest.
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.number(from.len())]
    }

    /// Some of `from`, in their order.
    pub fn some<T: Copy>(&mut self, from: &[T]) -> Vec<T> {
        from.iter().copied().filter(|_| self.flag()).collect()
    }

    /// Some of `from`, one of them at least.
    pub fn several<T: Copy>(&mut self, from: &[T]) -> Vec<T> {
        let some = self.some(from);
        if some.is_empty() { vec![from[0]] } else { some }
    }

    /// In one of two cases, writes what `value` draws to `key` of `table`.
    pub fn maybe<V: Into<Value>>(
        &mut self,
        table: &mut Table,
        key: &str,
        value: impl FnOnce(&mut Self) -> V,
    ) {
        if self.flag() {
            let value = value(self);
            say(table, key, value);
        }
    }
}

/// Writes `key = value` to `table`.
pub fn say(table: &mut Table, key: &str, value: impl Into<Value>) {
    table.insert(key.to_owned(), value.into());
}

/// Writes `table` to `key` of `spec`, unless there is nothing in it.
pub fn say_table(spec: &mut Table, key: &str, table: Table) {
    if !table.is_empty() {
        say(spec, key, table);
    }
}

/// A table with the strings `pairs`.
pub fn strings(pairs: &[(&str, &str)]) -> Table {
    let pair = |(key, value): &(&str, &str)| ((*key).to_owned(), Value::from(*value));
    pairs.iter().map(pair).collect()
}

/// The table `key` of `spec`; an empty one if there is none.
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
