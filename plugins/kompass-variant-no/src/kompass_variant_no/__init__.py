"""The Norwegian editions of the framework, a mapping to the Swedish ones, and the words of reports in Norwegian."""
