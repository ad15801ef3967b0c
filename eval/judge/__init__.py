"""The judge: criteria, one question a call, evidence, pairs, planted violations. No guard here."""
