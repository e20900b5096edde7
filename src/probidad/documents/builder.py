"""From an understood matrix to the one frozen report: facts, findings, scores, places."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from fractions import Fraction

from probidad import __version__
from probidad.documents.cells import Place, Remark, Workbook
from probidad.documents.matrix.filling import Line, Read
from probidad.documents.matrix.rows import RowKind
from probidad.documents.matrix.understanding import Matrix, understand
from probidad.documents.matrix.values import Valued
from probidad.documents.refusal import RefusalError
from probidad.documents.report import (
    FIELDS,
    Activity,
    Column,
    Component,
    Entry,
    Framework,
    OriginalCell,
    Quantity,
    Quote,
    Report,
    Source,
)
from probidad.documents.scenarios import scenarios
from probidad.frameworks.loader import PlanFramework, column_synonyms, framework, in_force, plan_frameworks
from probidad.rules.compliance import Aggregation, Item, State, total
from probidad.rules.compliance import state as state_of
from probidad.rules.finding import DOCUMENT, Finding
from probidad.rules.finding import gettext_noop as _
from probidad.rules.language import fold
from probidad.rules.planaudit import RULES, VERSION, audit
from probidad.rules.planaudit.document import expected
from probidad.rules.planfacts import NumberFacts, PlanFacts, Rule
from probidad.rules.quantities import Scale, without_markup
from probidad.rules.textaudit import SUGGESTIONS, proposed_components

LEAST_ALIKE = 0.69
_OTHER_WORDS = {"transferencia", "transferencias"}  # real words that look like a keyword
NEWEST = date(2025, 1, 1)  # framework day of a document that says no period


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person may settle before the file is read; empty means as the document says."""

    sheet: str = ""
    vigencia: int | None = None
    cut_off: date | None = None
    entity: str = ""
    framework: str = ""
    aggregation: Aggregation = Aggregation.MEAN_OF_ITEMS
    country: str = "co"


def all_rules() -> tuple[Rule, ...]:
    """Deterministic rules and the suggestions that are precise enough to be on."""
    return (*RULES, *(rule for rule in SUGGESTIONS if rule.on))


def build(workbook: Workbook, choices: Choices | None = None, *, rules: Iterable[Rule] | None = None) -> Report:
    """Understand ``workbook`` and report on it. Raises :class:`RefusalError` when it holds no one matrix
    or the framework chosen is not known."""
    chosen = choices or Choices()
    matrix = understand(
        workbook,
        column_synonyms(),
        sheet=chosen.sheet,
        vigencia=chosen.vigencia,
        cut_off=chosen.cut_off,
    )
    law = _framework(chosen, matrix)
    plan = facts_of(matrix, law)
    moved = proposed_components(plan)
    findings = audit(plan, all_rules() if rules is None else rules)
    return _Assembly(workbook, matrix, law, plan, chosen, moved).report(findings)


def _framework(chosen: Choices, matrix: Matrix) -> PlanFramework:
    if chosen.framework:
        try:
            return framework(chosen.country, chosen.framework)
        except LookupError:
            facts = {"text": chosen.framework, "known": ", ".join(plan_frameworks(chosen.country))}
            raise RefusalError(
                _("«%(text)s» is not a framework of plans."), remedy=_("Use one of: %(known)s."), facts=facts
            ) from None
    day = matrix.cut_off or (date(matrix.vigencia, 1, 31) if matrix.vigencia else NEWEST)
    return in_force(chosen.country, "plan", day)


def facts_of(matrix: Matrix, law: PlanFramework) -> PlanFacts:
    """What the audit rules look at."""
    names = tuple(dict.fromkeys(line.facts.component for line in matrix.lines if line.facts.component))
    answered = {official for name in names if (official := official_component(name, law))}
    required = tuple(
        (part.key, part.name_es) for part in law.components if part.key not in answered and not part.optional
    )
    dated = [line for line in matrix.lines if line.due.days]
    printed = matrix.printed.facts if matrix.printed else None
    cells = [read.text for line in matrix.lines for read in line.line.reads.values()]
    return PlanFacts(
        activities=tuple(line.facts for line in matrix.lines),
        components=names,
        cut_off=matrix.cut_off,
        vigencia=matrix.vigencia,
        cut_off_days=tuple((day.month, day.day) for day in law.cut_offs),
        required_components=required if names else (),
        years_missing=bool(dated) and any(line.due.no_year for line in dated),
        printed=printed,
        printed_markup=printed is not None and without_markup(printed.text) != printed.text.strip(),
        markup_cells=tuple(
            index for index, text in enumerate(cells) if "<" in text and without_markup(text) != text.strip()
        ),
    )


def official_component(name: str, law: PlanFramework) -> str:
    """Key of the component of the framework that a heading answers to, by its keywords; small spelling damage is
    forgiven. Empty where none answers."""
    folded = fold(name)
    words = folded.replace("-", " ").split()
    for part in law.components:
        for keyword in (part.name_es, *part.keywords):
            wanted = fold(keyword)
            if wanted in folded:
                return part.key
            if " " not in wanted and any(_damaged(word, wanted) for word in words):
                return part.key
    return ""


def _damaged(word: str, wanted: str) -> bool:
    """Whether ``word`` is ``wanted`` with the damage of a scan: same ends, most letters kept."""
    if len(wanted) < 8 or abs(len(word) - len(wanted)) > 2 or word in _OTHER_WORDS:
        return False
    same_ends = word[:3] == wanted[:3] and word[-2:] == wanted[-2:]
    return same_ends and SequenceMatcher(None, wanted, word).ratio() >= LEAST_ALIKE


class _Assembly:
    """Puts the report together from its parts; lives only inside :func:`build`."""

    def __init__(
        self,
        workbook: Workbook,
        matrix: Matrix,
        law: PlanFramework,
        plan: PlanFacts,
        chosen: Choices,
        moved: Mapping[int, str],
    ) -> None:
        self.workbook, self.matrix, self.law, self.plan, self.chosen, self.moved = (
            workbook, matrix, law, plan, chosen, moved,
        )  # fmt: skip
        self.rows = {entry.row.number: entry.row for entry in matrix.told}
        self.keys = {name: f"c{n}" for n, name in enumerate(dict.fromkeys(a.component for a in plan.activities), 1)}

    def report(self, findings: Sequence[Finding]) -> Report:
        matrix, chosen = self.matrix, self.chosen
        declared, computed = self.items()
        activities = tuple(
            replace(self.activity(line), declared_due=first.due, computed_due=second.due)
            for line, first, second in zip(matrix.lines, declared, computed, strict=True)
        )
        has_weights = any(line.weight is not None for line in matrix.lines)
        header = matrix.header
        return Report(
            title=matrix.preamble.title,
            entity=chosen.entity or matrix.preamble.entity,
            vigencia=matrix.vigencia,
            cut_off=matrix.cut_off,
            cut_off_text=matrix.preamble.cut_off_text,
            source=self.source(),
            framework=Framework(self.law.key, self.law.name_es, self.law.version, self.law.source),
            bands=self.law.bands,
            columns=tuple(Column(header.field_of(at), text, at) for at, text in sorted(header.headings.items())),
            components=self.components(declared, computed),
            activities=activities,
            entries=self.entries(findings, activities),
            printed=self.printed(),
            declared=total(declared, chosen.aggregation),
            computed=total(computed, chosen.aggregation),
            verified=total(
                [replace(item, value=a.verified, due=False) for item, a in zip(declared, activities, strict=True)],
                chosen.aggregation,
            ),
            scenarios=scenarios(self.plan, declared, computed, proposed=self.proposals(), weighted=has_weights),
            signatures=self.rows_of(RowKind.SIGNATURE),
            notes=self.rows_of(RowKind.NOTE),
            remarks=self.remarks(),
            program_version=__version__,
            rules_version=VERSION,
        )

    def source(self) -> Source:
        book = self.workbook
        return Source(
            book.file, self.matrix.sheet.name, book.format, book.sha256, book.size, book.encoding, book.delimiter
        )

    def remarks(self) -> tuple[Remark, ...]:
        found = list(self.matrix.remarks)
        if self.matrix.cut_off is None:
            message = _("No cut-off was found in the document: rules on dates did not run. Give it with --corte.")
            found.append(Remark("header", message))
        if self.matrix.vigencia is None:
            message = _("No period was found in the document. Give the year with --vigencia.")
            found.append(Remark("header", message))
        return tuple(found)

    def items(self) -> tuple[list[Item], list[Item]]:
        declared, computed = [], []
        for line in self.matrix.lines:
            a = line.facts
            key, due = self.keys[a.component], expected(a, self.plan)
            declared.append(
                Item(a.number, key, a.declared, due and "declared" in self.matrix.header.fields, line.weight)
            )
            # a value that is written but cannot be computed is left out; a blank one counts 0 once due
            blank = "value" in self.matrix.header.fields and not a.value.text.strip()
            computed.append(Item(a.number, key, a.computed, due and (blank or a.computed is not None), line.weight))
        return declared, computed

    def proposals(self) -> dict[int, str]:
        """Key of the proposed component of each activity that would move; a lost heading gets a key of its own."""
        found: dict[int, str] = {}
        for number, name in self.moved.items():
            found[number] = self.keys.get(name, f"p{number}")
        return found

    def components(self, declared: Sequence[Item], computed: Sequence[Item]) -> tuple[Component, ...]:
        found = []
        for number, (name, key) in enumerate(self.keys.items(), 1):
            rows = tuple(item.number for item in declared if item.component == key)
            found.append(
                Component(
                    key,
                    number,
                    name,
                    rows,
                    total([item for item in declared if item.component == key], Aggregation.MEAN_OF_ITEMS),
                    total([item for item in computed if item.component == key], Aggregation.MEAN_OF_ITEMS),
                    official_component(name, self.law) if name else "",
                )
            )
        for number, key in sorted(self.proposals().items()):
            if key.startswith("p"):
                own = [item for item in declared if item.number == number]
                ours = [item for item in computed if item.number == number]
                means = (total(own, Aggregation.MEAN_OF_ITEMS), total(ours, Aggregation.MEAN_OF_ITEMS))
                found.append(Component(key, len(found) + 1, "", (number,), *means, "", True))
        return tuple(found)

    def place(self, read: Read) -> Place:
        return Place(self.workbook.file, self.matrix.sheet.name, read.row, read.column)

    def activity(self, line: Valued) -> Activity:
        a, reads = line.facts, line.line.reads
        key = self.keys[a.component]
        cut_off = self.matrix.cut_off
        standing = a.computed if a.computed is not None else a.declared
        return Activity(
            number=a.number,
            row=line.line.row,
            component=key,
            proposed_component=self.proposals().get(a.number, key),
            objective=a.objective,
            action=a.action,
            indicator=a.indicator,
            deadline=a.deadline,
            responsible=a.responsible,
            observation=a.observation,
            kind=a.kind,
            target=self.quantity(a.target, a.target_points, line.target_scale, reads.get("target")),
            value=self.quantity(a.value, a.value_points, line.value_scale, reads.get("value")),
            declared_cell=self.quantity(a.declared_cell, a.declared, line.declared_scale, reads.get("declared")),
            raw=line.raw,
            computed=a.computed,
            declared=a.declared,
            verified=None,
            state=state_of(standing, due=a.due, cut_off=cut_off) if standing is not None else State.NO_DATA,
            due=a.due,
            recurrence=a.recurrence,
            weight=line.weight,
            cells=self.cells(line.line),
            repair_proposed=line.line.moved or a.number in self.moved,
        )

    def quantity(self, facts: NumberFacts, number: Fraction | None, scale: Scale, read: Read | None) -> Quantity:
        return Quantity(facts.text, number, scale.value, self.place(read) if read else None)

    def cells(self, line: Line) -> tuple[OriginalCell, ...]:
        headings = self.matrix.header.headings
        found = [
            OriginalCell(key, headings.get(line.reads[key].column, ""), line.reads[key].text, self.place(line.reads[key]),
                         line.reads[key].note)
            for key in FIELDS
            if key in line.reads
        ]  # fmt: skip
        read = {(cell.place.row, cell.place.column) for cell in found}
        row = self.rows.get(line.row)
        for cell in row.cells if row else ():
            if cell.text.strip() and (line.row, cell.column) not in read:
                place = Place(self.workbook.file, self.matrix.sheet.name, line.row, cell.column)
                found.append(OriginalCell("", headings.get(cell.column, ""), cell.text, place))
        return tuple(found)

    def printed(self) -> Quantity | None:
        printed = self.matrix.printed
        return self.quantity(printed.facts, printed.facts.number, printed.scale, printed.read) if printed else None

    def rows_of(self, kind: RowKind) -> tuple[OriginalCell, ...]:
        return tuple(
            OriginalCell("", self.matrix.header.headings.get(cell.column, ""), cell.text,
                         Place(self.workbook.file, self.matrix.sheet.name, entry.row.number, cell.column))
            for entry in self.matrix.told
            if entry.kind is kind
            for cell in entry.row.cells
            if cell.text.strip()
        )  # fmt: skip

    def entries(self, findings: Sequence[Finding], activities: Sequence[Activity]) -> tuple[Entry, ...]:
        found: list[Entry] = []
        used: dict[str, int] = {}
        for finding in findings:
            base = f"{finding.rule}-{finding.subject}"
            used[base] = used.get(base, 0) + 1
            key = base if used[base] == 1 else f"{base}-{used[base]}"
            found.append(Entry(key, finding, self.quotes(finding, activities)))
        return tuple(found)

    def quotes(self, finding: Finding, activities: Sequence[Activity]) -> tuple[Quote, ...]:
        if finding.subject == DOCUMENT:
            printed = self.printed()
            if finding.rule in {"R-TOTAL", "R-ROWCOUNT"} and printed:
                return (Quote("declared", "", printed.text, printed.place),)
            preamble = self.matrix.preamble
            if finding.rule == "R-CUTOFF" and preamble.cut_off_row:
                place = Place(self.workbook.file, self.matrix.sheet.name, preamble.cut_off_row,
                              preamble.cut_off_column)  # fmt: skip
                return (Quote("", "", preamble.cut_off_text, place),)
            return ()
        cells = {cell.field: cell for cell in activities[finding.subject - 1].cells if cell.field}
        return tuple(
            Quote(key, cells[key].header, cells[key].text, cells[key].place) for key in finding.fields if key in cells
        )
