//! Plain tantivy: its own query types, BM25, collectors and merges, over the same terms.

use std::{
    collections::HashMap,
    path::Path,
    sync::Mutex,
    time::{Duration, Instant},
};

use analysis::{Analyzer, Analyzers};
use benches::setup;
use indexer::Generation;
use tantivy::{
    DocAddress, Index, IndexWriter, Searcher, TantivyDocument, Term,
    aggregation::{AggContextParams, AggregationCollector, agg_req::Aggregations},
    collector::{Count, TopDocs},
    query::{
        AllQuery, BooleanQuery, BoostQuery, DisjunctionMaxQuery, EmptyQuery, Occur, PhraseQuery,
        Query as Asked, RangeQuery, RegexQuery, TermQuery,
    },
    schema::{
        FAST, Field, INDEXED, IndexRecordOption, OwnedValue, STORED, STRING, Schema, TextFieldIndexing,
        TextOptions, Value,
    },
    tokenizer::{PreTokenizedString, Token},
};

use crate::{
    chizai::in_threads,
    engine::{Answer, Engine, Mode, Query},
    terms::{DocumentTerms, SegmentTerms, field_names, segments},
    tree::Tree,
};

const SIZE: usize = 10;

const WRITER_BYTES: usize = 256 << 20;

pub(crate) struct Plain {
    searcher: Searcher,
    schema: Schema,
    facets: Aggregations,
    analyzers: Analyzers,
    /// Analysers that no thread uses, by name.
    idle: Mutex<Vec<(&'static str, Analyzer)>>,
}

/// Builds an index of the same terms in `folder`; gives the number of its segments.
pub(crate) fn build(generation: &Generation, folder: &Path, threads: usize) -> usize {
    let names = field_names(generation);
    let index = Index::create_in_dir(folder, schema(&names)).expect("an index is made in an empty folder");
    let fields = Fields::of(&index.schema(), &names);
    let mut writer: IndexWriter =
        index.writer_with_num_threads(threads, WRITER_BYTES).expect("the folder can be written");
    for SegmentTerms { dictionary, documents } in segments(generation) {
        for document in documents {
            let document = fields.document(&dictionary, document);
            writer.add_document(document).expect("documents can be added");
        }
    }
    writer.commit().expect("the index can be committed");
    writer.wait_merging_threads().expect("merges end");
    index.searchable_segment_ids().expect("the index is readable").len()
}

fn schema(names: &[String]) -> Schema {
    let mut builder = Schema::builder();
    builder.add_text_field("id", STRING | STORED);
    builder.add_bytes_field("head", STORED);
    builder.add_bytes_field("sections", STORED);
    builder.add_u64_field("year", FAST | INDEXED);
    builder.add_text_field("type", STRING | FAST);
    builder.add_text_field("language", STRING | FAST);
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let options = TextOptions::default().set_indexing_options(indexing);
    for name in names {
        builder.add_text_field(name, options.clone());
    }
    builder.build()
}

struct Fields {
    id: Field,
    head: Field,
    sections: Field,
    year: Field,
    document_type: Field,
    language: Field,
    texts: Vec<Field>,
}

impl Fields {
    fn of(schema: &Schema, names: &[String]) -> Self {
        let field = |name: &str| schema.get_field(name).expect("the schema has the field");
        Self {
            id: field("id"),
            head: field("head"),
            sections: field("sections"),
            year: field("year"),
            document_type: field("type"),
            language: field("language"),
            texts: names.iter().map(|name| field(name)).collect(),
        }
    }

    fn document(&self, dictionary: &[String], terms: DocumentTerms) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_text(self.id, &terms.id);
        document.add_bytes(self.head, &terms.head);
        document.add_bytes(self.sections, &terms.sections);
        document.add_u64(self.year, u64::from(terms.year));
        document.add_text(self.document_type, terms.document_type);
        for language in &terms.languages {
            document.add_text(self.language, language);
        }
        for (field, of_field) in terms.fields {
            let token = |(term, position): &(u32, u32)| Token {
                position: *position as usize,
                text: dictionary[*term as usize].clone(),
                ..Token::default()
            };
            let tokens = of_field.iter().map(token).collect();
            let text = PreTokenizedString { text: String::new(), tokens };
            document.add_field_value(self.texts[field], &OwnedValue::PreTokStr(text));
        }
        document
    }
}

impl Plain {
    pub(crate) fn open(folder: &Path) -> Self {
        let index = Index::open_in_dir(folder).expect("the index was just built");
        let facet =
            |column: &str| (column.to_owned(), serde_json::json!({"terms": {"field": column, "size": SIZE}}));
        let facets: HashMap<String, serde_json::Value> =
            ["type", "language", "year"].map(facet).into_iter().collect();
        let facets = serde_json::from_value(serde_json::to_value(facets).expect("facets are JSON"))
            .expect("facets are aggregations");
        let searcher = index.reader().expect("the index is readable").searcher();
        let idle = Mutex::default();
        Self { schema: index.schema(), searcher, facets, analyzers: setup().1, idle }
    }

    fn field(&self, name: &str) -> Field {
        self.schema.get_field(name).expect("the schema has the field")
    }

    /// By chizai's analyser, since tantivy has none for Japanese.
    fn analyse(&self, query: &Query) {
        let name = query.analyser();
        let mut idle = self.idle.lock().expect("no thread has failed");
        let known = idle.iter().position(|(of, _)| *of == name).map(|place| idle.swap_remove(place).1);
        drop(idle);
        let mut analyzer =
            known.unwrap_or_else(|| self.analyzers.get(name).expect("the configuration has this analyser"));
        std::hint::black_box(analyzer.analyze(&query.text).len());
        self.idle.lock().expect("no thread has failed").push((name, analyzer));
    }

    fn answer(&self, query: &Query, mode: Mode) -> (u64, Vec<(f32, DocAddress)>) {
        self.analyse(query);
        let asked = self.asked(&query.tree);
        let top = TopDocs::with_limit(SIZE).order_by_score();
        let (total, hits) = match mode {
            Mode::Top => {
                let hits = self.searcher.search(&asked, &top).expect("the query runs");
                (hits.len(), hits)
            }
            Mode::Total => {
                let (hits, total) = self.searcher.search(&asked, &(top, Count)).expect("the query runs");
                (total, hits)
            }
            Mode::Facets => {
                let facets =
                    AggregationCollector::from_aggs(self.facets.clone(), AggContextParams::default());
                let collectors = (top, Count, facets);
                let (hits, total, _) = self.searcher.search(&asked, &collectors).expect("the query runs");
                (total, hits)
            }
        };
        let head = self.field("head");
        for (_, address) in &hits {
            let document: TantivyDocument = self.searcher.doc(*address).expect("a hit has a stored form");
            assert!(document.get_first(head).is_some());
        }
        (total as u64, hits)
    }

    fn asked(&self, tree: &Tree) -> Box<dyn Asked> {
        let of = |operands: &[Tree], occur: Occur| -> Box<dyn Asked> {
            Box::new(BooleanQuery::new(operands.iter().map(|operand| (occur, self.asked(operand))).collect()))
        };
        match tree {
            Tree::Everything => Box::new(AllQuery),
            Tree::Nothing => Box::new(EmptyQuery),
            Tree::Any(operands) => {
                let mut clauses = Vec::new();
                operands.iter().for_each(|operand| self.flat(operand, &mut clauses));
                Box::new(BooleanQuery::new(clauses))
            }
            Tree::All(operands) => of(operands, Occur::Must),
            Tree::Best(operands) => {
                let operands = operands.iter().map(|operand| self.asked(operand));
                Box::new(DisjunctionMaxQuery::new(operands.collect()))
            }
            Tree::Filtered(both) => {
                let filter = Box::new(BoostQuery::new(self.asked(&both[1]), 0.0));
                Box::new(BooleanQuery::new(vec![(Occur::Must, self.asked(&both[0])), (Occur::Must, filter)]))
            }
            Tree::Term { field, term, boost } => self.term(field, term, *boost),
            Tree::Fields { .. } => {
                let mut clauses = Vec::new();
                self.flat(tree, &mut clauses);
                Box::new(BooleanQuery::new(clauses))
            }
            Tree::Phrase { field, boost, terms } => {
                let field = self.field(field);
                let term =
                    |(offset, term): &(u32, String)| (*offset as usize, Term::from_field_text(field, term));
                boosted(Box::new(PhraseQuery::new_with_offset(terms.iter().map(term).collect())), *boost)
            }
            Tree::Near { field, distance, runs, .. } => {
                let field = self.field(field);
                let terms = runs.iter().flatten().enumerate();
                let terms = terms.map(|(place, term)| (place, Term::from_field_text(field, term))).collect();
                // Its slop counts moved terms, so that it finds other documents than a distance does.
                Box::new(PhraseQuery::new_with_offset_and_slop(terms, *distance))
            }
            Tree::Prefix { field, beginning } => {
                let query = RegexQuery::from_pattern(&format!("{beginning}.*"), self.field(field));
                Box::new(query.expect("letters are a pattern"))
            }
            Tree::Years(first, last) => {
                let year = self.field("year");
                let bound =
                    |value: &u16| std::ops::Bound::Included(Term::from_field_u64(year, u64::from(*value)));
                Box::new(RangeQuery::new(bound(first), bound(last)))
            }
        }
    }

    /// A term in several fields as clauses of the union around it, which it prunes as a whole only where it is flat.
    fn flat(&self, tree: &Tree, clauses: &mut Vec<(Occur, Box<dyn Asked>)>) {
        match tree {
            Tree::Fields { term, boost, fields } => {
                for (field, weight) in fields {
                    clauses.push((Occur::Should, self.term(field, term, boost * weight)));
                }
            }
            other => clauses.push((Occur::Should, self.asked(other))),
        }
    }

    fn term(&self, field: &str, term: &str, boost: f32) -> Box<dyn Asked> {
        let term = Term::from_field_text(self.field(field), term);
        boosted(Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)), boost)
    }
}

fn boosted(query: Box<dyn Asked>, boost: f32) -> Box<dyn Asked> {
    if boost == 1.0 { query } else { Box::new(BoostQuery::new(query, boost)) }
}

impl Engine for Plain {
    fn name(&self) -> &'static str {
        "tantivy"
    }

    fn run(&mut self, query: &Query, mode: Mode) -> Answer {
        let started = Instant::now();
        let (total, hits) = self.answer(query, mode);
        let took = started.elapsed();
        let id = self.field("id");
        let hits = hits.into_iter().map(|(score, address)| {
            let document: TantivyDocument = self.searcher.doc(address).expect("a hit has a stored form");
            let id = document.get_first(id).and_then(|id| id.as_str()).expect("a hit has an id");
            (id.to_owned(), f64::from(score))
        });
        Answer { took, total, hits: hits.collect() }
    }

    fn batch(&mut self, queries: &[Query], mode: Mode, threads: usize) -> Duration {
        in_threads(queries, threads, |query| drop(self.answer(query, mode)))
    }
}
