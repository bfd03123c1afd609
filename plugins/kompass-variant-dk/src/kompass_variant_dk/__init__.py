"""The Danish edition of 2009, mappings to the Swedish editions, and the words of reports in Danish."""
