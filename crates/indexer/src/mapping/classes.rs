//! Classification symbols with what contains them, so that a class finds all below it.
//!
//! Of a symbol whose own term other symbols have too, `=` and the symbol is a term as well: `=H01M10/0525` stands in
//! the field of FI only for this very symbol, `H01M10/0525` for `H01M10/0525,101` too.

use model::{ClassSymbol, Classification, FTerm, FiSymbol, Patent};

use super::Values;
use crate::KeywordField;

pub(super) fn patent(values: &mut Values, patent: &Patent) {
    let ipc = [KeywordField::Ipc, KeywordField::IpcSubclass, KeywordField::IpcGroup];
    classifications(values, ipc, &patent.ipc);
    let cpc = [KeywordField::Cpc, KeywordField::CpcSubclass, KeywordField::CpcGroup];
    classifications(values, cpc, &patent.cpc);
    for symbol in &patent.fi {
        fi(values, KeywordField::Fi, symbol);
        values.keyword(KeywordField::FiSubclass, symbol.subclass());
        values.keyword(KeywordField::FiGroup, symbol.main_group().unwrap_or_default());
    }
    main_classes(values, patent);
    for term in &patent.f_terms {
        f_term(values, term);
    }
}

fn classifications(
    values: &mut Values,
    [keyword, subclass, group]: [KeywordField; 3],
    classifications: &[Classification],
) {
    for Classification { symbol, .. } in classifications {
        class(values, keyword, symbol);
        values.keyword(subclass, symbol.subclass());
        values.keyword(group, symbol.main_group().unwrap_or_default());
    }
}

/// Sources give the main class first.
fn main_classes(values: &mut Values, patent: &Patent) {
    for (keyword, classifications) in
        [(KeywordField::IpcMain, &patent.ipc), (KeywordField::CpcMain, &patent.cpc)]
    {
        if let Some(first) = classifications.first() {
            class(values, keyword, &first.symbol);
        }
    }
    if let Some(first) = patent.fi.first() {
        fi(values, KeywordField::FiMain, first);
    }
}

/// `H01M10/0525`: its levels. A group or subclass by itself is marked, since every symbol below it has its term.
fn class(values: &mut Values, keyword: KeywordField, symbol: &ClassSymbol) {
    for level in symbol.levels() {
        values.keyword(keyword, level);
    }
    if !symbol.as_str().contains('/') {
        exact(values, keyword, symbol.as_str());
    }
}

/// `H01M10/0525,101@B`: the levels of its IPC symbol, the symbol with its expansion, the whole.
fn fi(values: &mut Values, keyword: KeywordField, symbol: &FiSymbol) {
    for level in symbol.levels() {
        values.keyword(keyword, level);
    }
    exact(values, keyword, symbol.as_str());
}

/// `4F100AB01.A`: `4F100`, `4F100AB`, `4F100AB01`, the whole.
fn f_term(values: &mut Values, term: &FTerm) {
    for level in term.levels() {
        values.keyword(KeywordField::FTerm, level);
    }
    values.keyword(KeywordField::FTermTheme, term.theme());
    exact(values, KeywordField::FTerm, term.as_str());
}

/// The mark of a symbol that the document carries itself.
fn exact(values: &mut Values, keyword: KeywordField, symbol: &str) {
    values.keyword(keyword, format!("={symbol}"));
}
