//! Japanese: runs of kanji and katakana, alone or joined by の.

use super::Sections;

/// Headings of what an abstract says of its problem: of today, of the gazettes before 1998, and of descriptions.
const PROBLEM: [&str; 4] = ["【課題】", "【目的】", "【発明が解決しようとする課題】", "【要約課題】"];

/// Headings of what it says of its solution.
const SOLUTION: [&str; 3] = ["【解決手段】", "【構成】", "【課題を解決するための手段】"];

/// Words that every abstract has, which name no problem and no solution.
const STOP: &[&str] = &[
    "提供",
    "方法",
    "装置",
    "手段",
    "課題",
    "解決",
    "発明",
    "工程",
    "構成",
    "目的",
    "可能",
    "場合",
    "以上",
    "以下",
    "前記",
    "複数",
    "一方",
    "他方",
    "本発明",
    "製造方法",
    "使用",
    "形成",
    "配置",
    "含有",
    "向上",
    "抑制",
    "低減",
    "防止",
    "実現",
    "容易",
    "必要",
    "特定",
    "少なくとも",
    "一部",
    "所定",
    "範囲",
    "上記",
    "同時",
    "内部",
    "外部",
    "表面",
    "部分",
    "主成分",
    "質量",
    "体積",
    "比率",
    "割合",
    "製造",
    "生成",
    "利用",
    "検出",
    "状態",
    "時間",
    "効果",
    "技術",
    "低下",
    "保持",
    "短時間",
    "過去",
    "被覆",
    "充填",
    "一部",
    "増加",
    "減少",
    "変化",
    "発生",
    "影響",
    "相関",
    "結果",
    "比較",
    "従来",
    "全体",
    "周囲",
    "方向",
    "位置",
    "設定",
    "調整",
    "供給",
    "測定",
    "検知",
    "判定",
    "推定",
    "混合",
    "添加",
    "加熱",
    "冷却",
    "乾燥",
    "単独",
    "直接",
    "安定",
    "良好",
    "劣化",
    "損傷",
    "問題",
    "選択",
    "一種",
    "一つ",
    "各々",
    "両方",
    "程度",
    "対応",
    "制御",
    "処理",
    "半分",
];

/// What stands under the headings; without headings, all of it is a solution.
pub(super) fn sections(text: &str) -> Sections {
    let problem = under(text, &PROBLEM);
    let solution = under(text, &SOLUTION);
    if problem.is_empty() && solution.is_empty() {
        return Sections { problem, solution: text.to_owned() };
    }
    Sections { problem, solution }
}

fn under(text: &str, headings: &[&str]) -> String {
    let Some((_, rest)) = headings.iter().find_map(|heading| text.split_once(heading)) else {
        return String::new();
    };
    rest.split('【').next().unwrap_or_default().to_owned()
}

/// Runs and pairs of runs, each with its weight: what says more weighs more.
pub(super) fn candidates(text: &str) -> Vec<(String, f64)> {
    let mut candidates = Vec::new();
    let runs = runs(text);
    for (i, (run, end)) in runs.iter().enumerate() {
        if is_term(run) {
            candidates.push((run.clone(), weight(run)));
        }
        if let Some((next, _)) = runs.get(i + 1)
            && text[*end..].starts_with('の')
            && text[*end + 'の'.len_utf8()..].starts_with(next.as_str())
            && is_term(run)
            && is_content(next)
        {
            let pair = format!("{run}の{next}");
            candidates.push((pair.clone(), weight(&pair) * 1.1));
        }
    }
    candidates
}

/// Of phrases that occur as often, the longer one says more.
fn weight(phrase: &str) -> f64 {
    1.0 + 0.06 * phrase.chars().count().min(8) as f64
}

/// Runs of kanji, katakana and the letters within them, each with the byte behind it.
fn runs(text: &str) -> Vec<(String, usize)> {
    let mut runs = Vec::new();
    let mut run = String::new();
    for (at, c) in text.char_indices() {
        if is_run(c) {
            run.push(c);
        } else if !run.is_empty() {
            runs.push((std::mem::take(&mut run), at));
        }
    }
    if !run.is_empty() {
        runs.push((run, text.len()));
    }
    runs
}

/// Kanji that join words as conjunctions do stand between runs.
const BETWEEN: &str = "及並又但且";

fn is_run(c: char) -> bool {
    if BETWEEN.contains(c) {
        return false;
    }
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{30a1}'..='\u{30fa}' | 'ー' | '々') || c.is_ascii_alphabetic()
}

fn is_content(run: &str) -> bool {
    let native = run.chars().filter(|c| !c.is_ascii()).count();
    let counts = run.starts_with(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '各', '両']);
    let counts_something = counts && run.chars().count() < 3;
    let is_amount = counts_something || BOUNDS.iter().any(|end| run.ends_with(end));
    2 <= native && !is_amount && !STARTS.iter().any(|start| run.starts_with(start))
}

/// Ends of amounts, `50nm以上`, which say how much and not of what.
const BOUNDS: [&str; 5] = ["以上", "以下", "未満", "以内", "程度"];

/// Beginnings that refer to something said before.
const STARTS: [&str; 4] = ["該", "前記", "当該", "上記"];

fn is_term(run: &str) -> bool {
    is_content(run) && !STOP.contains(&run)
}
