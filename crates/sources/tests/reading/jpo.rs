use encoding_rs::EUC_JP;
use expect_test::expect;

use crate::{
    data::{folder, read, read_bytes},
    office_facts::facts,
};

#[test]
fn the_excerpt_of_a_gazette() {
    let Some(folder) = folder("patents/jpo") else { return };
    let reading = read(&folder.join("JP2010000001A.st36.EXCERPT.xml")).expect("the file can be read");
    assert_eq!(reading.reasons(), Vec::<String>::new());
    let patent = reading.patent("JP-2010000001-A");
    expect![[r#"
        JP-2010000001-A application JP-2008152953 filed 2008-06-11 published 2010-01-07 family -
        titles ja:バリカン式刈刃装置
        abstracts ja 1
        priority JP-2008131825 2008-05-20
        applicant ja:株式会社源平刃物工場 JP 兵庫県
        ipc 2: *A01D34/13 A01D34/10
        cpc 0: 
        fi [A01D34/13, A01D34/10] f-terms [2B382GC15, 2B382HA04]
        claims ja 1; independent 
        6 sections, 5 paragraphs
        cites 特開平８−１７２８３８号公報 (JP-H08172838-A) "" Some(Applicant)
        1 patents and 0 others cited"#]]
    .assert_eq(&facts(patent));
    let headings: Vec<&str> =
        patent.description.iter().filter_map(|section| section.heading.as_deref()).collect();
    assert_eq!(
        headings,
        [
            "技術分野",
            "背景技術",
            "発明の開示",
            "発明が解決しようとする課題",
            "課題を解決するための手段",
            "発明の効果"
        ]
    );
    assert_eq!(patent.description[1].paragraphs[0].number.as_deref(), Some("0004"));
    let text = &patent.abstracts[0].text;
    assert!(text.starts_with("【課題】刈刃体の") && text.contains("\n【解決手段】本発明の"), "{text}");
    assert!(!text.contains("選択図"), "{text}");
    assert_eq!(patent.claims[0].depends_on, [1, 2, 3, 4, 5, 6]);
    assert!(patent.claims[0].text.contains("請求項１〜６のいずれか１項に記載の"), "text stays as printed");
}

#[test]
fn a_full_text_without_bibliography() {
    let Some(folder) = folder("patents/jpo") else { return };
    let reading = read(&folder.join("JP2005518157.xml")).expect("the file can be read");
    let patent = reading.patent("JP-2005518157-A");
    expect![[r#"
        JP-2005518157-A application - filed - published - family -
        titles 
        abstracts ja 1
        ipc 0: 
        cpc 0: 
        fi [] f-terms []
        claims ja 9; independent ja1
        6 sections, 34 paragraphs
        0 patents and 0 others cited"#]]
    .assert_eq(&facts(patent));
    // Of the two blocks of claims the second has them as amended.
    assert!(patent.claims[0].text.contains("印刷ヘッドを有し"), "{}", patent.claims[0].text);
}

/// An invented gazette of a grant, as older files have it: another encoding, a DTD that is not there, full-width.
const GRANT: &str = r#"<?xml version="1.0" encoding="EUC-JP"?>
<!DOCTYPE jp-official-gazette PUBLIC "-//JPO//DTD" "../DTD/gat-b.dtd">
<jp-official-gazette kind-of-jp="B9" kind-of-st16="B2" lang="ja" country="JP" xmlns:jp="http://www.jpo.go.jp">
<bibliographic-data>
<publication-reference><document-id><country>JP</country><doc-number>９９９９９９９</doc-number><kind>特許公報(B2)</kind><date>２０１２０１０４</date></document-id></publication-reference>
<application-reference><document-id><doc-number>平11-999999</doc-number><date>19990402</date></document-id></application-reference>
<invention-title>見本の電池</invention-title>
<parties><jp:applicants-agents-article><jp:applicants-agents sequence="1"><applicant sequence="1">
<addressbook lang="ja"><name>見本　太郎</name><address><text>東京都見本区１－１</text></address></addressbook>
<addressbook lang="en"><name>MIHON Taro</name></addressbook></applicant></jp:applicants-agents></jp:applicants-agents-article>
<inventors><inventor sequence="1"><addressbook lang="ja"><name>見本　花子</name><address><text>アメリカ合衆国</text></address></addressbook></inventor></inventors></parties>
<classification-ipc><main-clsf>H01M  10/0525      20100101AFI20111208BHJP        </main-clsf></classification-ipc>
<classification-national><main-clsf>H01M  10/00   103</main-clsf><further-clsf>Ｈ０１Ｍ４／０２　Ｄ</further-clsf></classification-national>
<jp:theme-code-info><jp:theme-code>5H029</jp:theme-code><jp:theme-code>5H050</jp:theme-code></jp:theme-code-info>
<jp:f-term-info><jp:f-term>5H029AJ03</jp:f-term></jp:f-term-info>
<references-cited><citation><patcit><text>特公昭６０−９９９９９（ＪＰ，Ｂ２）</text></patcit></citation><citation><nplcit><text>見本化学誌，第１巻</text></nplcit></citation></references-cited>
</bibliographic-data>
<claims><claim num="1"><claim-text>【請求項１】<br/>正極を備える電池。</claim-text></claim></claims>
</jp-official-gazette>"#;

#[test]
fn a_grant_in_euc_jp() {
    let (bytes, _, unmappable) = EUC_JP.encode(GRANT);
    assert!(!unmappable || GRANT.contains('−'), "the sample is EUC-JP");
    let reading = read_bytes(&bytes).expect("the file can be read");
    assert_eq!(reading.reasons(), Vec::<String>::new());
    expect![[r#"
        JP-9999999-B2 application JP-1999999999 filed 1999-04-02 published 2012-01-04 family -
        titles ja:見本の電池
        abstracts 
        applicant ja:見本 太郎 | en:MIHON Taro JP 東京都
        inventor ja:見本 花子 -
        ipc 1: *H01M10/0525
        cpc 0: 
        fi [H01M10/00,103, H01M4/02@D] f-terms [5H029AJ03, 5H050]
        claims ja 1; independent ja1
        0 sections, 0 paragraphs
        cites 特公昭６０－９９９９９（ＪＰ，Ｂ２） (JP-S60099999) "" Some(Examiner)
        cites 見本化学誌，第１巻… (-) "" Some(Examiner)
        1 patents and 1 others cited"#]]
    .assert_eq(&facts(reading.patent("JP-9999999-B2")));
}

#[track_caller]
fn refused(input: &str, reason: &str) {
    let reading = read_bytes(input.as_bytes()).expect("the file can be read");
    assert_eq!(reading.reasons(), [reason]);
}

#[test]
fn bad_records() {
    refused(r#"<jp-official-gazette kind-of-st16="A"/>"#, "bibliographic-data is missing");
    refused(
        r#"<jp-official-gazette kind-of-st16="A"><bibliographic-data><publication-reference><document-id/></publication-reference></bibliographic-data></jp-official-gazette>"#,
        "number of the publication is missing",
    );
    refused(
        r#"<jp-official-gazette kind-of-st16="A"><bibliographic-data><publication-reference><document-id><doc-number>番号</doc-number></document-id></publication-reference></bibliographic-data></jp-official-gazette>"#,
        "publication number: publication number \"番号\" is not valid: expected 1 to 20 letters and digits, one digit at least",
    );
    refused(
        r#"<jp-official-gazette kind-of-st16="A"><bibliographic-data><publication-reference>"#,
        "the record ends inside element <publication-reference>",
    );
}
