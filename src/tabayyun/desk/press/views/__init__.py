"""The pages of the press room."""
