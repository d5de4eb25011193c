"""Every error that Zeren raises on purpose.

Messages are Chinese, one line, and say what happened, where, and what to do.
"""

__all__ = ["DataError", "DatabaseError", "InputError", "UsageError", "ZerenError"]


class ZerenError(Exception):
    """The root: catch this to catch all that Zeren raises; `exit_code` is what the command line ends with."""

    exit_code = 1


class InputError(ZerenError):
    """One input (a file, a member of an archive) cannot be read; the others are not touched."""


class DataError(ZerenError):
    """A data file of Zeren itself (schema, lexicon, named query) is wrong."""


class UsageError(ZerenError):
    """The caller asked for something that does not exist or does not fit."""

    exit_code = 2


class DatabaseError(ZerenError):
    """The database cannot be reached, refuses the password or refuses a statement."""

    exit_code = 3
