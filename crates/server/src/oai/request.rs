//! What a harvester asks: verbs and arguments of the protocol, sections 3.1 and 4.

use commons::{FieldId, Instant, ProviderId};

use super::{
    Format, Token,
    refusal::{Refusal, RefusalCode},
};
use crate::request::Pairs;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verb {
    Identify,
    ListMetadataFormats { identifier: Option<String> },
    ListSets,
    ListIdentifiers(Listed),
    ListRecords(Listed),
    GetRecord { identifier: String, format: Format },
}

/// Which list: a new one, or the rest of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Listed {
    From(Selection),
    Rest(Token),
}

/// Which records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Selection {
    pub(super) format: Format,
    pub(super) set: Option<RecordSet>,
    /// Seconds since 1970, both ends included.
    pub(super) from: Option<i64>,
    pub(super) until: Option<i64>,
}

/// A set of records, as `setSpec` names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RecordSet {
    /// All records that some provider has.
    Providers,
    Provider(ProviderId),
    /// All listings in some field.
    Fields,
    Field(FieldId),
}

impl RecordSet {
    pub(super) fn spec(&self) -> String {
        match self {
            Self::Providers => "provider".to_owned(),
            Self::Provider(provider) => format!("provider:{provider}"),
            Self::Fields => "field".to_owned(),
            Self::Field(field) => format!("field:{field}"),
        }
    }

    pub(super) fn of_spec(spec: &str) -> Option<Self> {
        match spec.split_once(':') {
            None if spec == "provider" => Some(Self::Providers),
            None if spec == "field" => Some(Self::Fields),
            Some(("provider", name)) => name.parse().ok().map(Self::Provider),
            Some(("field", name)) => name.parse().ok().map(Self::Field),
            _ => None,
        }
    }
}

/// Arguments of a verb: all, and those without which it means nothing.
struct Arguments {
    known: &'static [&'static str],
    required: &'static [&'static str],
}

const LISTS: Arguments = Arguments {
    known: &["metadataPrefix", "from", "until", "set", "resumptionToken"],
    required: &["metadataPrefix"],
};

/// Reads a request. All that is wrong with it is told.
pub(super) fn read(pairs: &Pairs) -> Result<Verb, Vec<Refusal>> {
    let verbs: Vec<&str> =
        pairs.0.iter().filter(|(name, _)| name == "verb").map(|(_, v)| v.as_str()).collect();
    let bad = |message: String| Err(vec![Refusal::new(RefusalCode::BadVerb, message)]);
    let verb = match verbs[..] {
        [verb] => verb,
        [] => return bad("the request has no verb".to_owned()),
        _ => return bad("the request has more than one verb".to_owned()),
    };
    let arguments = match verb {
        "Identify" => Arguments { known: &[], required: &[] },
        "ListMetadataFormats" => Arguments { known: &["identifier"], required: &[] },
        "ListSets" => Arguments { known: &["resumptionToken"], required: &[] },
        "ListIdentifiers" | "ListRecords" => LISTS,
        "GetRecord" => Arguments {
            known: &["identifier", "metadataPrefix"],
            required: &["identifier", "metadataPrefix"],
        },
        _ => return bad(format!("{verb:?} is no verb of OAI-PMH 2.0")),
    };
    check(verb, pairs, &arguments)?;
    let given = |name: &str| pairs.get(name).map(str::to_owned);
    match verb {
        "Identify" => Ok(Verb::Identify),
        "ListMetadataFormats" => Ok(Verb::ListMetadataFormats { identifier: given("identifier") }),
        "ListSets" => match pairs.get("resumptionToken") {
            None => Ok(Verb::ListSets),
            Some(_) => Err(vec![Refusal::new(
                RefusalCode::BadResumptionToken,
                "the list of sets is given whole: there are no tokens for it",
            )]),
        },
        "GetRecord" => Ok(Verb::GetRecord {
            identifier: given("identifier").unwrap_or_default(),
            format: format(pairs).map_err(|refusal| vec![refusal])?,
        }),
        "ListIdentifiers" => listed(pairs).map(Verb::ListIdentifiers),
        _ => listed(pairs).map(Verb::ListRecords),
    }
}

/// Refuses arguments that the verb does not have, that are given twice, or that are missing.
fn check(verb: &str, pairs: &Pairs, arguments: &Arguments) -> Result<(), Vec<Refusal>> {
    let mut wrong = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for (name, _) in pairs.0.iter().filter(|(name, _)| name != "verb") {
        if !arguments.known.contains(&name.as_str()) {
            wrong.push(format!("{verb} has no argument {name:?}"));
        } else if seen.contains(&name.as_str()) {
            wrong.push(format!("the argument {name} is given more than once"));
        }
        seen.push(name);
    }
    let has_token = seen.contains(&"resumptionToken");
    if has_token && seen.len() != 1 {
        wrong.push("resumptionToken stands alone, without other arguments".to_owned());
    }
    for name in arguments.required.iter().filter(|name| !has_token && !seen.contains(name)) {
        wrong.push(format!("{verb} needs the argument {name}"));
    }
    let refusals = wrong.into_iter().map(|message| Refusal::new(RefusalCode::BadArgument, message));
    let refusals: Vec<Refusal> = refusals.collect();
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

fn format(pairs: &Pairs) -> Result<Format, Refusal> {
    let prefix = pairs.get("metadataPrefix").unwrap_or_default();
    Format::of_prefix(prefix).ok_or_else(|| {
        let formats = Format::ALL.map(Format::prefix).join(" and ");
        let message = format!("there is no format {prefix:?}; there are {formats}");
        Refusal::new(RefusalCode::CannotDisseminateFormat, message)
    })
}

fn listed(pairs: &Pairs) -> Result<Listed, Vec<Refusal>> {
    if let Some(token) = pairs.get("resumptionToken") {
        let unreadable = || Refusal::new(RefusalCode::BadResumptionToken, "this is no token of this server");
        return token.parse().map(Listed::Rest).map_err(|_| vec![unreadable()]);
    }
    let mut wrong = Vec::new();
    let mut bound = |name: &str, is_end: bool| {
        let written = pairs.get(name)?;
        let read = second(written, is_end);
        if read.is_none() {
            let message = format!("{name}={written:?}: expected YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ");
            wrong.push(Refusal::new(RefusalCode::BadArgument, message));
        }
        read
    };
    let (from, until) = (bound("from", false), bound("until", true));
    let length = |name: &str| pairs.get(name).map(str::len);
    if let (Some(a), Some(b)) = (from, until) {
        if length("from") != length("until") {
            wrong.push(Refusal::new(RefusalCode::BadArgument, "from and until differ in granularity"));
        } else if b < a {
            wrong.push(Refusal::new(RefusalCode::BadArgument, "from is after until"));
        }
    }
    let set = pairs.get("set").map(|spec| RecordSet::of_spec(spec).ok_or(spec));
    if let Some(Err(spec)) = set {
        let message =
            format!("{spec:?} is no set; sets are provider:NAME and field:NAME, as ListSets gives them");
        wrong.push(Refusal::new(RefusalCode::BadArgument, message));
    }
    match format(pairs) {
        Ok(format) if wrong.is_empty() => {
            Ok(Listed::From(Selection { format, set: set.and_then(Result::ok), from, until }))
        }
        Ok(_) => Err(wrong),
        Err(refusal) => {
            wrong.push(refusal);
            Err(wrong)
        }
    }
}

/// A date or second of UTC in seconds since 1970; of a date its first or its last second.
fn second(written: &str, is_end: bool) -> Option<i64> {
    let whole = match (written.len(), is_end) {
        (10, false) => format!("{written}T00:00:00Z"),
        (10, true) => format!("{written}T23:59:59Z"),
        (20, _) => written.to_owned(),
        _ => return None,
    };
    whole.parse::<Instant>().ok().map(|instant| instant.unix_ms() / 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(query: &str) -> Vec<&'static str> {
        match read(&Pairs::parse(query)) {
            Ok(_) => Vec::new(),
            Err(refusals) => refusals.iter().map(|refusal| refusal.code.as_str()).collect(),
        }
    }

    #[track_caller]
    fn check(query: &str, expected: &[&str]) {
        assert_eq!(codes(query), expected, "{query}");
    }

    #[test]
    fn verbs_and_their_arguments_are_the_protocols() {
        check("verb=Identify", &[]);
        check("", &["badVerb"]);
        check("verb=identify", &["badVerb"]);
        check("verb=Identify&verb=Identify", &["badVerb"]);
        check("verb=Identify&set=a", &["badArgument"]);
        check("verb=ListSets", &[]);
        check("verb=ListSets&resumptionToken=x", &["badResumptionToken"]);
        check("verb=ListMetadataFormats&identifier=x", &[]);
        check("verb=GetRecord", &["badArgument", "badArgument"]);
        check("verb=GetRecord&identifier=x&metadataPrefix=marc", &["cannotDisseminateFormat"]);
        check("verb=ListRecords", &["badArgument"]);
        check("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", &["badArgument"]);
        check("verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x", &["badArgument"]);
        check("verb=ListRecords&resumptionToken=x", &["badResumptionToken"]);
        check("verb=ListRecords&metadataPrefix=oai_dc&set=colour:red", &["badArgument"]);
    }

    #[test]
    fn dates_have_two_granularities() {
        let list = |rest: &str| format!("verb=ListIdentifiers&metadataPrefix=oai_dc&{rest}");
        check(&list("from=2026-01-01&until=2026-01-01"), &[]);
        check(&list("from=2026-01-01T00:00:00Z&until=2026-01-01T00:00:00Z"), &[]);
        check(&list("from=2026-01-01&until=2026-01-01T00:00:00Z"), &["badArgument"]);
        check(&list("from=2026-01-02&until=2026-01-01"), &["badArgument"]);
        check(&list("from=2026-01-01T00:00:00.5Z"), &["badArgument"]);
        check(&list("from=2026-13-01&until=soon"), &["badArgument", "badArgument"]);
        assert_eq!(second("1970-01-02", false), Some(86_400));
        assert_eq!(second("1970-01-02", true), Some(2 * 86_400 - 1));
    }
}
