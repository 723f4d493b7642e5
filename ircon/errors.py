"""What can go wrong, in words, each with the exit status that scripts and mail servers rely on.

The statuses are those of sysexits.h that a mail server acts upon: after 75 it keeps
the mail and tries again, after the others it does not.
"""

from __future__ import annotations


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
