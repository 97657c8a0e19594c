//! The ledger for harvesters: OAI-PMH 2.0 (<https://www.openarchives.org/OAI/2.0/openarchivesprotocol.htm>).
//!
//! A record is a provider, a version of terms, or one provider's listing of a patent; a listing that is withdrawn is a
//! deleted record, for ever. The whole state of a list is in its token.

mod format;
mod list;
mod refusal;
mod request;
mod token;

use std::sync::Arc;

use commons::{Commons, Instant, Record, RecordKey, RecordView, Snapshot};
use indexer::Generation;

use crate::{AppState, HttpError, request::Pairs, xml::Xml};
use format::Format;
use list::{FieldSet, Page};
use refusal::{Refusal, RefusalCode};
use request::{Listed, RecordSet, Verb};
use token::Token;

/// The schema of the own format.
pub(crate) const SCHEMA: &str = include_str!("../../../../schema/commons.xsd");

/// What one request works with.
pub(crate) struct Harvest<'h> {
    pub(crate) state: &'h AppState,
    pub(crate) generation: &'h Arc<Generation>,
    pub(crate) commons: &'h Commons,
    pub(crate) snapshot: Arc<Snapshot>,
    /// This server's address, without a slash at its end.
    pub(crate) base: String,
    pub(crate) now: Instant,
}

/// What stands in an answer after its request.
type Answered = Result<(), Vec<Refusal>>;

impl Harvest<'_> {
    /// The answer to a request: always a document of the protocol, whatever was asked.
    pub(crate) fn answer(&self, pairs: &Pairs) -> Result<String, HttpError> {
        let mut inside = Xml::fragment();
        let answered = match request::read(pairs) {
            Err(refusals) => Err(refusals),
            Ok(verb) => self.answer_verb(&mut inside, &verb)?,
        };
        let refusals = answered.err().unwrap_or_default();
        let repeated: Vec<(&str, &str)> = match refusals.iter().any(|refusal| refusal.code.hides_arguments())
        {
            true => Vec::new(),
            false => pairs.0.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect(),
        };
        let mut xml = Xml::new();
        let attributes = [
            ("xmlns", "http://www.openarchives.org/OAI/2.0/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            (
                "xsi:schemaLocation",
                "http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd",
            ),
        ];
        xml.element("OAI-PMH", &attributes, |xml| {
            xml.text("responseDate", &[], &self.now.to_second());
            xml.text("request", &repeated, &self.address());
            for Refusal { code, message } in &refusals {
                xml.text("error", &[("code", code.as_str())], message);
            }
            if refusals.is_empty() {
                xml.append(inside);
            }
        });
        Ok(xml.finish())
    }

    fn answer_verb(&self, xml: &mut Xml, verb: &Verb) -> Result<Answered, HttpError> {
        match verb {
            Verb::Identify => {
                self.identify(xml);
                Ok(Ok(()))
            }
            Verb::ListMetadataFormats { identifier } => Ok(self.formats(xml, identifier.as_deref())),
            Verb::ListSets => self.sets(xml),
            Verb::ListIdentifiers(asked) => self.list(xml, "ListIdentifiers", asked),
            Verb::ListRecords(asked) => self.list(xml, "ListRecords", asked),
            Verb::GetRecord { identifier, format } => self.get_record(xml, identifier, *format),
        }
    }

    /// What a new list shows.
    fn view(&self) -> RecordView {
        RecordView { revision: self.snapshot.revision(), at: self.now }
    }

    fn address(&self) -> String {
        format!("{}/oai", self.base)
    }

    /// A record's identifier: the address at which it can be read.
    pub(crate) fn identifier(&self, key: &RecordKey) -> String {
        format!("{}/commons/{key}", self.base)
    }

    fn record_of(&self, identifier: &str) -> Result<Record<'_>, Vec<Refusal>> {
        let key = identifier.strip_prefix(&self.base).and_then(|path| path.strip_prefix("/commons/"));
        let record =
            key.and_then(|key| key.parse().ok()).and_then(|key| self.snapshot.record(&key, self.view()));
        record.ok_or_else(|| {
            let message = format!("there is no record {identifier}");
            vec![Refusal::new(RefusalCode::IdDoesNotExist, message)]
        })
    }

    fn identify(&self, xml: &mut Xml) {
        let config = self.state.config();
        let view = self.view();
        let earliest = self.snapshot.records(None, view).map(|record| record.changed).min();
        xml.element("Identify", &[], |xml| {
            xml.text("repositoryName", &[], "chizai commons");
            xml.text("baseURL", &[], &self.address());
            xml.text("protocolVersion", &[], "2.0");
            xml.text("adminEmail", &[], config.contact.as_deref().unwrap_or(NO_CONTACT));
            xml.text("earliestDatestamp", &[], &earliest.unwrap_or(self.now).to_second());
            xml.text("deletedRecord", &[], "persistent");
            xml.text("granularity", &[], "YYYY-MM-DDThh:mm:ssZ");
            xml.text("compression", &[], "gzip");
            xml.text("compression", &[], "zstd");
        });
    }

    /// Every record is given in every format.
    fn formats(&self, xml: &mut Xml, identifier: Option<&str>) -> Answered {
        if let Some(identifier) = identifier {
            self.record_of(identifier)?;
        }
        xml.element("ListMetadataFormats", &[], |xml| {
            for format in Format::ALL {
                xml.element("metadataFormat", &[], |xml| {
                    xml.text("metadataPrefix", &[], format.prefix());
                    xml.text("schema", &[], &format.schema(&self.base));
                    xml.text("metadataNamespace", &[], format.namespace());
                });
            }
        });
        Ok(())
    }

    fn sets(&self, xml: &mut Xml) -> Result<Answered, HttpError> {
        let mut sets = Vec::new();
        let (register, view) = (self.snapshot.register(), self.view());
        let providers = register.providers(view.at.day(), view.revision);
        let of_provider = |(id, profile): (&commons::ProviderId, &commons::Profile)| {
            (RecordSet::Provider(id.clone()).spec(), profile.names.en.clone(), profile.names.ja.clone())
        };
        let providers: Vec<_> = providers.map(of_provider).collect();
        if !providers.is_empty() {
            sets.push((RecordSet::Providers.spec(), "Of all providers".to_owned(), "提供者別".to_owned()));
            sets.extend(providers);
        }
        let fields = self.commons.fields()?;
        if !fields.is_empty() {
            sets.push((
                RecordSet::Fields.spec(),
                "In any technology field".to_owned(),
                "技術分野別".to_owned(),
            ));
            let of_field = |field: commons::Version<commons::Field>| {
                (format!("field:{}", field.id), field.content.names.en, field.content.names.ja)
            };
            sets.extend(fields.into_iter().map(of_field));
        }
        if sets.is_empty() {
            let message = "there are no sets: no provider has joined and no field is named";
            return Ok(Err(vec![Refusal::new(RefusalCode::NoSetHierarchy, message)]));
        }
        xml.element("ListSets", &[], |xml| {
            for (spec, en, ja) in &sets {
                xml.element("set", &[], |xml| {
                    xml.text("setSpec", &[], spec);
                    xml.text("setName", &[], &format!("{en} ({ja})"));
                });
            }
        });
        Ok(Ok(()))
    }

    fn list(&self, xml: &mut Xml, verb: &str, asked: &Listed) -> Result<Answered, HttpError> {
        let page = match self.page(asked)? {
            Ok(page) => page,
            Err(refusal) => return Ok(Err(vec![refusal])),
        };
        let fields = self.field_sets()?;
        let mut failed = None;
        xml.element(verb, &[], |xml| {
            for record in &page.records {
                if verb == "ListIdentifiers" {
                    self.header(xml, record, &fields);
                } else if let Err(error) = self.whole(xml, record, page.selection.format, &fields) {
                    failed = Some(error);
                    return;
                }
            }
            self.resumption(xml, &page);
        });
        failed.map_or(Ok(Ok(())), Err)
    }

    /// Of a list in one piece there is nothing to resume; the last piece of several has an empty token (section 3.5).
    fn resumption(&self, xml: &mut Xml, page: &Page<'_>) {
        if page.next.is_none() && page.n_before == 0 {
            return;
        }
        let (size, cursor) = (page.n_records.to_string(), page.n_before.to_string());
        let token = page.next.as_ref().map(ToString::to_string).unwrap_or_default();
        xml.text("resumptionToken", &[("completeListSize", &size), ("cursor", &cursor)], &token);
    }

    fn get_record(&self, xml: &mut Xml, identifier: &str, format: Format) -> Result<Answered, HttpError> {
        let record = match self.record_of(identifier) {
            Ok(record) => record,
            Err(refusals) => return Ok(Err(refusals)),
        };
        let fields = self.field_sets()?;
        let mut written = Ok(());
        xml.element("GetRecord", &[], |xml| written = self.whole(xml, &record, format, &fields));
        written.map(Ok)
    }

    fn header(&self, xml: &mut Xml, record: &Record<'_>, fields: &[FieldSet]) {
        let status: &[(&str, &str)] = if record.is_deleted { &[("status", "deleted")] } else { &[] };
        xml.element("header", status, |xml| {
            xml.text("identifier", &[], &self.identifier(&record.key));
            xml.text("datestamp", &[], &record.changed.to_second());
            for set in self.sets_of(&record.key, fields) {
                xml.text("setSpec", &[], &set);
            }
        });
    }

    /// A deleted record is its header alone (section 2.5.1).
    fn whole(
        &self,
        xml: &mut Xml,
        record: &Record<'_>,
        format: Format,
        fields: &[FieldSet],
    ) -> Result<(), HttpError> {
        let mut written = Ok(());
        xml.element("record", &[], |xml| {
            self.header(xml, record, fields);
            if !record.is_deleted {
                xml.element("metadata", &[], |xml| written = self.metadata(xml, record, format));
                self.provenance(xml, record);
            }
        });
        written
    }

    /// Where a record was harvested, as the guidelines have it
    /// (<http://www.openarchives.org/OAI/2.0/guidelines-provenance.htm>).
    fn provenance(&self, xml: &mut Xml, record: &Record<'_>) {
        let harvested = record.entries.iter().rev().find_map(|entry| Some((entry, entry.origin.as_ref()?)));
        let Some((entry, origin)) = harvested else { return };
        let namespace = "http://www.openarchives.org/OAI/2.0/provenance";
        let attributes = [
            ("xmlns", namespace),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            (
                "xsi:schemaLocation",
                "http://www.openarchives.org/OAI/2.0/provenance http://www.openarchives.org/OAI/2.0/provenance.xsd",
            ),
        ];
        let node = origin.node.as_str().trim_end_matches('/');
        let harvested = entry.entered.to_second();
        xml.element("about", &[], |xml| {
            xml.element("provenance", &attributes, |xml| {
                let description = [("harvestDate", harvested.as_str()), ("altered", "false")];
                xml.element("originDescription", &description, |xml| {
                    xml.text("baseURL", &[], &format!("{node}/oai"));
                    xml.text("identifier", &[], &format!("{node}/commons/{}", record.key));
                    xml.text("datestamp", &[], &origin.entered.to_second());
                    xml.text("metadataNamespace", &[], Format::Commons.namespace());
                });
            });
        });
    }
}

/// Stands where the protocol requires an address and whoever runs the server has given none.
const NO_CONTACT: &str = "no-contact-configured@chizai.invalid";
