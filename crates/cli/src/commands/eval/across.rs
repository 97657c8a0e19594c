//! Measuring a search across languages: term pairs for each query from other records than its own.

use std::{collections::HashMap, path::Path};

use anyhow::Context;
use eval::{BilingualRecord, Collection, Folds, Query};
use indexer::{Generation, IndexConfig, Mining};
use model::{Article, DocumentId};
use query::Across;
use terms::{AlignedTexts, Dictionary, Mined, Miner, TermPairs};

use crate::{arguments::Eval, exit::WrongUse, output, setup::Setup};

/// What a search across languages is measured with; the same for all collections.
pub(super) struct AcrossLanguages {
    pub(super) across: Across,
    folds: Option<Folds>,
    dictionaries: Vec<Dictionary>,
}

/// The generations of one configuration: one for each fold, with the pairs of the others, or one for all queries.
pub(super) struct Generations {
    by_fold: Vec<Generation>,
    folds: HashMap<String, usize>,
}

impl AcrossLanguages {
    pub(super) fn read(arguments: &Eval) -> anyhow::Result<Self> {
        let into = match &arguments.xl {
            Some(languages) => {
                Across::into_languages(languages).map_err(|problem| WrongUse(problem.to_string()))?
            }
            None => Vec::new(),
        };
        let folds = match &arguments.pairs {
            Some(path) => {
                let records = Folds::read_records(path)?;
                Some(Folds::new(records, arguments.folds).map_err(|error| WrongUse(error.to_string()))?)
            }
            None => None,
        };
        let mut dictionaries = Vec::with_capacity(arguments.dictionary.len());
        for path in &arguments.dictionary {
            dictionaries.push(Dictionary::read(path)?);
        }
        Ok(Self { across: Across { into, refused: Vec::new() }, folds, dictionaries })
    }

    /// Opens the index in `folder` with the pairs that each query of the collection may be answered with.
    pub(super) fn open(
        &self,
        folder: &Path,
        setup: &Setup,
        config: &IndexConfig,
        collection: &Collection,
        mined: &mut MinedFolds,
    ) -> anyhow::Result<Generations> {
        let open = || Generation::open(folder, config, &setup.analyzers);
        if self.across.into.is_empty() || self.folds.is_none() && self.dictionaries.is_empty() {
            return Ok(Generations { by_fold: vec![open()?], folds: HashMap::new() });
        }
        let mut of_query = HashMap::new();
        let count = self.folds.as_ref().map_or(1, Folds::count);
        let mut queries: Vec<Vec<&Query>> = vec![Vec::new(); count];
        for query in &collection.queries {
            let fold = self.folds.as_ref().map_or(Ok(0), |folds| folds.of_query(collection, query))?;
            queries[fold].push(query);
            of_query.insert(query.id.clone(), fold);
        }
        let mut by_fold = Vec::with_capacity(count);
        for (fold, queries) in queries.iter().enumerate() {
            terms::install(folder, mined.of(self, setup, config, fold, queries)?)?;
            let generation = open()?;
            // Read now: the next fold's pairs take their place beside the index.
            TermPairs::of(&generation)?;
            by_fold.push(generation);
        }
        Ok(Generations { by_fold, folds: of_query })
    }
}

/// Pairs that were mined, by the settings of mining, fold, and the texts that they come from.
#[derive(Default)]
pub(super) struct MinedFolds {
    miners: Vec<(Mining, Miner)>,
    mined: Vec<(Mining, Vec<String>, Mined)>,
}

impl MinedFolds {
    fn of(
        &mut self,
        across: &AcrossLanguages,
        setup: &Setup,
        config: &IndexConfig,
        fold: usize,
        queries: &[&Query],
    ) -> anyhow::Result<&Mined> {
        let settings = config.ranking.mining;
        let records = across.folds.as_ref().map_or_else(Vec::new, |folds| folds.training(fold, queries));
        let ids: Vec<String> = records.iter().map(|record| record.id.clone()).collect();
        let known = self.mined.iter().position(|(of, from, _)| *of == settings && *from == ids);
        let place = match known {
            Some(place) => place,
            None => {
                let miner = match self.miners.iter().position(|(of, _)| *of == settings) {
                    Some(place) => place,
                    None => {
                        let miner = Miner::new(config, &setup.analyzers, &across.dictionaries)?;
                        self.miners.push((settings, miner));
                        self.miners.len() - 1
                    }
                };
                let texts = records.into_iter().map(aligned).collect::<anyhow::Result<Vec<_>>>()?;
                let mined = self.miners[miner].1.mine_texts(&texts);
                output::say(format!(
                    "fold {fold}: {} pairs from {} of {} records",
                    mined.pairs.len(),
                    mined.documents,
                    ids.len()
                ));
                self.mined.push((settings, ids, mined));
                self.mined.len() - 1
            }
        };
        Ok(&self.mined[place].2)
    }
}

fn aligned(record: &BilingualRecord) -> anyhow::Result<AlignedTexts> {
    let id = format!("record:{}", record.id);
    let id = id.parse().with_context(|| format!("the record {:?} has no usable id", record.id))?;
    let texts = [(&record.title_ja, &record.title_en), (&record.abstract_ja, &record.abstract_en)];
    let both = texts.into_iter().filter(|(ja, en)| !ja.is_empty() && !en.is_empty());
    Ok(AlignedTexts {
        document: DocumentId::Article(Article::new(id).id),
        texts: both.map(|(ja, en)| (ja.clone(), en.clone())).collect(),
    })
}

impl Generations {
    pub(super) fn of(&self, query: &Query) -> &Generation {
        &self.by_fold[self.folds.get(&query.id).copied().unwrap_or(0)]
    }

    pub(super) fn documents(&self) -> u64 {
        self.by_fold[0].document_count()
    }
}
