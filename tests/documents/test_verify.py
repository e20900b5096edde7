"""Both verifiers, ours and the one that needs nothing of ours: they agree, and find what was changed."""

import copy
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import example, given, settings
from hypothesis import strategies as st

import reports
from probidad.documents.publication import published
from probidad.documents.refusal import RefusalError
from probidad.documents.renderers.json_report import to_json
from probidad.documents.verify import verify

TOOL = Path(__file__).resolve().parents[2] / "tools/verify_followup.py"
Document = dict[str, Any]


@cache
def sopo() -> bytes:
    return to_json(published(reports.sopo()))


def signed(document: Document) -> bytes:
    """The document with a digest that fits, as somebody would write it who changed a figure on purpose."""
    rest = {key: value for key, value in document.items() if key != "digest"}
    digest = {"algorithm": "SHA-256", "value": hashlib.sha256(rfc8785.dumps(rest)).hexdigest()}
    return rfc8785.dumps({**rest, "digest": digest})


def alone(tmp_path: Path, data: bytes) -> subprocess.CompletedProcess[str]:
    """The single file, isolated from everything installed."""
    path = tmp_path / "seguimiento.json"
    path.write_bytes(data)
    return subprocess.run(
        [sys.executable, "-I", "-S", str(TOOL), str(path)], capture_output=True, text=True, timeout=60
    )


@pytest.mark.parametrize("data", [sopo(), to_json(reports.sopo(), copy="working"), to_json(reports.of())])
def test_what_we_publish_is_equal_for_both(tmp_path: Path, data: bytes) -> None:
    ours = verify(data)
    assert (ours.equal, ours.differences) == (True, ())
    assert ours.checked > 50
    theirs = alone(tmp_path, data)
    assert (theirs.returncode, theirs.stderr) == (0, "")
    assert "Igual" in theirs.stdout


def edit(path: str, value: object) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        *way, last = [int(step) if step.isdigit() else step for step in path.split("/")]
        place: Any = document
        for step in way:
            place = place[step]
        if place[last] == value:
            raise AssertionError(f"{path} holds {value} already")
        place[last] = value

    return change


def drop_activity(document: Document) -> None:
    del document["activities"][4]


def repeat_activity(document: Document) -> None:
    document["activities"][4]["number"] = document["activities"][3]["number"]


def swap_components(document: Document) -> None:
    a, b = document["activities"][0], document["activities"][5]
    a["component"], b["component"] = b["component"], a["component"]


def figure(numerator: int, denominator: int, text: str) -> Document:
    return {"numerator": numerator, "denominator": denominator, "text": text}


CHANGES: dict[str, Callable[[Document], None]] = {
    "value of an activity": edit("activities/11/value/number", figure(2, 1, "2.00")),
    "target of an activity": edit("activities/11/target/number", figure(1, 1, "1.00")),
    "declared of an activity": edit("activities/11/declared", figure(50, 1, "50.00")),
    "computed of an activity": edit("activities/11/computed", figure(100, 1, "100.00")),
    "compliance before the cap": edit("activities/11/raw", figure(51, 1, "51.00")),
    "level of an activity": edit("activities/11/computed_level", "alta"),
    "text of a figure": edit("activities/11/computed/text", "50.01"),
    "mean of a component": edit("components/1/computed/value", figure(90, 1, "90.00")),
    "sum of a component": edit("components/1/declared/sum", figure(95, 1, "95.00")),
    "level of a component": edit("components/1/computed/level", "alta"),
    "activities of a component": edit("components/1/activities", [5, 6]),
    "declared total": edit("totals/declared/value", figure(87, 1, "87.00")),
    "computed total": edit("totals/computed/value", figure(87, 1, "87.00")),
    "how many were used": edit("totals/computed/used", 40),
    "how many are listed": edit("totals/declared/listed", 42),
    "activities verified that nobody verified": edit("totals/verified/used", 1),
    "a verified total that nobody verified": edit("totals/verified/value", figure(90, 1, "90.00")),
    "value of a scenario": edit("scenarios/1/value", figure(88, 1, "88.00")),
    "printed figure": edit("printed/number", figure(88, 1, "88.00")),
    "threshold of a level": edit("levels/1/low", figure(30, 1, "30.00")),
    "activity taken out": drop_activity,
    "activity twice": repeat_activity,
    "activities under each other's heading": swap_components,
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_is_found_by_both_even_with_a_digest_that_fits(tmp_path: Path, what: str) -> None:
    document = json.loads(sopo())
    CHANGES[what](document)
    data = signed(document)
    ours = verify(data)
    assert not ours.equal
    assert all(difference.where for difference in ours.differences)
    theirs = alone(tmp_path, data)
    assert (theirs.returncode, theirs.stderr) == (1, "")
    assert "Difiere" in theirs.stdout


@pytest.mark.parametrize("path", ["title", "activities/0/action", "activities/0/cells/0/text", "source/file"])
def test_a_text_changed_without_its_digest_is_found_by_both(tmp_path: Path, path: str) -> None:
    document = json.loads(sopo())
    edit(path, "otra cosa")(document)
    data = rfc8785.dumps(document)
    assert [difference.where for difference in verify(data).differences] == ["digest"]
    assert alone(tmp_path, data).returncode == 1


def broken() -> Iterator[tuple[str, bytes]]:
    document = json.loads(sopo())
    text = sopo().decode()
    yield "empty", b""
    yield "not JSON", b"hola"
    yield "not UTF-8", sopo().replace("ó".encode(), b"\xf3")
    yield "cut", sopo()[:-200]
    yield "a list", b"[]"
    yield "a number", b"1"
    yield "deep", b"[" * 100_000 + b"]" * 100_000
    yield "NaN", text.replace('"listed":41', '"listed":NaN', 1).encode()
    yield "infinity", text.replace('"listed":41', '"listed":1E400', 1).encode()
    yield "a float", text.replace('"listed":41', '"listed":41.0', 1).encode()
    yield "a huge number", text.replace('"listed":41', '"listed":' + "9" * 10_000, 1).encode()
    yield "a key twice", text.replace('"title":', '"title":"x","title":', 1).encode()
    for key in ("activities", "totals", "levels", "schema", "digest"):
        yield f"without {key}", json.dumps({k: v for k, v in document.items() if k != key}).encode()
    for path, value in (
        ("activities", {}),
        ("activities/0/number", "uno"),
        ("activities/0/declared", "100"),
        ("activities/0/declared/denominator", 0),
        ("schema", "probidad-followup-99"),
        ("totals/declared", None),
    ):
        changed = copy.deepcopy(document)
        edit(path, value)(changed)
        yield f"{path} = {value!r}", json.dumps(changed).encode()


BROKEN = dict(broken())


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_no_published_follow_up_is_refused_by_both_in_a_sentence(tmp_path: Path, what: str) -> None:
    with pytest.raises(RefusalError) as caught:
        verify(BROKEN[what])
    assert caught.value.remedy
    theirs = alone(tmp_path, BROKEN[what])
    assert theirs.returncode == 2
    assert "Traceback" not in theirs.stderr + theirs.stdout
    assert len((theirs.stderr + theirs.stdout).strip().splitlines()) <= 3


def figures(value: object, where: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Places of the figures that a recomputation reaches."""
    if isinstance(value, dict):
        if set(value) == {"numerator", "denominator", "text"}:
            yield where
            return
        for key, entry in value.items():
            yield from figures(entry, (*where, key))
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield from figures(entry, (*where, index))


PLACES = list(figures(json.loads(sopo())))


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(PLACES), st.integers(1, 10**6))
@example(("totals", "verified", "sum"), 1)
@example(("totals", "verified", "weight"), 1)
def test_any_figure_that_is_changed_alone_is_found(where: tuple[str | int, ...], more: int) -> None:
    document = json.loads(sopo())
    place: Any = document
    for step in where:
        place = place[step]
    place["numerator"] = int(place["numerator"]) + more * int(place["denominator"])
    assert not verify(signed(document)).equal
