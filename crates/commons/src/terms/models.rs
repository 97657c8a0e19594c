//! Three ready-made terms that a provider can take as they are. They are models, not legal advice, and say so.

use std::collections::BTreeSet;

use model::OfficeCode;

use super::{
    Consideration, DefensiveTermination, Duration, ExclusiveLicenceRule, NoticeDuty, OnWithdrawal,
    ReachThrough, Residence, Succession, Terms, Territory, Use, UserClass,
};
use crate::{Bilingual, Link, TermsId};

/// The three, by the names under which they are published: research for anyone; research, domestic, companies included;
/// research and evaluation for anyone, with commercial use under the conditions at `commercial_conditions`.
pub fn models(commercial_conditions: Link) -> [(TermsId, Terms); 3] {
    let japan = BTreeSet::from([OfficeCode::JP]);
    let research = research();
    let domestic = Terms {
        names: Bilingual::new(
            "モデル条項B: 研究利用、国内(企業を含む)",
            "Model terms B: research, domestic, companies included",
        ),
        users: BTreeSet::from([UserClass::NonProfit, UserClass::Companies]),
        residence: Residence::In(japan.clone()),
        territory: Territory::In(japan),
        text: Bilingual::new(
            include_str!("../../terms/model-research-domestic.ja.txt"),
            include_str!("../../terms/model-research-domestic.en.txt"),
        ),
        ..research.clone()
    };
    let evaluation = Terms {
        names: Bilingual::new(
            "モデル条項C: 研究及び評価、事業化の条件を事前に公表",
            "Model terms C: research and evaluation, commercial conditions announced in advance",
        ),
        uses: BTreeSet::from([Use::Research, Use::Evaluation, Use::Commercial]),
        on_withdrawal: OnWithdrawal::GraceMonths(12),
        consideration: Consideration::CommercialConditions(commercial_conditions),
        text: Bilingual::new(
            include_str!("../../terms/model-research-evaluation.ja.txt"),
            include_str!("../../terms/model-research-evaluation.en.txt"),
        ),
        ..research.clone()
    };
    [
        (named("model-research"), research),
        (named("model-research-domestic"), domestic),
        (named("model-research-evaluation"), evaluation),
    ]
}

fn research() -> Terms {
    Terms {
        names: Bilingual::new("モデル条項A: 研究利用、すべての人", "Model terms A: research, for anyone"),
        uses: BTreeSet::from([Use::Research]),
        users: BTreeSet::from([UserClass::Anyone]),
        residence: Residence::Anywhere,
        territory: Territory::Everywhere,
        duration: Duration::LifeOfRight,
        on_withdrawal: OnWithdrawal::OngoingWorkProtected,
        succession: Succession::Binding,
        exclusive_licence: ExclusiveLicenceRule::NoneGranted,
        defensive_termination: DefensiveTermination::AgainstLitigants,
        reach_through: ReachThrough::None,
        consideration: Consideration::Free,
        notice: NoticeDuty::Welcome,
        governing_law: Some(OfficeCode::JP),
        text: Bilingual::new(
            include_str!("../../terms/model-research.ja.txt"),
            include_str!("../../terms/model-research.en.txt"),
        ),
    }
}

fn named(name: &'static str) -> TermsId {
    // The three names are written above in the form that the type takes.
    name.parse().unwrap_or_else(|error| unreachable!("{error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> [(TermsId, Terms); 3] {
        models("https://example.org/conditions".parse().unwrap())
    }

    #[test]
    fn models_are_whole_and_say_that_they_are_models() {
        for (id, terms) in all() {
            assert_eq!(terms.check(), Ok(()), "{id}");
            assert!(terms.text.ja.starts_with(
                "この条項は提供者がそのまま、又は改めて使うためのモデルであり、法的助言ではありません。"
            ));
            assert!(terms.text.en.contains("It is not legal advice."));
            assert_eq!(
                terms.text.ja.lines().count(),
                terms.text.en.lines().count(),
                "{id}: clause by clause"
            );
        }
    }

    #[test]
    fn summaries_are_made_from_the_data() {
        let [(_, research), (_, domestic), (_, evaluation)] = all();
        let first = |terms: &Terms| terms.summary().swap_remove(0);
        assert_eq!(first(&research).en, "Open to anyone for research.");
        assert_eq!(first(&research).ja, "利用できる人: 誰でも。利用目的: 研究。");
        assert_eq!(
            first(&domestic).en,
            "Open to non-profit organisations or companies with a seat in JP for research."
        );
        assert_eq!(
            first(&domestic).ja,
            "利用できる人: 大学・公的機関等の非営利機関、企業(JPに所在するもの)。利用目的: 研究。"
        );
        let en: Vec<String> = evaluation.summary().into_iter().map(|line| line.en).collect();
        assert_eq!(
            en[0],
            "Open to anyone for research, evaluation and commercial use under announced conditions."
        );
        assert!(en.contains(&"Withdrawal: work begun before it may go on for 12 months.".to_owned()));
        assert!(en.contains(
            &"Consideration: none, except for commercial use, whose conditions are at https://example.org/conditions"
                .to_owned()
        ));
    }

    #[test]
    fn terms_that_contradict_themselves_are_refused() {
        let [(_, research), _, (_, evaluation)] = all();
        let wrong = [
            Terms { uses: BTreeSet::new(), ..research.clone() },
            Terms { users: BTreeSet::new(), ..research.clone() },
            Terms { territory: Territory::In(BTreeSet::new()), ..research.clone() },
            Terms { text: Bilingual::new("条項", ""), ..research.clone() },
            Terms { uses: BTreeSet::from([Use::Commercial]), ..research.clone() },
            Terms { uses: BTreeSet::from([Use::Research]), ..evaluation },
            Terms { duration: Duration::Years(0), ..research.clone() },
            Terms { on_withdrawal: OnWithdrawal::GraceMonths(0), ..research },
        ];
        for (i, terms) in wrong.iter().enumerate() {
            assert!(terms.check().is_err(), "{i}");
        }
    }
}
