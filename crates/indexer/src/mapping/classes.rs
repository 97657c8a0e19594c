//! Classification symbols with what contains them, so that a class finds all below it.

use model::{ClassSymbol, Classification, FTerm, FiSymbol, Patent};

use super::Values;
use crate::KeywordField;

/// Characters of a theme and a viewpoint: `4F100AB`.
const VIEWPOINT_END: usize = 7;
/// Characters of an F-term without its additional code: `4F100AB01`.
const TERM_END: usize = 9;

pub(super) fn patent(values: &mut Values, patent: &Patent) {
    classifications(values, KeywordField::Ipc, KeywordField::IpcSubclass, &patent.ipc);
    classifications(values, KeywordField::Cpc, KeywordField::CpcSubclass, &patent.cpc);
    for symbol in &patent.fi {
        fi(values, KeywordField::Fi, symbol);
    }
    main_classes(values, patent);
    for term in &patent.f_terms {
        f_term(values, term);
    }
}

fn classifications(
    values: &mut Values,
    keyword: KeywordField,
    subclass: KeywordField,
    classifications: &[Classification],
) {
    for Classification { symbol, .. } in classifications {
        for level in symbol.levels() {
            values.keyword(keyword, level);
        }
        values.keyword(subclass, symbol.subclass());
    }
}

/// Sources give the main class first.
fn main_classes(values: &mut Values, patent: &Patent) {
    for (keyword, classifications) in
        [(KeywordField::IpcMain, &patent.ipc), (KeywordField::CpcMain, &patent.cpc)]
    {
        for level in classifications.first().iter().flat_map(|first| first.symbol.levels()) {
            values.keyword(keyword, level);
        }
    }
    if let Some(first) = patent.fi.first() {
        fi(values, KeywordField::FiMain, first);
    }
}

/// `H01M10/0525,101@B`: the levels of its IPC symbol, the symbol with its expansion, the whole.
fn fi(values: &mut Values, keyword: KeywordField, symbol: &FiSymbol) {
    if let Ok(ipc) = symbol.ipc().parse::<ClassSymbol>() {
        for level in ipc.levels() {
            values.keyword(keyword, level);
        }
    }
    if let Some((with_expansion, _)) = symbol.as_str().split_once('@') {
        values.keyword(keyword, with_expansion);
    }
    values.keyword(keyword, symbol.as_str());
}

/// `4F100AB01.A`: `4F100`, `4F100AB`, `4F100AB01`, the whole.
fn f_term(values: &mut Values, term: &FTerm) {
    values.keyword(KeywordField::FTerm, term.theme());
    values.keyword(KeywordField::FTermTheme, term.theme());
    // An F-term is ASCII and has at least nine characters, by its constructor.
    values.keyword(KeywordField::FTerm, &term.as_str()[..VIEWPOINT_END]);
    values.keyword(KeywordField::FTerm, &term.as_str()[..TERM_END]);
    values.keyword(KeywordField::FTerm, term.as_str());
}
