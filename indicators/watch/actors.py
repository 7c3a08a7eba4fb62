"""The bodies that a recommendation names: those known here, by their names and initials, EN and ES; and any other
that the text writes as a name, in capitals.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from indicators.watch.places import find_places
from indicators.watch.words import Word, words_of

MOST_ACTORS = 12
LONGEST_NAME = 8  # words
LONGEST = 100  # characters
MOSTLY = 0.7  # of the longer words in capitals: a headline in the American manner

# One body a line: the names to listen for in the news; after the semicolon, others by which it is known here but not
# listened for, because as plain words they mean something else (ice, un, who, bid, sat). Initials are known by their
# capitals.
BODIES = """
DEA, Drug Enforcement Administration; Administración de Control de Drogas
FBI; Federal Bureau of Investigation
CIA; Central Intelligence Agency
ATF, Bureau of Alcohol; Oficina de Alcohol, BATFE
CBP, Customs and Border Protection; Aduanas y Protección Fronteriza
Immigration and Customs Enforcement, ICE agents, agentes de ICE; ICE
Homeland Security; DHS, Department of Homeland Security, Departamento de Seguridad Nacional
HSI, Homeland Security Investigations
State Department, Departamento de Estado; Department of State, U.S. Department of State
Justice Department, Departamento de Justicia; Department of Justice, DOJ
Treasury Department, Departamento del Tesoro; Department of the Treasury, U.S. Treasury
OFAC; Office of Foreign Assets Control
FinCEN; Financial Crimes Enforcement Network
Pentagon, Pentágono; Department of Defense, Defense Department, Departamento de Defensa
INL; Bureau of International Narcotics and Law Enforcement Affairs, Bureau of International Narcotics
USAID; Agency for International Development, U.S. Agency for International Development
Southern Command, Comando Sur, Southcom; U.S. Southern Command
Northern Command, Comando Norte, Northcom; U.S. Northern Command
Border Patrol, Patrulla Fronteriza; U.S. Border Patrol
Coast Guard, Guardia Costera; U.S. Coast Guard
National Security Council, Consejo de Seguridad Nacional
Trade Representative, USTR, Representante Comercial; Office of the United States Trade Representative
Commerce Department, Departamento de Comercio; Department of Commerce
White House, Casa Blanca
U.S. Congress, Congreso de Estados Unidos; US Congress
United Nations, Naciones Unidas, ONU; UN, U.N.
UNODC, Office on Drugs and Crime, Oficina contra la Droga y el Delito; ONUDD, UN Office on Drugs and Crime
UN Human Rights, ONU-DH, OHCHR; ACNUDH, High Commissioner for Human Rights, Alto Comisionado para los Derechos Humanos
UNHCR, ACNUR; UN Refugee Agency, High Commissioner for Refugees
UNICEF
UNDP, PNUD; United Nations Development Programme, Programa de las Naciones Unidas para el Desarrollo
UN Women, ONU Mujeres
Security Council, Consejo de Seguridad de la ONU; UN Security Council
International Organization for Migration, OIM; IOM, Organización Internacional para las Migraciones
World Health Organization, Organización Mundial de la Salud; WHO, OMS
Pan American Health Organization, Organización Panamericana de la Salud; PAHO, OPS
World Food Programme, Programa Mundial de Alimentos; WFP, PMA
International Labour Organization, Organización Internacional del Trabajo; ILO, OIT
World Trade Organization, Organización Mundial del Comercio; WTO, OMC
FAO; Food and Agriculture Organization
UNESCO
ECLAC, CEPAL; Economic Commission for Latin America and the Caribbean
OAS, OEA, Organization of American States; Organización de los Estados Americanos, Organización de Estados Americanos
CICAD; Inter-American Drug Abuse Control Commission
IACHR, CIDH, Inter-American Commission, Comisión Interamericana; Inter-American Commission on Human Rights
Inter-American Court, Corte Interamericana, Corte IDH; Inter-American Court of Human Rights
Inter-American Development Bank, Banco Interamericano de Desarrollo; IDB, BID
World Bank, Banco Mundial
IMF, FMI; International Monetary Fund, Fondo Monetario Internacional
CAF; Development Bank of Latin America, Banco de Desarrollo de América Latina
OECD, OCDE; Organisation for Economic Co-operation and Development
FATF, GAFI, GAFILAT; Financial Action Task Force, Grupo de Acción Financiera
Interpol
Europol
Ameripol
European Union, Unión Europea; EU, UE
European Commission, Comisión Europea
European Parliament, Parlamento Europeo
NATO, OTAN
CELAC; Community of Latin American and Caribbean States
CARICOM; Caribbean Community
Andean Community, Comunidad Andina
Pacific Alliance, Alianza del Pacífico
Mercosur
SICA; Central American Integration System, Sistema de la Integración Centroamericana
International Criminal Court, Corte Penal Internacional; ICC, CPI
International Court of Justice, Corte Internacional de Justicia; ICJ, CIJ
Red Cross, Cruz Roja; ICRC, CICR
Human Rights Watch; HRW
Amnesty International, Amnistía Internacional
Transparency International, Transparencia Internacional
International Crisis Group, Crisis Group
InSight Crime
WOLA; Washington Office on Latin America
Reporters Without Borders, Reporteros sin Fronteras; RSF
Committee to Protect Journalists, Comité para la Protección de los Periodistas; CPJ
Doctors Without Borders, Médicos sin Fronteras; MSF
Article 19, Artículo 19
Global Witness
World Wildlife Fund; WWF
FGR, Fiscalía General de la República; Mexican Attorney General, Procuraduría General de la República, PGR
SSPC, Secretaría de Seguridad, Security Secretariat; Secretaría de Seguridad y Protección Ciudadana
Guardia Nacional, National Guard
Sedena, Secretaría de la Defensa Nacional; Secretariat of National Defense
Secretaría de Marina, Mexican Navy, Semar; Marina Armada de México, Secretariat of the Navy
Secretaría de Relaciones Exteriores, SRE; Secretariat of Foreign Affairs
Secretaría de Gobernación, Segob
Secretaría de Hacienda, SHCP; Finance Secretariat
Secretaría de Economía
Secretaría Anticorrupción, Secretaría de la Función Pública; SABG
Sistema Nacional Anticorrupción, National Anti-Corruption System
Servicio de Administración Tributaria; SAT
Agencia Nacional de Aduanas, ANAM
Instituto Nacional de Migración; INM
COMAR; Comisión Mexicana de Ayuda a Refugiados
Centro Nacional de Inteligencia, National Intelligence Center; CNI
Unidad de Inteligencia Financiera, UIF; Financial Intelligence Unit
Suprema Corte, SCJN; Suprema Corte de Justicia, Supreme Court of Justice
Supreme Court, Corte Suprema
Instituto Nacional Electoral, National Electoral Institute; INE
Tribunal Electoral, TEPJF, Electoral Tribunal
Auditoría Superior de la Federación; ASF
CNDH, Comisión Nacional de los Derechos Humanos; National Human Rights Commission
INAI; Instituto Nacional de Transparencia
Pemex; Petróleos Mexicanos
Comisión Federal de Electricidad; CFE
Conagua; Comisión Nacional del Agua
Cofepris
Banxico, Bank of Mexico, Banco de México
Comisión Nacional de Búsqueda, National Search Commission
SENAE, Servicio Nacional de Aduana; Servicio Nacional de Aduana del Ecuador, National Customs Service
SNAI; Servicio Nacional de Atención Integral
Fiscalía General del Estado, Ecuadorian attorney general; FGE
Fuerzas Armadas, armed forces
Policía Nacional, National Police
Ministerio del Interior, Interior Ministry; Ministry of the Interior, Ministry of Interior
Ministerio de Defensa, Defense Ministry; Ministry of Defense, Ministry of Defence, Ministry of National Defense
Ministerio de Gobierno
Cancillería, Foreign Ministry; Ministry of Foreign Affairs, Ministerio de Relaciones Exteriores
Ministerio de Salud, Health Ministry, Secretaría de Salud; Ministry of Health, Ministry of Public Health
Ministerio de Educación, Education Ministry; Ministry of Education
Ministerio de Finanzas, Finance Ministry; Ministry of Finance, Ministerio de Economía y Finanzas
Ministerio del Ambiente, Environment Ministry; Ministry of Environment, Ministry of the Environment
Ministerio de Justicia, Justice Ministry; Ministry of Justice
Centro de Inteligencia Estratégica; CIES
UAFE; Unidad de Análisis Financiero
Corte Nacional de Justicia, National Court of Justice; CNJ
Corte Constitucional, Constitutional Court
Consejo de la Judicatura, Judicial Council, Judiciary Council
Contraloría General, Comptroller General; Contraloría General del Estado, Contraloría General de la República
Consejo Nacional Electoral, National Electoral Council; CNE
Asamblea Nacional, National Assembly
Consejo de Participación Ciudadana, CPCCS
Defensoría del Pueblo, Ombudsman
SERCOP; Servicio Nacional de Contratación Pública
CONAIE; Confederación de Nacionalidades Indígenas del Ecuador
Petroecuador
Autoridad Portuaria de Guayaquil, Port Authority of Guayaquil
Fiscalía General de la Nación, Colombian attorney general
Procuraduría General, Inspector General of Colombia; Procuraduría General de la Nación
DIAN; Dirección de Impuestos y Aduanas Nacionales
Dirección Nacional de Inteligencia, DNI
JEP, Jurisdicción Especial para la Paz, Special Jurisdiction for Peace
Ejército Nacional, Colombian army
Armada Nacional, Colombian navy; Armada de Colombia
ELN; Ejército de Liberación Nacional, National Liberation Army
FARC; Fuerzas Armadas Revolucionarias de Colombia
CICIG
MACCIH
Ministerio Público, Public Ministry
Attorney General's Office, attorney general, Fiscalía General
Banco Central, Central Bank
Sinaloa Cartel, Cártel de Sinaloa
Jalisco New Generation Cartel, CJNG, Cártel Jalisco Nueva Generación
Tren de Aragua
Los Choneros
Los Lobos
MS-13, Mara Salvatrucha
"""

# A name that begins a sentence begins with one of these; other first words have their capital from the sentence.
FIRST_WORDS = """
ministry ministerio secretariat secretaria department departamento national nacional federal office oficina bureau
commission comision committee comite council consejo institute instituto agency agencia fiscalia procuraduria court
corte tribunal congress congreso senate senado assembly asamblea bank banco fund fondo international supreme suprema
human united inter pan joint policia police armada navy army ejercito guardia coalition alliance alianza foundation
fundacion university universidad association asociacion confederation confederacion union
"""
_FIRST_WORDS = frozenset(FIRST_WORDS.split())
WITHIN = ("of", "the", "for", "on", "against", "de", "del", "la", "las", "los", "el", "para", "contra")  # a name
REGIONS = """
latin america, latin american, central america, south america, north america, western hemisphere, middle east,
southeast asia, west africa, eastern europe, the americas, las americas, american states, america latina,
america central, america del sur, medio oriente, hemisferio occidental, northern triangle, triangulo norte,
southern cone, cono sur
"""

Tokens = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A body named by the words from `first` to `last`, both included, and the names to listen for."""

    first: int
    last: int
    names: Sequence[str]


def find_actors(text: str) -> list[str]:
    """The bodies a text names, in its order: of those known here the names to listen for, of others the one written."""
    words = words_of(text)
    known = list(_known(text, words))
    taken = {at for found in known for at in range(found.first, found.last + 1)}
    in_order = sorted([*known, *_others(text, words, taken)], key=lambda found: found.first)
    return list(dict.fromkeys(name for found in in_order for name in found.names))[:MOST_ACTORS]


def _known(text: str, words: Sequence[Word]) -> Iterator[_Found]:
    """The bodies of the list, the longest name first."""
    tokens, free = [word.folded for word in words], 0
    for at, token in enumerate(tokens):
        for name, written, names in _by_first_token().get(token, ()) if at >= free else ():
            last = at + len(name) - 1
            if tuple(tokens[at : last + 1]) == name and _is_as_written(text, words[at].start, words[last].end, written):
                free = last + 1
                yield _Found(at, last, names)
                break


def _is_as_written(text: str, start: int, end: int, name: str) -> bool:
    """Whatever the case, but initials by their capitals: and by those only where not all of the text is in them."""
    return not name.isupper() or (text[start:end] == name and not text.isupper())


@cache
def _by_first_token() -> Mapping[str, Sequence[tuple[Tokens, str, Sequence[str]]]]:
    """For each first word the names that begin so, the longest first, as written, and what to listen for."""
    index: dict[str, list[tuple[Tokens, str, Sequence[str]]]] = {}
    for line in BODIES.strip().splitlines():
        listened, _, others = line.partition(";")
        names = _listed(listened)
        for written in [*names, *_listed(others)]:
            tokens = tuple(word.folded for word in words_of(written))
            index.setdefault(tokens[0], []).append((tokens, written, names))
    return {first: sorted(names, key=lambda each: -len(each[0])) for first, names in index.items()}


def _listed(names: str) -> Sequence[str]:
    return [name.strip() for name in names.replace("\n", " ").split(",") if name.strip()]


def _others(text: str, words: Sequence[Word], taken: set[int]) -> Iterator[_Found]:
    """Names of two words or more in capitals, where capitals tell: not in a headline that has them everywhere."""
    long = [word for word in words if word.end - word.start > 3]
    if sum(text[word.start].isupper() for word in long) > MOSTLY * len(long):
        return
    tokens = [word.folded for word in words]
    places = {at for mention in find_places(tokens) for at in range(mention.first, mention.last + 1)}
    for run in _runs(text, words, taken):
        name = text[words[run[0]].start : words[run[-1]].end]
        is_name = 1 < len(run) <= LONGEST_NAME and len(name) <= LONGEST and not places.issuperset(run)
        if is_name and " ".join(tokens[run[0] : run[-1] + 1]) not in _listed(REGIONS):
            yield _Found(run[0], run[-1], (name,))


def _runs(text: str, words: Sequence[Word], taken: set[int]) -> Iterator[Sequence[int]]:
    """Words in capitals next to each other, with the small words between them."""
    run: list[int] = []
    for at, word in enumerate(words):
        if run and (at in taken or text[words[at - 1].end : word.start] not in (" ", "-")):
            yield from _trimmed(text, words, run)
            run = []
        is_capital = text[word.start].isupper() and at not in taken
        if is_capital or (run and word.folded in WITHIN):
            run.append(at)
        elif run:
            yield from _trimmed(text, words, run)
            run = []
    yield from _trimmed(text, words, run)


def _trimmed(text: str, words: Sequence[Word], run: Sequence[int]) -> Iterator[Sequence[int]]:
    """Without the small words at its ends, nor a first word that has its capital from the sentence."""
    kept = list(run)
    if kept and _begins_sentence(text, words[kept[0]]) and words[kept[0]].folded not in _FIRST_WORDS:
        kept = kept[1:]
    while kept and words[kept[-1]].folded in WITHIN:
        kept = kept[:-1]
    while kept and words[kept[0]].folded in WITHIN:
        kept = kept[1:]
    if kept:
        yield kept


def _begins_sentence(text: str, word: Word) -> bool:
    before = text[: word.start].rstrip(" \t\"'“”‘’«»()[]-–—•*")
    return not before or before[-1] in ".!?:;\n"
