"""From agreement to log odds: intercept and slope. Written by ``tools/fit_matching.py``."""

WITH_ENCODER = {"alike": (-10.707, 1.968), "across": (-19.787, 31.958)}
WITHOUT_ENCODER = {"alike": (-7.632, 1.423), "across": (-14.867, 114.531)}
