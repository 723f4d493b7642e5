"""What can go wrong, in words, each with the exit status that scripts and mail servers rely on.

The statuses are those of sysexits.h that a mail server acts upon: after 75 it keeps
the mail and tries again, after the others it does not.
"""

from __future__ import annotations

from ircon.i18n import mark, retell

_SYSTEM = (
    mark("No such file or directory"),
    mark("Permission denied"),
    mark("Operation not permitted"),
    mark("File exists"),
    mark("Is a directory"),
    mark("Not a directory"),
    mark("File name too long"),
    mark("Read-only file system"),
    mark("No space left on device"),
    mark("Disk quota exceeded"),
    mark("Input/output error"),
    mark("Too many open files"),
    mark("Exec format error"),
    mark("Connection refused"),
    mark("Connection reset by peer"),
    mark("Network is unreachable"),
    mark("No route to host"),
    mark("Name or service not known"),
    mark("Temporary failure in name resolution"),
)
"""What systems say most often of a file or a connection; Python asks them for it in English."""


def why(error: Exception) -> str:
    """Return what the system says of an error, in the handler's language; its kind where that says nothing."""
    told = getattr(error, "strerror", None)
    return retell(told, _SYSTEM) if isinstance(told, str) and told else type(error).__name__


class IrconError(Exception):
    """A failure that its user can do something about; the message is one plain sentence."""

    status = 1


class Usage(IrconError):
    """The command line asks for something that does not exist or makes no sense."""

    status = 2


class Unreadable(IrconError):
    """Input that could not be read. What was given is stored all the same."""

    status = 65


class StoreUnavailable(IrconError):
    """The store cannot be opened; nothing was created or changed."""

    status = 69


class TryAgain(IrconError):
    """The store is locked or the disk is full: the same call may succeed later."""

    status = 75


class TooSlow(IrconError):
    """Reading was given up, as it took longer than was given or was overtaken by another wish."""

    status = 75


class NotPermitted(IrconError):
    """Not allowed: by a reporter's consent, or by the rights on a file."""

    status = 77
