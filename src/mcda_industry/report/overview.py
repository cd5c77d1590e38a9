"""A study at a glance, as tables: rankings side by side, weights, stability, leaders and recommendations."""

from collections.abc import Mapping, Sequence

import numpy as np

from mcda_industry.concordance import agreement
from mcda_industry.errors import DecisionError, did_you_mean, quoted
from mcda_industry.records import FrozenMap
from mcda_industry.report.tables import Table, number, share
from mcda_industry.sensitivity.acceptability import Acceptability
from mcda_industry.study import Study
from mcda_industry.weighting.pairwise import Priorities

WORDS = {
    "fr": {
        "rankings": "Classements ({n} options, {m} critères)",
        "rank": "rang",
        "agreement": "Accord entre les méthodes (tau de Kendall)",
        "judges": "Poids des groupes de critères selon les juges, et cohérence de leurs jugements",
        "ratio": "RC",
        "consistent": "cohérent",
        "inconsistent": "à reprendre (RC > 0,1)",
        "random_index": "indice aléatoire",
        "weights": "Poids",
        "weight": "poids",
        "criterion": "critère",
        "stability": "Intervalle de stabilité de chaque poids, par {method} (exact)",
        "order": "tout l'ordre",
        "best": "le premier",
        "places": "les {k} premiers",
        "leaders": "Premier rang quand les poids sont incertains ({draws} tirages)",
        "any": "tous poids",
        "around": "autour des poids",
        "within": "parmi les {k}",
        "recommendations": "Recommandations",
        "findings": "À regarder avant de se fier au classement",
    },
    "en": {
        "rankings": "Rankings ({n} alternatives, {m} criteria)",
        "rank": "rank",
        "agreement": "Agreement between the methods (Kendall's tau)",
        "judges": "Weights of the groups of criteria by judge, and how consistent the judgements are",
        "ratio": "CR",
        "consistent": "consistent",
        "inconsistent": "to be revised (CR > 0.1)",
        "random_index": "random index",
        "weights": "Weights",
        "weight": "weight",
        "criterion": "criterion",
        "stability": "Stability interval of each weight, by {method} (exact)",
        "order": "whole order",
        "best": "leader",
        "places": "best {k}",
        "leaders": "First place when the weights are uncertain ({draws} draws)",
        "any": "any weights",
        "around": "around the weights",
        "within": "among the {k}",
        "recommendations": "Recommendations",
        "findings": "What to look at before trusting the ranking",
    },
}


def overview(
    study: Study,
    lang: str = "en",
    priorities: Mapping[str, Priorities] = FrozenMap(),
    any_weights: Acceptability | None = None,
) -> tuple[Table, ...]:
    """The study as tables in French or English.

    Parameters
    ----------
    study
        The study to show.
    lang
        "fr" or "en".
    priorities
        The priorities of the judges, or of their group, by name, to show how consistent their judgements are.
    any_weights
        An acceptability under another law of the weights, shown beside the study's own.

    Raises
    ------
    DecisionError
        If there are no words in this language.
    """
    if lang not in WORDS:
        said = f"There are no words in the language {quoted(lang)}; {did_you_mean(lang, WORDS)}"
        raise DecisionError(said, code="unknown_language", field="lang")
    words = WORDS[lang]
    tables = [_rankings(study, lang)]
    if len(study.rankings) > 1:
        tables.append(_agreement(study, lang))
    if priorities:
        tables.append(_judges(priorities, lang))
    tables += [_weights(study, lang), _stability(study, lang), _leaders(study, lang, any_weights)]
    found = tuple(finding.sentence(lang) for finding in study.findings)
    return (
        *tables,
        Table(words["findings"], notes=tuple(f"- {said}" for said in found)),
        _recommendations(study, lang),
    )


def _title(study: Study, name: str, lang: str) -> str:
    title = study.titles.get(name, {}).get(lang, "")
    return title if len(title) <= 48 else title[:47] + "…"


def _rankings(study: Study, lang: str) -> Table:
    words, methods = WORDS[lang], tuple(study.rankings)
    rows = [
        (name, *(str(study.rankings[method].rank_of(name)) for method in methods), _title(study, name, lang))
        for name in study.ranking.order
    ]
    notes = [f"{m}: " + ", ".join(f"{k} = {v}" for k, v in study.rankings[m].conventions.items()) for m in methods]
    n, m = study.problem.values.shape
    return Table(words["rankings"].format(n=n, m=m), ("", *methods, ""), tuple(rows), tuple(notes))


def _agreement(study: Study, lang: str) -> Table:
    found = agreement(study.rankings)
    rows = (
        (name, *(number(value, 2, lang) for value in row))
        for name, row in zip(found.rankings, found.kendall, strict=True)
    )
    return Table(WORDS[lang]["agreement"], ("", *found.rankings), tuple(rows))


def _judges(priorities: Mapping[str, Priorities], lang: str) -> Table:
    words = WORDS[lang]
    items = next(iter(priorities.values())).weights
    rows = (
        (
            judge,
            *(share(found.weights[item], lang) for item in items),
            number(found.lambda_max, 3, lang),
            number(found.consistency_ratio, 3, lang),
            words["consistent"] if found.is_consistent else words["inconsistent"],
        )
        for judge, found in priorities.items()
    )
    tables = ", ".join(sorted({found.random_index for found in priorities.values()}))
    note = f"{words['random_index']} : {tables}" if lang == "fr" else f"{words['random_index']}: {tables}"
    return Table(words["judges"], ("", *items, "λ max", words["ratio"], ""), tuple(rows), (note,))


def _weights(study: Study, lang: str) -> Table:
    shares = study.settled_weights.shares
    rows = ((c.name, share(shares[c.name], lang), c.called(lang)) for c in study.problem.criteria)
    return Table(WORDS[lang]["weights"], (WORDS[lang]["criterion"], WORDS[lang]["weight"], ""), tuple(rows))


def _stability(study: Study, lang: str) -> Table:
    words, k = WORDS[lang], study.number_of_places
    kept = [study.stability("order"), study.stability("best"), study.stability(k)]
    rows = []
    for criterion in study.problem.criterion_names:
        spans = (f"{number(i.low, 3, lang)} – {number(i.high, 3, lang)}" for i in (found[criterion] for found in kept))
        rows.append((criterion, number(kept[0][criterion].weight, 3, lang), *spans))
    heading = (words["criterion"], words["weight"], words["order"], words["best"], words["places"].format(k=k))
    notes = (kept[1].sentence(kept[1].tightest, lang),)
    return Table(words["stability"].format(method=study.ranking.method), heading, tuple(rows), notes)


def _leaders(study: Study, lang: str, any_weights: Acceptability | None) -> Table:
    words, k = WORDS[lang], study.number_of_places
    shown = [study.acceptability] if any_weights is None else [study.acceptability, any_weights]
    firsts = np.stack([found.rank_acceptability[:, 0] for found in shown], axis=1)
    within = study.acceptability.within(k)
    order = [i for i in np.lexsort(-firsts.T[::-1]) if firsts[i].max() >= 0.0005]
    names = study.problem.alternatives
    rows = [
        (names[i], *(share(first, lang) for first in firsts[i]), share(within[i], lang), _title(study, names[i], lang))
        for i in order
    ]
    laws: Sequence[str] = (words["around"], words["any"])[: len(shown)]
    heading = ("", *laws, words["within"].format(k=k), "")
    notes = tuple(f"{law}: {found.law.sentence(lang)}" for law, found in zip(laws, shown, strict=True))
    return Table(words["leaders"].format(draws=study.draws), heading, tuple(rows), notes)


def _recommendations(study: Study, lang: str) -> Table:
    words = WORDS[lang]
    sentences = tuple(f"- {recommendation.sentence(lang)}" for recommendation in study.recommendations)
    return Table(words["recommendations"], notes=sentences)
