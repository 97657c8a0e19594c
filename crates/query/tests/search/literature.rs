//! Citations of literature: what of them is read right, what they are resolved to, and what an update changes.
//!
//! Figures stand in benches/quality.md; here they have floors.

use std::collections::{BTreeMap, BTreeSet};

use model::{
    Article, CitationCategory, Document, DocumentId, Journal, Language, LiteratureCitation, Patent,
    Reference, Text, read_literature,
};
use query::{LinkRule, LiteratureLink, link_literature};

use super::fixture::{Fixture, demo};

#[path = "../../../../tests/support/data.rs"]
mod data;

fn article(id: &str, title: &str, year: u16, volume: &str, pages: &str, author: &str) -> Document {
    let mut article = Article::new(id.parse().expect("an id"));
    let text = |text: &str| vec![Text::new(Language::EN, text)];
    article.titles = text(title);
    article.published = format!("{year}-05-01").parse().ok();
    article.authors = vec![model::Author { names: text(author), ..model::Author::default() }];
    article.journal = Some(Journal {
        titles: text("Journal of Invented Results"),
        volume: Some(volume.to_owned()),
        pages: Some(pages.to_owned()),
        ..Journal::default()
    });
    Document::Article(Box::new(article))
}

fn citing(number: &str, texts: &[&str]) -> Document {
    let mut patent = Patent::new(number.parse().expect("a number"));
    for text in texts {
        patent.literature.push(LiteratureCitation {
            text: (*text).to_owned(),
            doi: None,
            categories: vec!["X".parse::<CitationCategory>().expect("a category")],
            cited_by: Some(model::CitedBy::Examiner),
            place: model::CitationPlace::FrontPage,
        });
    }
    Document::Patent(Box::new(patent))
}

const CELLS: &str = "On the growth of invented cells in glass";
const CITATION: &str =
    "Smith et al., \"On the growth of invented cells in glass,\" J. Inv. Res., vol. 5, pp. 12-19, 2010.";

fn cells(id: &str) -> Document {
    article(id, CELLS, 2010, "5", "12-19", "Jane Smith")
}

#[track_caller]
fn check_link(fixture: &Fixture, text: &str, expected: &LiteratureLink) {
    assert_eq!(&link_literature(&fixture.generation, text, None).expect("an answer"), expected, "{text}");
}

fn id(text: &str) -> DocumentId {
    text.parse().expect("an id")
}

#[test]
fn a_citation_means_the_one_article_that_it_agrees_with() {
    let documents = vec![
        cells("doi:10.5555/cells"),
        article("doi:10.5555/other", "A quite different invented matter", 2010, "6", "12-19", "Jane Smith"),
        citing("US-1-A1", &[CITATION]),
    ];
    let fixture = Fixture::new(documents, 2);
    let means = |rule| LiteratureLink::Resolved { document: id("doi:10.5555/cells"), rule };
    check_link(&fixture, CITATION, &means(LinkRule::Title));
    check_link(&fixture, "Smith et al., J. Inv. Results, 5: 12-19 (2010).", &means(LinkRule::Place));
    check_link(&fixture, "Smith et al., J. Inv. Results, 5: 12-19 (2014).", &LiteratureLink::NotInIndex);
    check_link(&fixture, "Search report of the EPO, 2010", &LiteratureLink::Unresolvable);
    assert_eq!(fixture.ids("cites:\"doi:10.5555/cells\""), ["US-1-A1"]);
    assert_eq!(fixture.ids("cites.X.examiner:\"doi:10.5555/cells\""), ["US-1-A1"]);
    assert!(fixture.ids("cites.Y:\"doi:10.5555/cells\"").is_empty());
    assert_eq!(fixture.ids("citedby:\"US-1-A1\""), ["doi:10.5555/cells"]);
    assert_eq!(fixture.ids("cites:(type:article)"), ["US-1-A1"]);
    assert_eq!(fixture.ids("citedby:(type:patent)"), ["doi:10.5555/cells"]);
}

#[test]
fn a_citation_that_fits_several_articles_means_none() {
    let documents = vec![cells("doi:10.5555/one"), cells("doi:10.5555/two"), citing("US-1-A1", &[CITATION])];
    let fixture = Fixture::new(documents, 3);
    check_link(
        &fixture,
        CITATION,
        &LiteratureLink::Ambiguous { documents: vec![id("doi:10.5555/one"), id("doi:10.5555/two")] },
    );
    assert!(fixture.ids("cites:\"doi:10.5555/one\"").is_empty());
    assert!(fixture.ids("citedby:\"US-1-A1\"").is_empty());
}

/// The citing patent is indexed first and never again: the join is made when it is asked for.
#[test]
fn an_article_that_comes_later_is_found() {
    let documents = vec![citing("US-1-A1", &[CITATION]), cells("doi:10.5555/cells")];
    let fixture = Fixture::new(documents, 2);
    assert_eq!(fixture.ids("cites:\"doi:10.5555/cells\""), ["US-1-A1"]);
}

/// A patent's number inside the text of a reference, where nothing else says what it is.
#[test]
fn an_articles_reference_leads_to_the_patent_that_its_text_names() {
    let Document::Article(mut article) = cells("doi:10.5555/cells") else { panic!("an article") };
    article.references = vec![Reference {
        text: "Doe J. Cell. US Patent 7,654,321. 2009".to_owned(),
        doi: None,
        patent: None,
    }];
    let fixture = Fixture::new(vec![Document::Article(article), citing("US-7654321-B2", &[])], 1);
    assert_eq!(fixture.ids("cites:\"US-7654321-B2\""), ["doi:10.5555/cells"]);
    assert_eq!(fixture.ids("citedby:\"doi:10.5555/cells\""), ["US-7654321-B2"]);
}

/// A plain look instead of keys: the article whose title stands in the citation.
#[test]
fn the_demos_citations_mean_the_articles_whose_titles_they_carry() {
    let titles = |document: &Document| -> Vec<String> {
        document.titles().iter().map(|title| title.text.clone()).collect()
    };
    let articles: Vec<(DocumentId, Vec<String>)> = demo()
        .documents
        .iter()
        .filter(|document| matches!(document, Document::Article(_)))
        .map(|document| (document.id(), titles(document)))
        .collect();
    let mut resolved = 0;
    for document in &demo().documents {
        let texts: Vec<&String> = match document {
            Document::Patent(patent) => patent.literature.iter().map(|citation| &citation.text).collect(),
            Document::Article(article) => {
                article.references.iter().filter(|one| one.patent.is_none()).map(|one| &one.text).collect()
            }
        };
        for text in texts {
            let expected: Vec<&DocumentId> = articles
                .iter()
                .filter(|(_, titles)| titles.iter().any(|title| text.contains(title.as_str())))
                .map(|(id, _)| id)
                .collect();
            let found = match link_literature(&demo().generation, text, None).expect("an answer") {
                LiteratureLink::Resolved { document, .. } => vec![document],
                _ => Vec::new(),
            };
            assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{text}");
            resolved += found.len();
        }
    }
    assert!(60 < resolved, "{resolved}");
}

/// Real documents of a folder, as far as they can be read.
fn documents(folder: &std::path::Path, take: &mut dyn FnMut(Document)) {
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    for file in files.into_iter().filter(|file| file.extension().is_some_and(|extension| extension == "xml"))
    {
        // What a file holds beside documents is no matter here.
        let _ = sources::read_file(&file, &sources::Limits::default(), &mut |document| {
            document.into_iter().for_each(&mut *take);
            std::ops::ControlFlow::Continue(())
        });
    }
}

/// Right, wrong and missing answers.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
struct Tally {
    right: usize,
    wrong: usize,
    missing: usize,
}

impl Tally {
    fn count<T: PartialEq>(&mut self, found: Option<&T>, expected: Option<&T>) {
        match (found, expected) {
            (Some(found), Some(expected)) if found == expected => self.right += 1,
            (Some(_), _) => {
                self.wrong += 1;
                self.missing += usize::from(expected.is_some());
            }
            (None, Some(_)) => self.missing += 1,
            (None, None) => {}
        }
    }

    fn precision(self) -> f64 {
        self.right as f64 / (self.right + self.wrong).max(1) as f64
    }

    fn recall(self) -> f64 {
        self.right as f64 / (self.right + self.missing).max(1) as f64
    }

    /// Prints the figures, and holds them above floors.
    #[track_caller]
    fn check(self, what: &str, floors: (f64, f64)) {
        let (precision, recall) = (self.precision(), self.recall());
        println!("{what}: precision {precision:.4}, recall {recall:.4} ({self:?})");
        assert!(floors.0 <= precision && floors.1 <= recall, "{what}: {precision} {recall} below {floors:?}");
    }
}

/// Citations of an article as offices and journals print them, by style; `None` where it lacks what the style needs.
fn printed(article: &Article, style: &str) -> Option<String> {
    let title = article.titles.first()?.text.trim_end_matches('.').replace('\n', " ");
    let authors: Vec<&str> =
        article.authors.iter().filter_map(|author| Some(author.names.first()?.text.as_str())).collect();
    let first = authors.first()?;
    let journal = article.journal.as_ref()?;
    let name = &journal.titles.first()?.text;
    let volume = journal.volume.as_deref()?;
    let page = journal.pages.as_deref()?.split(['-', '–']).next()?;
    let year = article.published?.year();
    let words: Vec<&str> =
        name.split(' ').filter(|word| !["of", "the", "and", "in"].contains(word)).collect();
    let short: Vec<String> = words
        .iter()
        .map(|word| {
            if word.chars().count() < 6 {
                (*word).to_owned()
            } else {
                format!("{}.", word.chars().take(4).collect::<String>())
            }
        })
        .collect();
    let short = short.join(" ");
    let capitals = first.to_uppercase();
    // One letter of the middle of the title is misprinted.
    let letters = title.chars().count();
    let misprint: String =
        title.chars().enumerate().map(|(i, c)| if i == letters / 2 { 'q' } else { c }).collect();
    let subtitle = title.split_once(": ").map_or(title.as_str(), |(before, _)| before);
    Some(match style {
        "grant" => format!("{first} et al., “{title},” {name}, vol. {volume}, p. {page}, {year}."),
        "grant, journal shortened" => {
            format!("{first}, et al., “{title}”, {short}, {volume}: {page} ({year}).")
        }
        "no quotation marks" => format!("{first} et al., {title}. {name}. {year};{volume}:{page}."),
        "author and year" => format!("{} ({year}) {title}. {name} {volume}: {page}.", authors.join(", ")),
        "search report" => format!(
            "{capitals} ET AL: \"{title}\" {}, vol. {volume}, {year}, page {page}, XP012345678",
            name.to_uppercase()
        ),
        "no title" => format!("{first} et al., {short}, {volume}: {page} ({year})."),
        "misprinted title, no page" => format!("{first} et al., “{misprint},” {name}, {year}."),
        "title without its subtitle" => {
            format!("{first} et al., “{subtitle},” {name}, vol. {volume}, {year}.")
        }
        "another year" => {
            format!("{first} et al., “{title},” {name}, vol. {volume}, p. {page}, {}.", year - 4)
        }
        _ => panic!("no style {style}"),
    })
}

/// Real articles: citations made from what they say of themselves must lead to them, and the references of their lists
/// to those that are among them, and nowhere else.
#[test]
fn citations_of_real_articles_are_resolved() {
    let Some(folder) = data::data("articles/jats") else { return };
    let mut articles: BTreeMap<DocumentId, Article> = BTreeMap::new();
    for publisher in ["plos", "pmc", "elife"] {
        documents(&folder.join(publisher), &mut |document| {
            if let Document::Article(mut article) = document {
                article.body.clear();
                articles.insert(DocumentId::Article(article.id.clone()), *article);
            }
        });
    }
    let all = articles.values().map(|article| Document::Article(Box::new(article.clone()))).collect();
    let fixture = Fixture::new(all, 2);
    let link = |text: &str| match link_literature(&fixture.generation, text, None).expect("an answer") {
        LiteratureLink::Resolved { document, .. } => Some(document),
        _ => None,
    };
    let styles = [
        ("grant", 0.97),
        ("grant, journal shortened", 0.97),
        ("no quotation marks", 0.9),
        ("author and year", 0.9),
        ("search report", 0.97),
        ("no title", 0.7),
        ("misprinted title, no page", 0.9),
        ("title without its subtitle", 0.8),
    ];
    for (style, recall) in styles {
        let mut tally = Tally::default();
        for (id, article) in &articles {
            if let Some(text) = printed(article, style) {
                tally.count(link(&text).as_ref(), Some(id));
            }
        }
        tally.check(style, (0.99, recall));
    }
    let wrong_years = articles.values().filter_map(|article| printed(article, "another year"));
    let resolved = wrong_years.filter(|text| link(text).is_some()).count();
    println!("another year: {resolved} resolved");
    assert_eq!(resolved, 0);
    // Two of them are among the articles: this is a measure of how often one is taken for another.
    let (mut references, mut all) = (Tally::default(), 0);
    for reference in articles.values().flat_map(|article| &article.references) {
        let Some(doi) = &reference.doi else { continue };
        let expected = DocumentId::Article(doi.clone().into());
        all += 1;
        references
            .count(link(&reference.text).as_ref(), Some(&expected).filter(|id| articles.contains_key(id)));
    }
    println!("{all} references");
    assert_eq!(references.wrong, 0, "{references:?}");
    assert!(1 <= references.right && 5000 < all, "{references:?} of {all}");
}

/// What was judged by eye of citations of real grants: kind, year, volume, first page, first author's family name,
/// the title's first three words; empty where the citation has none.
#[test]
fn citations_of_real_grants_are_read_as_judged() {
    const JUDGED: &str = include_str!("literature_judged.tsv");
    let Some(folder) = data::data("patents/uspto") else { return };
    let mut texts: BTreeMap<(String, usize), String> = BTreeMap::new();
    for part in ["weekly", "single"] {
        documents(&folder.join(part), &mut |document| {
            let Document::Patent(patent) = document else { return };
            let number = patent.number.without_kind().to_string();
            for (place, citation) in (1..).zip(&patent.literature) {
                texts.entry((number.clone(), place)).or_insert_with(|| citation.text.clone());
            }
        });
    }
    let names = ["kind", "year", "volume", "first page", "first author", "title"];
    let mut tallies = [Tally::default(); 6];
    let mut judged = 0;
    for line in JUDGED.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let place = columns[1].parse().expect("a place");
        let Some(text) = texts.get(&(columns[0].to_owned(), place)) else {
            panic!("{} has no citation {place} of literature", columns[0]);
        };
        judged += 1;
        let found = fields(text);
        for ((tally, found), expected) in tallies.iter_mut().zip(&found).zip(&columns[2..]) {
            if found != expected {
                println!("{} {place}: {found:?} instead of {expected:?}", columns[0]);
            }
            let some = |value: &str| Some(value.to_owned()).filter(|value| !value.is_empty());
            tally.count(some(found).as_ref(), some(expected).as_ref());
        }
    }
    assert!(100 <= judged, "{judged}");
    println!(
        "{judged} citations of {} grants",
        JUDGED.lines().filter_map(|line| line.split('\t').next()).collect::<BTreeSet<_>>().len()
    );
    for (name, tally) in names.into_iter().zip(tallies) {
        tally.check(name, (0.85, 0.85));
    }
}

/// The columns of `literature_judged.tsv` as they are read.
fn fields(text: &str) -> [String; 6] {
    let reading = read_literature(text);
    let part = |range: &Option<std::ops::Range<usize>>| range.clone().map_or("", |range| &text[range]);
    let words = |text: &str| -> Vec<String> {
        let letters =
            |word: &str| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
        text.split_whitespace().map(letters).filter(|word| !word.is_empty()).collect()
    };
    let author = reading.first_author(text).unwrap_or_default();
    [
        reading.kind.as_str().to_owned(),
        reading.year.map(|year| year.to_string()).unwrap_or_default(),
        part(&reading.volume).to_lowercase(),
        part(&reading.first_page).to_lowercase(),
        author.split(' ').next().unwrap_or_default().to_owned(),
        words(part(&reading.title)).into_iter().take(3).collect::<Vec<_>>().join(" "),
    ]
}
