use model::{Article, Language};

use crate::data::{Reading, folder, read_bytes, read_folder};

fn all() -> Option<Reading> {
    let folder = folder("articles/jats")?;
    let mut all = Reading::default();
    for publisher in ["elife", "plos", "pmc"] {
        let one = read_folder(&folder.join(publisher));
        all.documents.extend(one.documents);
        all.errors.extend(one.errors);
    }
    Some(all)
}

fn facts(article: &Article) -> String {
    let mut lines = vec![format!("{}: {}", article.id, article.titles[0].text)];
    let journal = article.journal.as_ref().expect("every article has a journal");
    let issns: Vec<&str> = journal.issns.iter().map(model::Issn::as_str).collect();
    let parts = [&journal.volume, &journal.issue, &journal.pages].map(|part| part.as_deref().unwrap_or("-"));
    lines.push(format!("{} ({}) {}", journal.titles[0].text, issns.join(" "), parts.join(" ")));
    lines.push(article.published.map(|date| date.to_string()).unwrap_or_default());
    let author = &article.authors[0];
    let orcid = author.orcid.as_ref().map(model::Orcid::as_str).unwrap_or_default();
    lines.push(format!("{} [{}] {orcid}", author.names[0].text, author.affiliations.join("; ")));
    let headings: Vec<&str> =
        article.body.iter().filter_map(|section| section.heading.as_deref()).take(3).collect();
    lines.push(headings.join(" / "));
    let dois = article.references.iter().filter(|reference| reference.doi.is_some()).count();
    lines.push(format!(
        "{} authors, {} abstracts, {} keywords, {} references, {dois} with DOI",
        article.authors.len(),
        article.abstracts.len(),
        article.keywords.len(),
        article.references.len()
    ));
    lines.push(article.licence.clone().unwrap_or_default());
    lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_article_is_read() {
    let Some(reading) = all() else { return };
    assert_eq!(reading.reasons(), Vec::<String>::new());
    assert_eq!(reading.documents.len(), 294);
    let articles = || {
        reading.documents.iter().map(|document| match document {
            model::Document::Article(article) => article,
            model::Document::Patent(patent) => panic!("{} is no article", patent.number),
        })
    };
    assert!(articles().all(|article| !article.titles.is_empty() && article.licence.is_some()));
    // The one without is an accepted manuscript, published ahead of its date and body.
    assert_eq!(articles().filter(|article| article.published.is_none()).count(), 1);
    assert_eq!(articles().filter(|article| article.body.is_empty()).count(), 1);
    let patents =
        articles().flat_map(|article| &article.references).filter(|reference| reference.patent.is_some());
    assert_eq!(patents.count(), 35);
}

#[test]
fn fields_of_named_articles() {
    let Some(reading) = all() else { return };
    expect_test::expect![[r#"
        doi:10.1371/journal.pone.0080518: Ecoinformatics Can Reveal Yield Gaps Associated with Crop-Pest Interactions: A Proof-of-Concept
        PLoS ONE (1932-6203) 8 11 e80518
        2013-11-15
        Jay A. Rosenheim [Department of Entomology and Nematology, University of California Davis, Davis, California, United States of America]
        Introduction / Materials and Methods / Statistical analysis
        2 authors, 1 abstracts, 0 keywords, 43 references, 29 with DOI
        http://creativecommons.org/licenses/by/3.0/"#]]
    .assert_eq(&facts(reading.article("doi:10.1371/journal.pone.0080518")));
    expect_test::expect![[r#"
        doi:10.3390/ma13061312: Assessment of the Effect of Laser Welding on the Properties and Structure of TMCP Steel Butt Joints
        Materials (1996-1944) 13 6 1312
        2020-03-13
        Jacek Górka [Department of Welding Engineering, Silesian University of Technology, Konarskiego 18A, 44-100 Gliwice, Poland] 0000-0001-7838-3636
        1. Introduction / 2. Own Research / 2.1. Welding Process
        1 authors, 1 abstracts, 5 keywords, 40 references, 27 with DOI
        http://creativecommons.org/licenses/by/4.0/"#]]
    .assert_eq(&facts(reading.article("doi:10.3390/ma13061312")));
    // No DOI; pages; a date that is only a year.
    let thyme = reading.article("pmc:PMC4391421");
    assert_eq!(thyme.published.map(|date| date.to_string()).as_deref(), Some("2014"));
    assert_eq!(thyme.journal.as_ref().and_then(|journal| journal.pages.as_deref()), Some("56–60"));
    // The digest is an abstract of its own.
    let digest = reading.article("doi:10.7554/elife.00007");
    assert_eq!(digest.abstracts.len(), 2);
    assert!(digest.abstracts.iter().all(|text| !text.text.contains("DOI: ") && text.text.len() > 500));
    // Translations keep their language.
    let french = reading.article("doi:10.1051/parasite/2021012");
    assert_eq!(french.titles[1].language, "fr".parse::<Language>().expect("fr is a language"));
    assert!(french.titles[1].text.starts_with("Analyse protéomique comparative"));
    assert_eq!(french.abstracts[1].language.as_str(), "fr");
}

#[test]
fn text_of_real_articles_is_readable() {
    let Some(reading) = all() else { return };
    for (id, words) in [
        ("doi:10.3390/ma13061312", "approximately 10^2 to 10^11 W/mm^2) [1,2,3]."),
        ("doi:10.3390/ma13061312", "testing:\n⮚ visual tests,\n⮚ magnetic-particle tests,"),
        ("pmc:PMC4391421", "1 | 5.39 | 1.06 | alpha-Thujene\n2 | 5.63 | 1.07 | alpha-Pinene\n"),
        ("doi:10.1038/s41398-021-01267-0", "well-being of patients, families, and society [1–3]."),
    ] {
        let paragraphs = reading.article(id).body.iter().flat_map(|section| &section.paragraphs);
        let found = paragraphs.into_iter().any(|paragraph| paragraph.text.contains(words));
        assert!(found, "{words:?} is in no paragraph of {id}");
    }
}

#[test]
fn names_and_languages_of_a_japanese_article() {
    let article = r#"<article xml:lang="ja"><front><journal-meta><journal-title-group><journal-title>化学</journal-title>
        <trans-title-group xml:lang="en"><trans-title>Chemistry</trans-title></trans-title-group></journal-title-group>
        <issn>1883-2148</issn><issn>0000-0001</issn></journal-meta><article-meta>
        <article-id pub-id-type="doi">10.1234/ABC</article-id>
        <title-group><article-title>全固体<bold>電池</bold><xref ref-type="fn">*</xref></article-title>
        <subtitle>課題</subtitle>
        <trans-title-group xml:lang="en"><trans-title>All-solid batteries</trans-title></trans-title-group></title-group>
        <contrib-group><contrib contrib-type="author"><name-alternatives>
        <name name-style="eastern"><surname>山田</surname><given-names>太郎</given-names></name>
        <name name-style="western" xml:lang="en"><surname>Yamada</surname><given-names>Taro</given-names></name>
        </name-alternatives><xref ref-type="aff" rid="a1 a2"/></contrib>
        <contrib contrib-type="editor"><name><surname>X</surname></name></contrib></contrib-group>
        <aff id="a1"><label>1</label>神戸大学</aff><aff id="a2"><institution>X Lab</institution><country>Japan</country></aff>
        <fpage>1</fpage><lpage>9</lpage><kwd-group xml:lang="en"><kwd>Li<sub>2</sub>S</kwd></kwd-group>
        <abstract abstract-type="graphical"><p>picture</p></abstract><abstract><title>要旨</title><p>硫化物
        電解質。</p></abstract></article-meta></front><body><p>序。</p></body></article>"#;
    let reading = read_bytes(article.as_bytes()).expect("the article can be read");
    let article = reading.article("doi:10.1234/abc");
    let json = serde_json::to_string(article).expect("an article is plain data");
    expect_test::expect![[r#"{"id":"doi:10.1234/abc","titles":[{"language":"ja","text":"全固体電池: 課題"},{"language":"en","text":"All-solid batteries"}],"abstracts":[{"language":"ja","text":"硫化物電解質。"}],"keywords":[{"language":"en","text":"Li2S"}],"body":[{"language":"ja","paragraphs":[{"text":"序。"}]}],"authors":[{"names":[{"language":"ja","text":"山田 太郎"},{"language":"en","text":"Taro Yamada"}],"affiliations":["神戸大学","X Lab, Japan"]}],"journal":{"titles":[{"language":"ja","text":"化学"},{"language":"en","text":"Chemistry"}],"issns":["1883-2148"],"pages":"1–9"}}"#]]
    .assert_eq(&json);
}
