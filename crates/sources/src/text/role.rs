use std::{collections::HashMap, sync::LazyLock};

/// How an element stands in the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Part of the word that it stands in: emphasis, references.
    Inline,
    /// Begins and ends a line.
    Block,
    /// A block whose first paragraph stands on the line of its label.
    Item,
    Cell,
    /// Separated from its neighbours by a space.
    Spaced,
    LineBreak,
    Subscript,
    Superscript,
    CrossReference,
    Math,
    Tex,
    Image,
    /// The same thing in several forms.
    Alternatives,
    /// Not text.
    Nothing,
    /// Separated where letters or digits would meet.
    Unknown,
}

impl Role {
    /// The role of an element of this local name.
    pub(super) fn of(name: &str) -> Self {
        BY_NAME.get(name).copied().unwrap_or(Self::Unknown)
    }
}

static BY_NAME: LazyLock<HashMap<&str, Role>> = LazyLock::new(|| {
    let names = NAMES.iter().flat_map(|(role, names)| names.split_whitespace().map(|name| (name, *role)));
    names.collect()
});

/// Names of USPTO's DTDs, WIPO ST.36, JATS, MathML and the HTML that some sources embed.
const NAMES: &[(Role, &str)] = &[
    (
        Role::Inline,
        "b bold i italic u underline o overline smallcaps sc strike monospace roman sans-serif \
         styled-content named-content abbrev ext-link uri email figref figure-callout claim-ref \
         dependent-claim-reference crossref bibl ref related-object em strong span a font highlight x \
         ruby rb",
    ),
    (
        Role::Block,
        "p para paragraph claim-text list ul ol dl dt def-list def-item row tr title heading sec caption \
         table tables table-wrap table-wrap-foot tgroup thead tbody tfoot fig fig-group disp-formula \
         disp-formula-group disp-quote statement boxed-text verse-group verse-line attrib \
         supplementary-material h1 h2 h3 h4 pre code preformat chem-struct-wrap speech subtitle",
    ),
    (Role::Item, "li list-item dd"),
    (Role::Cell, "entry td th"),
    (Role::Spaced, "label math-text chemistry us-chemistry maths us-math fn alt-text long-desc term def"),
    (Role::LineBreak, "br break"),
    (Role::Subscript, "sub sub2"),
    (Role::Superscript, "sup sup2"),
    (Role::CrossReference, "xref"),
    (Role::Math, "math"),
    (Role::Tex, "tex-math"),
    (Role::Image, "img image graphic inline-graphic media"),
    (Role::Alternatives, "alternatives"),
    (
        Role::Nothing,
        "colspec col colgroup annotation rt rp index-term target hr spanspec object-id institution-id \
         permissions",
    ),
];
