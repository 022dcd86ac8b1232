"""The pages of the expertise room."""
