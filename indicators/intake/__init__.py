"""What is handed in → text to keep: read within limits, cleaned, recognised when it comes twice."""
