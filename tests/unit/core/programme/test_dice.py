"""Numbers that look like chance: the same from the same seed, spread as chance would spread them."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, strategies as st

from accalmie.core.programme.simulate import Dice

SEEDS = st.integers(0, 2**64 - 1)


def test_the_published_first_numbers_come_out() -> None:
    """SplitMix64 with the seed 1234567, as in the reference implementation by S. Vigna."""
    dice = Dice(1234567)
    assert [dice.bits() for _ in range(3)] == [6457827717110365317, 3203168211198807973, 9817491932198370423]


@given(SEEDS)
def test_the_same_seed_gives_the_same_numbers(seed: int) -> None:
    one, other = Dice(seed), Dice(seed)
    assert [one.bits() for _ in range(5)] == [other.bits() for _ in range(5)]
    assert one.uuid() == other.uuid()


@given(SEEDS)
def test_a_draw_is_at_least_nothing_and_less_than_one(seed: int) -> None:
    dice = Dice(seed)
    assert all(0 <= dice.draw() < 1 for _ in range(50))


@given(SEEDS, st.integers(1, 20))
def test_below_stays_below(seed: int, limit: int) -> None:
    dice = Dice(seed)
    assert all(0 <= dice.below(limit) < limit for _ in range(50))


@given(SEEDS)
def test_a_seed_beyond_64_bits_counts_in_its_last_ones(seed: int) -> None:
    assert Dice(seed).bits() == Dice(seed + 2**64).bits()


def test_ten_thousand_draws_fall_evenly() -> None:
    dice = Dice(7)
    counted = Counter(dice.below(10) for _ in range(10_000))
    assert set(counted) == set(range(10))
    assert all(850 <= count <= 1150 for count in counted.values())


def test_ids_are_of_version_4_and_none_comes_twice() -> None:
    dice = Dice(7)
    ids = [dice.uuid() for _ in range(2_000)]
    assert len(set(ids)) == len(ids)
    assert {one.version for one in ids} == {4}
