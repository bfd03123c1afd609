"""What tests of the package and of plugins share; needs pytest and Hypothesis, which the package itself does not."""
