"""Find what is wrong in mappings that others wrote: OSCAL mapping-collections and SSSOM tables."""
