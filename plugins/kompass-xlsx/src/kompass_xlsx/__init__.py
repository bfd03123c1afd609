"""The evaluator's workbook for kompass-spec: written for an edition, and read back when it is filled in."""
