"""``probidad mapa``: a risk map goes in; what it says, what comes out computed again, and what differs, come out."""

import sys
from pathlib import Path

from rich.console import Console

from probidad.documents.limits import parse_limits
from probidad.documents.refusal import RefusalError
from probidad.documents.renderers.grid import grid_csv
from probidad.documents.renderers.grid_xlsx import grid_xlsx
from probidad.documents.renderers.labels import SEVERITY_WORDS
from probidad.documents.riskmap.checking import CheckedMap, CheckedRisk, check_map
from probidad.documents.riskmap.labels import KIND_LABELS, SIDE_LABELS
from probidad.documents.riskmap.output import cells_of, findings_grid, map_grid, map_json
from probidad.documents.riskmap.reading import read_map
from probidad.documents.sandbox import read
from probidad.documents.words import LANGUAGES, Words
from probidad.faces.cli.check import FOUND, OK, refused, refused_by_system
from probidad.faces.cli.days import day_of
from probidad.frameworks.risks import map_vocabulary, risk_methods
from probidad.rules.finding import Nature, Severity
from probidad.rules.finding import gettext_noop as _
from probidad.rules.risks.mapfacts import SideFacts
from probidad.rules.risks.method import Axis, Zone

_WIDTH = 160  # characters of a text in the terminal
FILES = ("mapa.xlsx", "mapa.csv", "hallazgos.csv", "mapa.json")


def run(
    file: Path,
    *,
    output: Path | None,
    method: str,
    day: str,
    as_json: bool,
    strict: bool,
    every: bool,
    limits: str,
    language: str,
) -> int:
    """Exit code: 0 whatever the findings, 1 with ``strict`` and a grave finding, 2 when the file cannot be read."""
    words = Words(language if language in LANGUAGES else "es")
    try:
        _known(method)
        on = day_of(day) if day else None
        risk_map = read_map(read(file, parse_limits(limits), pdf=True), map_vocabulary())
        checked = check_map(risk_map, risk_methods(), method=method, day=on)
        if output is not None:
            _publish(checked, output, words)
    except RefusalError as error:
        return refused(error, words)
    except OSError as error:
        return refused_by_system(error, output or file, words)
    if as_json:
        sys.stdout.buffer.write(map_json(checked))
    else:
        _print(checked, Console(highlight=False, markup=False, soft_wrap=True), words, every=every)
        if output is not None:
            facts = {"folder": str(output), "files": ", ".join(FILES)}
            sys.stdout.write(
                words(_("Written in %(folder)s: %(files)s. They hold names as the map does."), facts) + "\n"
            )
    grave = any(finding.severity is Severity.HIGH for finding in checked.findings)
    return FOUND if strict and grave else OK


def _known(method: str) -> None:
    keys = [each.key for each in risk_methods()]
    if method and method not in keys:
        raise RefusalError(
            _("No methodology of risk is called «%(text)s»."),
            remedy=_("Use one of: %(known)s."),
            facts={"text": method, "known": ", ".join(keys)},
        )


def _publish(checked: CheckedMap, folder: Path, words: Words) -> None:
    """Every file is made before any is written; what already stands there under another name is not touched."""
    grid = map_grid(checked.map, map_vocabulary(), "Mapa de riesgos")
    contents = (
        grid_xlsx(grid, words),
        b"".join(grid_csv(grid, words)),
        b"".join(grid_csv(findings_grid(checked, words), words)),
        map_json(checked),
    )
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in zip(FILES, contents, strict=True):
        (folder / name).write_bytes(content)


def _print(checked: CheckedMap, console: Console, words: Words, *, every: bool) -> None:
    count = words.plural("%(count)s risk", "%(count)s risks", len(checked.risks))
    console.print(f"{checked.map.file} · {count}")
    console.print(
        words(_("Methodology: %(name)s (%(key)s)"), {"name": checked.method.name_es, "key": checked.method.key})
    )
    if not checked.detection.sure:
        console.print(words(_("Another methodology fits almost as well: say which one with --metodologia.")))
    for reason in checked.detection.evidence[checked.method.key]:
        console.print(f"  · {words(reason.message, reason.facts)}")
    if checked.scoring and checked.scoring.key != checked.method.key:
        facts = {"name": checked.scoring.name_es}
        console.print(words(_("Its controls are scored as in: %(name)s"), facts))
    if checked.map.printed:
        place = checked.map.printed.place
        facts = {"place": f"{place.sheet} {place.cell}".strip(), "count": str(_different(checked))}
        console.print(
            words(
                _("It prints its own map of zones (%(place)s); cells that differ from the methodology: %(count)s."),
                facts,
            )
        )
    for each in checked.risks:
        _print_risk(each, checked, console, words, every=every)
    if every:
        for remark in checked.map.remarks:
            console.print(f"~ {words(remark.message, remark.facts)}")
    differ = sum(1 for each in checked.risks if _zones_differ(each))
    facts = {"differ": str(differ), "findings": str(len(checked.findings))}
    console.print("")
    console.print(words(_("Risks whose zone differs when computed again: %(differ)s. Findings: %(findings)s."), facts))


def _different(checked: CheckedMap) -> int:
    printed = checked.map.printed.cells if checked.map.printed else {}
    return sum(1 for at, zone in printed.items() if checked.method.cells.get(at, zone) is not zone)


def _zones_differ(each: CheckedRisk) -> bool:
    pairs = ((each.facts.inherent.zone, each.inherent_zone), (each.facts.residual.zone, each.residual_zone))
    return any(declared and computed and declared is not computed for declared, computed in pairs)


def _print_risk(each: CheckedRisk, checked: CheckedMap, console: Console, words: Words, *, every: bool) -> None:
    risk = each.risk
    console.print("")
    process = " ".join(risk.text("process").split()) or words(_("process not stated"))
    console.print(f"{risk.number} · {process} · {words(KIND_LABELS[risk.kind])}")
    console.print(f"  {_short(risk.text('risk'))} [{', '.join(cells_of(risk, ('risk',)))}]")
    for name, side, computed in (
        ("inherent", each.facts.inherent, each.inherent_zone),
        ("residual", each.facts.residual, each.residual_zone),
    ):
        if side.written:
            fields = (f"{name}_probability", f"{name}_impact", f"{name}_zone")
            console.print(
                f"  {words(SIDE_LABELS[name])}: {_side(side, computed, checked, words)} [{', '.join(cells_of(risk, fields))}]"
            )
    for finding in each.findings:
        if every or finding.nature is Nature.DETERMINISTIC:
            cells = ", ".join(cells_of(risk, finding.fields))
            console.print(
                f"  ! {finding.rule} ({words(SEVERITY_WORDS[finding.severity])}): {words(finding.message, finding.facts)}"
                + (f" [{cells}]" if cells else "")
            )


def _side(side: SideFacts, computed: Zone | None, checked: CheckedMap, words: Words) -> str:
    method = checked.method
    names = {
        axis: next(level.name_es for level in scale if level.level == number)
        if number in {s.level for s in scale}
        else "-"
        for axis, number, scale in (
            (Axis.PROBABILITY, side.probability, method.probability),
            (Axis.IMPACT, side.impact, method.impact),
        )
    }
    facts = {
        "probability": names[Axis.PROBABILITY], "impact": names[Axis.IMPACT],
        "declared_zone": method.zone_names[side.zone] if side.zone else "-",
        "computed_zone": method.zone_names[computed] if computed else "-",
    }  # fmt: skip
    return words(
        _("probability %(probability)s, impact %(impact)s; the map says %(declared_zone)s, computed %(computed_zone)s"),
        facts,
    )


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _WIDTH else f"{flat[: _WIDTH - 1]}…"
