"""What can be wrong with an evaluation, each with the sentence that its user reads."""


class EvalError(Exception):
    """Bad input to the evaluation: a case, a run, a file. Its text is shown as it is."""
