//! Queries from the texts of the corpus, the same ones in each run.

use analysis::Analyzer;
use benches::{passages, setup};
use indexer::Generation;
use model::{Document, Language};
use query::{Ast, Field, Filter, Near, Operand, plan};
use tantivy::SegmentReader;

use crate::{
    corpus::FIRST_YEAR,
    engine::Query,
    tree::{Tree, Untranslatable},
};

/// A passage's words that can be searched.
struct Words<'t> {
    text: &'t str,
    /// Bytes, term and position, in order.
    words: Vec<(std::ops::Range<usize>, String, u32)>,
}

/// Takes queries of a language from passages that lie evenly apart.
pub(crate) struct Sampler<'d> {
    passages: Vec<&'d str>,
    analyzer: Analyzer,
    language: Language,
}

impl<'d> Sampler<'d> {
    pub(crate) fn new(documents: &'d [Document], language: Language) -> Self {
        let passages = documents.iter().flat_map(|document| passages(document, language)).collect();
        let name = if language == Language::JA { "japanese" } else { "english" };
        let analyzer = setup().1.get(name).expect("the shipped configuration has this analyser");
        Self { passages, analyzer, language }
    }

    fn words(&mut self, place: usize) -> Words<'d> {
        let text = self.passages[place % self.passages.len()];
        let tokens = self.analyzer.analyze(text);
        let is_word = |surface: &str| {
            1 < surface.chars().count() && surface.chars().all(|c| c.is_alphabetic() || c == 'ー')
        };
        let words =
            tokens.iter().filter(|token| !token.is_marker() && is_word(&text[token.byte_range.clone()]));
        Words {
            text,
            words: words
                .map(|token| (token.byte_range.clone(), token.term.to_owned(), token.position))
                .collect(),
        }
    }

    /// Where so many queries begin.
    fn places(&self, wanted: usize) -> Vec<usize> {
        (0..wanted).map(|i| i * self.passages.len() / wanted).collect()
    }

    /// Texts of exactly `n` words with different terms.
    pub(crate) fn texts(&mut self, n: usize, wanted: usize) -> Vec<Vec<String>> {
        let places = self.places(wanted);
        places.into_iter().map(|place| self.text(n, place)).collect()
    }

    fn text(&mut self, n: usize, place: usize) -> Vec<String> {
        let (mut surfaces, mut terms) = (Vec::new(), std::collections::HashSet::new());
        for place in place..place + self.passages.len() {
            let Words { text, words } = self.words(place);
            // The beginnings of claims and abstracts are alike, so that a short query begins in the middle.
            let from = if n < 30 { words.len() / 2 } else { 0 };
            for (bytes, term, _) in words.into_iter().skip(from) {
                if terms.insert(term) {
                    surfaces.push(text[bytes].to_owned());
                }
                if surfaces.len() == n {
                    return surfaces;
                }
            }
        }
        surfaces
    }

    /// Runs of `n` neighbouring words, as the text writes them.
    pub(crate) fn phrases(&mut self, n: usize, wanted: usize) -> Vec<String> {
        let between = if self.language == Language::JA { "" } else { " " };
        let mut phrases = Vec::new();
        for place in self.places(wanted) {
            let Words { text, words } = self.words(place);
            let runs = words.windows(n).skip(words.len() / 3);
            let mut runs = runs
                .filter(|run| run.windows(2).all(|pair| &text[pair[0].0.end..pair[1].0.start] == between));
            phrases.extend(runs.next().map(|run| text[run[0].0.start..run[n - 1].0.end].to_owned()));
        }
        phrases
    }

    /// Two words with one or two others between them.
    pub(crate) fn neighbours(&mut self, wanted: usize) -> Vec<[String; 2]> {
        let mut neighbours = Vec::new();
        for place in self.places(wanted) {
            let Words { text, words } = self.words(place);
            let pairs = words.windows(3).skip(words.len() / 3);
            let mut pairs =
                pairs.filter(|run| (2..5).contains(&(run[2].2 - run[0].2)) && run[0].1 != run[2].1);
            let pair = pairs.next().map(|run| [&run[0], &run[2]].map(|word| text[word.0.clone()].to_owned()));
            neighbours.extend(pair);
        }
        neighbours
    }

    /// Beginnings of words, of five letters.
    pub(crate) fn beginnings(&mut self, wanted: usize) -> Vec<String> {
        let mut beginnings = Vec::new();
        for place in self.places(wanted) {
            let Words { text, words } = self.words(place);
            let mut long = words.iter().skip(words.len() / 2).map(|word| &text[word.0.clone()]);
            let beginning = long.find(|word| 7 < word.len() && word.is_ascii());
            beginnings.extend(beginning.map(|word| word[..5].to_lowercase()));
        }
        beginnings
    }
}

/// Makes queries on one index.
pub(crate) struct Asker<'g> {
    pub(crate) generation: &'g Generation,
    pub(crate) field: Field,
}

impl Asker<'_> {
    /// The query of a tree as every engine takes it.
    pub(crate) fn query(&self, ast: Ast, text: String) -> Result<Query, Untranslatable> {
        let plan =
            plan::plan(self.generation, &ast, &[]).map_err(|error| Untranslatable(error.to_string()))?;
        let tree = Tree::of(&plan.root, &|field| self.weight(field))?;
        Ok(Query { ast, filters: Vec::new(), text, tree })
    }

    fn weight(&self, physical: &str) -> f32 {
        let mut fields = self.generation.schema().text_fields().iter();
        let field = fields.find(|field| *field.name == *physical).expect("the schema has the field");
        self.generation.config().ranking.part[&field.part].weight
    }

    fn leaf(&self, operand: Operand) -> Ast {
        Ast::leaf(self.field, operand)
    }

    /// Any of the words, ranked.
    pub(crate) fn any(&self, words: &[String]) -> Result<Query, Untranslatable> {
        let text = words.join(" ");
        self.query(self.leaf(Operand::FreeText(text.clone())), text)
    }

    pub(crate) fn all(&self, words: &[String]) -> Result<Query, Untranslatable> {
        let all = Ast::And(words.iter().map(|word| self.leaf(Operand::Word(word.clone()))).collect());
        self.query(all, words.join(" "))
    }

    pub(crate) fn quoted(&self, phrase: &str) -> Result<Query, Untranslatable> {
        self.query(self.leaf(Operand::Quoted(phrase.to_owned())), phrase.to_owned())
    }

    pub(crate) fn near(&self, [left, right]: &[String; 2], distance: u32) -> Result<Query, Untranslatable> {
        let text = format!("{left} {right}");
        let [left, right] = [left, right].map(|word| Box::new(self.leaf(Operand::Word(word.clone()))));
        self.query(Ast::Near(Near { left, right, distance, ordered: false }), text)
    }

    /// Words that begin so, in the description: those of English texts, and the Latin ones of Japanese texts.
    pub(crate) fn beginning(&self, beginning: &str) -> Query {
        let ast = query::parse(&format!("{}:{beginning}*", self.field)).ast;
        let whole = analysis::WHOLE_WORD;
        let of_view = [("en.words", beginning.to_owned()), ("ja.chars", format!("{whole}{beginning}"))];
        let prefixes = of_view
            .into_iter()
            .map(|(view, beginning)| (format!("{}.{view}", self.field), beginning))
            .filter(|(field, _)| self.has_terms(field))
            .map(|(field, beginning)| Tree::Prefix { field, beginning });
        let tree = Tree::Any(prefixes.collect());
        Query { ast, filters: Vec::new(), text: String::new(), tree }
    }

    /// Whether any document has a term of a field: an index of one language has none of the other's.
    fn has_terms(&self, field: &str) -> bool {
        let field = self.generation.schema().field(field).expect("the schema has the field");
        let terms_of =
            |reader: &SegmentReader| reader.inverted_index(field).expect("a text field").terms().num_terms();
        self.generation.searcher().segment_readers().iter().any(|reader| 0 < terms_of(reader))
    }
}

impl Query {
    /// The same among so many hundredths of the documents.
    pub(crate) fn among(mut self, hundredths: u16) -> Self {
        let last = FIRST_YEAR + hundredths - 1;
        let years = format!("[{FIRST_YEAR} TO {last}]");
        self.filters.push(Filter::read("published", &[&years]).expect("a filter"));
        self.tree = self.tree.filtered(Tree::Years(FIRST_YEAR, last));
        self
    }
}
