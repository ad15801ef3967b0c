"""The words by which a figure tells its meaning, a sentence its privacy, a situation its traits.

Tables of patterns, French and English together: people mix them. The first row that matches
wins, so the rows that protect the user stand first.
"""

import re

from bot.coach.answer import Want
from bot.coach.deal import FactRole, Flag
from knowledge.card import Role


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


BEFORE: tuple[tuple[FactRole, re.Pattern[str]], ...] = (
    (
        FactRole.COST,
        _any(
            r"(?:prix|coût)s? de revient", r"(?:notre|mon|ma|our|my) (?:marge|margin|coût|cost)\b",
            r"(?:it )?costs? (?:us|me)", r"(?:nous|me) coûte",
        ),
    ),
    (FactRole.BUDGET, _any(r"budget", r"enveloppe")),
    (
        FactRole.WALK_AWAY,
        _any(
            r"(?:peux|peut|pouvons|veux|vais|irai|irons|va)(?: vraiment)? (?:pas|plus|jamais)"
            r" (?:descendre|baisser|aller|monter|passer|faire|accepter|dépasser)",
            r"(?:pas|plus|jamais|rien) (?:question de |moins |plus )?(?:en[- ]dessous|au[- ]dessous"
            r"|au[- ]dessus|au[- ]delà|plus haut|plus bas|moins cher)",
            r"(?:prix|seuil) de (?:réserve|rupture)", r"\bplancher", r"\bplafond", r"\bminimum",
            r"\bmaximum", r"\bmaxi?\b", r"\bmini?\b", r"ma limite", r"notre limite", r"\blimite\b",
            r"au pire", r"jusqu['’]? ?(?:à|au)", r"(?:monter|descendre) à", r"j['’]accepte(?:rais)?",
            r"on accepte(?:rait)?", r"me contenter(?:ais)? de", r"vivre avec", r"point de rupture",
            r"(?:can|could|would|will|i['’]d|we['’]d)(?: also| just| still)?"
            r" (?:live with|accept|settle for|stretch to|go (?:up|down|as (?:high|low)))",
            r"(?:can|could|may|might|will|would)(?:['’]?t|not| not)? (?:go|move|drop|do|sell|pay)"
            r" (?:any )?(?:below|under|above|over|lower|higher|beyond|less|more|down|up|to)",
            r"(?:no|not|never|nothing) (?:more|less|lower|higher|below|above|under|over)(?: than)?",
            r"walk(?:ing)?[- ]?away", r"bottom[- ]?line", r"\bfloor", r"\bceiling", r"\bcap\b",
            r"\blimit\b", r"at (?:most|least|worst)", r"worst case", r"reservation", r"up to",
            r"as (?:low|high) as", r"\bmax\b", r"\bmin\b", r"lowest", r"highest", r"break[- ]?even",
        ),
    ),
    (
        FactRole.TARGET,
        _any(
            r"objectif", r"\bcible", r"\btarget", r"\bgoal", r"idéalement", r"ideally",
            r"j['’]espère", r"on espère", r"hop(?:e|ing) for", r"aim(?:ing)? (?:for|at)",
            r"je vise", r"on vise", r"dream",
        ),
    ),
    (
        FactRole.THEIRS,
        _any(
            r"\b(?:il|elle|ils|elles|le client|la cliente|l['’]acheteu(?:r|se)|le fournisseur"
            r"|le vendeur|la vendeuse|client|fournisseur)\b[^,;]{0,40}\b(?:veu(?:t|lent)|demande"
            r"|propose|offre|exige|réclame|annonce|passe|voudrai|souhaite|parle|est à|sont à)",
            r"\b(?:she|he|they|the (?:client|customer|buyer|supplier|vendor|seller)"
            r"|my (?:client|customer|buyer|supplier))\b[^,;]{0,40}\b(?:want|ask|offer|propos|demand"
            r"|quot|request|need|insist|say|came|is at|are at|['’]re at)",
            r"(?:leur|son|sa|their|his|her) (?:prix|offre|demande|proposition|devis|price|offer"
            r"|quote|ask|proposal)", r"(?:me|nous) (?:demande|propose|réclame)",
            r"(?:asked|asks|asking|offer(?:ed|s)|quot(?:ed|es)) (?:us|me)",
        ),
    ),
    (
        FactRole.OURS,
        _any(
            r"(?:je|nous|on) (?:suis|sommes|est|veux|voulons|veut|voudrais|propose|proposons"
            r"|demande|demandons|vends|vendons|facture|offre|offrons)", r"j['’]ai (?:proposé|offert)",
            r"(?:mon|notre|nos|mes) (?:prix|offre|tarif|devis|proposition)", r"prix (?:catalogue"
            r"|actuel|public)", r"tarif", r"(?:i|we)(?:['’]m| am|['’]re| are) (?:at|asking|offering"
            r"|selling)", r"(?:i|we)(?:['’]d)? (?:want|need|ask|offer|propose|quoted|charge|sell|like)",
            r"(?:my|our) (?:price|offer|quote|list|proposal)", r"list price", r"current(?:ly)? (?:price"
            r"|pay|paying)", r"payons", r"dis-lui", r"propose[- ]",
        ),
    ),
)
"""What stands before a figure, up to the figure before it, inside the same clause."""

AFTER: tuple[tuple[FactRole, re.Pattern[str]], ...] = (
    (FactRole.BUDGET, _any(r"^.{0,12}(?:de |of )?budget")),
    (
        FactRole.WALK_AWAY,
        _any(
            r"^.{0,14}(?:maxi|mini|au (?:plus|moins|maximum|minimum)|grand maximum|max\b|min\b"
            r"|tops|at (?:most|least)|or (?:less|more|nothing)|(?:is|est) (?:my|our|ma|notre) (?:limit"
            r"|max|min|floor|ceiling|bottom))",
        ),
    ),
    (FactRole.TARGET, _any(r"^.{0,14}(?:idéalement|ideally|serait (?:parfait|idéal)|would be ideal)")),
)

PAYMENT = _any(
    r"paiement", r"règlement", r"payer à", r"payé", r"\bnet\b", r"payment", r"fin de mois",
    r"end of month", r"date de facture", r"facture à", r"invoice", r"terms",
)
CALL_TIME = _any(
    r"(?:appel|call|rdv|rendez-vous|réunion|meeting|visio)[^.;]{0,25}(?:dans|in|à|at|dans les)?\s*$",
    r"\b(?:dans|in)\s*$",
)

PRIVATE = _any(
    r"entre nous", r"between us", r"between you and me", r"confidenti", r"\bprivé", r"\bprivate",
    r"sans le (?:lui |leur )?dire", r"(?:ne|n['’]) (?:lui|leur|en)?\s?(?:dis|dites|parle|parlez)",
    r"(?:don['’]?t|do not) (?:tell|say|mention|share)", r"they (?:don['’]?t|mustn['’]?t) know",
    r"(?:ne sai(?:t|vent) pas que|ignore(?:nt)? que)", r"secret", r"off the record",
    r"plan b\b", r"\bmesore\b", r"\bbatna\b", r"solution de rechange", r"(?:pas|aucun) d?['’]?\s?autre"
    r" (?:fournisseur|client|option|choix|solution)", r"no other (?:supplier|client|customer|option"
    r"|choice)", r"désespér", r"desperate", r"(?:besoin|faut) (?:absolument|vraiment) (?:de )?(?:ce"
    r"|cette|signer|conclure)", r"(?:really )?need (?:this|the) (?:deal|order|contract|signature)",
    r"(?:mon|ma|notre) (?:chef|patron|direction|boss|n\+1)[^.]{0,40}(?:valid|accept|d['’]accord|ok)",
    r"(?:my|our) (?:boss|manager|director|management|board)[^.]{0,40}(?:signed off|approved|ok"
    r"|agreed)", r"\bmarges?\b", r"\bmargins?\b", r"prix de revient", r"coût de revient",
    r"on peut monter", r"je peux monter", r"we can go up", r"i can go up", r"en rupture", r"running out",
    r"si(?:non| ça (?:casse|échoue))[^.]{0,20}(?:on|je|nous) (?:pass|irons|vais|va|prend|part)",
    r"otherwise (?:we|i)(?:['’]ll| will| go| take)", r"(?:retard|derrière) (?:de|sur) (?:mon|mes|nos)"
    r" (?:quota|objectif)", r"(?:behind|miss(?:ing)?) (?:my|our) (?:quota|target)",
)
"""A sentence with one of these stays with the user: when in doubt, private."""

FLAGS: tuple[tuple[Flag, re.Pattern[str]], ...] = (
    (
        Flag.PRICE_RISE,
        _any(
            r"hausse", r"augment", r"price (?:increase|rise)", r"rais(?:e|ing) (?:our |the |their )?"
            r"(?:price|rate)s?", r"have to move to", r"devons passer à", r"new price", r"nouveau"
            r" (?:prix|tarif)", r"\bindex", r"\bindice", r"surcharge", r"inflation",
        ),
    ),
    (
        Flag.DISCOUNT_ASKED,
        _any(
            r"remise", r"rabais", r"ristourne", r"discount", r"\boff\b", r"moins cher", r"cheaper",
            r"baiss", r"lower (?:the |our |your )?price", r"effort sur le prix", r"geste",
            r"trop cher", r"too expensive", r"reduc",
        ),
    ),
    (Flag.INDEX_CLAIMED, _any(r"\bind(?:ex|ice)", r"matière", r"raw material", r"cours d[eu]",
                              r"energy (?:cost|price)", r"énergie", r"inflation", r"steel", r"acier")),
    (
        Flag.RIVAL_CLAIMED,
        _any(
            r"concurren", r"competitor", r"competing", r"rival", r"moins cher ailleurs",
            r"cheaper elsewhere", r"autre (?:fournisseur|offre|devis)",
            r"another (?:supplier|offer|quote|vendor)", r"other (?:offers|quotes|suppliers)",
        ),
    ),
    (
        Flag.DEADLINE_CLAIMED,
        _any(
            r"avant (?:ce soir|vendredi|lundi|mardi|mercredi|jeudi|demain|la fin|midi)",
            r"by (?:tonight|tomorrow|friday|monday|tuesday|wednesday|thursday|end of|noon|eod|cob)",
            r"aujourd['’]hui même", r"sign today", r"offre valable", r"offer (?:ends|expires|valid)",
            r"dernier délai", r"deadline", r"date butoir",
        ),
    ),
    (
        Flag.BUDGET_CLAIMED,
        _any(
            r"(?:n['’]|ont|a) (?:ai |a |ont |avons )?(?:pas (?:le|de)|que (?:ce|ça|\d)|plus de) budget",
            r"budget (?:est|is|limité|serré|tight|frozen|gelé|bloqué|won)", r"all (?:the|they have)"
            r" budget", r"(?:no|only|don['’]t have the) budget", r"hors budget", r"over budget",
        ),
    ),
    (
        Flag.ULTIMATUM,
        _any(
            r"à prendre ou à laisser", r"take it or leave it", r"dernière offre", r"final offer",
            r"last offer", r"dernier prix", r"non négociable", r"non[- ]negotiable", r"ultimatum",
            r"sinon (?:on|nous) (?:arr[êe]t|change)", r"or we (?:walk|leave|switch)",
        ),
    ),
    (
        Flag.LONGER_PAYMENT,
        _any(
            r"(?:60|90|45|soixante|quatre-vingt-dix)\s*(?:jours|days)", r"délais? de paiement",
            r"payment terms", r"payer plus tard", r"pay later", r"rallonger le paiement",
        ),
    ),
    (
        Flag.PAYS_ON_TIME,
        _any(
            r"pai?ent? toujours", r"toujours (?:payé|réglé)", r"payent? à l['’]heure",
            r"à l['’]heure", r"pays? on time", r"always paid", r"good payer", r"bon payeur",
            r"always pays?",
        ),
    ),
    (
        Flag.LONG_RELATION,
        _any(
            r"(?:client|fournisseur|partenaire) (?:historique|fidèle|depuis)", r"depuis \w+ ans",
            r"long[- ]?(?:standing|time|term) (?:client|customer|supplier|partner|relation)",
            r"for (?:\w+ )?years", r"loyal", r"bonne relation", r"good relation",
        ),
    ),
    (
        Flag.TRUST_HURT,
        _any(
            r"retard de livraison", r"late deliver", r"livré en retard", r"litige", r"dispute",
            r"fâché", r"mécontent", r"unhappy", r"angry", r"déçu", r"disappointed", r"confiance",
            r"complain", r"plainte", r"quality issue", r"problème de qualité",
        ),
    ),
    (
        Flag.PRESCRIBER,
        _any(
            r"prescripteur", r"utilisateurs?", r"direction technique", r"bureau d['’]études",
            r"(?:end )?users?\b", r"stakeholder", r"engineering", r"\bcodir\b", r"\bdaf\b", r"\bcfo\b",
            r"comité", r"committee", r"convaincre en interne", r"internally", r"marketing",
        ),
    ),
    (
        Flag.IMPACT,
        _any(
            r"\brse\b", r"\bcsr\b", r"\besg\b", r"carbone", r"carbon", r"\bco2\b", r"recycl",
            r"durable", r"sustainab", r"responsable(?! achats)", r"insertion", r"social clause",
        ),
    ),
    (
        Flag.LIMIT_ASKED,
        _any(
            r"(?:quel|ton|votre|mon|leur) (?:est (?:ton|votre|mon) )?budget\s?\?", r"your budget\s?\?",
            r"(?:demande|asks?|asking)[^.]{0,25}(?:mon|notre|my|our) (?:budget|marge|margin|limit"
            r"|meilleur prix|best price|bottom line|dernier prix)",
        ),
    ),
    (
        Flag.NIBBLE,
        _any(
            r"petit (?:plus|geste) en plus", r"one more thing", r"dernière petite", r"et en plus",
            r"(?:franco|gratuit|offert)(?:e|s)? en plus", r"throw in", r"for free", r"on top",
        ),
    ),
    (
        Flag.CALL_SOON,
        _any(
            r"\bappel\b", r"\bcall\b", r"\brdv\b", r"rendez-vous", r"réunion", r"\bmeeting\b",
            r"\bvisio\b", r"dans \d+ ?min", r"in \d+ ?min", r"j['’]appelle", r"entretien",
        ),
    ),
)

ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        Role.SELLER,
        _any(
            r"je (?:vends|suis (?:vendeu|commercial|fournisseur))", r"nous vendons",
            r"(?:responsable|directrice?|directeur|service) (?:des )?achats", r"l['’]acheteu",
            r"\b(?:mon|ma|notre|nos|un|une|le|la|les) clients?\b", r"i(?:['’]m| am)? (?:a |the )?sell",
            r"we sell", r"(?:the|their|my|a) (?:buyer|procurement|purchasing|customer|client)\b",
            r"head of (?:procurement|purchasing)", r"(?:they|she|he) wants? [^.]{0,20}(?:off|discount)",
            r"(?:ils?|elles?) (?:veut|veulent|demande|demandent) [^.]{0,20}(?:remise|rabais|de moins)",
            r"(?:remise|discount) (?:de|of) ", r"ils pai?ent", r"they pay",
        ),
    ),
    (
        Role.BUYER,
        _any(
            r"j['’]ach[èe]te", r"nous achetons", r"je suis acheteu", r"\b(?:mon|ma|notre|nos|un|le|la"
            r"|les) (?:fournisseu|prestataire|vendeu|commercial)", r"i(?:['’]m| am)? (?:a |the )?buy",
            r"we buy", r"(?:my|our|the|their|a) (?:supplier|vendor|provider|seller|sales rep)",
            r"offre concurrente à", r"mise en concurrence", r"appel d['’]offres", r"\brfq\b",
            r"their price increase", r"leur hausse",
        ),
    ),
)

WANTS: tuple[tuple[Want, re.Pattern[str]], ...] = (
    (
        Want.DRAFT,
        _any(
            r"\bdraft", r"réd(?:ige|iger|igez)", r"\b[ée]cri(?:s|vez|re)\b", r"répon(?:ds|dez|dre|se)",
            r"\bdis[- ](?:lui|leur)", r"dites[- ](?:lui|leur)", r"contre[- ](?:offre|proposition)",
            r"counter[- ]?(?:offer|proposal)", r"\breply\b", r"write (?:back|to|me|him|her|them|a|an)",
            r"\btell (?:him|her|them)\b", r"\bun (?:mail|message|courriel)\b", r"answer (?:him|her|them)",
            r"relance",
        ),
    ),
    (
        Want.PREP,
        _any(
            r"prépar", r"\bprep", r"\bbrief", r"\bappel\b", r"\bcall\b", r"\brdv\b", r"rendez-vous",
            r"réunion", r"\bmeeting\b", r"\bvisio\b", r"dans \d+ ?min", r"in \d+ ?min", r"entretien",
        ),
    ),
)

QUESTION = _any(
    r"^\s*(?:comment|pourquoi|quand|que |qu['’]|quel|est-ce|faut-il|dois-je|puis-je|peut-on|c['’]est quoi"
    r"|how|why|when|what|which|should|can i|may i|is it|do i|does|who|où|où|combien)",
    r"\?\s*$",
)
CORRECTION = _any(
    r"^\s*(?:non|en fait|plutôt|correction|pardon|erreur|je me suis tromp|finalement|no,|actually"
    r"|sorry|correction|i meant|rather|instead|make (?:it|that))",
)
DRAFT_IN: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("en", _any(r"en anglais", r"in english")),
    ("fr", _any(r"en français", r"in french")),
)
FIRM = re.compile(
    r"\b(?:de|chez|avec|from|at|with|client|cliente|fournisseur|supplier|customer)\s+(?:la société |"
    r"l['’]entreprise )?(?P<firm>[A-ZÀ-Ý][\w&'’-]*(?: (?:(?:d[ue]s?|la|le|les|l['’]|of|the|&|et|and)"
    r" ?)?[A-ZÀ-Ý][\w&'’-]*){0,3})"
)
PERSON = re.compile(
    r"\b(?:avec|à|with|to|call|appelle|réponds à|reply to|M\.|Mme|Mr|Ms|Mrs|Monsieur|Madame)\.?\s+"
    r"(?P<name>[A-ZÀ-Ý][a-zà-ÿ'’-]+(?: [A-ZÀ-Ý][a-zà-ÿ'’-]+)?)"
)
