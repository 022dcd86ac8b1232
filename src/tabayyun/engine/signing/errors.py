"""Why a signature, a note or a text does not hold. Each cause has its own class, for each has its own
meaning to the reader: a damaged file is not a forgery."""


class SignatureError(Exception):
    """Something signed does not verify; the message says what, in English, for logs."""


class MalformedError(SignatureError):
    """It cannot be read as what it should be: damaged, cut off, or something else altogether."""


class UnknownKeyError(SignatureError):
    """It names a key that is not among the given ones: nothing can be said about it."""


class ForgedSignatureError(SignatureError):
    """It names a known key, and that key did not sign this."""


class AlteredTextError(SignatureError):
    """The signature holds, but was made over another text than this one."""
