"""Errors a person can act on."""


class Refused(Exception):  # noqa: N818  (said as the user reads it)
    """An operation that breaks a rule of the desk. The message is for the user, in their language."""
