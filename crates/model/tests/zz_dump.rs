#[test]
fn dump() {
    for line in std::fs::read_to_string("/tmp/sample.tsv").unwrap().lines() {
        let mut f = line.splitn(3, '\t');
        let (g, n, text) = (f.next().unwrap(), f.next().unwrap(), f.next().unwrap());
        let r = model::read_literature(text);
        let p = |x: &Option<std::ops::Range<usize>>| x.clone().map_or("", |x| &text[x]).to_owned();
        let words = |text: &str| -> Vec<String> { text.split_whitespace().map(|w| w.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()).filter(|w| !w.is_empty()).take(3).collect() };
        let rec = model::LiteratureRecord::of_citation(text).unwrap_or_default();
        let a = rec.first_authors.first().and_then(|n| n.split(' ').next().map(str::to_owned)).filter(|_| r.authors.is_some()).unwrap_or_default();
        println!("@@{g}\t{n}\t{}\t{}\t{}\t{}\t{a}\t{}", r.kind.as_str(), r.year.map(|y| y.to_string()).unwrap_or_default(), p(&r.volume).to_lowercase(), p(&r.first_page).to_lowercase(), words(&p(&r.title)).join(" "));
        println!("   {text}\n   J[{}]", p(&r.journal));
    }
}
