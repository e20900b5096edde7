"""A draw that anybody can repeat."""

import hashlib
import subprocess
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probidad.rules.plans.sampling import VERSION, Draw, Piece, SizeRule, Stratum, draw, rank, size

SEED = "3f2a" * 16
PIECES = [Piece(f"ev-{number}", "Riesgos" if number < 8 else "Estado abierto") for number in range(12)]
EXPECTED = {"Riesgos": ("ev-7", "ev-3", "ev-6"), "Estado abierto": ("ev-10", "ev-11", "ev-9")}
KEYS = st.lists(
    st.tuples(st.text("abc123", min_size=1), st.sampled_from("xy")), unique_by=lambda row: row[0], max_size=30
)


@pytest.mark.parametrize(("pieces", "drawn"), [(0, 0), (1, 1), (3, 3), (10, 3), (15, 3), (16, 4), (100, 20)])
def test_a_fifth_is_drawn_and_at_least_three_or_all(pieces: int, drawn: int) -> None:
    assert size(pieces) == drawn


def test_a_rule_may_have_a_ceiling_and_refuses_what_makes_no_sense() -> None:
    assert size(1000, SizeRule(most=25)) == 25
    for wrong in ({"share": Fraction(0)}, {"share": Fraction(2)}, {"least": 0}, {"most": 2}):
        with pytest.raises(ValueError, match="sample"):
            SizeRule(**wrong)  # type: ignore[arg-type]


def test_the_draw_is_the_one_that_was_published() -> None:
    """Worked out once by hand with ``sha256sum``: a change here breaks every draw that was ever published."""
    assert VERSION == 1
    assert draw(PIECES, SEED).strata == (
        Stratum("Estado abierto", 4, EXPECTED["Estado abierto"]),
        Stratum("Riesgos", 8, EXPECTED["Riesgos"]),
    )


def test_anybody_with_sha256sum_gets_the_same_digest() -> None:
    text = f"{SEED}\nRiesgos\nev-1"
    told = subprocess.run(["sha256sum"], input=text, capture_output=True, text=True, check=True).stdout.split()[0]
    assert rank(SEED, Piece("ev-1", "Riesgos")) == told == hashlib.sha256(text.encode()).hexdigest()


def test_another_seed_draws_another_sample() -> None:
    many = [Piece(str(number), "x") for number in range(100)]
    assert draw(many, "a").drawn != draw(many, "b").drawn


@pytest.mark.parametrize(
    ("pieces", "seed"),
    [(PIECES, " "), ([PIECES[0], PIECES[0]], SEED), ([Piece("a\nb", "x")], SEED), ([Piece("a", "x\ny")], SEED)],
)
def test_a_draw_that_could_not_be_repeated_is_refused(pieces: list[Piece], seed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        draw(pieces, seed)


@given(KEYS, st.randoms(use_true_random=False))
def test_the_order_in_which_pieces_come_decides_nothing(rows: list[tuple[str, str]], random: object) -> None:
    pieces = [Piece(*row) for row in rows]
    mixed = list(pieces)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    found: Draw = draw(pieces, SEED)
    assert draw(mixed, SEED) == found
    assert set(found.drawn) <= {piece.key for piece in pieces}
    assert all(len(stratum.drawn) == size(stratum.size) for stratum in found.strata)
