#!/usr/bin/env python3
"""Recomputes a published follow-up (seguimiento.json) and says whether it gives the same. Standard library only.

    python3 verify_followup.py seguimiento.json          in Spanish
    python3 verify_followup.py --en seguimiento.json     in English

Ends with 0 when everything is equal, 1 when something differs, 2 when the file cannot be read. It shares no code with
the program that published the file. What it does:

  1. the digest: SHA-256 of the canonical form (keys in order, no blanks) of everything but the digest;
  2. each figure: the text is the fraction rounded half up to two decimals;
  3. each activity: value / target * 100, kept between 0 and 100; its level, on the unrounded figure;
  4. each component, each total and each scenario, from the activities; an activity without data counts 0 where
     something was expected of it at the cut-off and is left out where nothing was;
  5. how many activities were used, out of how many.
"""

import hashlib
import json
import re
import sys
from datetime import date
from fractions import Fraction

LARGEST = 64 * 1024 * 1024

TEXTS = {
    "equal": ("Igual: se recalcularon {0} cifras y dan lo mismo.", "Equal: {0} figures were computed again and agree."),
    "differs": ("Difiere en {0} lugar(es):", "It differs in {0} place(s):"),
    "line": ("  {0}: dice {1} y da {2}", "  {0}: it says {1} and gives {2}"),
    "score": ("Puntaje declarado {0}; calculado {1}; actividades {2}.", "Declared score {0}; computed {1}; activities {2}."),
    "usage": ("Uso: python3 verify_followup.py [--en] seguimiento.json", "Use: python3 verify_followup.py [--en] FILE.json"),
    "open": ("No se puede abrir {0}: {1}", "Cannot open {0}: {1}"),
    "shape": ("No es un seguimiento publicado que se pueda leer: {0}", "Not a published follow-up that can be read: {0}"),
}


class Unreadable(Exception):
    """The file is not a published follow-up."""


def no_repeats(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unreadable("un nombre está repetido / a member is written twice")
    return found


def no_floats(text):
    raise Unreadable("número no admitido / number not allowed: " + text[:40])


def whole_number(text):
    if len(text) > 20:
        no_floats(text)
    return int(text)


def read(data):
    if len(data) > LARGEST:
        raise Unreadable("> 64 MB")
    try:
        document = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=no_repeats,
            parse_float=no_floats,
            parse_constant=no_floats,
            parse_int=whole_number,
        )
    except (ValueError, RecursionError):
        raise Unreadable("JSON")
    if not isinstance(document, dict) or document.get("schema") != "probidad-followup-1":
        raise Unreadable("schema")
    return document


def canonical(value):
    """RFC 8785 for what this format holds: texts, whole numbers, true, false, null, lists, objects."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(canonical(key) + ":" + canonical(value[key]) for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(entry) for entry in value) + "]"
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, int):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def rounded(value):
    cents, rest = divmod(abs(value.numerator) * 100, value.denominator)
    if 2 * rest >= value.denominator:
        cents += 1
    return "{}{}.{:02d}".format("-" if value < 0 and cents else "", cents // 100, cents % 100)


def between(value):
    return max(Fraction(0), min(Fraction(100), value))


class Check:
    def __init__(self, document):
        self.document = document
        self.differences = []
        self.checked = 0

    def same(self, where, stated, found):
        self.checked += 1
        if stated != found:
            self.differences.append((where, self.shown(stated), self.shown(found)))

    @staticmethod
    def shown(value):
        if isinstance(value, Fraction):
            return "{} ({}/{})".format(rounded(value), value.numerator, value.denominator)[:120]
        return "-" if value is None else str(value)[:80]

    def figure(self, where, stated):
        if stated is None:
            return None
        top, bottom = str(stated["numerator"]), str(stated["denominator"])
        if not re.match(r"^-?\d{1,4000}$", top) or not re.match(r"^\d{1,4000}$", bottom) or int(bottom) == 0:
            raise Unreadable(where)
        value = Fraction(int(top), int(bottom))
        self.same(where + "/text", stated["text"], rounded(value))
        return value

    def level(self, where, stated, value):
        if not self.levels:
            return
        found = None
        if value is not None:
            value = between(value)
            for index, (key, low, high) in enumerate(self.levels):
                if low <= value < high or (index == len(self.levels) - 1 and value == high):
                    found = key
        self.same(where, stated, found)

    def run(self):
        document = self.document
        for name in ("levels", "activities", "components", "scenarios"):
            if not isinstance(document[name], list):
                raise Unreadable(name)
        rest = {key: value for key, value in document.items() if key != "digest"}
        digest = hashlib.sha256(canonical(rest).encode("utf-8")).hexdigest()
        self.same("digest", document["digest"]["value"], digest)
        self.levels = [
            (entry["key"], self.figure("levels/low", entry["low"]), self.figure("levels/high", entry["high"]))
            for entry in document["levels"]
        ]
        ends = [Fraction(0)] + [high for _key, _low, high in self.levels]
        for i, (_key, low, _high) in enumerate(self.levels):
            self.same("levels/%d/low" % i, low, ends[i])
        if self.levels:
            self.same("levels/high", ends[-1], Fraction(100))
        self.rows = [self.activity("activities/%d" % i, a) for i, a in enumerate(document["activities"])]
        self.same("activities", sorted(row["number"] for row in self.rows), list(range(1, len(self.rows) + 1)))
        for i, part in enumerate(document["components"]):
            group = "proposed" if part["proposed"] else "component"
            own = [row for row in self.rows if row[group] == part["key"]]
            where = "components/%d" % i
            self.same(where + "/activities", part["activities"], [row["number"] for row in own])
            for ink in ("declared", "computed"):
                self.total("%s/%s" % (where, ink), part[ink], self.items(own, ink))
        for ink in ("declared", "computed"):
            self.total("totals/" + ink, document["totals"][ink], self.items(self.rows, ink))
        given = [(row["component"], row["verified"], row["weight"], False, row["number"]) for row in self.rows]
        self.total("totals/verified", document["totals"]["verified"], given)
        for i, scenario in enumerate(document["scenarios"]):
            self.scenario("scenarios/%d" % i, scenario)

    def activity(self, where, a):
        target = self.figure(where + "/target/number", a["target"]["number"])
        value = self.figure(where + "/value/number", a["value"]["number"])
        cell = self.figure(where + "/declared_cell/number", a["declared_cell"]["number"])
        row = {key: self.figure(where + "/" + key, a[key]) for key in ("raw", "computed", "declared", "verified", "weight")}
        raw = value * 100 / target if value is not None and target is not None and target > 0 else None
        self.same(where + "/raw", row["raw"], raw)
        self.same(where + "/computed", row["computed"], None if raw is None else between(raw))
        self.same(where + "/declared", row["declared"], None if cell is None else between(cell))
        for ink in ("computed", "declared"):
            self.level("%s/%s_level" % (where, ink), a[ink + "_level"], row[ink])
        row.update(number=a["number"], component=a["component"], proposed=a["proposed_component"])
        cut_off = self.document["cut_off"]
        try:
            days = [date(*map(int, day.split("-"))) for day in a["due"]]
            before = not cut_off or bool(a["recurrence"]) or not days or min(days) <= date(*map(int, cut_off.split("-")))
        except (TypeError, ValueError):
            raise Unreadable(where + "/due")
        for ink in ("declared", "computed"):
            row[ink + "_due"] = a[ink + "_due"]
            if row[ink] is not None:
                self.same("%s/%s_due" % (where, ink), a[ink + "_due"], before)
            elif not before:
                self.same("%s/%s_due" % (where, ink), a[ink + "_due"], False)
        return row

    @staticmethod
    def items(rows, ink, group="component", changes=None):
        """(component, points or None, weight, expected, number) of each activity."""
        changes = changes or {}
        return [
            (row[group], changes.get(row["number"], row[ink]), row["weight"], row[ink + "_due"], row["number"])
            for row in rows
        ]

    def total(self, where, stated, items):
        used = [item for item in items if item[1] is not None or item[3]]
        way = stated["aggregation"]
        pairs = []
        nothing = all(item[1] is None for item in used)
        if not nothing:
            if way == "due_only":
                used = [item for item in used if item[3]]
            zero = Fraction(0)
            if way == "mean_of_components":
                groups = {}
                for item in used:
                    groups.setdefault(item[0], []).append(item[1] or zero)
                pairs = [(sum(points, zero) / len(points), Fraction(1)) for points in groups.values()]
            elif way == "weighted":
                nothing = any(item[2] is None for item in used)
                pairs = [] if nothing else [(item[1] or zero, item[2]) for item in used]
            elif way == "fulfilled_over_programmed":
                pairs = [(Fraction(100 if (item[1] or zero) >= 100 else 0), Fraction(1)) for item in used]
            elif way in ("mean_of_items", "due_only"):
                pairs = [(item[1] or zero, Fraction(1)) for item in used]
            else:
                raise Unreadable(where + "/aggregation")
        weight = sum((pair[1] for pair in pairs), Fraction(0))
        added = sum((pair[0] * pair[1] for pair in pairs), Fraction(0))
        value = added / weight if weight else None
        self.same(where + "/value", self.figure(where + "/value", stated["value"]), value)
        self.same(where + "/sum", self.figure(where + "/sum", stated["sum"]), added)
        self.same(where + "/weight", self.figure(where + "/weight", stated["weight"]), weight)
        self.same(where + "/used", stated["used"], 0 if nothing else len(used))
        self.same(where + "/listed", stated["listed"], len(items))
        self.same(where + "/missing", stated["missing"], [item[4] for item in items if item[1] is None])
        self.level(where + "/level", stated["level"], value)

    def scenario(self, where, s):
        value = self.figure(where + "/value", s["value"])
        self.level(where + "/level", s["level"], value)
        if s["key"] == "printed":
            printed = self.document["printed"]
            self.same(where + "/value", value, self.figure("printed/number", printed["number"]) if printed else None)
        if s["hypothesis"]:
            rows, added = s["facts"].get("rows", ""), s["facts"].get("sum", "")
            sound = re.match(r"^\d{1,9}$", rows) and re.match(r"^\d{1,12}([./]\d{1,12})?$", added) and int(rows)
            self.same(where + "/value", value, Fraction(added) / int(rows) if sound else None)
        if s["total"] is None:
            return
        changes = {c["activity"]: self.figure(where + "/changes/points", c["points"]) for c in s["changes"]}
        group = "proposed" if s["grouping"] == "proposed" else "component"
        items = self.items(self.rows, "declared" if s["ink"] == "declared" else "computed", group, changes)
        self.total(where + "/total", s["total"], items)
        self.same(where + "/value", value, self.figure(where + "/total/value", s["total"]["value"]))


def main(arguments):
    english = "--en" in arguments
    names = [argument for argument in arguments if argument != "--en"]

    def say(key, *facts):
        return TEXTS[key][1 if english else 0].format(*facts)

    if len(names) != 1 or names[0].startswith("-"):
        print(say("usage"), file=sys.stderr)
        return 2
    try:
        with open(names[0], "rb") as handle:
            data = handle.read(LARGEST + 1)
    except OSError as error:
        print(say("open", names[0], error.strerror), file=sys.stderr)
        return 2
    try:
        check = Check(read(data))
        check.run()
        totals = check.document["totals"]
        shown = [totals[ink]["value"]["text"] if totals[ink]["value"] else "-" for ink in ("declared", "computed")]
    except Unreadable as error:
        print(say("shape", error), file=sys.stderr)
        return 2
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, ZeroDivisionError, RecursionError) as error:
        print(say("shape", "{} {}".format(type(error).__name__, str(error)[:80])), file=sys.stderr)
        return 2
    if check.differences:
        print(say("differs", len(check.differences)))
        for difference in check.differences:
            print(say("line", *difference))
        return 1
    print(say("equal", check.checked))
    print(say("score", shown[0], shown[1], len(check.rows)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
