"""From agreement to log odds: intercept and slope. Written by ``tools/fit_matching.py``."""

WITH_ENCODER = {"alike": (-10.675, 1.959), "across": (-17.805, 28.137)}
WITHOUT_ENCODER = {"alike": (-7.628, 1.421), "across": (-11.86, 80.0)}
