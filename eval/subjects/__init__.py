"""Who answers the cases: the coach, the bare model with a good prompt, a plain retrieval chain."""
