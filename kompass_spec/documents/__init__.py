"""Between bytes and values, one module for each kind of document: how it is read, checked and written."""
