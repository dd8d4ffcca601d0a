//! Text tables: columns as wide as their widest cell, words to the left, figures to the right.

use std::fmt;

/// On which side of its column a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

/// A table under construction; displays as lines without trailing blanks.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    columns: Vec<(String, Align)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without columns.
    pub(crate) fn new() -> Self {
        Self { columns: Vec::new(), rows: Vec::new() }
    }

    /// Adds a column of words.
    pub(crate) fn words(mut self, title: impl Into<String>) -> Self {
        self.columns.push((title.into(), Align::Left));
        self
    }

    /// Adds a column of figures.
    pub(crate) fn figures(mut self, title: impl Into<String>) -> Self {
        self.columns.push((title.into(), Align::Right));
        self
    }

    /// Adds a row.
    ///
    /// # Panics
    ///
    /// If it has not one cell a column.
    pub(crate) fn row(&mut self, cells: Vec<String>) {
        assert_eq!(cells.len(), self.columns.len(), "a row has one cell a column");
        self.rows.push(cells);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |column: usize| {
            let cells = self.rows.iter().map(|row| &row[column]);
            cells.chain([&self.columns[column].0]).map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(width).collect();
        let titles = self.columns.iter().map(|(title, _)| title.clone()).collect();
        for row in std::iter::once(&titles).chain(&self.rows) {
            let mut line = String::new();
            for ((cell, &(_, align)), &width) in row.iter().zip(&self.columns).zip(&widths) {
                match align {
                    Align::Left => line += &format!("  {cell:<width$}"),
                    Align::Right => line += &format!("  {cell:>width$}"),
                }
            }
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn columns_are_aligned_and_lines_have_no_trailing_blanks() {
        let mut table = Table::new().words("name").figures("bytes").words("");
        table.row(vec!["a".into(), "176".into(), "x".into()]);
        table.row(vec!["longer ×".into(), "8".into(), String::new()]);
        assert_eq!(table.to_string(), "  name      bytes\n  a           176  x\n  longer ×      8\n");
    }

    #[test]
    #[should_panic(expected = "one cell a column")]
    fn a_row_of_another_length_is_refused() {
        Table::new().words("a").row(vec![]);
    }
}
