use analysis::*;
fn main() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../index-config/analyzers.toml");
    let config = AnalyzersConfig::parse(&std::fs::read_to_string(file).unwrap(), "analyzers.toml").unwrap();
    let analyzers = Analyzers::load(&config, &default_cache_dir()).unwrap();
    let mut args = std::env::args().skip(1);
    let mut a = analyzers.get(&args.next().unwrap()).unwrap();
    for text in args {
        let out: Vec<String> = a
            .analyze(&text)
            .iter()
            .map(|t| {
                format!(
                    "{}{}[{}]",
                    t.position,
                    if t.is_marker() { "|".into() } else { format!(" {}", t.term) },
                    &text[t.byte_range.clone()]
                )
            })
            .collect();
        println!("{}", out.join("  "));
    }
}
