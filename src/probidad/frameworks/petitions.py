"""The law of petitions of a country, read from its dated documents and made into the values that the rules take.

They lie in a folder of their own, which only the clock reads. Their shape is checked by the tests.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from probidad.frameworks.loader import read_document
from probidad.rules.petitions.law import Group, Kind, Law, LawBook, Procedure, Term
from probidad.rules.petitions.lifecycle import Lifecycle, State, Thresholds, Ticking


@cache
def petition_documents(country: str) -> Mapping[str, Mapping[str, Any]]:
    """Every document on petitions of ``country`` by key. Raises ``LookupError`` for a country without any."""
    folder = files("probidad.frameworks") / country / "petitions"
    if not country.isalpha() or not folder.is_dir():
        raise LookupError(f"no law of petitions for country {country!r}")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".yaml"))
    found = [read_document(folder / name) for name in names]
    return {document["key"]: document for document in found}


@cache
def law_book(country: str = "co") -> LawBook:
    """All the law of petitions that is known, by its dates. Raises ``LookupError`` for a country without any."""
    documents = petition_documents(country)
    laws = [document for document in documents.values() if document["family"] == "petition-law"]
    (procedure,) = [document["procedure"] for document in laws if "procedure" in document]
    kinds = documents["petition-kinds"]
    return LawBook(
        laws=tuple(sorted((_law(document) for document in laws), key=lambda law: law.since)),
        procedure=_procedure(procedure),
        kinds=tuple(
            Kind(kind["code"], kind["key"], tuple(kind["words"]), kind["rule"], kind["name_es"], kind["norm"])
            for kind in kinds["kinds"]
        ),
        groups=tuple(
            Group(group["code"], group["level"] == "urgent", group["name_es"], group["norm"])
            for group in kinds["groups"]
        ),
    )


@cache
def lifecycle(country: str = "co") -> Lifecycle:
    """The states of a petition and the thresholds of the light."""
    document = petition_documents(country)["petition-lifecycle"]
    light = document["light"]
    return Lifecycle(
        initial=document["initial"],
        states=tuple(
            State(state["key"], Ticking(state["clock"]), state["name_es"], tuple(state["to"]))
            for state in document["states"]
        ),
        thresholds=Thresholds(Fraction(light["green"], 100), Fraction(light["yellow"], 100), light["orange_days"]),
    )


def _law(document: Mapping[str, Any]) -> Law:
    return Law(
        key=document["key"],
        since=date.fromisoformat(document["since"]),
        until=date.fromisoformat(document["until"]) if document["until"] else None,
        rank=document["rank"],
        source=document["source"],
        terms=tuple(
            Term(term["rule"], term["code"], term["days"], term["norm"], term.get("extra", 0))
            for term in document["terms"]
        ),
        reaches_open=document["reaches_open"],
        spares=frozenset(document.get("spares", ())),
    )


def _procedure(document: Mapping[str, Any]) -> Procedure:
    extension, completion, granted = document["extension"], document["completion"], document["granted"]
    return Procedure(
        counting_norm=document["counting"]["norm"],
        filing_norm=document["filing"]["norm"],
        late_waits=document["filing"]["after_hours"] == "next_working_day",
        extension_norm=extension["norm"],
        ceiling_factor=extension["factor"],
        ceiling_is_total=extension["ceiling"] == "total",
        completion_norm=completion["norm"],
        ask_within=completion["ask_within"],
        completion_months=completion["months"],
        completion_extensions=completion["extensions"],
        resumes_remaining=completion["resume"] == "remaining",
        obscure_norm=document["obscure"]["norm"],
        obscure_days=document["obscure"]["days"],
        transfer_norm=document["transfer"]["norm"],
        transfer_days=document["transfer"]["days"],
        granted_norm=granted["norm"],
        granted_rules=frozenset(granted["rules"]),
        copies_days=granted["copies"],
    )
