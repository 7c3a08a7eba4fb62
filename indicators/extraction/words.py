"""The words by which policy documents announce what they recommend and what they will watch, English and Spanish.

All patterns are matched against folded text (lower case, no accents) unless their name says otherwise.
"""

import re


def listed(words: str) -> frozenset[str]:
    """The words of a text that lists them."""
    return frozenset(words.split())


# What a heading announces. The first that matches decides.
RECOMMENDATIONS, TAKEAWAYS, WATCH, CLOSED = "recommendations", "takeaways", "watch", "closed"

CLOSED_HEADING = re.compile(
    r"^\W*(?:references|bibliography|(?:end)?notes|footnotes|about (?:the|us)|(?:table of )?contents"
    r"|acknowledge?ments"
    r"|annex|appendix|further reading|related|links|metadata|page structure|media|contact|subscribe|glossary"
    r"|methodology"
    r"|referencias|bibliografia|notas|sobre (?:el|la|los|las) autor|indice|contenido|anexo|apendice|agradecimientos"
    r"|glosario|metodologia|siglas|lecturas)\b"
)
WATCH_HEADING = re.compile(
    r"\b(?:(?:what|things|signs|signals|points) to (?:watch|look|follow|track|monitor)|what we(?: wi"
    r"|')ll (?:watch|follow)"
    r"|signposts|(?:key |early |progress |outcome )?indicators|milestones|looking ahead|what comes next|what'?s next"
    r"|metrics|measures of success|measuring (?:success|progress)|benchmarks"
    r"|que (?:seguir|observar|vigilar|mirar|esperar|viene|sigue)|a que (?:seguir|prestar)|senales|indicadores"
    r"|claves a seguir|en que fijarse|puntos a seguir|hitos|como medir)\b"
)
RECOMMENDATIONS_HEADING = re.compile(
    r"\b(?:recommend(?:s|ed|ations?|ing)?|policy (?:options|asks|proposals|responses)|next steps"
    r"|(?:the )?way(?:s)? forward"
    r"|practical considerations|action (?:plan|points|agenda)|proposals?|proposed (?:actions|measures|reforms)"
    r"|steps forward"
    r"|what (?:should|must|needs?|can) [^?]*\b(?:do|done|change|happen)|what (?:is|needs) to be done|agenda for"
    r"|priorities for|calls? (?:to action|for|on)|our asks|toward(?:s)? an? (?:agenda|plan)"
    r"|recomienda|recomendacion(?:es)?|recomendad[ao]s|propuestas?|proximos pasos|siguientes pasos|que (?:hacer"
    r"|se debe|debe|deben)"
    r"|medidas (?:propuestas|urgentes|necesarias|prioritarias)|(?:plan|lineas|agenda) de accion|hoja de ruta"
    r"|consideraciones practicas|acciones (?:prioritarias|necesarias|urgentes)|llam(?:ado|amiento)s?|exhort\w+"
    r"|sugerencias"
    r"|peticiones|prioridades para|camino a seguir|pasos a seguir)\b"
)
TAKEAWAYS_HEADING = re.compile(
    r"\b(?:take-?aways?|key (?:points|messages|lessons)|conclusions?|concluding|lessons|implications"
    r"|puntos (?:clave|principales)|ideas (?:clave|principales|fuerza)|mensajes clave|conclusion(?:es)?|lecciones"
    r"|implicaciones|(?:las )?claves|reflexion(?:es)? final(?:es)?|consideraciones finales|a modo de cierre)\b"
)
# "To the Government of Chile", "For Congress": a heading that names who is addressed, below the one above it.
ADDRESSEE_HEADING = re.compile(r"^\W*(?:to|for|a|al|para)\s+(?:the\s+|el\s+|la\s+|los\s+|las\s+)?(?=\w)")

# What the sentence before a list says of it.
INDICATOR_LEAD = re.compile(
    r"\b(?:indicators?|signs?|signals?|signposts|metrics|benchmarks|milestones|watch(?: for)?|track(?:ed)?"
    r"|monitor(?:ed)?"
    r"|indicador(?:es)?|senal(?:es)?|hitos|vigilar|seguir de cerca|observar|estar atent[oa]s?)\b"
)
STRONG_LEAD = re.compile(
    r"\b(?:recommend(?:s|ed|ations?)?|should|must|shall|urges?|call(?:s|ing)? (?:on|upon|for)|proposes?"
    r"|proposals?|needs? to"
    r"|(?:key|following|these|concrete|several|specific|priority|necessary|practical|urgent|immediate) (?:\w+ )?"
    r"(?:elements|steps|measures|actions|priorities|reforms|proposals|principles)|priorities"
    r"|recomend\w+|se recomienda|deben?|debera\w*|deberia\w*|insta\w*|exhorta\w*|propo\w+|propuestas"
    r"|es (?:necesario|preciso|indispensable|imprescindible|fundamental|urgente)|urge|se requieren?|hay que"
    r"|(?:siguientes|estas|concretas?|clave) (?:\w+ )?(?:elementos|pasos|medidas|acciones|prioridades|reformas"
    r"|principios"
    r"|lineas)|(?:elementos|pasos|medidas|acciones) (?:siguientes|clave|concretas|necesarias|prioritarias)"
    r"|prioridades)\b"
)
WEAK_LEAD = re.compile(
    r"\b(?:areas|aspects|ways|pillars|components|strategies|initiatives|commitments|options|goals|objectives"
    r"|considerations"
    r"|ambitos|aspectos|maneras|formas|pilares|componentes|estrategias|iniciativas|compromisos|opciones|objetivos"
    r"|ejes|consideraciones)\b"
)
FINDING_LEAD = re.compile(
    r"\b(?:findings?|found|objectives? of this (?:report|study)|examines?|questions|reasons|causes|threats|risks"
    r"|challenges"
    r"|problems|obstacles|hallazgos|encontr\w+|causas|razones|amenazas|riesgos|desafios|retos|problemas|obstaculos"
    r"|preguntas)\b"
)

# The first word of an English instruction; -ing and -s forms are made from it.
ACTION_VERBS = listed(
    """
    abandon abolish accede accelerate accept accompany achieve acknowledge act adapt address adhere adjust adopt
    advance advocate align allocate allow amend analyse analyze appoint apply approve arrange assess assign
    assist assure audit authorise authorize avoid ban be become begin bolster bring broaden build call cancel
    carry cease centralise change clarify close collaborate collect combat commission commit communicate
    complete comply conclude condition conduct consider consolidate consult continue convene cooperate
    coordinate create criminalise criminalize cut decriminalise decriminalize dedicate deepen define deliver
    deploy design designate detect develop devote direct disaggregate disclose discontinue disseminate diversify
    double draft draw earmark educate elaborate eliminate embed empower enable enact encourage end endorse
    enforce engage enhance enlarge ensure equip eradicate establish evaluate examine exempt expand expedite
    exclude explore extend extradite facilitate finalise finalize finance focus follow formalise formalize
    formulate foster freeze fulfil fulfill fully fund give grant guarantee halt harmonise harmonize harness help
    hire hold identify implement impose improve incentivise incentivize include incorporate increase inform
    institute institutionalise institutionalize integrate intensify introduce invest investigate invite issue
    join keep launch legislate leverage lift limit link lower maintain make map mandate measure minimise
    mobilise mobilize modernise modernize modify monitor move negotiate observe obtain offer open organise
    organize overhaul oversee participate partner pass pause pay permit place pledge prepare preserve prevent
    prioritise prioritize proceed produce professionalise professionalize prohibit promote promptly prosecute
    protect provide publicise publicize publish punish pursue put raise ratify reaffirm recognise recognize
    reconsider recruit rectify redesign redirect redouble reduce refer refine reform refrain regulate reinforce
    reject release remain remove repeal replace report require rescind resolve respect respond restore restrict
    restructure retain review revise revisit revitalise revoke reward roll safeguard sanction scale scrutinise
    secure seek send set share shift sign simplify speed standardise start stop streamline strengthen strictly
    study submit subsidise supply support suspend sustain tackle tailor take target teach terminate tie tighten
    train transfer transform translate treat undertake unify update upgrade uphold urge use utilise utilize
    verify vet waive weigh widen withdraw withhold work
    """
)
# Spanish words that end as an infinitive does and are none.
NOT_INFINITIVES = listed(
    """
    ayer mujer lugar hogar militar familiar similar singular particular popular nuclear escolar mar bar par
    azucar dolar cancer caracter poder taller alquiler primer tercer mejor auxiliar regular altar ejemplar
    celular titular preliminar lider deber placer ser haber sur por color menor mayor valor sector cualquier
    circular polar solar secular dispar pilar collar radar vulgar peculiar
    """
)

# Who acts on policy, and with what: one of these, or a country, governs the modal of a recommendation in running text.
ACTORS = listed(
    """
    government governments administration administrations congress parliament parliaments legislature
    legislators lawmakers senate policymakers policy-makers policymaker decision-makers officials authorities
    authority ministry ministries minister ministers department departments agency agencies commission committee
    council board office bureau secretary secretaries president presidents court courts judiciary judges
    prosecutors police military army regulator regulators state states nation nations country countries partners
    partner allies donors donor union community communities institutions institution organizations organisations
    organization organisation responders companies firms banks municipalities governors mayors cities embassy
    embassies diplomats leaders agencies employers universities schools hospitals party parties commissioner
    treasury pentagon nato asean mercosur oas un stakeholders society bank imf gobierno gobiernos administracion
    congreso parlamento legislativo legisladores legisladoras senado diputados autoridades autoridad ministerio
    ministerios ministro ministra ministros secretaria secretarias secretario departamento agencia agencias
    comision comite consejo oficina presidente presidenta presidencia corte tribunal tribunales poder poderes
    judicatura jueces fiscales fiscalia fiscalias policia policias ejercito fuerzas regulador estado estados
    nacion naciones pais paises socios socio aliados donantes union comunidad comunidades institucion
    instituciones organizacion organizaciones organismo organismos empresas bancos banco municipios gobernadores
    alcaldes alcaldias ciudades embajada lideres universidades escuelas partidos ejecutivo contraloria
    defensoria procuraduria asamblea cancilleria entidades ayuntamientos
    """
)
INSTRUMENTS = listed(
    """
    policy policies strategy strategies program programs programme programmes assistance cooperation aid effort
    efforts initiative initiatives reform reforms approach approaches plan plans response responses investment
    investments sanctions action actions budget budgets measures measure activities law laws legislation bill
    regulation regulations framework partnership partnerships funding support mechanisms mechanism system
    systems diplomacy agreement treaty interventions priority priorities training engagement politica politicas
    estrategia estrategias programa programas asistencia cooperacion ayuda esfuerzo esfuerzos iniciativa
    iniciativas reforma reformas enfoque plan planes respuesta respuestas inversion inversiones sanciones accion
    acciones presupuesto presupuestos medidas medida actividades ley leyes legislacion marco alianza alianzas
    financiamiento financiacion apoyo mecanismos mecanismo sistema sistemas diplomacia acuerdo tratado prioridad
    prioridades capacitacion proceso procesos
    """
)
PRONOUNS = listed(
    """
    i we you he she they who which whoever that one it yo nosotros usted ustedes el ella ellos ellas quien
    quienes que everyone everybody nobody someone readers voters uno nadie
    """
)
