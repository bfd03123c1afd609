"""The Swedish editions of the framework, one folder each, and registers of organisations."""
