"""The pages of the audience room."""
