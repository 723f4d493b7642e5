"""The demonstration: site A, site B, and a realistic queue around them, built by a program and the same each time."""

from __future__ import annotations

from pathlib import Path


def example_path() -> Path:
    """Return where ``example.db`` is: beside this file in an installed package, else at the checkout's root."""
    here = Path(__file__).with_name("example.db")
    return here if here.exists() else Path(__file__).parents[2] / "example.db"
