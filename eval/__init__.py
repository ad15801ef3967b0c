"""The evaluation: cases, whoever answers them, scorers, a judge, and reports that coaches read."""
