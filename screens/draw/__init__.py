"""Drawing as pure functions: dataclasses in, lines of styled text out. Nothing here knows Textual."""
