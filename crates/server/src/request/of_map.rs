//! The parameters that maps have and searches do not, and the other way round.

use super::parameter::{Parameter, ParameterKind, parameter};

/// Parameters of a search's page, which a map does not have.
pub(super) const NOT_OF_MAPS: &[&str] = &[
    "sort",
    "size",
    "cursor",
    "facets",
    "facet_size",
    "histogram",
    "collapse",
    "representative",
    "families",
    "feedback",
    "feedback_without",
    "explain",
    "counts",
    "highlight",
    "fields",
];

/// What a map takes besides the parameters of the search that it is drawn of.
pub(super) const OF_A_MAP: &[Parameter] = &[
    parameter(
        "by",
        ParameterKind::Text,
        "",
        "What the map is divided by: filings by office (the default) or origin; technologies by ipc.group (the default), ipc, \
         cpc.group, cpc, fi.group, fi or fterm; matrix by auto (the default: F-terms where one theme prevails, else phrases), \
         fterm.viewpoint, phrases.ja or phrases.en.",
    ),
    parameter(
        "x",
        ParameterKind::Text,
        "",
        "The columns of matrix and technologies: the same as by, whose fterm.viewpoint can be written ft:viewpoint.",
    ),
    parameter(
        "y",
        ParameterKind::Text,
        "",
        "The rows of matrix, problem, and of technologies, applicant: there is nothing else to choose.",
    ),
    parameter(
        "top",
        ParameterKind::Integer,
        "5",
        "Rows, or rows and columns, at most; points of a landscape.",
    ),
    parameter(
        "document",
        ParameterKind::Text,
        "",
        "The document that the map citations is drawn around: a number in any accepted form.",
    ),
    parameter(
        "format",
        ParameterKind::Choice(&["json", "svg", "csv"]),
        "json",
        "The form of the answer: figures with their searches as JSON or CSV, or the chart as SVG, which `Accept: image/svg+xml` \
         asks for too.",
    ),
    parameter(
        "width",
        ParameterKind::Choice(&["wide", "narrow"]),
        "wide",
        "The width of the SVG: 880 pixels, or 360 for a phone.",
    ),
];
