"""Charts as SVG by Vega-Lite, each with the table that says the same. No script, no style attribute."""

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

import vl_convert
from markupsafe import Markup

from probidad.documents.renderers.drawings import Drawing
from probidad.documents.renderers.labels import LEVEL_WORDS
from probidad.documents.report import Activity, Report
from probidad.documents.words import Words
from probidad.rules.compliance import capped, level, round_half_up
from probidad.rules.finding import gettext_noop as _

WIDE, NARROW = 860, 300  # pixels in all: one drawing for a page, one for a phone
LABELS = {WIDE: 410, NARROW: 92}  # the most that the name of a row may take
MOST_MARKS = 60  # rows that a chart can show and still be read; the table has them all


@cache
def theme() -> Mapping[str, Any]:
    """The look of the charts (Vega-Lite configuration)."""
    text = (files("probidad.documents") / "assets" / "vega-theme.json").read_text(encoding="utf-8")
    found: Mapping[str, Any] = json.loads(text)
    return found


def charts(report: Report, words: Words) -> tuple[Drawing, ...]:
    """Components with their levels, distribution, declared against computed, activities on the year's line."""
    maker = _Maker(report, words)
    drawn = (maker.components(), maker.distribution(), maker.declared_against_computed(), maker.year())
    return tuple(drawing for drawing in drawn if drawing is not None)


def _drawn(spec: dict[str, Any], label: str, values: Sequence[Mapping[str, Any]]) -> tuple[Markup, Markup]:
    """The drawing for a page and the one for a phone."""
    return _svg(spec, label, values, WIDE), _svg(spec, label, values, NARROW)


def _svg(spec: dict[str, Any], label: str, values: Sequence[Mapping[str, Any]], width: int) -> Markup:
    full = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "width": width, "description": label,
            "autosize": {"type": "fit-x", "contains": "padding"}, "data": {"values": list(values)},
            "params": [{"name": "narrow", "value": width == NARROW}], **spec}  # fmt: skip
    config = {**theme(), "axisYBand": {"labelLimit": LABELS[width]}}
    drawn = vl_convert.vegalite_to_svg(full, config=config)
    # one image with one name: the marks inside have no names of their own for a screen reader to stumble over
    start = drawn.index(">")
    head = drawn[:start].replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    return Markup(f'{head} role="img" aria-label="{Markup.escape(label)}">') + Markup(_quiet(drawn[start + 1 :]))  # noqa: S704


def _quiet(svg: str) -> str:
    for attribute in ("role", "aria-roledescription", "aria-label", "aria-hidden"):
        parts = svg.split(f' {attribute}="')
        svg = parts[0] + "".join(part.partition('"')[2] for part in parts[1:])
    return svg


class _Maker:
    def __init__(self, report: Report, words: Words) -> None:
        self.report, self.words = report, words

    def key(self, value: Any) -> str:
        return level(capped(value), self.report.bands) if value is not None and self.report.bands else ""

    def level_word(self, value: Any) -> str:
        key = self.key(value)
        return self.words(LEVEL_WORDS.get(key, key)) if key else self.words(_("no data"))

    def shown(self, value: Any) -> str:
        return self.words.decimal(value) if value is not None else self.words(_("no data"))

    def components(self) -> Drawing | None:
        w = self.words
        parts = [part for part in self.report.components if not part.proposed]
        scored = [
            (part.computed.value if part.computed.value is not None else part.declared.value, part) for part in parts
        ]
        known = [(value, part) for value, part in scored if value is not None]
        if not known:
            return None
        value, worst = min(known, key=lambda pair: pair[0])
        names = {part.key: f"{part.number}. {part.name or w(_('(without heading)'))}" for part in parts}
        title = w(
            _("%(name)s is the lowest component: %(value)s"),
            {"name": worst.name or w(_("(without heading)")), "value": self.shown(value)},
        )
        values = [
            {
                "name": names[part.key][:60],
                "value": round_half_up(score),
                "level": self.key(score),
                "text": f"{self.shown(score)} · {self.level_word(score)}",
            }
            for score, part in known[:MOST_MARKS]
        ]
        order = [entry["name"] for entry in values]
        spec = {
            "height": {"step": 30},
            "encoding": {
                "y": {"field": "name", "type": "nominal", "sort": order, "title": None},
                "x": {"field": "value", "type": "quantitative", "scale": {"domain": [0, {"expr": "narrow ? 215 : 130"}]}, "title": None,
                      "axis": {"values": [0, 60, 80, 100], "grid": True, "format": ".0f"}},
            },
            "layer": [
                {"mark": {"type": "bar", "stroke": "#14213a"}, "encoding": {"color": {"field": "level", "type": "nominal", "legend": None,
                 "scale": {"domain": ["alta", "media", "baja"], "range": ["#12634a", "#755000", "#9b2a1b"]}}}},
                {"mark": {"type": "text", "align": "left", "dx": 6}, "encoding": {"text": {"field": "text"}}},
            ],
        }  # fmt: skip
        rows = tuple(
            (names[part.key], self.shown(part.declared.value), self.shown(part.computed.value), self.level_word(score))
            for score, part in scored
        )
        heads = (w(_("Component")), w(_("Declared")), w(_("Computed")), w(_("Level")))
        return Drawing(
            title,
            w(_("Computed compliance of each component, from 0 to 100, with its level")),
            *_drawn(spec, title, values),
            heads,
            rows,
        )

    def distribution(self) -> Drawing | None:
        w = self.words
        known = [a for a in self.report.activities if a.computed is not None or a.declared is not None]
        if not known:
            return None
        bins = ("0", "1–19", "20–39", "40–59", "60–79", "80–99", "100")
        counts = {name: [0, 0] for name in bins}
        for a in known:
            for index, value in enumerate((a.declared, a.computed)):
                if value is not None:
                    counts[_bin(value)][index] += 1
        full = counts["100"][1] or counts["100"][0]
        title = w(_("%(full)s of %(count)s activities are at exactly 100"), {"full": full, "count": len(known)})
        inks = (w(_("declared")), w(_("computed")))
        values = [{"bin": name, "ink": inks[i], "count": counts[name][i]} for name in bins for i in (0, 1)]
        spec = {
            "height": 240,
            "mark": {"type": "bar", "stroke": "#14213a"},
            "encoding": {
                "x": {"field": "bin", "type": "ordinal", "sort": list(bins), "title": w(_("Compliance")), "axis": {"labelAngle": {"expr": "narrow ? -90 : 0"}}},
                "xOffset": {"field": "ink", "sort": list(inks)},
                "y": {"field": "count", "type": "quantitative", "title": None, "axis": {"format": ".0f", "tickMinStep": 1}},
                "fill": {"field": "ink", "type": "nominal", "title": None, "scale": {"domain": list(inks), "range": ["#ffffff", "#7d8494"]}},
            },
        }  # fmt: skip
        rows = tuple((name, str(counts[name][0]), str(counts[name][1])) for name in bins)
        heads = (w(_("Compliance")), w(_("Declared")), w(_("Computed")))
        return Drawing(
            title,
            w(_("Activities by compliance: white is declared, grey is computed")),
            *_drawn(spec, title, values),
            heads,
            rows,
        )

    def declared_against_computed(self) -> Drawing | None:
        w = self.words
        both = [a for a in self.report.activities if a.declared is not None and a.computed is not None]
        if not both:
            return None
        apart = sorted((a for a in both if a.declared != a.computed), key=_apart, reverse=True)
        title = w.plural(
            "In %(count)s activity the computed figure is not the declared one",
            "In %(count)s activities the computed figure is not the declared one",
            len(apart),
        )
        shown = (apart + [a for a in both if a.declared == a.computed and a.declared != 100])[:20] or both[:10]
        inks = (w(_("declared")), w(_("computed")))
        names = {a.number: w(_("Activity %(number)s"), {"number": a.number}) for a in both}
        values = [
            {"name": names[a.number], "ink": inks[i], "value": round_half_up(value), "low": round_half_up(min(a.declared, a.computed)),
             "high": round_half_up(max(a.declared, a.computed))}
            for a in shown
            for i, value in enumerate((a.declared, a.computed))
            if value is not None and a.declared is not None and a.computed is not None
        ]  # fmt: skip
        order = [names[a.number] for a in shown]
        y = {"field": "name", "type": "nominal", "sort": order, "title": None}
        scale = {"domain": [0, 100]}
        spec = {
            "height": {"step": 26},
            "layer": [
                {"mark": "rule", "encoding": {"y": y, "x": {"field": "low", "type": "quantitative", "scale": scale, "title": None}, "x2": {"field": "high"}}},
                {"mark": {"type": "point", "filled": True, "stroke": "#14213a", "strokeWidth": 1.5, "size": 130, "opacity": 1},
                 "encoding": {"y": y, "x": {"field": "value", "type": "quantitative", "scale": scale, "axis": {"format": ".0f"}},
                              "shape": {"field": "ink", "title": None, "scale": {"domain": list(inks), "range": ["circle", "square"]}},
                              "fill": {"field": "ink", "title": None, "scale": {"domain": list(inks), "range": ["#ffffff", "#7d8494"]}}}},
            ],
        }  # fmt: skip
        rows = tuple(
            (
                names[a.number],
                self.shown(a.declared),
                self.shown(a.computed),
                self.shown(abs((a.declared or 0) - (a.computed or 0))),
            )
            for a in both
        )
        heads = (w(_("Activity")), w(_("Declared")), w(_("Computed")), w(_("Difference")))
        subtitle = w(_("Circle: declared; square: computed. First the furthest apart, then those below 100"))
        return Drawing(title, subtitle, *_drawn(spec, title, values), heads, rows)

    def year(self) -> Drawing | None:
        w = self.words
        dated = [(day, a) for a in self.report.activities for day in a.due]
        if not dated:
            return None
        months: dict[str, list[int]] = {}
        for day, a in dated:
            index = 0 if (a.computed if a.computed is not None else a.declared or 0) >= 100 else 1
            months.setdefault(f"{day:%Y-%m}", [0, 0])[index] += 1
        most = max(months, key=lambda month: sum(months[month]))
        title = w(
            _("%(count)s of %(total)s due dates fall in %(month)s"),
            {"count": sum(months[most]), "total": len(dated), "month": w.month(most)},
        )
        states = (w(_("at 100")), w(_("below 100 or without data")))
        keys = _months_between(min(months), max(months))[:36]
        labels = {key: w.short_month(key) for key in keys}
        values = [
            {"month": labels[key], "state": states[i], "count": months.get(key, [0, 0])[i]}
            for key in keys
            for i in (0, 1)
        ]
        spec = {
            "height": 220,
            "mark": {"type": "bar", "stroke": "#14213a"},
            "encoding": {
                "x": {"field": "month", "type": "ordinal", "sort": list(labels.values()), "title": None, "axis": {"labelAngle": {"expr": "narrow ? -90 : -45"}}},
                "y": {"field": "count", "type": "quantitative", "title": None, "axis": {"format": ".0f", "tickMinStep": 1}},
                "fill": {"field": "state", "type": "nominal", "title": None, "scale": {"domain": list(states), "range": ["#7d8494", "#ffffff"]}},
                "order": {"field": "state"},
            },
        }  # fmt: skip
        rows = tuple((w.month(key), str(months[key][0]), str(months[key][1])) for key in sorted(months))
        heads = (w(_("Month")), *states)
        return Drawing(
            title,
            w(_("Due dates by month and how their activities stand at the cut-off")),
            *_drawn(spec, title, values),
            heads,
            rows,
        )


def _apart(a: Activity) -> Fraction:
    return abs((a.declared or Fraction(0)) - (a.computed or Fraction(0)))


def _bin(value: Any) -> str:
    if value <= 0:
        return "0"
    if value >= 100:
        return "100"
    low = int(value // 20) * 20
    return "1–19" if low == 0 else f"{low}–{low + 19}"


def _months_between(first: str, last: str) -> list[str]:
    year, month = int(first[:4]), int(first[5:])
    found: list[str] = []
    while f"{year:04d}-{month:02d}" <= last and len(found) < 120:
        found.append(f"{year:04d}-{month:02d}")
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found
