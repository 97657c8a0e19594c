//! Descriptions and claims with the elements that they are divided into, as a person would divide them.

use query::Element;

/// The elements are pieces of the text, in its order.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let elements = Element::all_of(text);
    let texts: Vec<&str> = elements.iter().map(|element| element.text.as_str()).collect();
    assert_eq!(texts, expected, "{text}");
    let mut end = 0;
    for element in &elements {
        let range = element.byte_range.clone().expect("an element of a text has a place");
        assert!(end <= range.start, "{range:?} begins before {end} in {text}");
        let words: Vec<&str> = text[range.clone()].split_whitespace().collect();
        assert_eq!(words.join(" "), element.text);
        end = range.end;
    }
}

#[test]
fn japanese_lists_and_their_subject() {
    check(
        "金型の温度を検知する手段と、検知した温度に応じて冷却水の流量を変える弁とを備える射出成形機",
        &["金型の温度を検知する手段", "検知した温度に応じて冷却水の流量を変える弁", "射出成形機"],
    );
    check(
        "金型の温度を検知する手段と、\n前記検知した温度に応じて冷却水の流量を変える弁と、\n前記金型に溶融樹脂を射出する射出装置と\nを備えることを特徴とする射出成形機。",
        &[
            "金型の温度を検知する手段",
            "前記検知した温度に応じて冷却水の流量を変える弁",
            "前記金型に溶融樹脂を射出する射出装置",
            "射出成形機",
        ],
    );
    check("センサと弁とを有する装置", &["センサ", "弁"]);
    check(
        "固体電解質層と正極層と負極層とを備える全固体電池",
        &["固体電解質層", "正極層", "負極層", "全固体電池"],
    );
    check(
        "カソード、アノードおよび隔膜を備え、銅触媒を有する電解セル",
        &["カソード", "アノード", "隔膜", "銅触媒", "電解セル"],
    );
    check("温度センサと流量調整弁を備えた射出成形機", &["温度センサ", "流量調整弁", "射出成形機"]);
    check(
        "酸化銅、酸化亜鉛、酸化アルミニウム及び酸化ジルコニウムを含むメタノール合成用触媒",
        &["酸化銅", "酸化亜鉛", "酸化アルミニウム", "酸化ジルコニウム", "メタノール合成用触媒"],
    );
    check("正極と負極との間にセパレータを備える電池", &["正極と負極との間にセパレータ", "電池"]);
    check(
        "油相と、水相と、米糠タンパク質の粒子とからなる乳化組成物。",
        &["油相", "水相", "米糠タンパク質の粒子", "乳化組成物"],
    );
    check("銅触媒を備える電極", &["銅触媒", "電極"]);
}

#[test]
fn japanese_subjects_first() {
    check(
        "Li、P、S及びIを含有する硫化物固体電解質材料であって、\n架橋硫黄を実質的に含有せず、\n25℃におけるリチウムイオン伝導度が1×10−3 S/cm以上であることを特徴とする硫化物固体電解質材料。",
        &[
            "Li、P、S及びI",
            "硫化物固体電解質材料",
            "架橋硫黄を実質的に含有せず",
            "25℃におけるリチウムイオン伝導度が1×10−3 S/cm以上",
        ],
    );
    check(
        "正極と、負極と、電解液とを備えた非水電解液二次電池において、前記負極は、黒鉛からなる芯部と、非晶質炭素からなる表層部とを有することを特徴とする非水電解液二次電池。",
        &[
            "正極",
            "負極",
            "電解液",
            "非水電解液二次電池",
            "前記負極は、黒鉛からなる芯部",
            "非晶質炭素からなる表層部",
        ],
    );
    check(
        "射出成形用金型のための検知システムであって、キャビティ入れ子の背面に結合された超音波トランスデューサと、エコーの振幅を記録する受信器とを備える検知システム。",
        &[
            "射出成形用金型のための検知システム",
            "キャビティ入れ子の背面に結合された超音波トランスデューサ",
            "エコーの振幅を記録する受信器",
        ],
    );
    check(
        "二酸化炭素を還元する銅触媒であって、酸化銅ナノ立方体を電気化学的に還元して得られ、表面が窒素ドープ炭素で被覆された触媒",
        &[
            "二酸化炭素を還元する銅触媒",
            "酸化銅ナノ立方体を電気化学的に還元して得られ",
            "表面が窒素ドープ炭素で被覆された触媒",
        ],
    );
    check(
        "X線回折測定において、2θ=20.2°の位置にピークを有し、気孔率が8%以下である材料",
        &["X線回折測定において、2θ=20.2°の位置にピーク", "気孔率が8%以下", "材料"],
    );
}

#[test]
fn japanese_properties_behind_a_subject_and_references_to_claims() {
    check(
        "固体電解質を備える全固体電池において、負極活物質がケイ素であって、封止部を有する電池",
        &["固体電解質", "全固体電池", "負極活物質がケイ素", "封止部"],
    );
    check("請求項1又は2に記載の固体電解質材料を含む全固体電池", &["固体電解質材料", "全固体電池"]);
    check("前記電解質層が硫化物を含む、請求項１に記載の電池", &["前記電解質層が硫化物を含む", "電池"]);
}

#[test]
fn japanese_methods() {
    check(
        "原料を混合する工程と、混合した原料を850℃で仮焼する工程と、を含む酸化物の焼結方法。",
        &["原料を混合する工程", "混合した原料を850℃で仮焼する工程", "酸化物の焼結方法"],
    );
    check(
        "計量中にスクリュのトルクを測定し、測定したトルクと基準トルクとの偏差を求め、前記偏差が所定値を超えると、回転数及び背圧を補正する射出成形機の計量制御方法",
        &[
            "計量中にスクリュのトルクを測定し",
            "測定したトルクと基準トルクとの偏差を求め",
            "前記偏差が所定値を超えると、回転数及び背圧を補正する射出成形機の計量制御方法",
        ],
    );
    check(
        "コンピュータが、元モデルを取得し、前記元モデルを転移学習して調整済みモデルを生成し、成形条件を探索する成形条件調整方法。",
        &[
            "コンピュータが、元モデルを取得し",
            "前記元モデルを転移学習して調整済みモデルを生成し",
            "成形条件を探索する成形条件調整方法",
        ],
    );
    check(
        "溶融樹脂の先端の速度を算出することと、前記速度に応じて射出成形機を保圧工程に切り替えることとを含む方法",
        &["溶融樹脂の先端の速度を算出すること", "前記速度に応じて射出成形機を保圧工程に切り替えること"],
    );
}

#[test]
fn japanese_properties_and_sentences() {
    check(
        "空隙率が8%以下であり、外周縁に封止部を有し、厚さが30μm以下である負極",
        &["空隙率が8%以下", "外周縁に封止部", "厚さが30μm以下", "負極"],
    );
    check(
        "金型の温度を検知する。検知した温度に応じて冷却水の流量を変える。",
        &["金型の温度を検知する", "検知した温度に応じて冷却水の流量を変える"],
    );
    check("画像を取得し、学習済みモデルに入力する", &["画像を取得し", "学習済みモデルに入力する"]);
    check("温度が上がると、弁を開く射出成形機", &["温度が上がると、弁を開く射出成形機"]);
    check("固体電解質", &["固体電解質"]);
    check("検知部；\n記憶部；\n報知部", &["検知部", "記憶部", "報知部"]);
    check(
        "液状油と、米糠ワックス1〜4質量％と、モノグリセリドとを含み、針状結晶の網目に前記液状油が保持されてなるオレオゲル。",
        &[
            "液状油",
            "米糠ワックス1〜4質量％",
            "モノグリセリド",
            "針状結晶の網目に前記液状油が保持されてなるオレオゲル",
        ],
    );
    check(" \n　", &[]);
}

#[test]
fn english_lists_and_their_preamble() {
    check(
        "An injection molding machine with means for detecting the temperature of a mold and a valve that changes the flow rate of cooling water according to the detected temperature",
        &[
            "An injection molding machine",
            "means for detecting the temperature of a mold",
            "a valve that changes the flow rate of cooling water according to the detected temperature",
        ],
    );
    check(
        "An injection molding machine comprising:\nmeans for detecting a temperature of a mold;\na valve that changes a flow rate of cooling water; and\nan injection unit that injects molten resin.",
        &[
            "An injection molding machine",
            "means for detecting a temperature of a mold",
            "a valve that changes a flow rate of cooling water",
            "an injection unit that injects molten resin",
        ],
    );
    check(
        "A laser scanning microscope comprising a resonant scanner, a photodetector, and a phase controller",
        &["A laser scanning microscope", "a resonant scanner", "a photodetector", "a phase controller"],
    );
    check(
        "A battery including a temperature sensor and a heater",
        &["A battery", "a temperature sensor", "a heater"],
    );
    check(
        "A battery having a separator between a cathode and an anode",
        &["A battery", "a separator between a cathode and an anode"],
    );
    check(
        "An electrolyzer comprising a cathode, an anode and a membrane",
        &["An electrolyzer", "a cathode", "an anode", "a membrane"],
    );
    check(
        "The battery according to any one of claims 1 to 3, further comprising a heater",
        &["The battery", "a heater"],
    );
    check(
        "A composition consisting of water; sugar; and salt.",
        &["A composition", "water", "sugar", "salt"],
    );
}

#[test]
fn english_clauses() {
    check(
        "A device comprising a heater, wherein the heater is made of nickel, and whereby the temperature stays even",
        &["a heater", "the heater is made of nickel", "the temperature stays even"],
    );
    check(
        "A negative electrode, characterised in that the layers have a porosity of 8% or less, and that a sealing portion is formed at an edge",
        &[
            "A negative electrode",
            "the layers have a porosity of 8% or less",
            "that a sealing portion is formed at an edge",
        ],
    );
    check(
        "An oxide having a garnet structure, in which part of Zr sites is substituted by Ta",
        &["An oxide", "a garnet structure", "part of Zr sites is substituted by Ta"],
    );
    check(
        "A method for producing a powder, the method comprising: preparing a raw material; amorphizing the raw material; and heat-treating the glass at 1,000 degrees.",
        &[
            "A method for producing a powder",
            "preparing a raw material",
            "amorphizing the raw material",
            "heat-treating the glass at 1,000 degrees",
        ],
    );
}

#[test]
fn english_sentences() {
    check(
        "A sensor reads the temperature of the mold, and a valve changes the flow of cooling water. The machine stops when the mold is hot.",
        &[
            "A sensor reads the temperature of the mold",
            "a valve changes the flow of cooling water",
            "The machine stops when the mold is hot",
        ],
    );
    check("solid electrolyte", &["solid electrolyte"]);
    check(
        "LiNi0.5Mn1.5O4 particles of 0.5 mm; a coating (e.g. LiNbO3; 5 nm)",
        &["LiNi0.5Mn1.5O4 particles of 0.5 mm", "a coating (e.g. LiNbO3; 5 nm)"],
    );
    check("a and b", &["a and b"]);
}
