"""The ways in of the caseload, one module a subject."""
