//! References in claims, as they are written in five languages.

use model::claim::dependencies;

#[track_caller]
fn check(language: &str, rows: &[(&str, &[u32])]) {
    let language = language.parse().expect("a language");
    for (text, expected) in rows {
        assert_eq!(dependencies(text, language, 20), *expected, "{text}");
    }
}

#[test]
fn japanese() {
    check(
        "ja",
        &[
            ("正極と負極とを備える二次電池。", &[]),
            ("請求項1に記載の二次電池。", &[1]),
            ("請求項１記載の二次電池。", &[1]),
            ("請求項1又は2に記載の二次電池。", &[1, 2]),
            ("請求項1または請求項2に記載の二次電池。", &[1, 2]),
            ("請求項１もしくは３に記載の二次電池。", &[1, 3]),
            ("請求項1〜3のいずれか1項に記載の二次電池。", &[1, 2, 3]),
            ("請求項１～３のいずれか１項に記載の二次電池。", &[1, 2, 3]),
            ("請求項１−３のいずれかに記載の二次電池。", &[1, 2, 3]),
            ("請求項１乃至３のいずれかに記載の二次電池。", &[1, 2, 3]),
            ("請求項1ないし請求項4のうちいずれか一項に記載の二次電池。", &[1, 2, 3, 4]),
            ("請求項1から3までのいずれか1項に記載の二次電池。", &[1, 2, 3]),
            ("請求項1、2又は5に記載の二次電池。", &[1, 2, 5]),
            ("請求項1,2,5のいずれかに記載の二次電池。", &[1, 2, 5]),
            ("請求項1、3乃至5及び7に記載の二次電池。", &[1, 3, 4, 5, 7]),
            ("請求項1に記載の電池と、請求項4に記載の充電器とを備える車両。", &[1, 4]),
            ("請求項1に記載の製造方法で得られた粒子。", &[1]),
            ("前記請求項のいずれかに記載の装置。", &(1..20).collect::<Vec<_>>()),
            ("請求項25に記載の装置。", &[]),
            ("請求項20に記載の装置。", &[]),
        ],
    );
}

#[test]
fn english() {
    check(
        "en",
        &[
            ("A battery comprising a cathode and 2 anodes.", &[]),
            ("The battery of claim 1, wherein the cathode is coated.", &[1]),
            ("The battery of Claim 1 wherein 3 anodes are used.", &[1]),
            ("A battery as claimed in claim 2, wherein", &[2]),
            ("The battery according to any one of claims 1 to 3, wherein", &[1, 2, 3]),
            ("The battery according to any of claims 1-3 or 5, wherein", &[1, 2, 3, 5]),
            ("The battery of claim 1 or 2", &[1, 2]),
            ("The battery of claim 1, 2, or 4", &[1, 2, 4]),
            ("The battery of claims 1, 2 and 4", &[1, 2, 4]),
            ("The battery of claim 1 or claim 2", &[1, 2]),
            ("The battery of either claim 1 or any of claims 3 through 5", &[1, 3, 4, 5]),
            ("The mixture of claim 1, 20 parts of which", &[1]),
            ("The mixture of claim 1, 20% of which", &[1]),
            ("The mixture of claim 1 and 1.5 parts of salt", &[1]),
            ("A vehicle comprising the battery of claim 7", &[7]),
            ("A method of making the battery of claims 1 and 3-5", &[1, 3, 4, 5]),
            ("Device according to one of the preceding claims", &(1..20).collect::<Vec<_>>()),
            ("Process according to one of the preceding claims 9 to 11", &[9, 10, 11]),
            ("A plant as claimed in any of the previous claims from 15 to 17", &[15, 16, 17]),
            ("The apparatus according to Claim 7 and/or 8", &[7, 8]),
            ("The invention disclaimed 3 times", &[]),
            ("I claim: a battery", &[]),
        ],
    );
}

#[test]
fn german_french_and_languages_without_words_of_their_own() {
    check(
        "de",
        &[
            ("Batterie mit zwei Elektroden.", &[]),
            ("Batterie nach Anspruch 1, dadurch gekennzeichnet, dass", &[1]),
            ("Batterie nach einem der Ansprüche 1 bis 3", &[1, 2, 3]),
            ("Batterie nach Anspruch 1 oder 2", &[1, 2]),
            ("Batterie nach den Ansprüchen 1, 2 und 5", &[1, 2, 5]),
            ("Verfahren nach Patentanspruch 4", &[4]),
            ("Verfahren nach Anspruch 1 und/oder 2", &[1, 2]),
            ("Maschine nach den Patentansprüchen von 12 bis 15", &[12, 13, 14, 15]),
            ("Verfahren nach einem der vorigen Ansprüche", &(1..20).collect::<Vec<_>>()),
            ("Verfahren nach einem der vorhergehenden Ansprüche 12 bis 14", &[12, 13, 14]),
            ("Vorrichtung nach einem der vorhergehenden Ansprüche", &(1..20).collect::<Vec<_>>()),
        ],
    );
    check(
        "fr",
        &[
            ("Batterie selon la revendication 1, caractérisée en ce que", &[1]),
            ("Batterie selon l'une quelconque des revendications 1 à 3", &[1, 2, 3]),
            ("Batterie selon la revendication 1 ou 2", &[1, 2]),
            ("Distributeur d'après une des revendications de 9 à 11", &[9, 10, 11]),
            ("Utilisation selon la revendication 1 et/ou 2", &[1, 2]),
            ("Installation selon l'une des revendications précédentes de 15 à 17", &[15, 16, 17]),
            ("Procédé selon l'une des revendications précédentes", &(1..20).collect::<Vec<_>>()),
        ],
    );
    check(
        "zh",
        &[("根据权利要求1至3中任一项所述的电池", &[1, 2, 3]), ("根据权利要求1或2所述的电池", &[1, 2])],
    );
    check("und", &[("The battery of claim 1", &[1]), ("請求項2に記載の電池", &[2])]);
}

#[test]
fn a_huge_range_stays_small() {
    assert_eq!(dependencies("claims 1 to 9999", model::Language::EN, 3), [1, 2]);
}
