"""``probidad oferta``: what the offices of this installation offer each other."""

import json
import sys

from probidad.core.offers import agendas, checks, datasets, indicator_sources
from probidad.documents.words import Words
from probidad.rules.finding import gettext_noop as _

_SHELVES = (
    (indicator_sources, _("Indicator sources")),
    (datasets, _("Datasets")),
    (agendas, _("Agendas")),
    (checks, _("Checks")),
)


def run(words: Words, *, as_json: bool) -> int:
    """Every offer by shelf: key and label, and for an indicator its code, unit, version and formula."""
    found = {shelf.name: [_plain(offer, words) for offer in shelf] for shelf, _title in _SHELVES}
    if as_json:
        json.dump(found, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return 0
    for shelf, title in _SHELVES:
        sys.stdout.write(f"{words(title)}: {len(shelf)}\n")
        for offer in found[shelf.name]:
            more = "; ".join(f"{value}" for name, value in offer.items() if name not in ("key", "label") and value)
            sys.stdout.write(f"  {offer['key']:<24} {offer['label']}{f' ({more})' if more else ''}\n")
    return 0


def _plain(offer: object, words: Words) -> dict[str, str]:
    facts = {"key": offer.key, "label": words(offer.label)}  # type: ignore[attr-defined]
    for name in ("code", "unit", "version", "formula"):
        value = getattr(offer, name, "")
        facts[name] = words(value) if name == "formula" and value else str(value)
    return {name: value for name, value in facts.items() if value}
