//! Atom feeds (RFC 4287).

use crate::{InterfaceLanguage, wire::NeedResponse, xml::Xml};

/// Matches of a need, the last listed first.
pub(crate) fn of_need(base: &str, response: &NeedResponse, language: InterfaceLanguage) -> String {
    let need = &response.need;
    let page = format!("{base}{}", need.href);
    let mut patents: Vec<_> = response.patents.iter().collect();
    patents.sort_by(|a, b| b.entered.cmp(&a.entered).then_with(|| a.id.cmp(&b.id)));
    // A need without matches has changed when it was stated.
    let updated = patents.first().map_or(&need.saved, |newest| (&newest.entered).max(&need.saved));
    let mut xml = Xml::new();
    let attributes = [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", language.code())];
    xml.element("feed", &attributes, |xml| {
        xml.text("id", &[], &page);
        xml.text("title", &[("xml:lang", need.language.as_str())], &need.title);
        xml.text("updated", &[], updated);
        xml.element("author", &[], |xml| xml.text("name", &[], "chizai"));
        xml.empty("link", &[("rel", "self"), ("href", &format!("{page}/feed"))]);
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &page)]);
        for found in patents {
            let document = format!("{base}{}", found.href);
            let providers: Vec<&str> =
                found.listed_by.iter().map(|provider| provider.name.as_str()).collect();
            let providers = providers.join(language.pick("、", ", "));
            xml.element("entry", &[], |xml| {
                xml.text("id", &[], &format!("{page}#{}", found.id));
                xml.text("title", &[("xml:lang", found.language.as_str())], &found.title);
                xml.text("updated", &[], &found.entered);
                xml.empty("link", &[("rel", "alternate"), ("href", &document)]);
                let since = &found.listed_since;
                let summary = match language {
                    InterfaceLanguage::Japanese => format!("{}、{providers} が {since} から掲載", found.id),
                    InterfaceLanguage::English => {
                        format!("{}, listed by {providers} since {since}", found.id)
                    }
                };
                xml.text("summary", &[], &summary);
            });
        }
    });
    xml.finish()
}
