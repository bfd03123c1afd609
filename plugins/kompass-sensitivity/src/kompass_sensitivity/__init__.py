"""How firm a ranking is: what rounding, weights and mappings between editions leave open of it."""
