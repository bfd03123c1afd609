"""Published evaluations with Kommunkompassen and Kommunekompasset, each with its source and its caveats."""
