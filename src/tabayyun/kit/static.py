"""Static files, named by their content so that a phone keeps them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """As whitenoise does; before `collectstatic` has run, files keep their plain names."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """The hashed name of a collected file, else ``name``."""
        return str(super().stored_name(name)) if self.hashed_files else name
