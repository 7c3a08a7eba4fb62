"""Whether what an item speaks of would be good news or bad: “more seizures” advances, “more homicides” set back.

It reads the title only, by words in their order, and says that it advances unless they are plain: a first guess, for
an analyst to correct.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from indicators.watch.words import stem, words_of

ADVANCES, SETS_BACK = "advances", "sets_back"  # as the catalogue has them

REACH = 5  # words from “increase in” to what increases

MORE = "more"
LESS = "less"
DONE = "done"  # against what is bad, or for what is good
SET_UP = "set up"  # who does it: “task force against extortion”, but not “attacks on the commission”
BAD = "bad"  # by itself, when nothing is done against it
UNWANTED = "unwanted"  # bad when there is more of it; alone it may be no more than the subject
GOOD = "good"

# A word in two lists is of the first.
KINDS = {
    MORE: """
increase rise rising expand surge spike growth growing spread escalation resurgence proliferation persistence continue
aumento aumentar incremento incrementar alza repunte auge expansión expandir escalada proliferación recrudecimiento
resurgimiento crecimiento persistencia continuar
""",
    LESS: """
decrease decline reduction reduce drop fall falling cut loss lack absence erosion weaken withdrawal withdraw suspension
suspend breakdown collapse delay cancellation cancel freeze halt rupture termination end stop eliminate lower shrinking
disminución disminuir reducción reducir caída descenso recorte pérdida falta ausencia erosión debilitamiento retiro
retirada suspensión suspender ruptura colapso retraso cancelación cancelar congelamiento eliminar eliminación fin bajar
""",
    SET_UP: """
against anti unit commission committee agency court prosecutor mechanism observatory
contra unidad comisión comité agencia tribunal mecanismo observatorio fiscalía fiscal
""",
    DONE: """
combat fight counter prevent prevention curb tackle address dismantle eradicate investigate investigation prosecute
prosecution response mitigate confront disrupt deter control protect protection resolve policy strategy law bill plan
program programme protocol training reform vetting purge seizure arrest conviction extradition interdiction penalty
sanction pressure patrol establish strengthen ensure promote implement develop support improve create provide adopt
enhance encourage build launch fund return recover reparation respect
combatir combate lucha luchar prevenir prevención frenar enfrentar abordar desmantelar erradicar investigar
investigación perseguir detener respuesta mitigar atender atención control controlar proteger protección política
estrategia ley plan programa protocolo capacitación reforma depurar depuración incautación decomiso arresto detención
captura condena extradición sanción presión patrullaje establecer fortalecer garantizar promover implementar desarrollar
apoyar mejorar crear proporcionar adoptar fomentar construir impulsar reforzar denuncia recuperar devolver
reparación respeto respetar
""",
    BAD: """
violence homicide murder killing corruption bribery attack assault threat intimidation harassment extortion kidnapping
impunity abuse torture censorship repression persecution fraud disinformation femicide massacre assassination violation
retaliation interference coup failure setback worsening deterioration backsliding scandal collusion infiltration
violencia homicidio asesinato corrupción soborno ataque agresión amenaza intimidación acoso extorsión secuestro
impunidad abuso tortura censura represión persecución fraude desinformación feminicidio femicidio masacre violación
represalia injerencia fracaso retroceso empeoramiento deterioro escándalo colusión infiltración
""",
    UNWANTED: """
crime trafficking smuggling weapon firearm overdose addiction poverty hunger malnutrition inequality unemployment
deforestation emission pollution displacement disappearance insecurity instability tension conflict dispute gang cartel
militia terrorism laundering deficit inflation debt tariff shortage outbreak drought blackout overcrowding riot
militarization polarization politicization barrier
crimen delito delincuencia tráfico narcotráfico contrabando arma sobredosis adicción pobreza hambre desnutrición
desigualdad desempleo deforestación emisiones contaminación desplazamiento desaparición inseguridad inestabilidad
tensión conflicto disputa pandilla cártel terrorismo lavado déficit inflación deuda arancel escasez brote sequía apagón
hacinamiento motín militarización polarización politización barrera
""",
    GOOD: """
cooperation cooperate collaboration coordination trust confidence transparency accountability dialogue talks negotiation
relations agreement treaty funding budget investment export trade participation independence access oversight assistance
aid engagement partnership freedom commitment capacity progress coverage vaccination employment stability enforcement
communication sharing ceasefire
cooperación colaboración coordinación confianza transparencia diálogo conversaciones negociaciones relaciones acuerdo
tratado financiamiento presupuesto inversión exportaciones comercio participación independencia acceso supervisión
asistencia ayuda apoyo libertad compromiso capacidad avance cobertura vacunación empleo estabilidad comunicación
intercambio
""",
}


def polarity_of(title: str, language: str) -> str:
    """SETS_BACK for more of what is bad, less of what is good, and what is bad itself with nothing done against it."""
    kinds = [kind for kind in _kinds(title, language) if kind]
    first = next((kind for kind in kinds if kind in (MORE, LESS, DONE, SET_UP, BAD)), "")
    if first in (MORE, LESS):
        return _of_change(list(_kinds(title, language)), first)
    return SETS_BACK if first == BAD and not {DONE, LESS}.intersection(kinds) else ADVANCES


def _of_change(kinds: Sequence[str], change: str) -> str:
    """More or less of what: the first word of a kind within reach."""
    after = kinds.index(change) + 1
    what = next((kind for kind in kinds[after : after + REACH] if kind and kind != change), "")
    is_bad = what in ((BAD, UNWANTED) if change == MORE else (GOOD, DONE, SET_UP))
    return SETS_BACK if is_bad else ADVANCES


def _kinds(title: str, language: str) -> Iterator[str]:
    by_stem = _by_stem(language) if language else {}
    for word in words_of(title):
        yield by_stem.get(stem(word.folded, language), "") if language else ""


@cache
def _by_stem(language: str) -> Mapping[str, str]:
    kinds: dict[str, str] = {}
    for kind, listed in reversed(KINDS.items()):
        kinds |= {stem(word.folded, language): kind for word in words_of(listed)}
    return kinds
