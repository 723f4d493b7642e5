"""The command line: the same core for scripts, mail servers and tests.

Which commands there are, and the module each lives in; nothing is imported before it is
called, so that the console starts without the command line's library.
"""

HOMES = {
    "intake": "intake",
    "read": "intake",
    "list": "queue",
    "show": "queue",
    "original": "queue",
    "consent": "handling",
    "draft": "handling",
    "close": "handling",
    "said": "following",
    "overdue": "following",
    "note": "noting",
    "class": "classify",
    "role": "roles",
    "sites": "sites",
    "together": "series",
    "apart": "series",
    "timeline": "timeline",
    "trends": "trends",
    "handover": "handing_over",
    "check": "upkeep",
    "backup": "upkeep",
    "restore": "upkeep",
    "init": "upkeep",
    "config": "upkeep",
    "completion": "completion",
    "demo": "console",
}

COMPLETING = "_IRCON_COMPLETE"
"""Set where a shell asks how a line goes on; the line itself is in other variables of its script."""
