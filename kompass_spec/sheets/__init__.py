"""What is said: sheets of results, comparisons, editions and their like, which renderers lay out."""
