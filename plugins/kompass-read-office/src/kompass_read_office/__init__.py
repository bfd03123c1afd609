"""Open Word, Excel and OpenDocument files, so that importers can read what stands in them."""
