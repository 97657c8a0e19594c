use model::Date;

use crate::xml::Element;

/// The earliest date of publication; of a year and a day inside it, the day.
///
/// The release to PMC and later updates are not the publication.
pub(super) fn published(meta: &Element) -> Option<Date> {
    let dates = meta.children_named("pub-date").filter(|date| {
        let kind = date.attr("pub-type").or_else(|| date.attr("date-type"));
        !matches!(
            kind,
            Some("pmc-release" | "update" | "updated" | "retracted" | "corrected" | "nihms-submitted")
        )
    });
    dates.filter_map(date).reduce(earlier)
}

fn earlier(a: Date, b: Date) -> Date {
    let (first, second) = if a <= b { (a, b) } else { (b, a) };
    // Of two that agree as far as both go, the second is the more precise one, as the order of dates has it.
    let contains = first.year() == second.year()
        && first.month().is_none_or(|month| second.month() == Some(month))
        && first.day().is_none();
    if contains { second } else { first }
}

fn date(element: &Element) -> Option<Date> {
    let number = |name: &str| -> Option<u8> { element.text_at(name)?.parse().ok() };
    let year = element.text_at("year")?.parse().ok()?;
    let month = number("month").or_else(|| month_of_name(&element.text_at("month")?));
    let day = month.and(number("day"));
    Date::new(year, month, day)
        .or_else(|_| Date::new(year, month, None))
        .or_else(|_| Date::new(year, None, None))
        .ok()
}

fn month_of_name(name: &str) -> Option<u8> {
    let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = name.get(..3)?.to_lowercase();
    (1..).zip(names).find(|(_, month)| *month == start).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, xml};

    #[track_caller]
    fn check(dates: &str, expected: &str) {
        let meta =
            xml::parse(&format!("<m>{dates}</m>"), &Limits::default()).expect("the sample is well formed");
        assert_eq!(published(&meta).map(|date| date.to_string()).unwrap_or_default(), expected, "{dates}");
    }

    #[test]
    fn the_earliest_and_most_precise_date_counts() {
        let epub = "<pub-date pub-type='epub'><day>5</day><month>3</month><year>2015</year></pub-date>";
        check(epub, "2015-03-05");
        check(&format!("<pub-date pub-type='collection'><year>2015</year></pub-date>{epub}"), "2015-03-05");
        check(
            &format!("{epub}<pub-date pub-type='collection'><month>3</month><year>2015</year></pub-date>"),
            "2015-03-05",
        );
        check(
            &format!("{epub}<pub-date pub-type='ppub'><month>2</month><year>2015</year></pub-date>"),
            "2015-02",
        );
        check(&format!("<pub-date pub-type='pmc-release'><year>2014</year></pub-date>{epub}"), "2015-03-05");
        check("<pub-date><day>31</day><month>Feb</month><year>2015</year></pub-date>", "2015-02");
        check("<pub-date><season>Spring</season><year>2015</year></pub-date>", "2015");
        check("<pub-date><year>n.d.</year></pub-date>", "");
    }
}
