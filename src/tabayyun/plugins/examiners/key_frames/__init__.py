"""The scenes of a clip, and its key frames on one sheet."""
