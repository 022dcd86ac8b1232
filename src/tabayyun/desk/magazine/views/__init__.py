"""The pages of the magazine room."""
