"""From agreement to log odds: intercept and slope. Written by ``tools/fit_matching.py``."""

WITH_ENCODER = {"alike": [-10.607, 1.942], "across": [-17.805, 28.137]}
WITHOUT_ENCODER = {"alike": [-7.606, 1.414], "across": [-11.86, 80.0]}
