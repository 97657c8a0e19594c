//! What crawlers are told of: <https://www.sitemaps.org/protocol.html>.

use commons::ListingFilter;
use model::DocumentId;

use crate::{AppState, HttpError, xml::Xml};

const NAMESPACE: [(&str, &str); 1] = [("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")];

/// The one list, or the list of lists where there are more addresses than one may hold.
pub(crate) fn sitemap(state: &AppState, base: &str) -> Result<String, HttpError> {
    let paths = paths(state)?;
    let limit = state.config().sitemap_size;
    if paths.len() <= limit {
        return Ok(list(base, &paths));
    }
    let mut xml = Xml::new();
    xml.element("sitemapindex", &NAMESPACE, |xml| {
        for number in 1..=paths.len().div_ceil(limit) {
            xml.element("sitemap", &[], |xml| xml.text("loc", &[], &format!("{base}/sitemap/{number}.xml")));
        }
    });
    Ok(xml.finish())
}

/// One of several lists, from 1; none where there is no such one.
pub(crate) fn part(state: &AppState, base: &str, number: Option<usize>) -> Result<Option<String>, HttpError> {
    let Some(i) = number.and_then(|number| number.checked_sub(1)) else { return Ok(None) };
    let paths = paths(state)?;
    Ok(paths.chunks(state.config().sitemap_size).nth(i).map(|part| list(base, part)))
}

fn list(base: &str, paths: &[String]) -> String {
    let mut xml = Xml::new();
    xml.element("urlset", &NAMESPACE, |xml| {
        for path in paths {
            xml.element("url", &[], |xml| xml.text("loc", &[], &format!("{base}{path}")));
        }
    });
    xml.finish()
}

/// Pages that stay: the commons with all that it holds, and the listed patents that the index has.
fn paths(state: &AppState) -> Result<Vec<String>, HttpError> {
    let mut paths: Vec<String> = ["/", "/help", "/docs", "/classes"].map(str::to_owned).into();
    let Some(commons) = state.commons() else { return Ok(paths) };
    let (snapshot, on) = (commons.snapshot()?, commons.now().day());
    let (register, revision) = (snapshot.register(), snapshot.revision());
    let own = ["", "/providers", "/terms", "/packages", "/fields", "/needs"];
    paths.extend(own.map(|path| format!("/commons{path}")));
    paths.extend(register.providers(on, revision).map(|(id, _)| format!("/commons/providers/{id}")));
    let terms = register.all_terms();
    paths.extend(terms.map(|version| format!("/commons/terms/{}/{}", version.terms, version.version)));
    paths.extend(register.packages(on, revision).map(|(id, _)| format!("/commons/packages/{id}")));
    paths.extend(commons.fields()?.iter().map(|field| format!("/commons/fields/{}", field.id)));
    let needs = commons.needs(None)?;
    let open = needs.iter().filter(|need| need.content.is_open);
    paths.extend(open.map(|need| format!("/commons/needs/{}", need.id)));
    let generation = state.generation();
    for number in commons.listed(&ListingFilter::on(on))?.numbers() {
        if generation.address(&DocumentId::Patent(number.clone()))?.is_some() {
            paths.push(format!("/documents/{number}"));
        }
    }
    Ok(paths)
}
