"""An archive of any size for measuring: reports as JPCERT/CC gets them, with all that twenty years of work leave.

Some hundred incidents are played by the desk itself, from the mail to the closing letter
(``patterns``), in a scratch store. Each is then told again with other sites, addresses,
names, numbers and days (``cloning``), in the mix and the volume of the calendar, and its
rows are written as intake and desk would have left them (``filling``): originals, texts,
log lines, observables, consents, letters, the journal with its chain, counters, search.
``ircon check`` accepts the result; ``tests.bench.test_archive`` compares it with intake.

    python -m tests.bench.archive 1000000 /somewhere/large.db
"""

from __future__ import annotations
