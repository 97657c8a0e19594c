//! What the help page explains by example. Every example finds something in the demo corpus, which a test tries.

use query::Syntax;

/// A part of the help page.
pub(super) struct Section {
    pub(super) id: &'static str,
    /// Japanese and English, as all pairs here.
    pub(super) heading: [&'static str; 2],
    /// What holds for all its examples; may be empty.
    pub(super) lead: [&'static str; 2],
    pub(super) syntax: Syntax,
    pub(super) rows: &'static [Row],
}

/// A query and what it does.
pub(super) type Row = (&'static str, [&'static str; 2]);

const fn native(
    id: &'static str,
    heading: [&'static str; 2],
    lead: [&'static str; 2],
    rows: &'static [Row],
) -> Section {
    Section { id, heading, lead, syntax: Syntax::Native, rows }
}

/// chizai's own syntax.
pub(super) const SECTIONS: &[Section] = &[
    native(
        "syntax",
        ["語と演算子", "Words and operators"],
        [
            "NOT、NEAR と ADJ、AND、OR の順に強く結びつきます。かっこはいつでも使えます。演算子は大文字で書きます。",
            "NOT binds tightest, then NEAR and ADJ, then AND, then OR; parentheses always help. Write operators in capitals.",
        ],
        &[
            (
                "固体電解質 硫化物",
                [
                    "語を並べると、そのいずれかを含む文献を、よく合うものから順に示します。",
                    "Words side by side: documents with any of them, best first.",
                ],
            ),
            (
                "固体電解質 AND 硫化物",
                [
                    "AND はどちらも含むもの、OR はどちらかを含むものです。",
                    "AND: both must be there. OR: either.",
                ],
            ),
            ("固体電解質 NOT 硫化物", ["NOT は除きます。", "NOT leaves documents out."]),
            (
                "電池 OR 正極 AND NOT 鉛",
                [
                    "電池 OR (正極 AND (NOT 鉛)) と読みます。検索結果の「各部分の件数」で確かめられます。",
                    "Read as 電池 OR (正極 AND (NOT 鉛)); the counts of its parts, on the page of results, show it.",
                ],
            ),
            ("(正極 OR cathode) AND \"固体電解質\"", ["かっこでまとめます。", "Parentheses group."]),
            (
                "claims:\"固体電解質層\"",
                [
                    "欄名: を付けると、その欄だけを探します。欄の一覧は下にあります。",
                    "A field's name and a colon search that field only. The fields are listed below.",
                ],
            ),
            (
                "claims.ja:電池",
                [
                    "本文の欄は .ja .en .other で言語を選べます。",
                    "Text fields take .ja, .en or .other to choose a language.",
                ],
            ),
        ],
    ),
    native(
        "exact",
        ["そのままの語、前後の省略、綴り", "Exact words, truncation, spelling"],
        ["", ""],
        &[
            (
                "\"温度を検知する手段\"",
                [
                    "引用符の中は、日本語では一字一句そのとおり、英語ではその語形のままその語順で探します。",
                    "Quoted text: character by character in Japanese; in English the words as they stand, in order.",
                ],
            ),
            (
                "=Laser",
                [
                    "= を付けると大文字と小文字も区別し、語形も広げません。=laser とは件数が違います。",
                    "= asks for the word as written: case counts and no other form is found. =laser finds others.",
                ],
            ),
            ("=\"in situ\"", ["語句も同じです。", "The same for a phrase."]),
            ("electroly*", ["* は任意の文字列です。", "* stands for any characters."]),
            (
                "*lyte",
                ["* は語の前にも中にも書けます。", "* may stand in front of a word or inside it, too."],
            ),
            ("m?ld", ["? は 1 文字です。", "? stands for one character."]),
            (
                "colo[?]r",
                [
                    "[?] はあってもなくてもよい 1 文字です。color も colour も見つかります。",
                    "[?] stands for one character or none: finds color and colour.",
                ],
            ),
            ("電?池", ["日本語でも使えます。", "Japanese takes them, too."]),
            (
                "elektrolite~2",
                [
                    "~ は綴りが 1 文字、~2 は 2 文字まで違う語を探します (日本語を除く)。",
                    "~ finds words that differ by one letter, ~2 by two (not for Japanese).",
                ],
            ),
        ],
    ),
    native(
        "near",
        ["近接、同じ文・段落・請求項", "Nearness, one sentence, paragraph or claim"],
        [
            "距離は語で数え、日本語では文字で数えます。隣り合う語の距離は 1 です。請求項や段落の境は越えません。数のない NEAR は NEAR/10、ADJ は ADJ/1 です。",
            "Distances count words, in Japanese characters; neighbours are 1 apart. They never cross from one claim or paragraph into the next. NEAR without a number is NEAR/10, ADJ is ADJ/1.",
        ],
        &[
            ("mouse NEAR/5 trap", ["どちらが先でもよい近接です。", "Near each other, in either order."]),
            ("弾力性 ADJ/20 こんにゃく入りゼリー", ["この順の近接です。", "Near each other, in this order."]),
            (
                "(正極 OR cathode) NEAR/10 (活物質 OR \"active material\")",
                [
                    "OR のまとまりや引用符の語句も置けます。",
                    "Groups joined by OR, and quoted text, can be near as well.",
                ],
            ),
            ("電解* NEAR/5 膜", ["前後の省略も置けます。", "So can truncated words."]),
            ("sentence:(電解質 AND 正極)", ["同じ文の中にあるもの。", "Both in one sentence."]),
            ("paragraph:(銅触媒 AND CO2還元)", ["同じ段落の中にあるもの。", "Both in one paragraph."]),
            (
                "claim:(金型 AND 弁)",
                [
                    "同じ請求項の中にあるもの。claims:(金型 AND 弁) は別々の請求項でもよく、より多く見つかります。",
                    "Both in the same claim. claims:(金型 AND 弁) lets them be in different claims, and finds more.",
                ],
            ),
            (
                "claim.independent:(温度 AND 弁)",
                [
                    "同じ独立請求項に限ります。claim.first: は請求項 1 です。",
                    "In the same independent claim; claim.first: is claim 1.",
                ],
            ),
        ],
    ),
    native(
        "numbers",
        ["日付、数値、番号", "Dates, figures, numbers"],
        [
            "番号は公報に書かれている形でも、ほかの形でも読みます。",
            "Numbers are read as offices print them and in other forms.",
        ],
        &[
            (
                "published:[2015 TO 2018-06]",
                [
                    "範囲です。終わりを含まないときは } で閉じます。",
                    "A range. Close it with } to leave the end out.",
                ],
            ),
            ("filed:>=2015-04-01", ["以後。> < <= も使えます。", "From this day on; also >, < and <=."]),
            ("year:2010..2012", ["範囲の別の書き方です。", "A range, written in another way."]),
            (
                "特開2012-900101",
                [
                    "番号はそのまま入力できます。本文にその番号がある文献も見つかります。",
                    "A number can be typed as it is; documents whose text has it are found, too.",
                ],
            ),
            ("number:(JP-2012900101-A JP-2016900303-A)", ["番号の並びです。", "A list of numbers."]),
            ("number:[JP-2012900000-A TO JP-2012999999-A]", ["番号の範囲です。", "A range of numbers."]),
        ],
    ),
    native(
        "classes",
        ["分類", "Classes"],
        [
            "分類は、分類表で下位に当たるものをすべて含みます。記号の文字ではなく分類表の階層に従います。",
            "A class includes everything that its scheme has below it, by the scheme's levels and not by letters.",
        ],
        &[
            (
                "cpc:H01M10/05",
                ["下位の H01M10/0525 なども見つかります。", "Finds H01M10/0525 and so on, too."],
            ),
            ("cpc:=H01M10/0525", ["この記号だけです。", "This very symbol."]),
            (
                "cpc.main:H01M10/05",
                [
                    "筆頭の分類に限ります。ipc.main: と fi.main: もあります。",
                    "In the first class of a document only; also ipc.main: and fi.main:.",
                ],
            ),
            ("cl:(H01M10/05 OR B29C45)", ["cl: は IPC、CPC、FI のいずれかです。", "cl: is IPC, CPC or FI."]),
            (
                "ft:4G169BC68.A",
                [
                    "付加コード A の付いた F タームです。ft:4G169BC68 は付加コードを問いません。",
                    "An F-term with the additional code A; ft:4G169BC68 takes it with any or none.",
                ],
            ),
            (
                "ipc:H01M*",
                [
                    "* で終わると、その文字で始まる記号すべてです。",
                    "A final * stands for any ending of the symbol.",
                ],
            ),
        ],
    ),
    native(
        "citations",
        ["引用と被引用", "Citations"],
        [
            "X、Y、A などの区分と、誰が挙げたか (applicant、examiner、search、opposition、third-party、other) で絞れます。",
            "May be narrowed by category (X, Y, A …) and by who cited (applicant, examiner, search, opposition, third-party, other).",
        ],
        &[
            ("cites:JP-2023901525-A", ["この文献を引用している文献。", "Documents that cite this one."]),
            ("citedby:JP-2024901636-A", ["この文献に引用されている文献。", "Documents that this one cites."]),
            ("cites.E:JP-2023901525-A", ["区分 E で引用しているもの。", "Citing it in category E."]),
            (
                "cites.XY.examiner:(office:JP)",
                [
                    "日本の文献を、審査官が X か Y として挙げたもの。かっこの中には検索式を書けます。",
                    "For which an examiner cited a Japanese document as X or Y; any query can stand in the parentheses.",
                ],
            ),
            (
                "cites.in-text:\"doi:10.5555/chizai.scan.2016.04\"",
                [
                    "フロントページ (cites.front-page) でなく、本文中で引用しているもの。",
                    "Citing it in the text, not on the front page (cites.front-page).",
                ],
            ),
            (
                "citedby:(applicant:Larkfield)",
                ["Larkfield の文献に引用されているもの。", "Cited by documents of Larkfield."],
            ),
        ],
    ),
];

/// The other syntaxes. Each is read into the same tree, and can be translated into the others.
pub(super) const OTHER_SYNTAXES: &[Section] = &[
    Section {
        id: "cql",
        heading: ["Espacenet (CQL)", "Espacenet (CQL)"],
        lead: [
            "Espacenet と同じく、演算子に優先順位はなく、左から順に読みます。それで意味が変わるときは知らせます。",
            "As in Espacenet no operator comes first: a query is read from left to right. Where that matters a notice says so.",
        ],
        syntax: Syntax::Cql,
        rows: &[
            (
                "ti=\"laser scanning microscope\"",
                [
                    "ti ab ta claims desc pa in pn ap pr pd ipc cpc cl ct などの欄名。",
                    "Fields ti ab ta claims desc pa in pn ap pr pd ipc cpc cl ct and others.",
                ],
            ),
            ("ti all \"solid electrolyte\"", ["すべての語。", "All of the words."]),
            (
                "ti any \"電池 battery\" and pd within \"2010 2020\"",
                ["いずれかの語。期間。", "Any of the words; a period."],
            ),
            (
                "mouse prox/distance<5 trap",
                [
                    "近接。/ordered=true で順序も、/unit=sentence で同じ文を指定します。",
                    "Nearness; /ordered=true keeps the order, /unit=sentence asks for one sentence.",
                ],
            ),
            ("cpc=H01M10/05/low and pd>=2015", ["分類と下位。", "A class and what is below."]),
            ("ct=JP-2023901525-A", ["引用している文献。", "Documents that cite it."]),
        ],
    },
    Section {
        id: "jplatpat",
        heading: ["J-PlatPat 論理式", "J-PlatPat"],
        lead: [
            "近接、* と -、+ の順に強く結びつきます。記号は全角でも半角でも構いません。",
            "Proximity binds tightest, then * and -, then +. Signs may be full-width.",
        ],
        syntax: Syntax::JPlatPat,
        rows: &[
            (
                "(電池+蓄電池)/TI*正極/CL",
                [
                    "* は AND、+ は OR、- は NOT。/TI /AB /CL /SP /TX /AP /IN /FI /FT などの欄。",
                    "* is AND, + is OR, - is NOT; fields /TI /AB /CL /SP /TX /AP /IN /FI /FT and others.",
                ],
            ),
            (
                "弾力性,10C,こんにゃく入りゼリー/TX",
                [
                    "間が 10 文字 (英語は語) まで、この順。",
                    "At most ten characters (in English words) between, in this order.",
                ],
            ),
            (
                "弾力性,10N,こんにゃく入りゼリー/TX",
                ["同じく、どちらが先でもよい。", "The same in either order."],
            ),
            ("固体電解質/TX-硫化物/TX", ["前のものから後のものを除く。", "The first without the second."]),
            ("電解?/TI", ["? は任意の文字列。", "? stands for any characters."]),
            (
                "固体電解質/CL*H01M10/05/FI",
                [
                    "分類と下位。$ を付けるとその記号だけ。",
                    "A class and what is below; $ in front: this symbol.",
                ],
            ),
            ("20100101:20151231/PD*電池/TX", ["期間。", "A period."]),
        ],
    },
    Section {
        id: "json",
        heading: ["JSON", "JSON"],
        lead: [
            "プログラムのための書き方です。1 つの節に 1 つの条件を書きます。",
            "For programs: each node holds one condition.",
        ],
        syntax: Syntax::Json,
        rows: &[
            (
                "{\"field\":\"claims\",\"quoted\":\"固体電解質\"}",
                [
                    "条件は word、quoted、exact、free_text、prefix、pattern、fuzzy、range です。",
                    "Conditions are word, quoted, exact, free_text, prefix, pattern, fuzzy and range.",
                ],
            ),
            (
                "{\"and\":[{\"field\":\"title\",\"word\":\"電池\"},{\"not\":{\"field\":\"office\",\"word\":\"US\"}}]}",
                ["and、or、not。", "and, or, not."],
            ),
            (
                "{\"near\":{\"left\":{\"word\":\"mouse\"},\"right\":{\"word\":\"trap\"},\"distance\":5}}",
                ["near。順序は ordered。", "near; ordered keeps the order."],
            ),
            (
                "{\"within\":{\"unit\":\"claim\",\"query\":{\"and\":[{\"word\":\"金型\"},{\"word\":\"弁\"}]}}}",
                ["within: sentence、paragraph、claim。", "within: sentence, paragraph, claim."],
            ),
            (
                "{\"cites\":{\"of\":{\"field\":\"office\",\"word\":\"JP\"},\"categories\":[\"X\"]}}",
                ["cites と cited_by。", "cites and cited_by."],
            ),
        ],
    },
];
