"""Static files, named by their content so that a phone keeps them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """As whitenoise does, without failing a page when `collectstatic` has not run yet."""

    manifest_strict = False
