"""At the start: what lies on the shelf of indicators agrees with the catalogue, or the program does not start."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error

from probidad.core.offers import IndicatorSource, indicator_sources
from probidad.frameworks.indicators import by_key, indicator


def sources_agree_with_the_catalogue(app_configs: Sequence[Any] | None = None, **_more: object) -> list[CheckMessage]:
    """Django's system check over the shelf."""
    return disagreements(indicator_sources)


def disagreements(sources: Iterable[IndicatorSource]) -> list[CheckMessage]:
    """A code that the catalogue lacks (E001), a key that is another one's (E002), a code laid twice (E003), a key of
    the catalogue without its code (E004)."""
    found: list[CheckMessage] = []
    seen: dict[str, str] = {}
    for source in sources:
        found += _of(source)
        if source.code and source.code in seen:
            found.append(
                _error(source, "E003", f"{source.code} is already laid under {seen[source.code]!r}", "Lay it once.")
            )
        elif source.code:
            seen[source.code] = source.key
    return found


def _of(source: IndicatorSource) -> list[CheckMessage]:
    if not source.code:
        try:
            code = by_key(source.key).code
        except LookupError:
            return []
        return [_error(source, "E004", f"the catalogue gives this key the code {code}", f"Write code={code!r}.")]
    try:
        right = indicator(source.code).key
    except LookupError:
        return [
            _error(source, "E001", f"no indicator has the code {source.code!r}", "Leave the code empty or mend it.")
        ]
    if right != source.key:
        return [
            _error(source, "E002", f"the key of {source.code} is {right!r}", "Keys are never renamed: use that one.")
        ]
    return []


def _error(source: IndicatorSource, number: str, message: str, hint: str) -> Error:
    return Error(f"indicator source {source.key!r}: {message}", hint=hint, id=f"probidad.{number}")
