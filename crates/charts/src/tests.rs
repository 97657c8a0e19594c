//! Every chart, with data of every size: well-formed, the same each time, and without anything outside of the picture.

use quick_xml::{Reader, events::Event};

use super::*;

const LONG: &str =
    "国立研究開発法人新エネルギー・先端材料・精密計測技術総合開発推進研究機構 & <Königliche> \"Institute\"";

fn caption() -> Caption {
    Caption {
        language: "ja".to_owned(),
        title: format!("{LONG}の出願"),
        description: "説明 & <まとめ>".to_owned(),
        notes: vec!["検索式: a < b & \"c\"".to_owned(), "2026-01-31 現在".to_owned()],
        nothing: "該当する文献がありません".to_owned(),
    }
}

fn mark(text: &str) -> Mark {
    Mark { href: format!("/?q={text}&lang=ja"), text: format!("{text} <1>") }
}

fn label(text: &str) -> Label {
    Label { text: text.to_owned(), foreign: true, mark: mark(text) }
}

fn values(steps: usize, greatest: u64) -> Vec<(u64, Mark)> {
    (0..steps as u64).map(|i| ((i * 7919) % (greatest + 1), mark(&i.to_string()))).collect()
}

/// Charts of all kinds over `size` things with counts up to `greatest`.
fn charts(size: usize, greatest: u64) -> Vec<Chart> {
    [along_steps(size, greatest), in_rows(size, greatest), in_a_plane(size, greatest)].concat()
}

fn steps(size: usize) -> Vec<String> {
    (0..size).map(|i| (1998 + i).to_string()).collect()
}

fn lag(size: usize) -> Option<Lag> {
    Some(Lag { from: size as f64 - 1.5, label: "公開待ち (18か月)".to_owned() })
}

fn along_steps(size: usize, greatest: u64) -> Vec<Chart> {
    let series = |i: usize| Series { label: label(LONG), tone: Tone::at(i), values: values(size, greatest) };
    let line = |i: usize| Line {
        label: label(LONG),
        tone: Tone::at(i),
        lags: i == 0,
        values: values(size, greatest),
    };
    let bars = Bars {
        caption: caption(),
        steps: steps(size),
        series: (0..3).map(series).collect(),
        overlay: Some(Overlay { label: label("ファミリー"), values: values(size, greatest) }),
        lag: lag(size),
        unit: "件".to_owned(),
    };
    let lines = Lines {
        caption: caption(),
        steps: steps(size),
        lines: (0..3).map(line).collect(),
        lag: lag(size),
        unit: "件".to_owned(),
    };
    vec![Chart::Bars(bars), Chart::Lines(lines)]
}

fn in_rows(size: usize, greatest: u64) -> Vec<Chart> {
    let row = |(count, mark): (u64, Mark)| Row {
        label: label(LONG),
        detail: "大学".to_owned(),
        tag: "新規".to_owned(),
        count,
        mark,
        tone: Tone::OTHERS,
        strip: values(size, greatest),
    };
    let ranked = Ranked {
        caption: caption(),
        keys: vec![Key { label: label(LONG), sample: Sample::Area(Tone::at(0)) }],
        rows: values(size.min(30), greatest).into_iter().map(row).collect(),
        steps: steps(size),
        unit: "件".to_owned(),
        strip_name: "出願年".to_owned(),
        lag: lag(size),
    };
    let cell =
        |(count, mark): (u64, Mark)| Cell { count, mark, expected: count.is_multiple_of(3).then_some(4.5) };
    let side = size.min(14);
    let matrix = |style| Matrix {
        caption: caption(),
        style,
        row_name: "課題".to_owned(),
        column_name: "解決手段".to_owned(),
        rows: vec![label(LONG); side],
        columns: vec![label("固体電解質の組成"); side],
        cells: vec![values(side, greatest).into_iter().map(cell).collect(); side],
        has_totals: style == CellStyle::Shades,
        white_space_name: LONG.to_owned(),
    };
    let (bubbles, shades) = (matrix(CellStyle::Bubbles), matrix(CellStyle::Shades));
    vec![Chart::Ranked(ranked), Chart::Matrix(bubbles), Chart::Matrix(shades)]
}

fn in_a_plane(size: usize, greatest: u64) -> Vec<Chart> {
    let stop =
        |(count, mark): (u64, Mark)| Stop { name: "1998-2000".to_owned(), x: count / 2, y: count, mark };
    let path = Path {
        caption: caption(),
        stops: values(size, greatest).into_iter().map(stop).collect(),
        x_name: "出願人".to_owned(),
        y_name: "出願".to_owned(),
        lag: lag(size),
    };
    let point = |(count, mark): (u64, Mark)| {
        let share = count as f64 / greatest as f64;
        Point { x: share, y: 1.0 - share * share, tone: Tone::at(2), shape: Shape::Ring, mark }
    };
    let landscape = Landscape {
        caption: caption(),
        keys: vec![Key { label: label("論文"), sample: Sample::Point(Shape::Ring, Tone::at(0)) }],
        points: values(size, greatest).into_iter().map(point).collect(),
        regions: vec![Region { x: 0.5, y: 0.5, label: label(LONG) }],
    };
    let attraction = network(size, greatest, Arrangement::Attraction);
    let time = network(size, greatest, Arrangement::Time(steps(size)));
    vec![Chart::Path(path), Chart::Network(attraction), Chart::Network(time), Chart::Landscape(landscape)]
}

fn network(size: usize, greatest: u64, arrangement: Arrangement) -> Network {
    let node = |(weight, mark): (u64, Mark)| Node {
        label: label(LONG),
        weight,
        tone: Tone::at(1),
        step: weight as usize % size.max(1),
        is_centre: weight == 0,
        mark,
    };
    let link = |(i, (weight, mark)): (usize, (u64, Mark))| Link {
        from: i,
        to: (i + 1) % size.max(1),
        weight,
        is_strong: i.is_multiple_of(2),
        mark,
    };
    Network {
        caption: caption(),
        keys: vec![Key { label: label("大学"), sample: Sample::StrongLink }],
        nodes: values(size, greatest).into_iter().map(node).collect(),
        links: values(size, greatest).into_iter().enumerate().map(link).collect(),
        arrangement,
        lag: lag(size),
    }
}

/// Reads the picture as XML and holds what every picture must have.
#[track_caller]
fn check(svg: &str, width: Width) {
    let mut reader = Reader::from_str(svg);
    reader.config_mut().check_end_names = true;
    let (mut depth, mut names) = (0, Vec::new());
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error}: {svg}")) {
            Event::Start(start) => {
                depth += 1;
                names.push(start.name().as_ref().to_string());
                look(&start, width);
            }
            Event::Empty(start) => look(&start, width),
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    assert_eq!(names[0], "svg");
    assert_eq!(names[1..3], ["title", "desc"]);
    for (i, name) in names.iter().enumerate().filter(|(_, name)| *name == "a") {
        assert_eq!(names.get(i + 1).map(String::as_str), Some("title"), "a link {name} without a tool tip");
    }
    let role = if names.iter().any(|name| name == "a") { r#"role="group""# } else { r#"role="img""# };
    for wanted in [role, "aria-labelledby=", "viewBox="] {
        assert!(svg.contains(wanted), "{wanted}");
    }
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
}

/// Attributes are unique and readable; no length is negative, and nothing begins to the right of the picture.
fn look(start: &quick_xml::events::BytesStart<'_>, width: Width) {
    for attribute in start.attributes() {
        let attribute = attribute.unwrap();
        let value = attribute.value.to_string();
        match attribute.key.as_ref() {
            "width" | "height" | "r" => assert!(0.0 <= value.parse::<f64>().unwrap(), "{value}"),
            "x" | "cx" | "x1" => {
                let x: f64 = value.parse().unwrap();
                assert!((-1.0..=width.pixels() + 1.0).contains(&x), "{x} in {start:?}");
            }
            _ => {}
        }
    }
}

#[test]
fn charts_of_any_size_are_well_formed_and_the_same_each_time() {
    for (size, greatest) in [(0, 1), (1, 1), (2, 3), (28, 40), (130, 1_000_000)] {
        for chart in charts(size, greatest) {
            for width in Width::ALL {
                let svg = chart.svg("map", width, Use::File);
                check(&svg, width);
                assert_eq!(svg, chart.clone().svg("map", width, Use::File));
            }
        }
    }
}

#[test]
fn nothing_is_said_in_words() {
    for chart in charts(0, 1) {
        let svg = chart.svg("map", Width::Wide, Use::Inline);
        assert!(svg.contains("該当する文献がありません"), "{svg}");
        assert!(!svg.contains("<style"));
    }
}

#[test]
fn a_count_of_nothing_has_no_mark() {
    let mut bars = match charts(3, 5).remove(0) {
        Chart::Bars(bars) => bars,
        other => panic!("{other:?}"),
    };
    bars.series.truncate(1);
    bars.overlay = None;
    bars.series[0].values = vec![(0, mark("zero")), (2, mark("two")), (0, mark("none"))];
    let svg = Chart::Bars(bars).svg("map", Width::Wide, Use::Inline);
    assert!(svg.contains("/?q=two&amp;lang=ja") && !svg.contains("q=zero"));
    assert_eq!(svg.matches("<a ").count(), 1);
}
