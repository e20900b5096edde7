"""PDF by typst: A4 landscape, tagged, PDF/UA-1 and PDF/A-2a, with the project's own fonts only."""

import json
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Literal

import typst

from probidad.documents.renderers.labels import LEVEL_WORDS, NATURE_WORDS, SEVERITY_WORDS
from probidad.documents.report import Report
from probidad.documents.words import Words
from probidad.rules.compliance import Total, capped, level
from probidad.rules.finding import DOCUMENT
from probidad.rules.finding import gettext_noop as _

STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]
LONGEST = 600  # characters of a cell in print; the rest is in XLSX and JSON
MOST_ROWS = 1500  # activities or findings in print: more goes to XLSX, which the report says
_FOREIGN = {"→": "->", "≥": ">=", "≤": "<=", "✓": "x", "\u00ad": ""}


def to_pdf(report: Report, words: Words) -> bytes:
    """The report in print. The same bytes for the same report and the same version of typst."""
    with as_file(files("probidad.documents") / "templates" / "report.typ") as template:
        return compiled(template, contents(report, words))


def contents(report: Report, words: Words) -> dict[str, Any]:
    """What the template prints: texts only, already said in the reader's language."""
    return _Content(report, words).content()


def compiled(template: Path, content: Mapping[str, Any]) -> bytes:
    """``template`` with ``content`` as a PDF, with our fonts and to our standards."""
    data = json.dumps(content, ensure_ascii=False)
    with as_file(files("probidad.documents") / "assets" / "pdf-fonts") as fonts:
        made = typst.compile(
            str(template), font_paths=[str(fonts)], ignore_system_fonts=True, sys_inputs={"data": data},
            pdf_standards=[*STANDARDS], format="pdf",
        )  # fmt: skip
    return bytes(made)


@cache
def _covered() -> frozenset[str]:
    """Signs that the fonts of the print have; ``coverage.txt`` lists them in ranges."""
    lines = (files("probidad.documents") / "assets" / "pdf-fonts" / "coverage.txt").read_text(encoding="ascii").split()
    ends = [line.partition("-") for line in lines]
    signs = (chr(code) for low, _dash, high in ends for code in range(int(low, 16), int(high, 16) + 1))
    return frozenset(sign for sign in signs if sign.isprintable())  # what is never seen PDF/A forbids


def _printable(sign: str) -> str:
    """``sign`` as the print can show it: itself, a blank for what is never seen, its plain form, or a question mark."""
    if sign in _covered() or sign == "\n":
        return sign
    if not sign.isprintable() or unicodedata.category(sign) in ("Mn", "Me"):
        return " " if sign.isspace() else ""
    plain = unicodedata.normalize("NFKC", sign)
    return plain if all(part in _covered() for part in plain) else "?"


class _Content:
    """What the template shows: texts only, already said in the reader's language."""

    def __init__(self, report: Report, words: Words) -> None:
        self.report, self.words = report, words

    def text(self, text: str) -> str:
        """Printable text: signs that the fonts lack are told otherwise (in the other files they stand as written), long
        texts are cut and marked."""
        for sign, other in _FOREIGN.items():
            text = text.replace(sign, other)
        clean = "".join(_printable(sign) for sign in unicodedata.normalize("NFC", text))
        return clean if len(clean) <= LONGEST else f"{clean[:LONGEST].rstrip()} […]"

    def figure(self, total: Total) -> str:
        return self.words.decimal(total.value) if total.value is not None else self.words(_("no data"))

    def level(self, total: Total) -> str:
        return self.level_of(total.value)

    def level_of(self, value: Any) -> str:
        if value is None or not self.report.bands:
            return ""
        key = level(capped(value), self.report.bands)
        return self.words(LEVEL_WORDS.get(key, key))

    def content(self) -> dict[str, Any]:
        r, w = self.report, self.words
        day = r.cut_off or date(r.vigencia or 2000, 12, 31)
        when = w.day(r.cut_off) if r.cut_off else w(_("no cut-off"))
        facts = {"entity": r.entity or w(_("entity not named")), "when": when}
        facts["source"] = r.source.file
        return {
            "lang": w.language,
            "day": [day.year, day.month, day.day],  # PDF/A asks for a date: that of the cut-off, there is no clock here
            "title": self.text(r.title or w(_("Follow-up of the plan"))),
            "entity": self.text(r.entity),
            "subtitle": self.text(w(_("%(entity)s · cut-off: %(when)s"), facts)),
            "footer": self.text(w(_("Probidad · %(entity)s · cut-off: %(when)s · from %(source)s"), facts)),
            "words": {
                "page": w(_("Page")), "of": w(_("of")), "components": w(_("Components")), "activities": w(_("Activities")),
                "score": w(_("The score and its other readings")), "findings": w(_("Findings: they ask, they do not accuse")),
                "source": w(_("Where these figures come from")),
            },
            "figures": self.figures(),
            "worst": self.worst(),
            "component_heads": [w(text) for text in (_("No."), _("Component"), _("Computed, drawn"), _("Declared"), _("Computed"), _("Level"))],
            "components": self.components(),
            "activity_heads": [
                w(text)
                for text in (
                    _("No."), _("Activity"), _("Indicator"), _("Target"), _("Value"), _("Deadline"), _("Responsible"),
                    _("Declared"), _("Computed"), _("Level"), _("Findings"),
                )
            ],
            "activities": self.activities(),
            "score_heads": [w(text) for text in (_("Reading"), _("Value"), _("Level"), _("Used"), _("Listed"), _("How"))],
            "scores": self.scores(),
            "finding_heads": [
                w(text)
                for text in (
                    _("Finding"), _("Severity"), _("Nature"), _("Cell"), _("What is asked"), _("Quote"), _("What would settle it"),
                )
            ],
            "findings": self.findings(),
            "source": self.source(),
        }  # fmt: skip

    def figures(self) -> list[dict[str, str]]:
        r, w = self.report, self.words
        found = []
        if r.printed is not None and r.printed.number is not None:
            found.append({"ink": "declared", "label": w(_("Printed")), "value": w.decimal(r.printed.number),
                          "level": self.level_of(r.printed.number), "note": w(_("the total that the document prints"))})  # fmt: skip
        for ink, label, total in (
            ("declared", w(_("Declared by the rows")), r.declared),
            ("computed", w(_("Computed")), r.computed),
        ):
            facts = {
                "added": w.short(total.sum),
                "weight": w.short(total.weight),
                "used": total.used,
                "listed": total.listed,
            }
            note = w(_("%(added)s ÷ %(weight)s · %(used)s of %(listed)s activities"), facts) if total.weight else ""
            found.append(
                {"ink": ink, "label": label, "value": self.figure(total), "level": self.level(total), "note": note}
            )
        note = w(_("internal control has not verified this cut-off"))
        found.append(
            {"ink": "verified", "label": w(_("Verified")), "value": self.figure(r.verified), "level": "", "note": note}
        )
        return found

    def worst(self) -> str:
        scored = [
            (part.computed.value, part)
            for part in self.report.components
            if part.computed.value is not None and not part.proposed
        ]
        if len(scored) < 2:
            return ""
        value, part = min(scored, key=lambda pair: pair[0])
        name = part.name or self.words(_("(without heading)"))
        return self.text(
            self.words(
                _("The lowest component: %(name)s, %(value)s."), {"name": name, "value": self.words.decimal(value)}
            )
        )

    def components(self) -> list[dict[str, Any]]:
        return [
            {
                "number": str(part.number),
                "name": self.text(part.name or self.words(_("(without heading)"))),
                "bar": round(int((part.computed.value or 0) * 10)) / 1000,
                "declared": self.figure(part.declared),
                "computed": self.figure(part.computed),
                "level": self.level(part.computed),
            }
            for part in self.report.components
            if not part.proposed
        ]

    def activities(self) -> list[dict[str, Any]]:
        r, w = self.report, self.words
        rows: list[dict[str, Any]] = []
        names = {part.key: part.name or w(_("(without heading)")) for part in r.components}
        rules: dict[int, list[str]] = {}
        for entry in r.entries:
            rules.setdefault(entry.finding.subject, []).append(entry.finding.rule)
        group = None
        for a in r.activities[:MOST_ROWS]:
            if a.component != group:
                group = a.component
                rows.append({"group": self.text(names[group])})
            shown = {key: self.text(getattr(a, key)) for key in ("action", "indicator", "deadline", "responsible")}
            nothing = w(_("no data"))
            rows.append(
                {
                    "group": None, "number": str(a.number), **shown, "target": self.text(a.target.text),
                    "value": self.text(a.value.text), "declared": w.short(a.declared) if a.declared is not None else nothing,
                    "computed": w.short(a.computed) if a.computed is not None else nothing,
                    "differs": a.computed != a.declared, "level": self.level_of(a.computed),
                    "rules": " ".join(dict.fromkeys(rules.get(a.number, []))),
                }
            )  # fmt: skip
        if len(r.activities) > MOST_ROWS:
            rows.append({"group": w(_("The rest of the activities is in the XLSX and the JSON."))})
        return rows

    def scores(self) -> list[dict[str, str]]:
        w = self.words
        return [
            {
                "label": w(s.label), "value": w.decimal(s.value) if s.value is not None else w(_("no data")),
                "level": self.level_of(s.value), "used": str(s.total.used) if s.total else "",
                "listed": str(s.total.listed) if s.total else "", "how": w(s.formula, dict(s.facts)),
            }
            for s in self.report.scenarios
        ]  # fmt: skip

    def findings(self) -> list[dict[str, str]]:
        w = self.words
        found = []
        for entry in self.report.entries[:MOST_ROWS]:
            f = entry.finding
            cell = next((quote.place.cell for quote in entry.quotes if quote.place), "")
            quote = " · ".join(quote.text for quote in entry.quotes if quote.text)
            found.append(
                {
                    "key": entry.key if f.subject != DOCUMENT else f"{f.rule} · {w(_('document'))}",
                    "severity": w(SEVERITY_WORDS[f.severity]), "nature": w(NATURE_WORDS[f.nature]), "cell": cell,
                    "text": self.text(w(f.message, f.facts)), "quote": self.text(quote), "settle": self.text(w(f.settle, f.facts)),
                }
            )  # fmt: skip
        return found

    def source(self) -> list[str]:
        r, w = self.report, self.words
        facts = {"file": r.source.file, "sha": r.source.sha256, "framework": r.framework.name, "key": r.framework.key,
                 "version": r.program_version, "rules": r.rules_version}  # fmt: skip
        lines = (
            w(_("File read: %(file)s, SHA-256 %(sha)s."), facts),
            w(_("Framework: %(framework)s (%(key)s). Program probidad %(version)s, rules %(rules)s."), facts),
            w(
                _(
                    "Figures are exact fractions; they are rounded half up, to two decimals, only when shown. Levels are told on the unrounded figure."
                )
            ),
            w(
                _(
                    "Anyone can compute them again: seguimiento.json with «probidad verificar» or tools/verify_followup.py."
                )
            ),
        )
        return [self.text(line) for line in lines]
