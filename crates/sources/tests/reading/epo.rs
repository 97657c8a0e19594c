use std::path::Path;

use expect_test::expect;
use model::Language;

use crate::{
    data::{Reading, folder, read, read_bytes},
    office_facts::facts,
};

/// Reads the `.xml` files of a folder; what else lies there (licences, samples of text) is not for reading.
fn read_xml(folder: &Path) -> (usize, Reading) {
    let entries = folder.read_dir().expect("the folder can be listed");
    let mut files: Vec<_> = entries
        .map(|entry| entry.expect("an entry can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "xml"))
        .filter(|path| {
            std::fs::read(path).expect("the file can be read").trim_ascii_start().starts_with(b"<")
        })
        .collect();
    files.sort();
    let mut all = Reading::default();
    for file in &files {
        let one = read(file).unwrap_or_else(|error| panic!("{error}"));
        all.documents.extend(one.documents);
        all.errors.extend(one.errors);
    }
    (files.len(), all)
}

#[test]
fn full_texts() {
    let Some(folder) = folder("patents/epo/fulltext") else { return };
    let (files, reading) = read_xml(&folder);
    // One file is a bare description of a translator, without any number.
    assert_eq!(reading.reasons(), ["<description> is not the root element of a format that is read"]);
    assert_eq!((files, reading.documents.len()), (287, 286));
    for document in &reading.documents {
        let patent = reading.patent(&document.id().to_string());
        assert!(!patent.description.is_empty(), "{} has no description", patent.number);
        let text = patent.description.iter().flat_map(|section| &section.paragraphs);
        for paragraph in text {
            assert!(!paragraph.text.contains("Desc/Clms"), "{}: {}", patent.number, paragraph.text);
        }
    }
    expect![[r#"
        EP-1116605-B1 application EP-01300267 filed 2001-01-12 published 2005-06-22 family -
        titles de:Luftreifen mit verbesserter Haltbarkeit der Wülste | en:Pneumatic tire, having improved bead portion durability | fr:Bandage pneumatique ayant une meilleure durabilité des talons
        abstracts en 1
        priority JP-2000005637 2000-01-14
        priority JP-2000005638 2000-01-14
        applicant en:BRIDGESTONE CORPORATION JP
        assignee en:Bridgestone Corporation JP
        inventor en:KATO, HIROYUKI JP
        inventor en:KIMURA, TAKAHIRO JP
        ipc 2: B60C15/00 B60C15/06
        cpc 0: 
        fi [] f-terms []
        claims de 3, en 3, fr 3; independent de1 en1 fr1
        1 sections, 37 paragraphs
        0 patents and 0 others cited"#]].assert_eq(&facts(reading.patent("EP-1116605-B1")));
    expect![[r#"
        EP-1510572-A2 application EP-04106292 filed 2000-07-25 published 2005-03-02 family -
        titles de:Isotransgene Zellinien | en:Isogenic transgenic lines | fr:Lignées isotransgeniques
        abstracts en 1, fr 1
        priority EP-00958605 2000-07-25
        priority FR-9909990 1999-07-28
        applicant fr:Biogemma FR
        inventor fr:PEREZ, PASCUAL FR
        inventor fr:GARCIA, DENISE FR
        ipc 3: A01H1/04 C12N5/10 C12N15/82
        cpc 0: 
        fi [] f-terms []
        claims fr 3; independent fr1
        17 sections, 103 paragraphs
        cites WO 1998032326 A2 (WO-1998032326-A2) "AD" Some(Search)
        cites CHYI ET AL.: "Locations and stability of… (-) "A" Some(Search)
        1 patents and 3 others cited"#]]
    .assert_eq(&facts(reading.patent("EP-1510572-A2")));
    expect![[r#"
        US-20030000428-A1 application US-20020217669 filed 2002-08-13 published 2003-01-02 family 26700657
        titles en:Foamed well cement slurries, additives and methods
        abstracts en 1
        priority US-20020217669 2002-08-13
        priority US-20010026040 2001-12-20
        priority US-20000696902 2000-10-25
        applicant en:BRENNEIS CHAD R. -
        applicant en:CHATTERJI JITEN -
        applicant en:CROMWELL ROGER S. -
        applicant en:GRAY DENNIS W. -
        applicant en:KING BOBBY J. -
        applicant en:ZAMORA FRANK -
        inventor en:Chad Brenneis US OK
        inventor en:Jiten Chatterji US OK
        inventor en:Roger Cromwell US OK
        inventor en:Dennis Gray US OK
        inventor en:Bobby King US OK
        inventor en:Frank Zamora US OK
        ipc 9: C04B24/00 C04B24/14 C04B28/00 C04B28/02
        cpc 0: 
        fi [] f-terms []
        claims en 26; independent en1 en14
        9 sections, 40 paragraphs
        0 patents and 0 others cited"#]]
    .assert_eq(&facts(reading.patent("US-20030000428-A1")));
    expect![[r#"
        WO-2006000598-A1 application - filed - published 2006-01-05 family -
        titles 
        abstracts 
        ipc 0: 
        cpc 0: 
        fi [] f-terms []
        claims es 4; independent es1 es2 es3 es4
        1 sections, 19 paragraphs
        0 patents and 0 others cited"#]]
    .assert_eq(&facts(reading.patent("WO-2006000598-A1")));
    expect![[r#"
        WO-2005010046-A1 application - filed - published - family -
        titles 
        abstracts 
        ipc 0: 
        cpc 0: 
        fi [] f-terms []
        claims ; independent 
        1 sections, 141 paragraphs
        0 patents and 0 others cited"#]]
    .assert_eq(&facts(reading.patent("WO-2005010046-A1")));
    expect![[r#"
        WO-1995010060-A1 application WO-EP1993002713 filed 1993-10-04 published 1995-04-13 family 8165773
        titles en:NEAR-FIELD OPTICAL MICROSCOPE | fr:MICROSCOPE OPTIQUE EN CHAMP PROCHE
        abstracts en 1, fr 1
        priority WO-EP1993002713 1993-10-04
        applicant en:HECHT, BERT CH
        applicant en:HEINZELMANN, HARALD CH
        applicant en:INTERNATIONAL BUSINESS MACHINES CORPORATION US
        applicant en:NOVOTNY, LUKAS CH
        applicant en:POHL, WOLFGANG, D. CH
        inventor en:HECHT, BERT CH
        inventor en:HEINZELMANN, HARALD CH
        inventor en:NOVOTNY, LUKAS CH
        inventor en:POHL, WOLFGANG, D. CH
        ipc 6: G01N13/10 G01N13/14 *G01N37/00 G02B21/00
        cpc 0: 
        fi [] f-terms []
        claims en 5; independent en1
        1 sections, 52 paragraphs
        cites EP 0426559 A1 (EP-0426559-A1) "A" Some(Search)
        cites EP 0426571 A1 (EP-0426571-A1) "AD" Some(Search)
        cites FR 2685789 A1 (FR-2685789-A1) "A" Some(Search)
        cites PATENT ABSTRACTS OF JAPAN vol. 17, no. 6… (-) "A" Some(Search)
        4 patents and 2 others cited"#]]
    .assert_eq(&facts(reading.patent("WO-1995010060-A1")));

    let annotated = &reading.patent("WO-2005010046-A1").description[0].paragraphs;
    let cited =
        annotated.iter().find(|paragraph| paragraph.text.contains("60/483,505")).expect("the priority");
    let unwrapped =
        "This application claims the benefit of U. S. Provisional application no. 60/483,505, filed";
    assert!(cited.text.contains(unwrapped), "{}", cited.text);
}

/// The EPO prints granted claims in three languages, which say the same: a measure of how references are read.
#[test]
fn references_of_claims_agree_between_languages() {
    let Some(folder) = folder("patents/epo/fulltext") else { return };
    let (_, reading) = read_xml(&folder);
    let (mut claims, mut differing) = (0, Vec::new());
    for document in &reading.documents {
        let patent = reading.patent(&document.id().to_string());
        let english = patent.claims.iter().filter(|claim| claim.language == Language::EN);
        for claim in english {
            let others = patent.claims.iter().filter(|other| other.number == claim.number);
            claims += 1;
            if others.into_iter().any(|other| other.depends_on != claim.depends_on) {
                differing.push(format!("{} claim {}", patent.number, claim.number));
            }
        }
    }
    // The rest are misprints and translations that differ: "daims 1 to 8", "Ansprtlche", "Claims I to 3", and
    // claims that are numbered differently.
    assert!(claims > 1900 && differing.len() <= 20, "{} of {claims}: {differing:?}", differing.len());
}

#[test]
fn ops_answers() {
    let Some(folder) = folder("patents/epo/ops") else { return };
    let (_, reading) = read_xml(&folder);
    // Families, images and search results are lists of numbers.
    let without_documents = vec!["<world-patent-data> holds no document"; 6];
    assert_eq!(reading.reasons(), without_documents);
    assert_eq!(reading.documents.len(), 14);
    expect![[r#"
        US-20120116137-A1 application US-12942680 filed 2010-11-09 published 2012-05-10 family 46020268
        titles en:SINGLE LOOP MULTISTAGE FUEL PRODUCTION
        abstracts en 1
        priority US-20100942680 2010-11-09
        applicant und:FANG HOWARD L US
        applicant und:BEN-REUVEN MOSHE US
        applicant und:BOYLE RICHARD E US
        applicant und:KOROS ROBERT M US
        applicant und:PRIMUS GREEN ENERGY INC US
        inventor und:FANG HOWARD L US
        inventor und:BEN-REUVEN MOSHE US
        inventor und:BOYLE RICHARD E US
        inventor und:KOROS ROBERT M US
        ipc 2: B01J8/00 C07C1/02
        cpc 30: B01J8/0449 B01J23/72 C07C1/041 C07C2/00
        fi [] f-terms []
        claims ; independent 
        0 sections, 0 paragraphs
        cites US 3928483 A, CHANG CLARENCE DAYTON, et al, 1975-12-23 (US-3928483-A) "" Some(Examiner)
        cites US 4520216 A, SKOV ALLAN [DK], et al, 1985-05-28 (US-4520216-A) "" Some(Examiner)
        cites US 4973784 A, HAN SCOTT [US], et al, 1990-11-27 (US-4973784-A) "" Some(Examiner)
        6 patents and 0 others cited"#]]
    .assert_eq(&facts(reading.patent("US-20120116137-A1")));
    expect![[r#"
        WO-2009085664-A2 application - filed - published - family -
        titles 
        abstracts 
        ipc 0: 
        cpc 0: 
        fi [] f-terms []
        claims en 20; independent en1 en8 en14
        0 sections, 0 paragraphs
        0 patents and 0 others cited"#]]
    .assert_eq(&facts(reading.patent("WO-2009085664-A2")));
}

#[test]
fn docdb() {
    let Some(folder) = folder("patents/epo/docdb") else { return };
    let (files, reading) = read_xml(&folder);
    assert_eq!(reading.reasons(), Vec::<String>::new());
    assert_eq!((files, reading.documents.len()), (5, 14));
    expect![[r#"
        AP-1206-A application AP-2000001988 filed 1998-08-04 published 2003-09-18 family 22179393
        titles en:Enteric coated pharmaceutical composition and method of manufacturing.
        abstracts en 1
        priority US-19980083597 1998-05-22
        priority WO-US1998016128 1998-08-04
        applicant und:BRISTOL-MYERS SQUIBB COMPANY US
        inventor und:ULLAR Ismat US
        inventor und:WILEY Gary J US
        ipc 18: A61K9/16 A61K9/32 A61K9/48 A61K9/50
        cpc 8: A61K9/1652 A61K9/485 A61K9/501 A61K9/5015
        fi [] f-terms []
        claims ; independent 
        0 sections, 0 paragraphs
        cites US 5556839 A, GREENE JAMES M [US], et al, 1996-09-17 (US-5556839-A) "" Some(Search)
        cites US 5510114 A, BORELLA FABIO [IT], et al, 1996-04-23 (US-5510114-A) "" Some(Search)
        cites US 5326570 A, RUDNIC EDWARD M [US], et al, 1994-07-05 (US-5326570-A) "" Some(Search)
        3 patents and 0 others cited"#]]
    .assert_eq(&facts(reading.patent("AP-1206-A")));
    expect![[r#"
        WO-2022259205-A1 application WO-IB2022055385 filed 2022-06-09 published 2022-12-15 family 82558028
        titles en:SELF-EMULSIFYING COMPOSITION, PRODUCTION METHODS AND USES THEREOF | fr:COMPOSITION AUTO-ÉMULSIFIANTE, SES PROCÉDÉS DE PRODUCTION ET SES UTILISATIONS
        abstracts en 1, fr 1
        priority PT-11728321 2021-06-11
        applicant und:UNIVERSIDADE DA BEIRA INTERIOR PT
        inventor und:OLIVEIRA DOS SANTOS, Adriana PT
        inventor und:CARVALHO FERNANDES, Mariana PT
        inventor und:CABRAL PIRES, Patrícia Sofia PT
        inventor und:LOURENÇO ALVES, Gilberto PT
        inventor und:MARICOTO FAZENDEIRO, Ana Carolina PT
        inventor und:MATOS SILVA PEREIRA NINA, Francisca PT
        inventor und:DA SILVA FERREIRA GOMES, Maria De Fátima PT
        inventor und:ESTEVES RODRIGUES, Lina Isabel PT
        ipc 11: A61K8/04 *A61K9/00 A61K9/107 A61K31/366
        cpc 16: *A61K9/1075 A61K8/064 A61K8/375 A61K8/922
        fi [] f-terms []
        claims ; independent 
        0 sections, 0 paragraphs
        cites CN 102908333 A, UNIV CHINA PHARMA, 2013-02-06 (CN-102908333-A) "Y" Some(Search)
        cites WO 2005013972 A1, AVENTIS PHARMA SA [FR], 2005-02-17 (WO-2005013972-A1) "Y" Some(Search)
        cites WO 2013147452 A1, YUHAN CORP [KR], 2013-10-03 (WO-2013147452-A1) "Y" Some(Search)
        cites BEZERRA-SOUZA ADRIANA ET AL: "Repurposin… (10.3390/pharmaceutics11070353) "XY" Some(Search)
        4 patents and 19 others cited"#]].assert_eq(&facts(reading.patent("WO-2022259205-A1")));
}

#[track_caller]
fn refused(input: &str, reason: &str) {
    let reading = read_bytes(input.as_bytes()).expect("the file can be read");
    assert_eq!(reading.reasons(), [reason]);
    assert!(reading.documents.is_empty());
}

#[test]
fn bad_records() {
    refused(r#"<patent-document doc-number="1" kind="A1"/>"#, "country of the publication is missing");
    refused(r#"<patent-document country="EP" kind="A1"/>"#, "number of the publication is missing");
    refused(
        r#"<patent-document country="UK" doc-number="2123456" kind="A"/>"#,
        "publication number: office code \"UK\" is not valid: not a code of WIPO ST.3, did you mean GB?",
    );
    refused(
        r#"<exchange-document country="EP" doc-number="1" kind="ABC"/>"#,
        "publication number: kind code \"ABC\" is not valid: expected a letter and at most one digit, WIPO ST.16",
    );
    refused(r#"<fulltext-document><description/></fulltext-document>"#, "publication-reference is missing");
}

#[test]
fn what_cannot_be_read_of_a_field_is_left_out() {
    let reading = read_bytes(
        br#"<exchange-document country="EP" doc-number="123456" kind="A1" date-publ="20101399"><bibliographic-data>
            <classifications-ipcr><classification-ipcr><text>none</text></classification-ipcr></classifications-ipcr>
            <application-reference><document-id><country>XQ</country><doc-number>1</doc-number></document-id></application-reference>
            <references-cited><citation cited-phase="SEA"><patcit><document-id><country>QQ</country><doc-number>7</doc-number></document-id></patcit><category>XQ</category></citation></references-cited>
            </bibliographic-data></exchange-document>"#,
    )
    .expect("the file can be read");
    let patent = reading.patent("EP-0123456-A1");
    assert_eq!((patent.published, patent.ipc.len(), patent.application.is_none()), (None, 0, true));
    assert_eq!((patent.citations[0].text.as_str(), &patent.citations[0].number), ("QQ 7", &None));
}
