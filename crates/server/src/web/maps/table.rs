//! The figures of a map as a table of links.

use maud::{Markup, html};

use crate::{
    web::{PageContext, frame::grouped},
    wire::{MapCell, MapName, MapResponse, MapRow, MapTable},
};

/// Characters of what stands in one line of a cell: a date, a sector.
const SHORT: usize = 20;

/// Rows of a table that a page shows.
const ROWS: usize = 300;

/// The first rows of a table, whose counts lead to their searches on this server.
pub(super) fn table(context: &PageContext, map: &MapResponse, table: &MapTable) -> Markup {
    let id = format!("table-{}", table.key);
    let rows: Vec<&MapRow> = table.rows.iter().collect();
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (table.title) }
            @if rows.is_empty() {
                p { (context.t("数える文献がありません。", "There is nothing to count.")) }
            } @else {
                div .table.figures tabindex="0" role="region" aria-labelledby=(id) {
                    (figures(table, &rows[..rows.len().min(ROWS)], |one| cell(context, map, one, Some(""))))
                }
                @if ROWS < rows.len() {
                    p .small.quiet { (context.t("ほか ", "and ")) (grouped((rows.len() - ROWS) as u64)) (context.t(" 行は CSV と JSON にあります。", " more rows, in the CSV and JSON.")) }
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
    most: usize,
    base: Option<&str>,
) -> Markup {
    // Years without anything take paper and say nothing.
    let counts = |row: &&MapRow| row.cells.iter().flatten().any(|cell| cell.count != 0);
    let rows: Vec<&MapRow> = table.rows.iter().filter(counts).collect();
    html! {
        @if !rows.is_empty() {
            h3 { (table.title) }
            div .table.figures {
                (figures(table, &rows[..rows.len().min(most)], |one| cell(context, map, one, base)))
            }
            @if rows.len() < table.rows.len() {
                p .small.quiet {
                    (context.t("数のない行は省いています: ", "rows without a count are left out: "))
                    (grouped((table.rows.len() - rows.len()) as u64))
                }
            }
            @if most < rows.len() {
                p .small.quiet { (context.t("ほか ", "and ")) (grouped((rows.len() - most) as u64)) (context.t(" 行", " more rows")) }
            }
        }
    }
}

fn figures(table: &MapTable, rows: &[&MapRow], cell: impl Fn(&MapCell) -> Markup) -> Markup {
    html! {
        table {
            thead { tr {
                th scope="col" { (table.rows_are) }
                @for attribute in &table.attributes { th scope="col" { (attribute) } }
                @for column in &table.columns { th scope="col" .count { (name(column)) } }
            } }
            tbody {
                @for row in rows {
                    tr {
                        th scope="row" { (name(&row.name)) }
                        @for attribute in &row.attributes { td .short[attribute.text.chars().count() <= SHORT] { (name(attribute)) } }
                        @for one in &row.cells { td .count .white[one.as_ref().is_some_and(|one| one.white_space)] {
                            @if let Some(one) = one { (cell(one)) }
                        } }
                    }
                }
            }
        }
    }
}

fn name(name: &MapName) -> Markup {
    html! {
        span lang=[name.as_written.then_some("und")] title=[name.more.as_deref()] { (name.text) }
    }
}

/// The count as a link to its search at a server, where there is one; a white space with what was expected.
pub(super) fn cell(context: &PageContext, map: &MapResponse, cell: &MapCell, base: Option<&str>) -> Markup {
    let query = cell.search.split_once('?').map_or("", |(_, query)| query);
    html! {
        @match base {
            Some(base) if cell.count != 0 || cell.white_space => {
                a href={ (base) "/?" (query) } title=(cell.query) { (grouped(cell.count)) }
            }
            _ => span .quiet[cell.count == 0] { (grouped(cell.count)) },
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
