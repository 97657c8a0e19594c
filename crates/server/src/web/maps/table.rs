//! The figures of a map as a table of links.

use maud::{Markup, html};

use crate::{
    web::{PageContext, frame::grouped},
    wire::{MapCell, MapName, MapResponse, MapRow, MapTable},
};

/// Rows of a table that a page shows.
const ROWS: usize = 300;

pub(super) fn table(context: &PageContext, map: &MapResponse, table: &MapTable) -> Markup {
    let id = format!("table-{}", table.key);
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (table.title) }
            @if table.rows.is_empty() {
                p { (context.t("数える文献がありません。", "There is nothing to count.")) }
            } @else {
                div .table.figures tabindex="0" role="region" aria-labelledby=(id) {
                    table {
                        thead { tr {
                            th scope="col" { (table.rows_are) }
                            @for attribute in &table.attributes { th scope="col" { (attribute) } }
                            @for column in &table.columns { th scope="col" .count { (name(column)) } }
                        } }
                        tbody {
                            @for row in table.rows.iter().take(ROWS) {
                                tr {
                                    th scope="row" { (name(&row.name)) }
                                    @for attribute in &row.attributes { td { (name(attribute)) } }
                                    @for one in &row.cells { td .count .white[one.as_ref().is_some_and(|one| one.white_space)] {
                                        @if let Some(one) = one { (cell(context, map, one)) }
                                    } }
                                }
                            }
                        }
                    }
                }
                @if ROWS < table.rows.len() {
                    p .small.quiet { (context.t("ほか ", "and ")) (grouped((table.rows.len() - ROWS) as u64)) (context.t(" 行は CSV と JSON にあります。", " more rows, in the CSV and JSON.")) }
                }
            }
        }
    }
}

/// The first rows of a table for paper; counts lead to the server of the searches where it is known.
pub(super) fn printed(
    context: &PageContext,
    map: &MapResponse,
    table: &MapTable,
    rows: usize,
    base: Option<&str>,
) -> Markup {
    let title = &table.title;
    // Years without anything take paper and say nothing.
    let counts = |row: &&MapRow| row.cells.iter().flatten().any(|cell| cell.count != 0);
    let full = table.rows.iter().filter(counts);
    html! {
        @if full.clone().next().is_some() {
            h3 { (title) }
            div .table.figures { table {
                thead { tr {
                    th scope="col" { (table.rows_are) }
                    @for attribute in &table.attributes { th scope="col" { (attribute) } }
                    @for column in &table.columns { th scope="col" .count { (name(column)) } }
                } }
                tbody { @for row in full.clone().take(rows) { tr {
                    th scope="row" { (name(&row.name)) }
                    @for attribute in &row.attributes { td { (name(attribute)) } }
                    @for one in row.cells.iter() { td .count { @if let Some(one) = one {
                        @match base {
                            Some(base) if one.count != 0 => {
                                a href={ (base) "/?" (one.search.split_once('?').map_or("", |(_, query)| query)) } { (grouped(one.count)) }
                            },
                            _ => (grouped(one.count)),
                        }
                        @if one.unit != map.total.unit { span .visually-hidden { " " (unit(context, &one.unit)) } }
                    } } }
                } } }
            } }
            @if rows < full.clone().count() {
                p .small.quiet { (context.t("ほか ", "and ")) (full.clone().count() - rows) (context.t(" 行", " more rows")) }
            }
        }
    }
}

fn name(name: &MapName) -> Markup {
    html! {
        span lang=[name.as_written.then_some("und")] title=[name.more.as_deref()] { (name.text) }
    }
}

/// The count as a link to its search; a white space with what was expected.
pub(super) fn cell(context: &PageContext, map: &MapResponse, cell: &MapCell) -> Markup {
    let query = cell.search.split_once('?').map_or("", |(_, query)| query);
    html! {
        @if cell.count == 0 && !cell.white_space {
            span .quiet { "0" }
        } @else {
            a href={ "/?" (query) } title=(cell.query) { (grouped(cell.count)) }
        }
        @if cell.unit != map.total.unit {
            span .visually-hidden { " " (unit(context, &cell.unit)) }
        }
        @if let (true, Some(expected)) = (cell.white_space, cell.expected) {
            " " span .quiet { "/ " (format!("{expected:.1}")) }
        }
    }
}

fn unit<'c>(context: &'c PageContext, unit: &'c str) -> &'c str {
    match unit {
        "families" => context.t("ファミリー", "families"),
        "applicants" => context.t("出願人", "applicants"),
        other => other,
    }
}
