"""What is said to readers, in their language."""
