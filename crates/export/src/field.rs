//! The parts of a document that can be asked for one by one, by path.

/// A part of a document with its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// `title`, `claims.independent`, `biblio.applicants`. The part before a dot alone names all below it.
    pub path: &'static str,
    pub form: FieldForm,
    /// The member of the exchange form that it is read from.
    pub member: &'static str,
    /// One line in English.
    pub summary: &'static str,
    /// One line in Japanese.
    pub summary_ja: &'static str,
}

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldForm {
    /// The member of the exchange form as it is.
    Member,
    /// Texts by language, each a list of strings.
    Texts,
    /// Claims by language.
    Claims(ClaimPart),
    /// Sections of the long text, by language: read from the store only when asked for.
    Sections,
    /// Made from the document's number.
    Identity,
}

/// Which of the claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimPart {
    /// The claim of the number 1.
    First,
    /// The first among them.
    Independent,
    Dependent,
}

impl Field {
    /// Whether `.ja`, `.en` or another language may follow the path.
    pub fn has_languages(&self) -> bool {
        !matches!(self.form, FieldForm::Member | FieldForm::Identity)
    }

    /// The word before the first dot.
    pub fn group(&self) -> &'static str {
        self.path.split('.').next().unwrap_or(self.path)
    }
}

/// All paths, in the order of the columns of a table.
pub fn fields() -> &'static [Field] {
    FIELDS
}

const fn field(
    path: &'static str,
    form: FieldForm,
    member: &'static str,
    summary_ja: &'static str,
    summary: &'static str,
) -> Field {
    Field { path, form, member, summary, summary_ja }
}

const FIELDS: &[Field] = {
    use FieldForm::{Claims, Identity, Member, Sections, Texts};
    &[
        field("id", Identity, "", "文献の識別子", "The document's identifier."),
        field("type", Identity, "type", "patent か article", "patent or article."),
        field("title", Texts, "titles", "名称・題名", "Titles."),
        field("abstract", Texts, "abstracts", "要約", "Abstracts."),
        field("keywords", Texts, "keywords", "論文のキーワード", "Keywords of an article."),
        field("claims.first", Claims(ClaimPart::First), "claims", "請求項1", "Claim 1."),
        field(
            "claims.independent",
            Claims(ClaimPart::Independent),
            "claims",
            "独立請求項 (請求項1を含む)",
            "Independent claims, claim 1 among them.",
        ),
        field("claims.dependent", Claims(ClaimPart::Dependent), "claims", "従属請求項", "Dependent claims."),
        field("description", Sections, "description", "明細書", "The description."),
        field("body", Sections, "body", "論文の本文", "The body of an article."),
        field("biblio.number", Member, "number", "公報番号", "Publication number."),
        field("biblio.office", Identity, "", "発行国・機関", "Publishing office, WIPO ST.3."),
        field("biblio.kind", Identity, "", "文献種別", "Kind of document, WIPO ST.16."),
        field("biblio.application", Member, "application", "出願番号", "Application number."),
        field("biblio.grant", Member, "grant", "登録番号", "Number of the granted right."),
        field("biblio.filed", Member, "filed", "出願日", "Filing date."),
        field("biblio.published", Member, "published", "公開・発行日", "Date of publication."),
        field("biblio.granted", Member, "granted", "登録日", "Date of grant."),
        field("biblio.priorities", Member, "priorities", "優先権", "Priorities."),
        field(
            "biblio.family",
            Member,
            "family",
            "ファミリーの識別子",
            "The source's id of the simple family.",
        ),
        field("biblio.applicants", Member, "applicants", "出願人", "Applicants."),
        field("biblio.assignees", Member, "assignees", "権利者", "Assignees."),
        field("biblio.inventors", Member, "inventors", "発明者", "Inventors."),
        field("biblio.authors", Member, "authors", "著者", "Authors of an article."),
        field("biblio.journal", Member, "journal", "掲載誌", "The journal of an article."),
        field("biblio.licence", Member, "licence", "論文の利用許諾", "Licence of an article."),
        field("classes.ipc", Member, "ipc", "IPC", "IPC symbols."),
        field("classes.cpc", Member, "cpc", "CPC", "CPC symbols."),
        field("classes.fi", Member, "fi", "FI", "FI symbols."),
        field("classes.fterm", Member, "f_terms", "Fターム", "F-terms."),
        field("citations.patents", Member, "citations", "引用特許文献", "Patents cited."),
        field(
            "citations.literature",
            Member,
            "literature",
            "引用非特許文献",
            "Other literature cited by a patent.",
        ),
        field("citations.references", Member, "references", "論文の参考文献", "References of an article."),
        field("status", Member, "status", "法的状態", "Legal status as the source states it."),
        field("invented", Member, "invented", "実例でない作例か", "Present for an invented document."),
    ]
};
