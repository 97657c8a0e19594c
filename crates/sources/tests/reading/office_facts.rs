//! A patent of EPO or JPO as lines of facts, for comparison with what a person reads in the file.

use model::{Patent, Text};

/// Everything but the running text, one fact a line.
pub(crate) fn facts(patent: &Patent) -> String {
    let date = |date: Option<model::Date>| date.map_or_else(|| "-".to_owned(), |date| date.to_string());
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
    let mut lines = vec![
        format!(
            "{} application {} filed {} published {} family {}",
            patent.number,
            or_dash(patent.application.as_ref().map(ToString::to_string)),
            date(patent.filed),
            date(patent.published),
            or_dash(patent.family.clone())
        ),
        format!("titles {}", texts(&patent.titles)),
        format!("abstracts {}", languages(patent.abstracts.iter().map(|text| text.language.to_string()))),
    ];
    lines.extend(
        patent.priorities.iter().map(|claim| format!("priority {} {}", claim.number, date(claim.date))),
    );
    let parties =
        [("applicant", &patent.applicants), ("assignee", &patent.assignees), ("inventor", &patent.inventors)];
    for (role, parties) in parties {
        lines.extend(parties.iter().map(|party| {
            let country = party.country.map(|country| country.to_string());
            let region = party.region.as_deref().unwrap_or_default();
            format!("{role} {} {} {region}", texts(&party.names), or_dash(country)).trim_end().to_owned()
        }));
    }
    for (scheme, classes) in [("ipc", &patent.ipc), ("cpc", &patent.cpc)] {
        let symbols = classes
            .iter()
            .take(4)
            .map(|class| format!("{}{}", if class.main { "*" } else { "" }, class.symbol));
        lines.push(format!("{scheme} {}: {}", classes.len(), symbols.collect::<Vec<_>>().join(" ")));
    }
    lines.push(format!("fi {:?} f-terms {:?}", patent.fi, patent.f_terms));
    let claims = languages(patent.claims.iter().map(|claim| claim.language.to_string()));
    let independent = patent.claims.iter().filter(|claim| claim.is_independent());
    let independent =
        independent.map(|claim| format!("{}{}", claim.language, claim.number)).collect::<Vec<_>>().join(" ");
    lines.push(format!("claims {claims}; independent {independent}"));
    let paragraphs: usize = patent.description.iter().map(|section| section.paragraphs.len()).sum();
    lines.push(format!("{} sections, {paragraphs} paragraphs", patent.description.len()));
    lines.extend(patent.citations.iter().take(3).map(|cited| {
        let number = or_dash(cited.number.as_ref().map(ToString::to_string));
        format!("cites {} ({number}) {:?} {:?}", cited.text, letters(&cited.categories), cited.cited_by)
    }));
    lines.extend(patent.literature.iter().take(1).map(|cited| {
        let doi = or_dash(cited.doi.as_ref().map(ToString::to_string));
        let start: String = cited.text.chars().take(40).collect();
        format!("cites {start}… ({doi}) {:?} {:?}", letters(&cited.categories), cited.cited_by)
    }));
    lines.push(format!("{} patents and {} others cited", patent.citations.len(), patent.literature.len()));
    lines.join("\n")
}

fn texts(texts: &[Text]) -> String {
    texts.iter().map(|text| format!("{}:{}", text.language, text.text)).collect::<Vec<_>>().join(" | ")
}

/// `de 3, en 3`, in order.
fn languages(all: impl Iterator<Item = String>) -> String {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for language in all {
        match counts.iter_mut().find(|(known, _)| *known == language) {
            Some((_, count)) => *count += 1,
            None => counts.push((language, 1)),
        }
    }
    counts.iter().map(|(language, count)| format!("{language} {count}")).collect::<Vec<_>>().join(", ")
}

fn letters(categories: &[model::CitationCategory]) -> String {
    categories.iter().map(|category| category.letter()).collect()
}
