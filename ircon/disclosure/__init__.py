"""The only door out: consents in, what one recipient may be shown out.

Everything that writes outgoing text is given a ``Disclosure`` or a ``ReporterView``, never
a report. Both are built by adding what is permitted to nothing.
"""

from ircon.disclosure.door import build, together
from ircon.disclosure.explaining import UNMARKED, explain
from ircon.disclosure.narrowing import Marks, narrowed
from ircon.disclosure.reporting import heard, recipient_of, reporter_view, same_reporter
from ircon.disclosure.shapes import (
    Disclosure,
    Fact,
    Hosts,
    MaskedLines,
    Named,
    Reachable,
    ReporterView,
    Shown,
    WholeLines,
)

__all__ = [
    "UNMARKED",
    "Disclosure",
    "Fact",
    "Hosts",
    "Marks",
    "MaskedLines",
    "Named",
    "Reachable",
    "ReporterView",
    "Shown",
    "WholeLines",
    "build",
    "explain",
    "heard",
    "narrowed",
    "recipient_of",
    "reporter_view",
    "same_reporter",
    "together",
]
