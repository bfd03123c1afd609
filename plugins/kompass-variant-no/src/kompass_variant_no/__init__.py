"""The Norwegian editions of the framework, a mapping to a Swedish one, and the words of its reports."""
