//! p50, p95 and p99 of professional searches, each beside the plain AND of its terms, and how many times longer it
//! takes: proximity, phrases, truncation, same claim, same sentence, citations, lists of a thousand numbers.
//!
//! Corpus: as in `querying`. Queries: words that stand side by side in titles, taken from every n-th document, so
//! that they are the same in each run. A whole search each: plan, rank, count, ten hits with passages.
//! Planning, which looks truncated and misspelt words up among the index's words, is shown by itself as well.
//! Isolated: one thread, warm index, no HTTP.
//! Run: `cargo bench -p benches --bench professional`

use std::time::{Duration, Instant};

use benches::{build, open, percentile, query_corpus, spread, title_words};
use indexer::Generation;
use model::{Document, Language};
use query::{
    Ast, CitationDirection, Citing, Field, Near, Operand, Pattern, Piece, SearchRequest, Unit, Within,
};

const QUERIES_PER_CLASS: usize = 200;

/// Numbers of one list.
const NUMBERS: usize = 1000;

/// Letters of a word that truncation keeps.
const KEPT: usize = 5;

/// A search and the plain AND of its terms.
type Pair = (Ast, Ast);

fn main() {
    let documents = query_corpus();
    let folder = tempfile::tempdir().expect("a temporary folder");
    build(folder.path(), &documents, 2);
    let generation = open(folder.path());
    println!("{} documents", generation.document_count());
    println!(
        "| class | queries | p50 ms | p95 ms | p99 ms | of it planning, p50 | AND p50 | AND p95 | AND p99 | ratio p50 | p95 | p99 |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|---|");
    let measure = |class: &str, pairs: Vec<Pair>| measure(&generation, class, &pairs);
    let english = spread(title_words(&documents, Language::EN, 3), QUERIES_PER_CLASS);
    positions(&english, measure);
    truncation(&english, measure);
    let japanese = title_pieces(&documents);
    measure("NEAR/10, ja", japanese.iter().map(|(a, b)| (near(a, b, 10, false), and(a, b))).collect());
    measure("ADJ/10, ja", japanese.iter().map(|(a, b)| (near(a, b, 10, true), and(a, b))).collect());
    let in_sentence = |(a, b): &(Ast, Ast)| (within(Unit::Sentence, and(a, b)), and(a, b));
    measure("sentence, ja", japanese.iter().map(in_sentence).collect());
    numbers(&documents, measure);
}

fn positions(words: &[Vec<String>], measure: impl Fn(&str, Vec<Pair>)) {
    let of_two = |make: &dyn Fn(&Ast, &Ast) -> Ast| -> Vec<Pair> {
        let pair = |of_title: &Vec<String>| {
            let (a, b) = (word(&of_title[0]), word(&of_title[1]));
            (make(&a, &b), and(&a, &b))
        };
        words.iter().map(pair).collect()
    };
    measure("NEAR/10, en", of_two(&|a, b| near(a, b, 10, false)));
    measure("ADJ/3, en", of_two(&|a, b| near(a, b, 3, true)));
    measure("NEAR/*, en", of_two(&|a, b| near(a, b, Near::UNLIMITED, false)));
    measure("sentence, en", of_two(&|a, b| within(Unit::Sentence, and(a, b))));
    measure("paragraph, en", of_two(&|a, b| within(Unit::Paragraph, and(a, b))));
    measure("same claim, en", of_two(&|a, b| within(Unit::Claim, and(a, b))));
    let nested = |of_title: &Vec<String>| {
        let [a, b, c] = [&of_title[0], &of_title[1], &of_title[2]].map(|text| word(text));
        let group = Ast::Or(vec![a.clone(), b.clone()]);
        (near(&group, &c, 10, false), Ast::And(vec![a, b, c]))
    };
    measure("(A OR B) NEAR/10 C, en", words.iter().map(nested).collect());
    let phrase = |of_title: &Vec<String>| {
        let all = of_title.iter().map(|text| word(text)).collect();
        (Ast::leaf(Field::TEXT, Operand::Quoted(of_title.join(" "))), Ast::And(all))
    };
    measure("phrase of 3, en", words.iter().map(phrase).collect());
    let as_written = |of_title: &Vec<String>| {
        let (a, b) = (&of_title[0], &of_title[1]);
        let exact = |text: &String| Ast::leaf(Field::TEXT, Operand::Exact(text.to_lowercase()));
        (Ast::And(vec![exact(a), exact(b)]), and(&word(a), &word(b)))
    };
    measure("as written, en", words.iter().map(as_written).collect());
}

fn truncation(words: &[Vec<String>], measure: impl Fn(&str, Vec<Pair>)) {
    let truncated = |make: &dyn Fn(&str) -> Operand| -> Vec<Pair> {
        let pair = |of_title: &Vec<String>| {
            let (a, b) = (&of_title[0], word(&of_title[1]));
            (and(&Ast::leaf(Field::TEXT, make(&a.to_lowercase())), &b), and(&word(a), &b))
        };
        words.iter().filter(|of_title| KEPT < of_title[0].chars().count()).map(pair).collect()
    };
    let pattern = |pieces: Vec<Piece>| Operand::Pattern(Pattern::new(pieces).expect("a word has letters"));
    let first = |text: &str| Piece::Literal(text.chars().take(KEPT).collect());
    let last = |text: &str| Piece::Literal(text.chars().skip(text.chars().count() - KEPT).collect());
    measure("A* AND B", truncated(&|text| pattern(vec![first(text), Piece::AnyRun])));
    measure("*A AND B", truncated(&|text| pattern(vec![Piece::AnyRun, last(text)])));
    measure("*A* AND B", truncated(&|text| pattern(vec![Piece::AnyRun, last(text), Piece::AnyRun])));
    measure("A~1 AND B", truncated(&|text| Operand::Fuzzy { word: text.to_owned(), distance: 1 }));
    measure("A~2 AND B", truncated(&|text| Operand::Fuzzy { word: text.to_owned(), distance: 2 }));
}

fn numbers(documents: &[Document], measure: impl Fn(&str, Vec<Pair>)) {
    let field = Field::find("number").expect("a field of the table");
    let leaf = |number: &String| Ast::leaf(field, Operand::Word(number.clone()));
    let patents = documents.iter().filter_map(|document| match document {
        Document::Patent(patent) => Some(patent),
        Document::Article(_) => None,
    });
    let own: Vec<String> = patents.clone().map(|patent| patent.number.to_string()).collect();
    let lists = own.chunks_exact(NUMBERS.min(own.len().max(1))).take(QUERIES_PER_CLASS);
    let of_list = |list: &[String]| {
        let leaves: Vec<Ast> = list.iter().map(leaf).collect();
        (Ast::Or(leaves.clone()), Ast::And(leaves))
    };
    measure("1,000 numbers", lists.map(of_list).collect());
    let cited = patents.flat_map(|patent| &patent.citations).filter_map(|citation| citation.number.as_ref());
    let mut cited: Vec<String> = cited.map(ToString::to_string).collect();
    cited.sort();
    cited.dedup();
    let step = cited.len().div_ceil(QUERIES_PER_CLASS).max(1);
    let citing = |of: &String, direction| {
        let of = leaf(of);
        let citing =
            Citing { direction, categories: Vec::new(), by: None, place: None, of: Box::new(of.clone()) };
        (Ast::Citing(citing), Ast::And(vec![of, Ast::Everything]))
    };
    let of_cited = |direction| cited.iter().step_by(step).map(|of| citing(of, direction)).collect();
    measure("cites", of_cited(CitationDirection::Cites));
    measure("cited by", of_cited(CitationDirection::CitedBy));
}

fn word(text: &str) -> Ast {
    Ast::leaf(Field::TEXT, Operand::Word(text.to_owned()))
}

fn and(a: &Ast, b: &Ast) -> Ast {
    Ast::And(vec![a.clone(), b.clone()])
}

fn near(a: &Ast, b: &Ast, distance: u32, ordered: bool) -> Ast {
    Ast::Near(Near { left: Box::new(a.clone()), right: Box::new(b.clone()), distance, ordered })
}

fn within(unit: Unit, operand: Ast) -> Ast {
    Ast::Within(Within { unit, operand: Box::new(operand) })
}

/// Two pieces of two characters, from the beginnings and middles of Japanese titles.
fn title_pieces(documents: &[Document]) -> Vec<Pair> {
    let quoted = |text: &[char]| Ast::leaf(Field::TEXT, Operand::Quoted(text.iter().collect()));
    let titles = documents.iter().flat_map(Document::titles).filter(|title| title.language == Language::JA);
    let pieces = |text: &str| {
        let chars: Vec<char> = text.chars().filter(|c| ('\u{3041}'..='\u{9fff}').contains(c)).collect();
        (4 <= chars.len()).then(|| (quoted(&chars[..2]), quoted(&chars[chars.len() - 2..])))
    };
    spread(titles.filter_map(|title| pieces(&title.text)).collect(), QUERIES_PER_CLASS)
}

fn measure(generation: &Generation, class: &str, pairs: &[Pair]) {
    let mut samples: [Vec<Duration>; 2] = Default::default();
    let mut planning = Vec::new();
    // The first round warms caches and is not counted.
    for round in 0..2 {
        for (asked, plain) in pairs {
            let started = Instant::now();
            let plan = query::plan::plan(generation, asked, &[]);
            planning.push(started.elapsed());
            drop(plan);
            for (i, ast) in [asked, plain].into_iter().enumerate() {
                let request = SearchRequest::new(ast.clone());
                let started = Instant::now();
                let page = query::search(generation, &request);
                let took = started.elapsed();
                if let Err(error) = page {
                    println!("| {class} | refused: {error} |");
                    return;
                }
                if round == 1 {
                    samples[i].push(took);
                }
            }
        }
    }
    if pairs.is_empty() {
        println!("| {class} | 0 |");
        return;
    }
    samples.iter_mut().for_each(|samples| samples.sort());
    planning.sort();
    let planning = percentile(&planning, 0.5).as_secs_f64() * 1e3;
    let shares = [0.5, 0.95, 0.99];
    let ms = |i: usize, share| percentile(&samples[i], share).as_secs_f64() * 1e3;
    let cells = |i: usize| shares.map(|share| format!("{:.2}", ms(i, share))).join(" | ");
    let ratios = shares.map(|share| format!("{:.1}", ms(0, share) / ms(1, share))).join(" | ");
    println!("| {class} | {} | {} | {planning:.2} | {} | {ratios} |", pairs.len(), cells(0), cells(1));
}
