"""The console: what a handler sees and presses. Composition and keys; no SQL, no rules, no letters."""
