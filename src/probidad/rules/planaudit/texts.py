"""Deterministic rules that compare numbers and copies inside texts: no guess about meaning."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from fractions import Fraction
from functools import lru_cache

from probidad.rules.compliance import FULL, Kind, round_half_up
from probidad.rules.finding import Finding, Nature, Severity
from probidad.rules.finding import gettext_noop as _
from probidad.rules.language import fold, words
from probidad.rules.planfacts import ActivityFacts, PlanFacts, Rule
from probidad.rules.quantities import plain, read_number

COPY = 0.95  # character similarity of normalised texts
ALIKE = 0.80  # from here on two remarks are alike enough to ask
FEWEST_WORDS = 2  # one word (Sí, Cumplida) is alike without being copied
COMMON_RUN = 50  # a run of words that more texts have tells nothing
_PERCENTAGE = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,4})?)\s*(?:%|por ciento\b)", re.IGNORECASE)
_MONTH = r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)"
_OF_WHICH = re.compile(
    r"\b(\d{1,6})\b(?!\s*%)[^.;\d]{0,60}?\bde (?:las|los) (?:cuales|que)\b[^.;\d]{0,60}?\b(\d{1,6})\b(?!\s*%)",
    re.IGNORECASE,
)
_OUT_OF = re.compile(
    r"(?<![\d/.,])\b(\d{1,6})\b(?!\s*%)(?:\s+[^\W\d]+){0,3}?\s+de\s+(?:(?:un total de|las|los|un)\s+)?"
    rf"(\d{{1,6}})\b(?!\s*%)(?!\s+(?:de\s+)?{_MONTH})(?!\s+del?\s+(?:19|20)\d\d\b)",
    re.IGNORECASE,
)
_ACT = re.compile(
    r"(?:resoluci[oó]n|decreto|acuerdo|ley|circular|ordenanza|contrato|convenio|acta|oficio|radicado|directiva|art[ií]culo|"
    r"n[oº°]\.?|n[uú]mero|num\.?|#)\s*(?:n[oº°]\.?\s*)?$",
    re.IGNORECASE,
)


def percentages(text: str) -> list[Fraction]:
    """Percentages written in ``text``, in points, in order."""
    return [Fraction(match[1].replace(",", ".")) for match in _PERCENTAGE.finditer(text)]


def stated_ratio(text: str) -> tuple[int, int] | None:
    """``(M, N)`` where the text says *N … de las cuales … M* or *M de N* with 0 <= M <= N; years, dates and numbers
    of acts are not ratios."""
    for match in _OF_WHICH.finditer(text):
        whole, part = int(match[1]), int(match[2])
        if _counts(text, match.start(1), whole) and part <= whole:
            return part, whole
    for match in _OUT_OF.finditer(text):
        part, whole = int(match[1]), int(match[2])
        if _counts(text, match.start(1), whole) and part <= whole and not _act_before(text, match.start(2)):
            return part, whole
    return None


def _counts(text: str, at: int, whole: int) -> bool:
    return whole > 0 and not 1900 <= whole <= 2100 and not _act_before(text, at)


def _act_before(text: str, at: int) -> bool:
    return _ACT.search(text[max(0, at - 40) : at]) is not None


def text_target(plan: PlanFacts) -> Iterator[Finding]:
    for a in plan.activities:
        written = percentages(a.action)
        if a.kind is not Kind.PERCENT or a.target_points is None or not written or a.target_points in written:
            continue
        yield Finding(
            "R-TEXT-TARGET",
            Severity.HIGH,
            a.number,
            _("The activity says %(text)s %% and the target is %(target)s (read as %(read)s %%): which of them holds?"),
            {"text": ", ".join(map(plain, written)), "target": a.target.text, "read": plain(a.target_points)},
            _("The target as the plan approved it."),
            ("action", "target"),
        )


def observed_ratio(plan: PlanFacts) -> Iterator[Finding]:
    for a in plan.activities:
        ratio = stated_ratio(a.observation)
        if ratio is None or a.value_points is None:
            continue
        share = Fraction(ratio[0], ratio[1]) * FULL
        # a count is compared as a share of its target
        reported = a.value_points if a.kind is Kind.PERCENT else a.computed
        if reported is None or abs(share - reported) <= 1:
            continue
        yield Finding(
            "R-OBS-RATIO",
            Severity.HIGH,
            a.number,
            _("The remarks count %(part)s of %(whole)s, which is %(share)s %%; the value reported is %(value)s."),
            {
                "part": str(ratio[0]),
                "whole": str(ratio[1]),
                "share": round_half_up(share),
                "value": a.value.text,
            },
            _("The list that was counted, with what is done and what is not."),
            ("value", "observation"),
        )


def observed_count(plan: PlanFacts) -> Iterator[Finding]:
    for a in plan.activities:
        if a.value_points is None:
            continue
        if a.kind is Kind.PERCENT:
            stated = [plain(share) for share in percentages(a.observation)]
            differs = stated and plain(a.value_points) not in stated
        else:
            counted = _counted(a)
            stated = [plain(counted)] if counted is not None else []
            differs = counted is not None and counted != a.value_points
        if differs:
            yield Finding(
                "R-OBS-COUNT",
                Severity.LOW,
                a.number,
                _("The remarks say %(stated)s and the value reported is %(value)s."),
                {"stated": ", ".join(stated), "value": a.value.text},
                _("The figure that holds, with its list."),
                ("value", "observation"),
            )


_NUMBER_OF = re.compile(
    r"^\W*(?:n[uú]mero|n[oº°]\.?|cantidad|total)\s*(?:de\s+)?(?:l[ao]s\s+)?([^\W\d_]{4,})", re.IGNORECASE
)


def _counted(a: ActivityFacts) -> Fraction | None:
    """The number that stands before the counted noun of the indicator in the remarks (*83 boletines*)."""
    noun = _NUMBER_OF.match(a.indicator)
    if noun is None:
        return None
    stem = _stem(noun[1])
    numbers = [
        read_number(match[1]).number
        for match in re.finditer(r"(?<![\d.,/])(\d[\d.]*)\s+([^\W\d_]{3,})", a.observation)
        if _stem(match[2]) == stem and not _act_before(a.observation, match.start(1))
    ]
    found = [number for number in numbers if number is not None]
    if not found or a.value_points in found:
        return None
    return found[0]


def _stem(noun: str) -> str:
    bare = fold(noun)
    return bare.removesuffix("es") if bare.endswith(("nes", "les", "res", "des")) else bare.removesuffix("s")


def copied(plan: PlanFacts) -> Iterator[Finding]:
    twins = first_twins((first, second) for first, second, ratio in alike_remarks(plan) if ratio >= COPY)
    for number in twins:
        yield Finding(
            "R-OBS-DUP",
            Severity.MEDIUM,
            number,
            _("The remarks are the same as those of row %(twin)s."),
            {"twin": str(twins[number])},
            _("What was done in each of the two activities."),
            ("observation",),
        )


def first_twins(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """For each activity of the pairs, in order of number, the first other that it goes with."""
    twins: dict[int, int] = {}
    for first, second in pairs:
        twins.setdefault(first, second)
        twins.setdefault(second, first)
    return dict(sorted(twins.items()))


def alike_remarks(plan: PlanFacts) -> tuple[tuple[int, int, float], ...]:
    """Pairs of activities whose remarks are alike from :data:`ALIKE` on, with how much."""
    told = ((a.number, words(a.observation)) for a in plan.activities)
    return _alike(tuple((number, " ".join(text)) for number, text in told if len(text) >= FEWEST_WORDS))


@lru_cache(maxsize=2)  # two rules look at the same remarks, one after the other
def _alike(texts: tuple[tuple[int, str], ...]) -> tuple[tuple[int, int, float], ...]:
    return tuple(near_copies(texts, ALIKE))


def near_copies(texts: Sequence[tuple[int, str]], least: float) -> Iterator[tuple[int, int, float]]:
    """Pairs of numbers whose texts (already normalised) have a character similarity of ``least`` or more.

    Candidates share a run of three words that at most :data:`COMMON_RUN` texts have, so the work stays near linear;
    texts too short for that are compared whole.
    """
    same: dict[str, int] = {}
    runs: dict[tuple[str, ...], list[int]] = {}
    own: dict[int, set[tuple[str, ...]]] = {}
    kept: dict[int, str] = {}
    letters: dict[int, Counter[str]] = {}
    for number, text in texts:
        if text in same:
            yield same[text], number, 1.0
            continue
        same[text], kept[number], letters[number] = number, text, Counter(text)
        parts = text.split()
        own[number] = {tuple(parts[i : i + 3]) for i in range(max(1, len(parts) - 2))}
        for run in own[number]:
            runs.setdefault(run, []).append(number)
    place = {number: index for index, number in enumerate(kept)}
    for number, text in kept.items():
        found = {other for run in own[number] if len(runs[run]) <= COMMON_RUN for other in runs[run]}
        earlier = sorted((other for other in found if place[other] < place[number]), key=place.__getitem__)
        matcher: SequenceMatcher[str] | None = None
        for other in earlier:
            if _most_alike(kept[other], text, letters[other], letters[number]) < least:
                continue
            matcher = matcher or SequenceMatcher(None, "", text, autojunk=False)
            matcher.set_seq1(kept[other])
            ratio = matcher.ratio()
            if ratio >= least:
                yield other, number, ratio


def _most_alike(first: str, second: str, some: Mapping[str, int], others: Mapping[str, int]) -> float:
    """The similarity cannot be above this: letters that both have, whatever their order."""
    whole = len(first) + len(second)
    if 2 * min(len(first), len(second)) < ALIKE * whole:
        return 2 * min(len(first), len(second)) / whole
    return 2 * sum(min(count, others.get(letter, 0)) for letter, count in some.items()) / whole


RULES = (
    Rule("R-TEXT-TARGET", Severity.HIGH, Nature.DETERMINISTIC, text_target),
    Rule("R-OBS-RATIO", Severity.HIGH, Nature.DETERMINISTIC, observed_ratio),
    Rule("R-OBS-COUNT", Severity.LOW, Nature.DETERMINISTIC, observed_count),
    Rule("R-OBS-DUP", Severity.MEDIUM, Nature.DETERMINISTIC, copied),
)
