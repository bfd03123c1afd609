"""Read printed reports of Kommunkompassen, as Markdown or plain text, into assessments."""

__version__ = "0.1.0"
