"""ircon, the incident response console: the core, which knows nothing of terminals.

Data flows one way: bytes -> intake -> evidence -> store -> screens, and
store -> disclosure -> notices -> clipboard. Nothing here imports textual or rich.
"""

__version__ = "0.1.0"
