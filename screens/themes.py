"""The theme that the configuration may name: it must be one of Textual's, else its setting is refused with the list."""

from __future__ import annotations

from ircon.config import Config, wrong_setting
from ircon.i18n import _


def refuse_unknown(config: Config) -> None:
    """Raise ``Usage``, with the line of the setting, where it names no theme. Loads Textual only if one is named."""
    name = config.interface.theme
    if not name:
        return
    from textual.theme import BUILTIN_THEMES

    if name not in BUILTIN_THEMES:
        names = _(", ").join(sorted(BUILTIN_THEMES))
        raise wrong_setting(
            config, "interface", "theme", _("there is no theme {name}; write one of {names}", name=name, names=names)
        )
