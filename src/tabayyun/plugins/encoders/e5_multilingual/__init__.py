"""The second packaged encoder: slower and closer, for a look at a few candidates."""
