"""``kompass new``: small distributions to begin with, from the templates in this folder."""
