//! The records of a list, a page at a time.

use std::sync::Arc;

use commons::{Field, ProviderId, Record, RecordKey, RecordView, Version};

use super::{
    Harvest, Token,
    refusal::{Refusal, RefusalCode},
    request::{Listed, RecordSet, Selection},
};
use crate::{HttpError, field_listings::Members};

/// Part of a list.
pub(super) struct Page<'s> {
    pub(super) selection: Selection,
    pub(super) records: Vec<Record<'s>>,
    /// Records before this page, and of the whole list.
    pub(super) n_before: u64,
    pub(super) n_records: u64,
    /// Where the list goes on.
    pub(super) next: Option<Token>,
}

/// A field with its members among the ledger's patents.
pub(super) struct FieldSet {
    pub(super) field: Version<Field>,
    members: Arc<Members>,
}

impl Harvest<'_> {
    /// The fields that the ledger has now.
    pub(super) fn field_sets(&self) -> Result<Vec<FieldSet>, HttpError> {
        let with_members = |field: Version<Field>| {
            let members = self.state.field_listings().members(self.generation, &self.snapshot, &field)?;
            Ok(FieldSet { field, members })
        };
        self.commons.fields()?.into_iter().map(with_members).collect()
    }

    /// A page of a list, or why there is none.
    pub(super) fn page(&self, asked: &Listed) -> Result<Result<Page<'_>, Refusal>, HttpError> {
        let fields = self.field_sets()?;
        let size = self.state.config().harvest_page_size;
        match asked {
            Listed::From(selection) => Ok(self.first_page(selection, &fields, size)),
            Listed::Rest(token) => Ok(self.next_page(token, &fields, size)),
        }
    }

    fn first_page(
        &self,
        selection: &Selection,
        fields: &[FieldSet],
        size: usize,
    ) -> Result<Page<'_>, Refusal> {
        self.expect_set(selection.set.as_ref(), fields)?;
        let view = self.view();
        let matching = self.snapshot.records(None, view);
        let mut matching = matching.filter(|record| self.is_in(record, selection, fields));
        let records: Vec<Record<'_>> = matching.by_ref().take(size).collect();
        let n_records = (records.len() + matching.count()) as u64;
        if records.is_empty() {
            return Err(Refusal::new(RefusalCode::NoRecordsMatch, "no record matches"));
        }
        Ok(self.with_token(selection, view, records, 0, n_records))
    }

    fn next_page(&self, token: &Token, fields: &[FieldSet], size: usize) -> Result<Page<'_>, Refusal> {
        let bad = |message: &str| Refusal::new(RefusalCode::BadResumptionToken, message);
        let view = token.view;
        if self.snapshot.revision() < view.revision || self.now < view.at {
            return Err(bad("this token is of another ledger: its revision or its moment is still to come"));
        }
        if self.snapshot.record(&token.after, view).is_none() {
            return Err(bad("this token is of another ledger: it goes on after a record that is not there"));
        }
        let records = self.snapshot.records(Some(&token.after), view);
        let matching = records.filter(|record| self.is_in(record, &token.selection, fields));
        let records: Vec<Record<'_>> = matching.take(size).collect();
        if records.is_empty() {
            return Err(bad(
                "nothing follows this token: the list ended before, or a field has changed since",
            ));
        }
        Ok(self.with_token(&token.selection, view, records, token.n_given, token.n_records))
    }

    fn with_token<'s>(
        &self,
        selection: &Selection,
        view: RecordView,
        records: Vec<Record<'s>>,
        n_before: u64,
        n_records: u64,
    ) -> Page<'s> {
        let n_given = n_before + records.len() as u64;
        let next = records.last().filter(|_| n_given < n_records).map(|last| Token {
            selection: selection.clone(),
            view,
            after: last.key.clone(),
            n_given,
            n_records,
        });
        Page { selection: selection.clone(), records, n_before, n_records, next }
    }

    /// Refuses sets of a ledger that has none. A set that does not exist has no records.
    fn expect_set(&self, set: Option<&RecordSet>, fields: &[FieldSet]) -> Result<(), Refusal> {
        let has_sets = !fields.is_empty() || self.snapshot.register().provider_ids().next().is_some();
        if set.is_some() && !has_sets {
            let message = "there are no sets: no provider has joined and no field is named";
            return Err(Refusal::new(RefusalCode::NoSetHierarchy, message));
        }
        Ok(())
    }

    fn is_in(&self, record: &Record<'_>, selection: &Selection, fields: &[FieldSet]) -> bool {
        let second = record.changed.unix_ms() / 1000;
        let in_time = selection.from.is_none_or(|from| from <= second)
            && selection.until.is_none_or(|until| second <= until);
        in_time
            && match &selection.set {
                None => true,
                Some(RecordSet::Providers) => self.provider_of(&record.key).is_some(),
                Some(RecordSet::Provider(asked)) => self.provider_of(&record.key) == Some(asked),
                Some(RecordSet::Fields) => !self.fields_of(&record.key, fields).is_empty(),
                Some(RecordSet::Field(asked)) => {
                    self.fields_of(&record.key, fields).iter().any(|field| *field == asked.as_str())
                }
            }
    }

    /// The sets that a record is in, as `setSpec`.
    pub(super) fn sets_of(&self, key: &RecordKey, fields: &[FieldSet]) -> Vec<String> {
        let provider = self.provider_of(key).map(|provider| RecordSet::Provider(provider.clone()).spec());
        let fields = self.fields_of(key, fields).into_iter().map(|field| format!("field:{field}"));
        provider.into_iter().chain(fields).collect()
    }

    fn provider_of<'k>(&'k self, key: &'k RecordKey) -> Option<&'k ProviderId> {
        match key {
            RecordKey::Provider(provider) | RecordKey::Listing { provider, .. } => Some(provider),
            RecordKey::Terms(version) => {
                self.snapshot.register().terms(version, self.snapshot.revision())?.provider
            }
        }
    }

    fn fields_of<'f>(&self, key: &RecordKey, fields: &'f [FieldSet]) -> Vec<&'f str> {
        let RecordKey::Listing { patent, .. } = key else { return Vec::new() };
        let Some(place) = self.snapshot.place(patent) else { return Vec::new() };
        let has = |set: &&FieldSet| set.members.contains(place);
        fields.iter().filter(has).map(|set| set.field.id.as_str()).collect()
    }
}
