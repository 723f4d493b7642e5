"""``ircon completion``: the script with which a shell completes what is typed behind ``ircon``."""

from __future__ import annotations

import click

from ircon.cli import COMPLETING


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print a script that has SHELL complete commands, options, classes, sites and the numbers of open incidents.

    In ~/.bashrc: eval "$(ircon completion bash)"; in ~/.zshrc, below compinit: eval "$(ircon
    completion zsh)"; for fish: ircon completion fish > ~/.config/fish/completions/ircon.fish.
    """
    from click.shell_completion import get_completion_class

    from ircon.cli.group import ircon

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(ircon, {}, "ircon", COMPLETING).source())
    return 0


COMMANDS = {"completion": completion}
