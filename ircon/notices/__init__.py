"""Letters: from a disclosure to the bytes that may leave, and the last look at them.

``letters`` writes, ``lint`` reads what was written, ``gate`` stops what must not leave and
``eml`` puts it into a file. None of them can see a report.
"""
