"""What tests of the package and of plugins share; needs pytest and Hypothesis, unlike the package."""
