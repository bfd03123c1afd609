"""Hold the names of other instruments and surveys, under which no number is one of the framework."""

__all__ = ["INSTRUMENTS", "SURVEYS"]

# Parts of patterns: words of one to be joined with others by a bar, in Swedish, Norwegian and Danish.
INSTRUMENTS = (
    r"kkik|kostra|kolada\w*|nki\S*|hme|insikt|pisa|efqm|siq|usk|företagsklimat\w*|omdømme\w*"
    r"|\w*kvalitetskommun\w*|kvalitetsmässa\w*|kommunebarometer\w*|forvaltningsbarometer\w*"
)
SURVEYS = r"\w+(?:undersökning|undersøkels|undersøgels|undersøking|enkät|index|barometer)\w*|enkät\w*|nöjd\w*"
