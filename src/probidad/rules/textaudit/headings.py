"""Whether a row stands under the heading that its subject belongs to."""

from collections.abc import Iterator

from probidad.rules.finding import Finding, Nature, Severity
from probidad.rules.finding import gettext_noop as _
from probidad.rules.language import STOP, content, stem, words
from probidad.rules.planfacts import ActivityFacts, PlanFacts, Rule

LEAST_SHARED = 2  # stems
LEAST_SHARE = 0.5  # of the stems of the activity


def proposed_components(plan: PlanFacts) -> dict[int, str]:
    """Number of the activity to the heading that it seems to belong to; empty for a heading that was lost.

    A row at the edge of a block whose subject is that of the neighbouring block, or an objective written without its
    heading where all the others come together.
    """
    found = {number: "" for number in _lost_headings(plan)}
    blocks = _blocks(plan)
    for index, block in enumerate(blocks):
        for edge, neighbour in ((-1, index + 1), (0, index - 1)):
            if not 0 <= neighbour < len(blocks) or len(block) < 2:
                continue
            row = block[edge]
            written_here = "component" in row.written
            if row.number not in found and not written_here and _belongs(row, block, blocks[neighbour]):
                found[row.number] = blocks[neighbour][0].component
    return found


def _lost_headings(plan: PlanFacts) -> list[int]:
    before = [None, *(a.objective for a in plan.activities)]
    with_objective = [
        a
        for a, last in zip(plan.activities, before, strict=False)
        if "objective" in a.written and ("component" in a.written or a.objective != last)
    ]
    alone = [a.number for a in with_objective if "component" not in a.written]
    together = len(with_objective) - len(alone)
    return alone if together >= 3 and len(alone) <= together // 3 else []


def _blocks(plan: PlanFacts) -> list[list[ActivityFacts]]:
    blocks: list[list[ActivityFacts]] = []
    for a in plan.activities:
        if blocks and blocks[-1][0].component == a.component:
            blocks[-1].append(a)
        else:
            blocks.append([a])
    return blocks


def _subject(rows: list[ActivityFacts]) -> frozenset[str]:
    stems: frozenset[str] = content(rows[0].component)
    for a in rows:
        stems |= content(a.action) | content(a.indicator)
    return stems


def _belongs(row: ActivityFacts, own: list[ActivityFacts], other: list[ActivityFacts]) -> bool:
    stems = content(row.action) | content(row.indicator)
    here = stems & _subject([a for a in own if a is not row])
    there = stems & _subject(other)
    if not stems or here or len(there) < LEAST_SHARE * len(stems):
        return False
    # one shared word is little: then a whole phrase must be shared too
    return len(there) >= LEAST_SHARED or any(_phrases(row.action) & _phrases(a.action) for a in other)


def _phrases(text: str) -> set[tuple[str, ...]]:
    """Runs of three words of a text, without those that only join."""
    kept = [stem(word) for word in words(text) if word not in STOP and not word.isdigit()]
    return {tuple(kept[index : index + 3]) for index in range(len(kept) - 2)}


def misplaced(plan: PlanFacts) -> Iterator[Finding]:
    for number, name in sorted(proposed_components(plan).items()):
        if name:
            yield Finding(
                "R-MERGE",
                Severity.MEDIUM,
                number,
                _("The subject of the activity is that of «%(name)s», not of the heading above it."),
                {"name": name},
                _("The heading under which the plan approved the activity."),
                ("component", "action"),
                Nature.SUGGESTION,
            )
        else:
            yield Finding(
                "R-MERGE",
                Severity.HIGH,
                number,
                _("An objective of its own is written and no heading: the name of a component seems to be lost."),
                {},
                _("The name of the component in the approved plan."),
                ("component", "objective"),
                Nature.SUGGESTION,
            )


RULES = (Rule("R-MERGE", Severity.MEDIUM, Nature.SUGGESTION, misplaced),)
