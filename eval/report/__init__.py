"""The report of a run: one HTML page that a coach reads, disputes, and sends back."""
