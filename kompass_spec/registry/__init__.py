"""What is installed, whose it is, and which of it is meant."""
