"""The tactics that the coach does not draft, and how a request or a draft shows one.

The codes, zones, principles and cards are the ethics contract. This reader works by patterns of
high precision: it names what it can show a quote for, and lets pass what it cannot. For each code,
texts/ holds `tactics.<code>_why` (one sentence, for the user) and `tactics.<code>_honest` (the
same move made honestly, ready to send).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.coach.answer import Finding, Zone
from bot.texts import say
from knowledge.card import Language


@dataclass(frozen=True, slots=True)
class Tactic:
    """One forbidden tactic: its code, what is at stake, and the cards that explain it."""

    code: str
    principles: tuple[str, ...]
    cards: tuple[str, ...]


def _re(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE | re.DOTALL)


TACTICS: tuple[Tactic, ...] = (
    Tactic("bribe", ("P09",), ("C23",)),
    Tactic("collusion", ("P09",), ()),
    Tactic("network_attack", ("P01", "P11"), ("C03",)),
    Tactic("threat_insult", ("P01", "P11"), ("D19",)),
    Tactic("improper_information", ("P09",), ("C05",)),
    Tactic("good_cop_bad_cop", ("P09", "P10"), ("D10",)),
    Tactic("staged_emotion", ("P09",), ("C07", "B24")),
    Tactic("bait_switch", ("P02", "P12"), ("D18",)),
    Tactic("false_promise", ("P02", "P09"), ("C06",)),
    Tactic("unlawful_advantage", ("P09", "P12"), ("C17", "C18", "C19")),
    Tactic("rival_offer", ("P10", "P11"), ("D15", "B05", "C05")),
    Tactic("deadline", ("P10",), ("D13", "B38")),
    Tactic("limit_claim", ("P10",), ("D14",)),
    Tactic("paltering", ("P09", "P10"), ("C09",)),
    Tactic("false_fact", ("P09", "P10"), ("C04", "C10")),
)
BY_CODE = {tactic.code: tactic for tactic in TACTICS}

# A wish to make the other believe what the user says is not so.
_UNTRUE = (
    r"c['’]est (?:faux|pas vrai|un mensonge|du bluff|bidon|inventé|du pipeau)|ce n['’]est pas vrai"
    r"|(?:même si|alors que|quand) (?:ce |c['’])?(?:n['’])?(?:est|ai|a|existe|y a)[^.;]{0,30}(?:faux|pas"
    r"|rien|aucun)|n['’]existe pas|(?:j['’]|on |je )(?:n['’])?en (?:ai|a) pas|bluff|\bmens\b|\bmentir\b"
    r"|\bmen(?:t|tons|tez)\b|mensonge|invent(?:e|er|ons|ez|é)\b|fais(?:-lui|-leur)? croire|faire croire"
    r"|faites(?:-lui|-leur)? croire|prétend(?:s|re|ons)?\b|fai(?:s|re|sons|tes) semblant|(?:un|une|de"
    r"|de la) fau(?:x|sse)s? |soi-disant|(?:it['’]?s|that['’]?s|is|this is) (?:not true|untrue|false|a lie"
    r"|a bluff|fake|made up|not real)|not (?:actually )?(?:true|real)|isn['’]?t (?:true|real)|not true"
    r"|doesn['’]?t exist|don['’]?t (?:actually |really )?have (?:one|any|it)|there(?:['’]s| is| are)"
    r" (?:none|no (?:other|such|real))|we have (?:none|no other)|\blie\b|\blying\b|\bmake up\b|made[- ]up"
    r"|\binvent\b|\bfake\b|\bpretend\b|\bfabricat|make (?:him|her|them|it) (?:believe|think|look|sound)"
    r"|\bbogus\b|\bphantom\b"
)
_RIVAL = (
    r"concurren|competitor|competing|\brival|autre (?:offre|fournisseur|devis|client|acheteur)"
    r"|(?:other|another|cheaper|better) (?:offer|supplier|quote|vendor|bid|buyer|customer|client)"
    r"|moins cher ailleurs|cheaper elsewhere|une offre à"
)
_DEADLINE = (
    r"échéance|date (?:butoir|limite)|délai|deadline|urgen|avant (?:vendredi|lundi|demain|ce soir|la"
    r" fin)|(?:by|before) (?:friday|monday|tomorrow|tonight|the end)|expire|dernier jour|last day"
    r"|derniers? (?:créneaux?|places?)|last slot|en rupture demain|offre (?:se termine|valable)"
)
_LIMIT = (
    r"budget|plafond|ceiling|(?:mon|ma|notre) (?:chef|patron|boss|direction|hiérarchie|comité|daf)"
    r"|(?:my|our) (?:boss|manager|cfo|board|management|committee|policy)|politique (?:de la|d['’])"
    r"|company policy|maximum|prix de réserve|walk[- ]away"
)
_FACT = (
    r"stock|capacit|co[ûu]t|cost|marge|margin|certific|norme|iso\b|label|livr|deliver|délai de|lead time"
    r"|usine|factory|matière|material|index|indice|qualité|quality|incident|panne|défaut|defect|test"
    r"|référence|reference|client|volume|commande|order|garantie|warranty|prix|price"
)
_CLAIMS = (
    ("rival_offer", _RIVAL),
    ("deadline", _DEADLINE),
    ("limit_claim", _LIMIT),
    ("false_fact", _FACT),
)

REQUEST: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "bribe",
        _re(
            r"(?:offr|propos|donn|glisse|give|offer|slip|send|promise)[^.]{0,50}(?:pot[- ]de[- ]vin|enveloppe"
            r"|cadeau|bakchich|week-end|voyage|commission (?:perso|occulte)|bribe|kickback|gift|trip|tickets"
            r"|cash|envelope|something (?:personal|for (?:himself|herself)))[^.]{0,60}(?:pour qu|s['’]il|si"
            r"|signe|choisi|décid|if|so (?:that )?(?:he|she|they)|sign|choose|pick|in exchange|en échange)",
            r"pot[- ]de[- ]vin|\bbribe\b|\bkickback|graisser la patte|dessous[- ]de[- ]table",
        ),
    ),
    (
        "collusion",
        _re(
            r"(?:entend|arrang|accord|coordonn|partag|fix|agree|coordinate|split|share|align)[^.]{0,60}"
            r"(?:concurren|competitor|rival)[^.]{0,60}(?:prix|marché|appel|offre|price|market|bid|tender)",
            r"(?:prix|marché|price|market|bid)[^.]{0,30}(?:avec|with)[^.]{0,20}(?:concurren|competitor)",
            r"offre de couverture|cover bid|bid[- ]rigging",
        ),
    ),
    (
        "network_attack",
        _re(
            r"(?:discrédit|descend|démol|humili|griller|enfonc|faire virer|fasse virer|undermine|discredit"
            r"|humiliate|get (?:him|her|them) (?:fired|in trouble|sacked))",
            r"(?:plain(?:dre|s)|complain|badmouth|dire du mal)[^.]{0,40}(?:son|sa|leur|his|her|their) (?:patron"
            r"|chef|boss|directi|manager|client)[^.]{0,80}(?:pression|céd|virer|plie|pressure|fold|fired|force)",
            r"(?:linkedin|réseaux sociaux|twitter|publicly|publiquement)[^.]{0,40}(?:honte|shame|afficher|expose)",
        ),
    ),
    (
        "threat_insult",
        _re(
            r"\bmenac(?:e|er|ez|ons)[- ](?:le|la|les|lui|de|him)|threaten (?:him|her|them|to)|intimid"
            r"|\binsult|traite[- ](?:le|la|les) (?:de|d['’])|call (?:him|her|them) (?:a|an) (?:idiot|liar"
            r"|crook|thief)|(?:fais|faire|make|scare)[^.]{0,12}(?:peur|scared|afraid)|scare (?:him|her|them)",
        ),
    ),
    (
        "improper_information",
        _re(
            r"(?:montr|envoi|envoy|transf|partag|show|send|forward|share)[^.]{0,40}(?:devis|offre|quote|offer"
            r"|proposal)[^.]{0,30}(?:confidentiel|de (?:son|leur) concurrent|confidential|of (?:his|her|their)"
            r" (?:competitor|rival)|'s quote)",
            r"(?:obten|récup|soutir|tir|get|obtain|find out)[^.]{0,50}(?:confidenti|secret)[^.]{0,60}(?:ami|copain"
            r"|pay|assistante|pretend|pretext|friend|fake|pose as|faire passer)",
            r"(?:faire|fais)[- ](?:me |toi )?passer pour|pose as a|posing as",
            r"(?:your|tes|vos) (?:system )?(?:instructions|prompt|consignes)\b|(?:données|deals?|affaires?) (?:d['’]un"
            r"|des) autres? utilisat|(?:another|other) users?['’]?s? (?:data|deals?|messages)",
        ),
    ),
    (
        "good_cop_bad_cop",
        _re(
            r"(?:on|nous|we|jou|play|faire|fais|mon collègue|my colleague)[^.]{0,40}(?:gentil[^.]{0,15}méchant"
            r"|good[ -]cop|bad cop)",
        ),
    ),
    (
        "staged_emotion",
        _re(
            r"(?:fai(?:s|re|sons|tes) semblant|pretend|act|jou(?:e|er|ons)|feign|simul\w+|fak(?:e|ing))"
            r"[^.]{0,30}(?:colère|fâché|furieu|énerv|vexé|triste|peur|larmes|angry|anger|furious|upset|outrag"
            r"|hurt|offended|sad|crying|outré|choqué|déçu)",
            r"(?:fausse|fake|feinte) (?:colère|anger|indignation|outrage)|pique(?:r)? une colère",
        ),
    ),
    (
        "bait_switch",
        _re(
            r"(?:après|une fois)[^.]{0,25}(?:sign|accord|oui|dit oui)[^.]{0,50}(?:chang|augment|remont|ajout"
            r"|renégoci|revien)|(?:chang|augment|remont|ajout|renégoci)\w*[^.]{0,40}(?:après|une fois)[^.]{0,20}"
            r"(?:sign|qu['’](?:il|elle|ils))",
            r"(?:once|after)[^.]{0,25}(?:sign|yes|agree)[^.]{0,50}(?:rais|chang|add|increase|bring|put)"
            r"|(?:rais|chang|increase)\w*[^.]{0,40}(?:once|after)[^.]{0,15}(?:sign|they say yes|he says yes)",
            r"prix d['’]appel[^.]{0,60}(?:remont|augment)|low[- ]?ball[^.]{0,60}(?:then|raise)",
        ),
    ),
    (
        "false_promise",
        _re(
            r"(?:promet|promess|fais[- ](?:lui|leur) miroiter|promise|dangle|hint at|commit)[^.]{0,120}"
            r"(?:(?:ne|n['’])[^.]{0,25}(?:pas|jamais|rien)|aucune intention|jamais|on verra|never|won['’]?t|not"
            r" (?:going to|planning|intend)|no intention|don['’]?t (?:intend|plan|have|mean)|even (?:if|though))",
            r"sans intention de|with no intention|with(?:out)? (?:any )?intention",
        ),
    ),
    (
        "unlawful_advantage",
        _re(
            r"(?:déréférenc|coup(?:e|er|ons)|arrêt(?:e|er|ons) (?:tout|les commandes)|cut (?:him|her|them) off"
            r"|delist|drop (?:him|her|them))[^.]{0,50}(?:du jour au lendemain|demain|sans préavis|overnight"
            r"|tomorrow|without notice)",
            r"(?:90|120|cent vingt|quatre-vingt-dix) jours?[^.]{0,40}(?:impos|obligé|sinon|de force)|impos(?:e|er)"
            r"[^.]{0,40}(?:90|120) jours",
            r"(?:remise|avantage|ristourne|discount|rebate)[^.]{0,50}(?:sans (?:aucune )?contrepartie|sans rien (?:donner|en"
            r" échange)|nothing in return|without giving)",
            r"(?:dépend|depend)[^.]{0,60}(?:profit|étrangl|écras|squeeze|crush|exploit)",
        ),
    ),
    (
        "paltering",
        _re(
            r"(?:sans mentir|technically true|techniquement vrai|without (?:actually )?lying)[^.]{0,80}(?:croi|pens|think"
            r"|believe|impression|compren)",
            r"laiss(?:e|er|ez|ons)[^.]{0,12}(?:croire|penser|entendre)[^.]{0,90}(?:faux|pas|alors que|not|même si)",
            r"let (?:him|her|them) (?:think|believe)[^.]{0,80}(?:not|n['’]t|even though|although|but)",
        ),
    ),
    *((code, _re(f"(?:{claim}).{{0,110}}(?:{_UNTRUE})", f"(?:{_UNTRUE}).{{0,70}}(?:{claim})"))
      for code, claim in _CLAIMS),
)
"""What the user asks for. The first row that matches gives the code."""

# Asking how to meet a tactic, naming it to rule it out, or owning up is what the coach is for.
_INNOCENT = _re(
    r"(?:comment|que|quoi|how|what)[^.?]{0,40}(?:répond|réag|repér|reconna|vérifi|savoir si|faire (?:si|quand|face)"
    r"|respond|react|answer|recogni|spot|tell (?:if|whether)|check|know (?:if|whether)|handle|deal with|if (?:he|she|they))",
    r"(?:je (?:ne )?(?:veux|vais|souhaite)|nous ne|on ne|without|sans|(?:don['’]?t|do not|won['’]?t|not going to|never)"
    r"(?: want to)?)\s?(?:pas |jamais )?(?:mentir|bluff|lie\b|lying|invent|make up|pretend|threaten|menacer)",
    r"(?:il|elle|ils|elles|le (?:vendeur|client|fournisseur)|he|she|they|the (?:supplier|seller|buyer|client))"
    r"(?: me| nous)? (?:ment|bluffe|invente|prétend|menace|lies|is lying|are lying|bluffs?|is bluffing|are bluffing"
    r"|pretends?|threatens?|is pretending|are pretending)",
    r"(?:est-ce que|is it|are they|is (?:he|she)|do you think|tu crois|vous croyez)[^.?]{0,60}(?:bluff|ment|lying|faux|fake)",
)

DRAFT: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "rival_offer",
        _re(
            r"(?:concurrent|autre fournisseur|autre client|competitor|another supplier|other supplier|another client)"
            r"[^.]{0,60}(?:propos|offr|moins cher|meilleur|cheaper|better|offer|quot|lower)",
            r"(?:offre|offer|quote|devis)s? (?:concurrente?s?|plus basse|compétitive|d['’]un autre|from (?:another|other|a"
            r" competitor)|lower)|(?:meilleure|better|cheaper|lower) (?:offre|offer|quote)[^.]{0,30}(?:ailleurs|elsewhere|from|d['’]un)",
        ),
    ),
    (
        "deadline",
        _re(
            r"(?:offre|proposition|prix|offer|proposal|price)[^.]{0,40}(?:expire|valable jusqu|se termine|valid until|valid only"
            r"|ends (?:on|today|this))|(?:today|aujourd['’]hui) (?:only|seulement|uniquement)|dernier délai|last chance"
            r"|dernière chance",
        ),
    ),
    (
        "limit_claim",
        _re(
            r"(?:my boss|our board|management|mon (?:chef|patron)|notre direction|ma hiérarchie)[^.]{0,40}(?:refuse|won['’]?t|interdi"
            r"|ne veut|n['’]accepte|forbid|does not allow)|(?:that|this|c['’])(?:['’]s| is|est) (?:all|tout) (?:the|notre|our|le) budget"
            r"|(?:our|notre|my|mon) (?:maximum |max )?budget (?:is|est|ne)",
        ),
    ),
    (
        "threat_insult",
        _re(
            r"\b(?:idiot|imbécile|menteur|escroc|voleur|liar|crook|stupid|incompetent|incompétent|ridicul)",
            r"vous (?:le )?regretterez|you['’]?ll regret|(?:vous |you )?(?:aurez|will have) (?:affaire à|to answer to)",
        ),
    ),
    (
        "ultimatum",
        _re(r"à prendre ou à laisser|take it or leave it|dernière offre|final offer|sinon nous (?:arr|chang)|or we (?:walk|leave)"),
    ),
    (
        "bribe",
        _re(r"\bpot[- ]de[- ]vin|\bbribe\b|\bkickback|(?:cadeau|gift)[^.]{0,40}(?:sign|décision|decision)"),
    ),
    (
        "unlawful_advantage",
        _re(r"déréférenc[^.]{0,40}(?:demain|immédiat|sans préavis)|(?:delist|cut)[^.]{0,20}(?:overnight|immediately|without notice)"),
    ),
)
"""What a text about to be sent shows by itself, whatever was asked for."""


def read_request(text: str, language: Language) -> tuple[Finding, ...]:
    """Return the forbidden tactic that the user asks for, at most one, with its quote.

    `text` is the user's own words only: what stands in a pasted message is the counterpart's.
    """
    for passage in _passages(text):
        if _INNOCENT.search(passage):
            continue
        for code, pattern in REQUEST:
            if pattern.search(passage):
                return (finding(code, passage.strip(), language),)
    return ()


def read_draft(text: str, language: Language) -> tuple[Finding, ...]:
    """Return every forbidden tactic that a text about to be sent shows, with its quote."""
    found = []
    for code, pattern in DRAFT:
        match = pattern.search(text)
        if match:
            found.append(finding(code, match[0], language))
    return tuple(found)


def finding(code: str, quote: str, language: Language) -> Finding:
    """Return the finding for a tactic code, with its reason and honest version in `language`."""
    tactic = BY_CODE.get(code, Tactic(code, ("P11", "P12"), ("D11",)))
    return Finding(
        code=code,
        zone=Zone.FORBIDDEN,
        quote=quote[:200],
        principles=tactic.principles,
        cards=tactic.cards,
        why=say(f"tactics.{code}_why", language),
        honest_version=say(f"tactics.{code}_honest", language),
    )


def _passages(text: str) -> Iterator[str]:
    """Yield each sentence with the next one: "It is not true" often follows the claim."""
    pieces = [p for p in re.split(r"(?<=[.!?;])\s+|\n+", text) if p.strip()]
    for here, following in zip(pieces, [*pieces[1:], ""], strict=True):
        yield f"{here} {following}".strip()[:600]
