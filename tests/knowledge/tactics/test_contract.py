from knowledge.tactics import BY_CODE, CLAIMS, TACTICS, Direction, Zone, may_show, worst


def test_the_contract_has_its_twenty_four_tactics() -> None:
    zones = [tactic.zone for tactic in TACTICS]

    assert len({tactic.code for tactic in TACTICS}) == 24
    assert (zones.count(Zone.FORBIDDEN), zones.count(Zone.RISKY)) == (12, 12)


def test_a_claim_that_may_be_true_is_risky_by_itself() -> None:
    assert {BY_CODE[code].zone for code in CLAIMS} == {Zone.RISKY}


def test_the_worst_zone_counts() -> None:
    assert worst([Zone.FINE, Zone.FORBIDDEN, Zone.RISKY]) is Zone.FORBIDDEN
    assert worst([]) is Zone.FINE


def test_what_hangs_on_the_sender_s_knowledge_is_never_said_of_a_received_text() -> None:
    never = {code for code in BY_CODE if not may_show(code, Direction.RECEIVED)}

    assert never == {
        "false_fact",
        "paltering",
        "staged_emotion",
        "unlabelled_concession",
        "secret_leak",
    }
