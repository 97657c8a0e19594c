use std::io::{self, Write};

use model::{Document, Language};

use crate::{
    Format, Selection, bibtex, csl,
    delimited::{self, Table},
    ris,
};

/// How documents are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The reader's language: of several titles or names, the one in it comes first or is the one taken.
    pub language: Language,
    /// A byte order mark (U+FEFF) at the start of a CSV file: Excel then takes it for UTF-8.
    pub byte_order_mark: bool,
    /// What is written of each document: everything that the format has a place for, if `None`.
    pub selection: Option<Selection>,
}

impl Default for Options {
    fn default() -> Self {
        Self { language: Language::EN, byte_order_mark: false, selection: None }
    }
}

/// Why an export ended early.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("the export could not be written")]
    Io(#[from] io::Error),
    #[error("a document could not be written as JSON")]
    Json(#[from] serde_json::Error),
}

/// Writes documents in one format, one after the other. It holds no document.
pub struct Exporter<W: Write> {
    format: Format,
    options: Options,
    table: Option<Table>,
    out: W,
    written: u64,
}

impl<W: Write> Exporter<W> {
    /// Writes what stands before the first document.
    pub fn start(mut out: W, format: Format, options: Options) -> Result<Self, ExportError> {
        let mut table = None;
        match format {
            Format::Csv => {
                if options.byte_order_mark {
                    out.write_all("\u{feff}".as_bytes())?;
                }
                let columns = Table::new(options.selection.as_ref());
                out.write_all(&delimited::line(columns.header())?)?;
                table = Some(columns);
            }
            Format::CslJson => out.write_all(b"[")?,
            Format::Ndjson | Format::Ris | Format::Bibtex => {}
        }
        Ok(Self { format, options, table, out, written: 0 })
    }

    /// Writes one document.
    pub fn write(&mut self, document: &Document) -> Result<(), ExportError> {
        if let Some(table) = &self.table {
            let cells = table.cells(document, self.options.language);
            self.out.write_all(&delimited::line(cells)?)?;
            self.written += 1;
            return Ok(());
        }
        let reduced = self.options.selection.as_ref().map(|selection| selection.reduce(document));
        let document = reduced.as_ref().unwrap_or(document);
        let language = self.options.language;
        match self.format {
            Format::Ris => self.out.write_all(ris::entry(document, language).as_bytes())?,
            Format::Bibtex => self.out.write_all(bibtex::entry(document, language).as_bytes())?,
            Format::CslJson => {
                self.out.write_all(if self.written == 0 { b"\n" } else { b",\n" })?;
                serde_json::to_writer(&mut self.out, &csl::item(document, language))?;
            }
            Format::Ndjson | Format::Csv => {
                serde_json::to_writer(&mut self.out, document)?;
                self.out.write_all(b"\n")?;
            }
        }
        self.written += 1;
        Ok(())
    }

    /// Documents written so far.
    pub fn written(&self) -> u64 {
        self.written
    }

    /// Writes what stands behind the last document, and gives the writer back.
    pub fn finish(mut self) -> Result<W, ExportError> {
        if self.format == Format::CslJson {
            self.out.write_all(b"\n]\n")?;
        }
        self.out.flush()?;
        Ok(self.out)
    }
}
