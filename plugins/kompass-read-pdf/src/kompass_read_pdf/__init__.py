"""Read PDF files for kompass-spec: their pages as blocks with their places."""
