"""The named ways of reading the score of a plan: as printed, as declared, as computed, and what the texts support."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from probidad.documents.report import Ink, Scenario
from probidad.rules.compliance import FULL, Aggregation, Item, Total, capped, total
from probidad.rules.finding import gettext_noop as _
from probidad.rules.planaudit.dates import complete_periods
from probidad.rules.planaudit.document import printed_total, row_hypotheses, same_rows_sum
from probidad.rules.planaudit.texts import stated_ratio
from probidad.rules.planfacts import PlanFacts
from probidad.rules.quantities import plain
from probidad.rules.textaudit import supported_count

LABELS = {
    Aggregation.MEAN_OF_ITEMS: _("Mean of activities"),
    Aggregation.MEAN_OF_COMPONENTS: _("Mean of components"),
    Aggregation.DUE_ONLY: _("Mean of activities expected at the cut-off"),
    Aggregation.WEIGHTED: _("Weighted mean"),
    Aggregation.FULFILLED_OVER_PROGRAMMED: _("Activities fulfilled over programmed"),
}
FORMULAS = {
    Aggregation.MEAN_OF_ITEMS: _("Sum of the percentages of the activities divided by how many there are."),
    Aggregation.MEAN_OF_COMPONENTS: _("Mean of each component; then the mean of those means."),
    Aggregation.DUE_ONLY: _("As the mean of activities, with only those expected at the cut-off."),
    Aggregation.WEIGHTED: _(
        "Sum of weight times percentage divided by the sum of weights. The plan gives the weights."
    ),
    Aggregation.FULFILLED_OVER_PROGRAMMED: _("Activities at 100 divided by all the activities, times 100."),
}


def own_counts(plan: PlanFacts) -> dict[int, Fraction]:
    """Activities whose remarks count M of N in figures, with the points that the count supports."""
    found: dict[int, Fraction] = {}
    for a in plan.activities:
        ratio = stated_ratio(a.observation)
        if ratio and a.computed is not None and a.target_points:
            share = Fraction(*ratio) * FULL
            points = capped(share * FULL / a.target_points) if a.kind == "percent" else capped(share)
            reported = a.value_points if a.kind == "percent" else a.computed
            if reported is not None and abs(share - reported) > 1:
                found[a.number] = points
    return found


def from_text(plan: PlanFacts) -> dict[int, Fraction]:
    """Activities that declare more periods than are complete, or whose remarks name an exception to a whole."""
    found: dict[int, Fraction] = {}
    for a in plan.activities:
        if a.computed is None:
            continue
        done = complete_periods(a, plan)
        if done is not None and a.value_points is not None and a.value_points > done and a.target_points:
            found[a.number] = capped(Fraction(done) * FULL / a.target_points)
            continue
        counted = supported_count(a.observation) if a.kind == "count" and a.computed >= FULL else None
        if counted and 0 <= counted[0] < counted[1]:
            found[a.number] = Fraction(*counted) * FULL
    return found


def scenarios(
    plan: PlanFacts,
    declared: Sequence[Item],
    computed: Sequence[Item],
    *,
    proposed: dict[int, str],
    weighted: bool,
) -> tuple[Scenario, ...]:
    """Every scenario that the document allows, the printed figure first. ``proposed`` gives the key of the component
    that the repair proposes for each activity that would move."""
    found = [*_printed(plan)]
    found += _ways(Ink.DECLARED, "declared", declared, weighted=weighted)
    if proposed:
        moved = [replace(item, component=proposed.get(item.number, item.component)) for item in declared]
        result = total(moved, Aggregation.MEAN_OF_COMPONENTS)
        label = _("Declared: mean of components once the proposed headings are put right")
        facts = (("rows", ", ".join(map(str, sorted(proposed)))), ("components", str(len(result.shares))))
        formula = _("Rows under another heading: %(rows)s. Mean of %(components)s components.")
        found.append(
            Scenario("declared_components_repaired", Ink.DECLARED, label, formula, facts, result.value, result)
        )
    found += _ways(Ink.COMPUTED, "recomputed", computed, weighted=weighted)
    found += _corrected(plan, computed)
    found += _hypotheses(plan)
    return tuple(found)


def _printed(plan: PlanFacts) -> list[Scenario]:
    if plan.printed is None or plan.printed.number is None:
        return []
    label = _("As the document prints it")
    formula = _("Copied from the document; how it was added up is not said.")
    return [Scenario("printed", Ink.DECLARED, label, formula, (), plan.printed.number, None)]


_SUFFIX = {
    Aggregation.MEAN_OF_ITEMS: "",
    Aggregation.MEAN_OF_COMPONENTS: "_components",
    Aggregation.DUE_ONLY: "_due_only",
    Aggregation.WEIGHTED: "_weighted",
    Aggregation.FULFILLED_OVER_PROGRAMMED: "_fulfilled",
}


def _ways(ink: Ink, key: str, items: Sequence[Item], *, weighted: bool) -> list[Scenario]:
    found = []
    for aggregation in Aggregation:
        if aggregation is Aggregation.WEIGHTED and not weighted:
            continue
        result = total(items, aggregation)
        if result.value is not None:
            name = key + _SUFFIX[aggregation]
            found.append(Scenario(name, ink, LABELS[aggregation], FORMULAS[aggregation], (), result.value, result))
    return found


def _with(items: Sequence[Item], changes: dict[int, Fraction]) -> Total:
    changed = [replace(item, value=changes.get(item.number, item.value)) for item in items]
    return total(changed, Aggregation.MEAN_OF_ITEMS)


def _corrected(plan: PlanFacts, computed: Sequence[Item]) -> list[Scenario]:
    found: list[Scenario] = []
    counts = own_counts(plan)
    texts = {number: points for number, points in from_text(plan).items() if number not in counts}
    if counts:
        label = _("Computed, with the counts that the remarks give in figures")
        found.append(_changed("own_counts", label, computed, counts))
    if texts:
        label = _("Computed, with the counts of the remarks and the periods and exceptions that they tell")
        found.append(_changed("from_text", label, computed, {**counts, **texts}))
    return found


def _changed(key: str, label: str, computed: Sequence[Item], changes: dict[int, Fraction]) -> Scenario:
    result = _with(computed, changes)
    facts = (("rows", ", ".join(map(str, sorted(changes)))),)
    formula = _("Mean of activities; rows that change: %(rows)s. A suggestion: a person decides.")
    return Scenario(key, Ink.COMPUTED, label, formula, facts, result.value, result, tuple(sorted(changes.items())))


def _hypotheses(plan: PlanFacts) -> list[Scenario]:
    if plan.printed is None or plan.printed.number is None or not list(printed_total(plan)):
        return []
    declared = [a.declared for a in plan.activities if a.declared is not None]
    added = sum(declared, Fraction(0))
    found: list[Scenario] = []
    lost = row_hypotheses(len(declared), added, plan.printed.number)
    if lost:
        extra, (points, _most) = min(lost.items())
        value = (added + points) / (len(declared) + extra)
        facts = (("sum", plain(added + points)), ("rows", str(len(declared) + extra)), ("points", str(points)))
        label = _("Hypothesis: a row was lost")
        formula = _("%(sum)s / %(rows)s: the listed rows and %(points)s points more in lost rows. Not proved.")
        found.append(Scenario("missing_row", Ink.DECLARED, label, formula, facts, value, None, (), True))
    rival = same_rows_sum(len(declared), plan.printed.number)
    if rival is not None and rival != added:
        facts = (("sum", str(rival)), ("rows", str(len(declared))), ("points", plain(abs(rival - added))))
        label = _("Rival hypothesis: a figure was changed inside a listed row")
        formula = _("%(sum)s / %(rows)s: the same rows with %(points)s points more. Not proved.")
        if rival < added:
            formula = _("%(sum)s / %(rows)s: the same rows with %(points)s points less. Not proved.")
        value = Fraction(rival, len(declared))
        found.append(Scenario("lost_points", Ink.DECLARED, label, formula, facts, value, None, (), True))
    return found
