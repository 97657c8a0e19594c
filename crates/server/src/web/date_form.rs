use maud::{Markup, html};

use super::PageContext;

/// First and last date, as a form that keeps everything else of the search.
pub(crate) fn date_form(context: &PageContext) -> Markup {
    let value = |name: &str| context.pairs.get(name).unwrap_or_default();
    let own = ["from", "to", "cursor", "rank", "explain"];
    html! {
        section aria-labelledby="facet-date" {
            h2 #facet-date { (context.t("発行日", "Date of publication")) }
            form .dates action="/" method="get" {
                @for (name, kept) in context.pairs.0.iter().filter(|(name, _)| !own.contains(&name.as_str())) {
                    input type="hidden" name=(name) value=(kept);
                }
                div {
                    label for="from" { (context.t("から", "From")) }
                    input #from name="from" value=(value("from")) inputmode="numeric" placeholder="2015-04";
                }
                div {
                    label for="to" { (context.t("まで", "To")) }
                    input #to name="to" value=(value("to")) inputmode="numeric" placeholder="2020";
                }
                button .plain type="submit" { (context.t("絞り込む", "Narrow")) }
            }
        }
    }
}
