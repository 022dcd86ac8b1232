"""Pages of the media desk."""
