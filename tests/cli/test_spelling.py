"""EDTF and money as people say them."""

import pytest

from airdate.cli.spelling import spell_date, spell_money

DATES = [
    ("2023-08-03", "3 August 2023"),
    ("2023-08", "August 2023"),
    ("2023", "2023"),
    ("2023-22", "summer 2023"),
    ("2023-24~", "around winter 2023"),
    ("2023-33", "first quarter of 2023"),
    ("2025/..", "2025 or later"),
    ("../2024", "by 2024"),
    ("2024-01/2024-04", "early 2024"),
    ("2024-05/2024-08", "mid 2024"),
    ("2024-09/2024-12", "late 2024"),
    ("2024-01/2024-06", "January 2024 to June 2024"),
    ("2024-03-04/2024-03-10", "4 March 2024 to 10 March 2024"),
    ("2024-06~", "around June 2024"),
    ("no date", "no date"),
]


@pytest.mark.parametrize(("edtf", "words"), DATES)
def test_spell_date(edtf, words):
    assert spell_date(edtf) == words


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [(4.99, "GBP", "£4.99"), (10, "USD", "$10"), (0, "EUR", "free"), (1499, "INR", "₹1,499"), (7.5, "CHF", "7.50 CHF")],
)
def test_spell_money(amount, currency, words):
    assert spell_money(amount, currency) == words
