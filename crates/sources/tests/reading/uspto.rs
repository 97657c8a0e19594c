use model::{CitedBy, Patent};

use crate::data::{folder, read, read_folder};

/// Everything but the running text, one fact a line.
fn facts(patent: &Patent) -> String {
    let mut lines = vec![format!("{}: {}", patent.number, patent.titles[0].text)];
    let date = |date: Option<model::Date>| date.map_or_else(|| "-".to_owned(), |date| date.to_string());
    let application = patent.application.as_ref().map(ToString::to_string).unwrap_or_default();
    lines.push(format!(
        "{application} filed {} published {} granted {}",
        date(patent.filed),
        date(patent.published),
        date(patent.granted)
    ));
    lines.extend(
        patent
            .priorities
            .iter()
            .map(|priority| format!("priority {} {}", priority.number, date(priority.date))),
    );
    let parties =
        [("applicant", &patent.applicants), ("assignee", &patent.assignees), ("inventor", &patent.inventors)];
    for (role, parties) in parties {
        lines.extend(parties.iter().map(|party| {
            let country = party.country.map(|country| country.to_string()).unwrap_or_default();
            format!(
                "{role} {} {country} {}",
                party.names[0].text,
                party.region.as_deref().unwrap_or_default()
            )
        }));
    }
    for (scheme, classes) in [("ipc", &patent.ipc), ("cpc", &patent.cpc)] {
        let symbols: Vec<String> = classes.iter().map(|class| class.symbol.to_string()).collect();
        lines.push(format!("{scheme} {}", symbols.join(" ")));
    }
    let independent: Vec<String> = patent
        .claims
        .iter()
        .filter(|claim| claim.is_independent())
        .map(|claim| claim.number.to_string())
        .collect();
    lines.push(format!(
        "{} claims, independent {}; {} sections; cites {} patents, {} others",
        patent.claims.len(),
        independent.join(" "),
        patent.description.len(),
        patent.citations.len(),
        patent.literature.len()
    ));
    lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n")
}

#[test]
fn weekly_grants() {
    let Some(folder) = folder("patents/uspto/weekly") else { return };
    let reading = read_folder(&folder);
    assert_eq!(reading.reasons(), Vec::<String>::new());
    assert_eq!((reading.documents.len(), reading.summary.records, reading.summary.ignored), (225, 230, 5));

    let design = reading.patent("US-D680087-S1");
    expect_test::expect![[r#"
        US-D680087-S1: Television set
        US-29410027 filed 2012-01-03 published 2013-04-16 granted 2013-04-16
        priority JP-2011015204 2011-07-04
        applicant Yoshito Fujii JP
        applicant Katsuhiro Iida JP
        applicant Tohru Ohtani JP
        applicant Hiroshi Gomi JP
        assignee Sharp Kabushiki Kaisha JP
        inventor Yoshito Fujii JP
        inventor Katsuhiro Iida JP
        inventor Tohru Ohtani JP
        inventor Hiroshi Gomi JP
        ipc
        cpc
        1 claims, independent 1; 1 sections; cites 81 patents, 5 others"#]]
    .assert_eq(&facts(design));
    assert_eq!(design.claims[0].text, "The ornamental design for “television set,” as shown and described.");

    let plant = reading.patent("US-PP18398-P2");
    assert_eq!(plant.titles[0].text, "Sedum telephium plant named ‘Beka’");
    let registration = reading.patent("US-H2140-H1");
    assert_eq!(registration.priorities[0].number.to_string(), "AU-PP7180");
    assert_eq!(registration.literature[0].cited_by, Some(CitedBy::Other));
    assert_eq!(registration.citations[0].text, "US 1019003 A, Aminoff, 1912-02");
    let old = reading.patent("US-6836899-B1");
    assert_eq!(old.ipc[0].symbol.to_string(), "A45F5/04");
    assert!(old.ipc[0].main);
}

#[test]
fn text_of_real_grants_is_readable() {
    let Some(folder) = folder("patents/uspto/weekly") else { return };
    let reading = read_folder(&folder);
    let paragraphs = |number: &str| -> Vec<String> {
        let sections = &reading.patent(number).description;
        sections
            .iter()
            .flat_map(|section| &section.paragraphs)
            .map(|paragraph| paragraph.text.clone())
            .collect()
    };
    // (patent, words as they are to be read)
    for (number, words) in [
        ("US-8088364-B2", "Homosalate | 3.50 | 10.00 | 10.00 | 10.00 | 10.00\nOctocrylene | 1.30 |"),
        ("US-7315423-B2", "Z=[(C·Y^2)/{1+(1−K·C^2·Y^2)^(1/2)}]+A4·Y^4"),
        ("US-7158664-B2", "S = ∑_(i = 0)^(N - 1)(run[i] - 1), (1)"),
        ("US-6839175-B2", "λ = (2 tl)/m √(n^2 - sin^2 α), (1)"),
        ("US-6839175-B2", "a strong peak of 1656 cm"),
    ] {
        let found = paragraphs(number).iter().any(|paragraph| paragraph.contains(words));
        assert!(found, "{words:?} is in no paragraph of {number}");
    }
}

#[test]
fn single_grants_and_applications() {
    let Some(folder) = folder("patents/uspto/single") else { return };
    let reading = read_folder(&folder);
    // Both looked at: a test of other software without any patent, and an application of 2004.
    assert_eq!(
        reading.reasons(),
        [
            "<a> is not the root element of a format that is read",
            "format USPTO application v1.5/v1.6 (pap) of 2001 to 2004 is not read"
        ]
    );
    assert_eq!((reading.documents.len(), reading.summary.ignored), (273, 7));
    let application = reading.patent("US-20060288462-A1");
    expect_test::expect![[r#"
        US-20060288462-A1: Garments composed of fabric panels incorporating edible cells
        US-11197279 filed 2005-08-04 published 2006-12-28 granted -
        priority US-29232669 2005-06-22
        assignee AMERICAN EXPRESS TRAVEL RELATED SERVICES COMPANY, INC. US NY
        inventor Yvonne Schroeder DE
        ipc A41D31/00 A23G1/50
        cpc
        10 claims, independent 1; 6 sections; cites 0 patents, 0 others"#]]
    .assert_eq(&facts(application));
    assert_eq!(
        application.description[0].heading.as_deref(),
        Some("CROSS REFERENCE TO RELATED APPLICATIONS")
    );
    assert_eq!(application.description[0].paragraphs[0].number.as_deref(), Some("0001"));
}

#[test]
fn every_version_of_the_form() {
    let Some(folder) = folder("patents/uspto/formats") else { return };
    for (sub_folder, documents) in [("xml2004", 2), ("xml2006", 1), ("xml2014", 3), ("xmlApp2004", 2)] {
        let reading = read_folder(&folder.join(sub_folder));
        assert_eq!(reading.reasons(), Vec::<String>::new(), "{sub_folder}");
        assert_eq!(reading.documents.len(), documents, "{sub_folder}");
    }
    let application = read_folder(&folder.join("xmlApp2004"));
    let application = application.patent("US-20050004437-A1");
    let priorities: Vec<String> =
        application.priorities.iter().map(|priority| priority.number.to_string()).collect();
    assert_eq!(application.ipc[0].symbol.to_string(), "A61B5/00");
    assert_eq!(priorities.len(), 2);
    assert!(priorities[1].starts_with("WO-"), "an international parent: {priorities:?}");
    let grants = read_folder(&folder.join("xml2014"));
    let grant = grants.patent("US-8927118-B2");
    assert_eq!((grant.claims.len(), grant.citations.len(), grant.literature.len()), (45, 76, 28));
    assert_eq!((grant.ipc.len(), grant.cpc.len()), (9, 14));
    assert_eq!(grant.claims[4].depends_on, [1]);
    assert_eq!(grant.citations[0].number.as_ref().map(ToString::to_string).as_deref(), Some("US-5843607-A"));
    assert!(grant.literature.iter().any(|cited| cited.text.contains("PCT/JP2009/059980")));
}

#[test]
fn older_formats_are_refused_by_name() {
    let Some(folder) = folder("patents/uspto/formats") else { return };
    for (file, reason) in [
        ("greenbook/US03932709.greenbook", "is in format USPTO Green Book of 1976 to 2001"),
        ("css_brs/css_brs_sample.txt", "is in format USPTO CSS/BRS text"),
        ("LICENSE", "neither xml, json lines, gzip nor zip"),
    ] {
        let error = read(&folder.join(file)).map(|_| ()).expect_err(file).to_string();
        assert!(error.contains(reason), "{error}");
    }
    for (sub_folder, records, reason) in [
        ("sgml", 3, "format USPTO Red Book ST.32 (PATDOC) of 2001 to 2004 is not read"),
        ("pap", 3, "format USPTO application v1.5/v1.6 (pap) of 2001 to 2004 is not read"),
        ("cpcMaster", 1, "format CPC master classification file of 2013 on is not read"),
        ("cpcScheme", 1, "format CPC scheme of 2013 on is not read"),
        ("xml4ip", 13, "format USPTO file wrapper document (XML4IP) of 2012 on is not read"),
    ] {
        let reading = read_folder(&folder.join(sub_folder));
        assert_eq!(reading.reasons(), vec![reason; records], "{sub_folder}");
        assert!(reading.documents.is_empty());
    }
}
