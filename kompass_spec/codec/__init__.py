"""The border: the one strict converter between files and objects."""
