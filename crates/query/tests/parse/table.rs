//! Text and the tree that is read from it, printed.

use query::parse;

/// Checks that `text` reads as `tree` without a problem that is an error.
#[track_caller]
fn check(text: &str, tree: &str) {
    let parsed = parse(text);
    assert_eq!(parsed.ast.to_string(), tree, "{text:?} reads as {:?}", parsed.ast);
}

#[test]
fn free_text() {
    check("", "*");
    check("   ", "*");
    check("　", "*");
    check("*", "*");
    check("＊", "*");
    check("電池", "電池");
    check("solid electrolyte", "solid electrolyte");
    check("固体電解質　電池", "固体電解質 電池");
    check("  a\tb\n c ", "a b c");
    check("二酸化炭素を電気化学的に還元する銅触媒", "二酸化炭素を電気化学的に還元する銅触媒");
    check("(電池)", "電池");
    check("（電池　固体）", "電池 固体");
    check("((a))", "a");
    check("a (b c) d", "a b c d");
    check("and or not", "and or not");
    check("poly(ethylene oxide)", "poly\\(ethylene oxide\\)");
    check("二酸化炭素（CO2）の還元", "二酸化炭素\\（CO2\\）の還元");
    check("1,3-butadiene LiNi0.5Mn1.5O4", "1,3-butadiene LiNi0.5Mn1.5O4");
    check("what is this?", "what is this?");
    check("10:1 mixture", "10\\:1 mixture");
    check("https://doi.org/10.1", "https\\://doi.org/10.1");
    check("課題：電池の劣化", "課題\\：電池の劣化");
}

#[test]
fn quoted() {
    check("\"固体電解質\"", "\"固体電解質\"");
    check("“固体電解質”", "\"固体電解質\"");
    check("”固体電解質”", "\"固体電解質\"");
    check("＂solid electrolyte＂", "\"solid electrolyte\"");
    check("\"a \\\"b\\\" c\"", "\"a \\\"b\\\" c\"");
    check("\"AND\"", "\"AND\"");
    check("\"a:b (c)\"", "\"a:b (c)\"");
    check("電池 \"固体電解質\"", "(電池) AND \"固体電解質\"");
    check("\"x\" a \"y\" b", "\"x\" AND (a b) AND \"y\"");
    check("a\"b\"", "(a) AND \"b\"");
    check("「電池」", "「電池」");
}

#[test]
fn boolean() {
    check("a AND b", "a AND b");
    check("a OR b", "a OR b");
    check("NOT a", "NOT a");
    check("a AND NOT b", "a AND NOT b");
    check("a NOT b", "(a) AND NOT b");
    check("NOT a b", "NOT a AND (b)");
    check("a AND b AND c", "a AND b AND c");
    check("a OR b AND c", "a OR (b AND c)");
    check("a AND b OR c", "(a AND b) OR c");
    check("a AND b OR c AND d", "(a AND b) OR (c AND d)");
    check("(a OR b) AND c", "(a OR b) AND c");
    check("NOT a AND b", "NOT a AND b");
    check("NOT (a AND b)", "NOT (a AND b)");
    check("NOT (a b)", "NOT (a b)");
    check("NOT NOT a", "NOT NOT a");
    check("NOT a OR b", "NOT a OR b");
    check("a b AND c", "(a b) AND c");
    check("a b OR c d", "(a b) OR (c d)");
    check("(a) AND b", "(a) AND b");
    check("(a b) AND c", "(a b) AND c");
    check("((a AND b))", "a AND b");
    check("(a AND b) AND c", "(a AND b) AND c");
    check("a (b AND c)", "(a) AND (b AND c)");
    check("電池 ＡＮＤ 固体", "電池 AND 固体");
    check("電池　ＯＲ　固体", "電池 OR 固体");
    check("（電池 OR 電極）AND 固体", "(電池 OR 電極) AND 固体");
    check("a AND *", "a AND *");
    check("\\AND", "\\AND");
    check("a \\OR b", "a \\OR b");
    check("ANDROID", "ANDROID");
}

#[test]
fn fields() {
    check("ipc:H01M＊", "ipc:H01M*");
    check("title:電池", "title:電池");
    check("ti:電池", "title:電池");
    check("TI:電池", "title:電池");
    check("発明の名称:電池", "title:電池");
    check("発明の名称：電池", "title:電池");
    check("title: 電池", "title:電池");
    check("ti:\"solid electrolyte\"", "title:\"solid electrolyte\"");
    check("ti:(a b)", "title:(a b)");
    check("ti:(a)", "title:(a)");
    check("ti:(a AND b)", "title:a AND title:b");
    check("ti:(a OR ab:b)", "title:a OR abstract:b");
    check("ti:(NOT a)", "NOT title:a");
    check("ti:a b", "title:a AND (b)");
    check("電池 office:JP", "(電池) AND office:JP");
    check("text:電池 AND 固体", "電池 AND 固体");
    check("text:電池", "text:電池");
    check("txt:(a b)", "a b");
    check("claims.first.ja:電池", "claims.first.ja:電池");
    check("ti.en:battery", "title.en:battery");
    check("出願人：\"日東電工\"", "applicant:\"日東電工\"");
    check("pa:siemens AND ti:x", "applicant:siemens AND title:x");
    check("office:(JP US)", "office:JP OR office:US");
    check("pn:特開2010-228687", "number:特開2010-228687");
    check("doi:10.1016/0022-0728(85)80001-2", "doi:10.1016/0022-0728\\(85\\)80001-2");
    check("cites:doi:10.1000/182", "cites:doi\\:10.1000/182");
    check("ipc:\"H01M 10/0525\"", "ipc:\"H01M 10/0525\"");
    check("fi:H01M10/0525,101@B", "fi:H01M10/0525,101@B");
    check("cl:H01M", "class:H01M");
    check("ti:a\\:b", "title:a\\:b");
    check("ti\\:a", "ti\\:a");
    check("ti:[abc]", "title:\\[abc]");
}

#[test]
fn prefixes() {
    check("ipc:H01M10*", "ipc:H01M10*");
    check("cpc:h01m*", "cpc:h01m*");
    check("number:JP-2010*", "number:JP-2010*");
    check("kind:B*", "kind:B*");
    check("ipc:(H01M* H01G*)", "ipc:H01M* OR ipc:H01G*");
    check("a\\*", "a\\*");
}

#[test]
fn dates_numbers_and_ranges() {
    check("published:2010", "published:2010");
    check("pd:2010-05", "published:2010-05");
    check("pd:2010/5/3", "published:2010-05-03");
    check("pd:20100503", "published:2010-05-03");
    check("pd:[2010 TO 2012]", "published:[2010 TO 2012]");
    check("pd:{2010 TO 2012-06]", "published:{2010 TO 2012-06]");
    check("pd:[2010 TO 2012}", "published:[2010 TO 2012}");
    check("pd:[2010 TO *]", "published:>=2010");
    check("pd:[* TO 2012}", "published:<2012");
    check("pd:[* TO *]", "published:[* TO *]");
    check("pd:2010..2012", "published:[2010 TO 2012]");
    check("pd:2010..", "published:>=2010");
    check("pd:>=2010", "published:>=2010");
    check("pd:>2010-05", "published:>2010-05");
    check("pd:<= 2010", "published:<=2010");
    check("出願日：＜２０１４", "filed:<2014");
    check("公開日：［２０１０ TO ２０１２］", "published:[2010 TO 2012]");
    check("year:2010", "year:2010");
    check("year:(2010 2012)", "year:2010 OR year:2012");
    check("year:[2010 to 2019]", "year:[2010 TO 2019]");
    check("priority:<2014 電池", "priority:<2014 AND (電池)");
}

#[test]
fn broken_text_still_reads() {
    check("(a OR b", "a OR b");
    check("a)", "a");
    check("a ) b", "a b");
    check("\"a", "\"a\"");
    check("a AND", "a");
    check("AND a", "a");
    check("a AND OR b", "a OR b");
    check("a OR OR b", "a OR b");
    check("NOT", "*");
    check("()", "*");
    check("a ()", "a");
    check("\"\"", "*");
    check("title:", "*");
    check("title: AND b", "b");
    check("title:abstract:x", "title:abstract\\:x");
    check("titel:電池", "titel\\:電池");
    check("pd:soon 電池", "電池");
    check("pd:[2010 2012]", "*");
    check("ti:[a TO b]", "*");
    check("\\", "\\\\");
    check(":", "\\:");
}
