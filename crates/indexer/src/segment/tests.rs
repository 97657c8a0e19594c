use std::sync::LazyLock;

use model::{Article, Document, Language, Paragraph, Patent, Section, Text};
use tantivy::{
    Directory, Index, SegmentMeta, TantivyDocument,
    indexer::{IndexWriterOptions, NoMergePolicy},
    tokenizer::{PreTokenizedString, RawTokenizer, TextAnalyzer, Token},
};

use super::*;
use crate::{IndexConfig, mapping};

static CONFIG: LazyLock<IndexConfig> = LazyLock::new(IndexConfig::shipped);
static ANALYZERS: LazyLock<Analyzers> =
    LazyLock::new(|| Analyzers::load(&CONFIG.analyzers, &analysis::default_cache_dir()).unwrap());
static SCHEMA: LazyLock<Schema> = LazyLock::new(|| Schema::new(&CONFIG.fields, &ANALYZERS).unwrap());

/// Words of which the first are in every text and the last in hardly any.
fn text(seed: u64, words: u64) -> String {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let word = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let rank = (state % 2_000) * (state % 1_999) / 2_000;
        format!("w{rank:x} ")
    };
    (0..words).map(word).collect()
}

/// Long and short, with and without values of a field, patents and articles.
fn documents() -> Vec<Document> {
    let of = |number: u64| {
        if number.is_multiple_of(3) {
            let mut patent = Patent::new(format!("US-{number}-A").parse().unwrap());
            patent.abstracts = vec![Text::new(Language::EN, text(number, 150))];
            patent.titles = vec![Text::new(Language::JA, format!("第{number}の正極"))];
            return Document::Patent(Box::new(patent));
        }
        let mut article = Article::new(format!("test:{number}").parse().unwrap());
        // Terms of as many documents as a block has, of one less and of one more; and one with as many positions.
        let around_block: String = (127..130)
            .filter(|documents| number - number / 3 <= *documents)
            .map(|n| format!("in{n} "))
            .collect();
        let often = "often ".repeat(if number % 100 == 7 { 64 } else { 0 });
        let texts =
            [text(number, 40) + &around_block, often, text(number + 1, 3_000 * u64::from(number % 50 == 1))];
        let paragraphs = texts.map(|text| Paragraph { number: None, text });
        let section = Section { heading: None, language: Language::EN, paragraphs: paragraphs.into() };
        article.body = vec![section];
        article.keywords = vec![Text::new(Language::EN, text(number, number % 4))];
        Document::Article(Box::new(article))
    };
    (1..=600).map(of).collect()
}

fn values(documents: &[Document]) -> Vec<FieldValues> {
    let mut worker = mapping::FieldAnalyzers::new(&SCHEMA, &ANALYZERS);
    documents.iter().map(|document| worker.analyze(mapping::map(&SCHEMA, document))).collect()
}

fn index() -> Index {
    Index::create_in_ram(SCHEMA.tantivy().clone())
}

fn written(
    index: &Index,
    documents: &[FieldValues],
    deleted: &[u128],
    threads: usize,
) -> Option<SegmentMeta> {
    let mut builder = SegmentBuilder::new(index.new_segment(), &SCHEMA, &ANALYZERS).unwrap();
    for (key, document) in (0..).zip(documents) {
        builder.add(key, document).unwrap();
    }
    for key in deleted {
        assert!(builder.delete(*key));
        assert!(!builder.delete(*key));
    }
    builder.finish(threads).unwrap()
}

/// The same documents by the engine's own writer, which is given the terms.
fn written_by_engine(index: &Index, documents: &[FieldValues]) -> SegmentMeta {
    for name in ANALYZERS.names() {
        index.tokenizers().register(name, TextAnalyzer::from(RawTokenizer::default()));
    }
    let options = IndexWriterOptions::builder().num_worker_threads(1).memory_budget_per_thread(100 << 20);
    let mut engine = index.writer_with_options::<TantivyDocument>(options.build()).unwrap();
    engine.set_merge_policy(Box::new(NoMergePolicy));
    for document in documents {
        engine.add_document(of_engine(document)).unwrap();
    }
    engine.commit().unwrap();
    let [segment] = index.searchable_segment_metas().unwrap().try_into().unwrap();
    segment
}

fn of_engine(document: &FieldValues) -> TantivyDocument {
    let mut given = TantivyDocument::default();
    let token = |term: &[u8], position: u32| Token {
        position: position as usize,
        text: std::str::from_utf8(term).unwrap().to_owned(),
        ..Token::default()
    };
    for (field, value) in &document.values {
        let pre_tokenized = |text: &str, tokens| PreTokenizedString { text: text.to_owned(), tokens };
        match value {
            FieldValue::Terms(range) => {
                let terms = WrittenReader::new(&document.terms[range.clone()]);
                let tokens = terms.map(|(term, position)| token(term, position)).collect();
                given.add_pre_tokenized_text(*field, pre_tokenized("", tokens));
            }
            FieldValue::Text(text) => match SCHEMA.analyzer(*field) {
                None => given.add_text(*field, text),
                Some(name) => {
                    let mut analyzer = ANALYZERS.get(name).unwrap();
                    let tokens = analyzer.analyze(text).iter();
                    let tokens = tokens.map(|found| token(found.term.as_bytes(), found.position)).collect();
                    given.add_pre_tokenized_text(*field, pre_tokenized(text, tokens));
                }
            },
            FieldValue::Number(number) => given.add_u64(*field, *number),
            FieldValue::Bytes(bytes) => given.add_bytes(*field, bytes),
        }
    }
    given
}

fn file(index: &Index, segment: &SegmentMeta, component: SegmentComponent) -> Vec<u8> {
    let path = segment.relative_path(component);
    index.directory().open_read(&path).unwrap().read_bytes().unwrap().to_vec()
}

#[test]
fn files_are_those_that_the_engine_writes() {
    let documents = values(&documents());
    let theirs = index();
    let their_segment = written_by_engine(&theirs, &documents);
    for threads in [1, 3] {
        let ours = index();
        let segment = written(&ours, &documents, &[], threads).unwrap();
        assert_eq!(segment.max_doc(), 600);
        for component in [
            SegmentComponent::Terms,
            SegmentComponent::Postings,
            SegmentComponent::Positions,
            SegmentComponent::FieldNorms,
            SegmentComponent::FastFields,
        ] {
            let name = component.to_string();
            let [of_engine, of_us] =
                [file(&theirs, &their_segment, component.clone()), file(&ours, &segment, component)];
            assert!(5_000 < of_engine.len(), "{name}: {} bytes", of_engine.len());
            assert!(of_engine == of_us, "{name} differs");
        }
    }
}

#[test]
fn deleted_documents_are_marked_and_a_segment_of_none_is_not_written() {
    let documents = values(&documents());
    let index = index();
    let segment = written(&index, &documents, &[3, 599], 2).unwrap();
    assert_eq!((segment.max_doc(), segment.num_deleted_docs(), segment.num_docs()), (600, 2, 598));
    let all: Vec<u128> = (0..600).collect();
    assert!(written(&index, &documents, &all, 2).is_none());
}

#[test]
fn a_term_too_long_is_left_out_and_the_rest_of_its_document_found() {
    let index = index();
    let keyword = SCHEMA.keyword(KeywordField::Id);
    let of = |text: String| FieldValues {
        values: vec![(keyword, FieldValue::Text(text.into()))],
        terms: [].into(),
    };
    let documents = [of("x".repeat(MAX_TOKEN_LEN + 1)), of("x".repeat(MAX_TOKEN_LEN)), of("y".to_owned())];
    let segment = written(&index, &documents, &[], 1).unwrap();
    assert_eq!(segment.num_docs(), 3);
    let terms = file(&index, &segment, SegmentComponent::Terms);
    assert!((MAX_TOKEN_LEN..2 * MAX_TOKEN_LEN).contains(&terms.len()), "{} bytes", terms.len());
}
