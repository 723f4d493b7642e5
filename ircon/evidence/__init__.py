"""Evidence: what can be told from a report's text alone - addresses and names, timed log lines, the kind of incident.

Pure functions from text to data. Nothing here resolves, fetches or connects.
"""
