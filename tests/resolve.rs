//! Numbers as people paste them: an office action through the real binary, with every citation at its place.

use std::{io::Write, process::Stdio};

use serde_json::Value;

use crate::support::{command, demo_index};

/// Invented; its citations 1 to 6 are documents of the demo corpus, the last two are not.
const REFUSAL: &str = "\
拒絶理由通知書
起案日　令和６年５月７日
請求項１ないし４に係る発明は、特許法第２９条第２項の規定により特許を受けることができない。
引用文献１の段落【００１２】を参照。価格は 1,234,567円、電話は 03-3581-1101 である。
引用文献等一覧
１．特開２０１２－９００１０１号公報
２．特開平１１－９００５１２号公報
３．特許第９９４０１０４号公報
４．US 99,000,210 B2
５．米国特許出願公開第２０１２／９０００１０１号明細書
６．doi:10.5555/chizai.asd.2015.0611.
７．特許第１２３４５６７号公報
８．EP 1 987 654 A1
";

#[test]
fn a_refusal_with_eight_citations_is_resolved() {
    let mut child =
        command(&["resolve", "--json", "--index", demo_index(), "-"]).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(REFUSAL.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let chars: Vec<char> = REFUSAL.chars().collect();
    let found: Vec<(String, String, String)> = answer["mentions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|mention| {
            let place = |end: &str| mention["range"][end].as_u64().unwrap() as usize;
            let written: String = chars[place("start")..place("end")].iter().collect();
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            (written, text(&mention["status"]), text(&mention["documents"][0]["id"]))
        })
        .collect();
    let expected = [
        ("特開２０１２－９００１０１号公報", "found", "JP-2012900101-A"),
        ("特開平１１－９００５１２号公報", "found", "JP-H11900512-A"),
        ("特許第９９４０１０４号公報", "found", "JP-9940104-B2"),
        ("US 99,000,210 B2", "found", "US-99000210-B2"),
        ("米国特許出願公開第２０１２／９０００１０１号明細書", "found", "US-20129000101-A1"),
        ("10.5555/chizai.asd.2015.0611", "found", "doi:10.5555/chizai.asd.2015.0611"),
        ("特許第１２３４５６７号公報", "needs-crosswalk", ""),
        ("EP 1 987 654 A1", "not-held", ""),
    ];
    let expected: Vec<(String, String, String)> =
        expected.iter().map(|(a, b, c)| ((*a).to_owned(), (*b).to_owned(), (*c).to_owned())).collect();
    assert_eq!(found, expected);
}
