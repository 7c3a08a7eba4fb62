"""The gazetteer: which countries a text names, by name, demonym, capital or seat of power, in English and Spanish."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from indicators.watch.words import words_of

# Code; English name; Spanish name; what else stands for it, folded. "x+" is x and its plural, "x/o" is xo, xa, xos, xas,
# "x/es" is xes, xesa, xeses, xesas. A name after "~" is understood in a form and not looked for in a text.
# Left out on purpose: what is somewhere else as well (Georgia, Santiago, San José, Granada, La Paz, Georgetown), or a
# common word or name: us, indio, asunción (taking office), la moneda (the currency), el oro, los ríos, cuenca, manta,
# lagos, duran, rosario, eliseo.
COUNTRIES = """
US; United States; Estados Unidos; united states of america, estados unidos de america, usa, u s, u s a, eeuu, ee uu, ee uu a, america, american+, estadounidense+, norteamerican/o, washington, white house, casa blanca, pentagon, pentagono, capitol hill, state department, departamento de estado, new mexico, nuevo mexico, texas, california, florida, arizona, new york, nueva york, miami, los angeles, chicago, houston, san diego, san francisco, el paso, new orleans, puerto rico, puertorriqueñ/o
MX; Mexico; México; estados unidos mexicanos, mexican+, mexican/o, mexico city, ciudad de mexico, cdmx, palacio nacional, sinaloa, culiacan, jalisco, guadalajara, monterrey, nuevo leon, tamaulipas, michoacan, guerrero, guanajuato, chihuahua, ciudad juarez, tijuana, baja california, sonora, chiapas, oaxaca, veracruz, puebla, zacatecas, durango, quintana roo, cancun, acapulco, reynosa, matamoros, nuevo laredo, edomex, estado de mexico, tabasco, mexicali, ensenada, nogales, hermosillo, mazatlan, coahuila, saltillo, torreon, colima, manzanillo, nayarit, yucatan, campeche, queretaro, aguascalientes, san luis potosi, tlaxcala, morelia, uruapan, toluca, ecatepec, celaya, tapachula
EC; Ecuador; Ecuador; ecuadorian+, ecuadorean+, ecuatorian/o, quito, carondelet, guayaquil, guayas, esmeraldas, manabi, machala, galapagos, pichincha, azuay, sucumbios, imbabura, ambato, santo domingo de los tsachilas
CA; Canada; Canadá; canadian+, canadiense+, ottawa, toronto, montreal, vancouver, quebec
GT; Guatemala; Guatemala; guatemalan+, guatemaltec/o
HN; Honduras; Honduras; honduran+, hondureñ/o, tegucigalpa, san pedro sula
SV; El Salvador; El Salvador; salvadoran+, salvadorean+, salvadoreñ/o, san salvador
NI; Nicaragua; Nicaragua; nicaraguan+, nicaraguense+, managua
CR; Costa Rica; Costa Rica; costa rican+, costarricense+
PA; Panama; Panamá; panamanian+, panameñ/o, panama city, ciudad de panama
BZ; Belize; Belice; belizean+, beliceñ/o, belmopan
CU; Cuba; Cuba; cuban+, cuban/o, havana, la habana
DO; Dominican Republic; República Dominicana; dominican+, dominican/o, santo domingo
HT; Haiti; Haití; haitian+, haitian/o, port au prince, puerto principe
JM; Jamaica; Jamaica; jamaican+, jamaiquin/o, kingston
TT; Trinidad and Tobago; Trinidad y Tobago; trinidadian+, port of spain, puerto españa
BS; Bahamas; Bahamas; bahamian+, nassau
BB; Barbados; Barbados; barbadian+, bridgetown
GD; Grenada; ~Granada; grenadian+
GY; Guyana; Guyana; guyanese, guyan/es
SR; Suriname; Surinam; surinamese, surinam/es, paramaribo
AG; Antigua and Barbuda; Antigua y Barbuda; antiguan+
DM; Dominica; Dominica; roseau
KN; Saint Kitts and Nevis; San Cristóbal y Nieves; st kitts and nevis, st kitts, saint kitts
LC; Saint Lucia; ~Santa Lucía; st lucia
VC; Saint Vincent and the Grenadines; San Vicente y las Granadinas; st vincent and the grenadines, grenadines, granadinas
CO; Colombia; Colombia; colombian+, colombian/o, bogota, casa de nariño, medellin, cali, cucuta, cauca, catatumbo, barranquilla, cartagena, buenaventura, francia marquez
VE; Venezuela; Venezuela; venezuelan+, venezolan/o, caracas, palacio de miraflores, maracaibo
PE; Peru; Perú; peruvian+, peruan/o, lima, callao, arequipa
BO; Bolivia; Bolivia; bolivian+, bolivian/o, santa cruz de la sierra, cochabamba
CL; Chile; Chile; chilean+, chilen/o, santiago de chile, palacio de la moneda, valparaiso
AR; Argentina; Argentina; argentine+, argentinian+, argentin/o, buenos aires, casa rosada
UY; Uruguay; Uruguay; uruguayan+, uruguay/o, montevideo
PY; Paraguay; Paraguay; paraguayan+, paraguay/o
BR; Brazil; Brasil; brazilian+, brasileñ/o, brasilia, sao paulo, rio de janeiro, planalto
GB; United Kingdom; Reino Unido; uk, britain, gran bretaña, british, britanic/o, england, inglaterra, english, ingl/es, scotland, escocia, wales, northern ireland, irlanda del norte, london, londres, westminster, downing street
IE; Ireland; Irlanda; irish, irland/es, dublin
ES; Spain; España; spaniard+, spanish, español, española, españoles, españolas, madrid, barcelona, catalonia, cataluña, moncloa
PT; Portugal; Portugal; portuguese, portugu/es, lisbon, lisboa
FR; France; Francia; french, franc/es, paris, elysee, palacio del eliseo
DE; Germany; Alemania; german+, aleman, alemana, alemanes, alemanas, berlin
IT; Italy; Italia; italian+, italian/o, rome, roma
VA; Vatican; Vaticano; holy see, santa sede, vatican city
NL; Netherlands; Países Bajos; holland, holanda, dutch, holand/es, neerland/es, the hague, la haya, amsterdam, rotterdam
BE; Belgium; Bélgica; belgian+, belga+, antwerp, amberes
EU; European Union; Unión Europea; eu, european commission, comision europea, european parliament, parlamento europeo, brussels, bruselas
CH; Switzerland; Suiza; swiss, suiz/o, geneva, ginebra, zurich
AT; Austria; Austria; austrian+, austriac/o, vienna, viena
CZ; Czech Republic; República Checa; czechia, chequia, czech+, prague, praga
PL; Poland; Polonia; polish, polac/o, warsaw, varsovia
HU; Hungary; Hungría; hungarian+, hungar/o, budapest
RO; Romania; Rumania; romanian+, ruman/o, bucharest, bucarest
GR; Greece; Grecia; greek+, grieg/o, athens, atenas
SE; Sweden; Suecia; swedish, suec/o, stockholm, estocolmo
NO; Norway; Noruega; norwegian+, norueg/o, oslo
DK; Denmark; Dinamarca; danish, dan/es, copenhagen, copenhague
FI; Finland; Finlandia; finnish, finland/es, helsinki
AL; Albania; Albania; albanian+, alban/es, tirana
RS; Serbia; Serbia; serbian+, serbi/o, belgrade, belgrado
UA; Ukraine; Ucrania; ukrainian+, ucranian/o, kyiv, kiev, zelensky
RU; Russia; Rusia; russian+, rus/o, moscow, moscu, kremlin, putin
BY; Belarus; Bielorrusia; belarusian+, bielorrus/o, minsk
TR; Turkey; Turquía; turkiye, turkish, turc/o, ankara, istanbul, estambul, erdogan
IL; Israel; Israel; israeli+, israelies, jerusalem, jerusalen, tel aviv, netanyahu
PS; Palestine; Palestina; palestinian+, palestin/o, gaza, west bank, cisjordania, hamas
LB; Lebanon; Líbano; lebanese, liban/es, beirut, hezbollah, hezbola
SY; Syria; Siria; syrian+, siri/o, damascus, damasco
IQ; Iraq; Irak; iraqi+, iraqui+, iraquies, baghdad, bagdad
IR; Iran; Irán; iranian+, irani, iranies, tehran, teheran
SA; Saudi Arabia; Arabia Saudita; saudi+, saudies, saudita+, riyadh, riad
AE; United Arab Emirates; Emiratos Árabes Unidos; uae, emirati+, dubai, abu dhabi
QA; Qatar; Catar; qatari+, catari, doha
YE; Yemen; Yemen; yemeni+, houthi+, hutie+
AF; Afghanistan; Afganistán; afghan+, afgan/o, kabul, taliban, talibanes
PK; Pakistan; Pakistán; pakistani+, paquistani, paquistanies, islamabad, karachi
IN; India; India; indian+, new delhi, nueva delhi, mumbai, modi
BD; Bangladesh; Bangladés; bangladeshi+, dhaka
MM; Myanmar; Myanmar; burma, birmania, burmese, birman/o
CN; China; China; chinese, chin/o, beijing, pekin, shanghai, hong kong, xi jinping
TW; Taiwan; Taiwán; taiwanese, taiwan/es, taipei
JP; Japan; Japón; japanese, japon/es, tokyo, tokio
KR; South Korea; Corea del Sur; south korean+, surcorean/o, seoul, seul
KP; North Korea; Corea del Norte; north korean+, norcorean/o, pyongyang
PH; Philippines; Filipinas; filipino+, philippine, filipin/o, manila
VN; Vietnam; Vietnam; vietnamese, vietnamita+, hanoi
TH; Thailand; Tailandia; thai, tailand/es, bangkok
ID; Indonesia; Indonesia; indonesian+, indonesi/o, jakarta, yakarta
MY; Malaysia; Malasia; malaysian+, malasi/o, kuala lumpur
AU; Australia; Australia; australian+, australian/o, canberra, sydney, new south wales
NZ; New Zealand; Nueva Zelanda; new zealander+, neozeland/es, wellington
EG; Egypt; Egipto; egyptian+, egipci/o, cairo, el cairo
LY; Libya; Libia; libyan+, libi/o, tripoli
MA; Morocco; Marruecos; moroccan+, marroqui, marroquies, rabat
DZ; Algeria; Argelia; algerian+, argelin/o, algiers, argel
TN; Tunisia; Túnez; tunisian+, tunecin/o
NG; Nigeria; Nigeria; nigerian+, nigerian/o, abuja
GH; Ghana; Ghana; ghanaian+, ghan/es, accra
KE; Kenya; Kenia; kenyan+, kenian/o, nairobi
ET; Ethiopia; Etiopía; ethiopian+, etiope+, addis ababa, adis abeba
SD; Sudan; Sudán; sudanese, sudan/es, khartoum, jartum
SS; South Sudan; Sudán del Sur; south sudanese, sursudan/es, juba
SO; Somalia; Somalia; somali+, mogadishu, mogadiscio
CD; DR Congo; RD Congo; democratic republic of congo, republica democratica del congo, congolese, congoleñ/o, kinshasa
RW; Rwanda; Ruanda; rwandan+, ruand/es, kigali
UG; Uganda; Uganda; ugandan+, ugand/es, kampala
ZA; South Africa; Sudáfrica; south african+, sudafrican/o, pretoria, johannesburg, johannesburgo
ZW; Zimbabwe; Zimbabue; zimbabwean+, harare
"""

# Named, they must not count as the country they contain: wider regions, seas, treaties, newspapers, food, and what in
# Spanish is another word ("irán a elecciones").
NOT_THE_COUNTRY = """
latin america, latin american+, america latina, latinoamerica, south america, south american+, america del sur,
suramerica, sudamerica, central america, central american+, america central, north america, north american+,
america del norte, pan american, inter american, las americas, organization of american states, gulf of america,
gulf of mexico, golfo de mexico, british columbia, new england, nueva inglaterra, native american+, american indian+,
copa america, club america, america movil, bank of america,
paris agreement, acuerdo de paris, geneva convention+, convenio de ginebra, convenios de ginebra, rome statute,
estatuto de roma, lima group, grupo de lima, montreal protocol, protocolo de montreal,
washington post, washington times, new york times, new york post, new yorker, los angeles times, miami herald,
in english, in spanish, english language, spanish language, en ingles, en español, idioma español, idioma ingles,
green chile+, red chile+, chile pepper+, chile verde, chile rojo, chile relleno, chile en nogada, chile habanero,
chile jalapeño, chile poblano, chile serrano, chile guajillo, chile chipotle, chile piquin, salsa de chile,
wild turkey+, turkey breast, turkey sandwich, roast turkey, banda sonora, iran a, iran al, iran por, se iran, no iran
"""

# What a person may write for many countries: English name, Spanish name; codes. In a text it stands for none of them.
REGIONS = """
Latin America, América Latina, Latinoamérica; MX GT HN SV NI CR PA CU DO CO VE EC PE BO CL AR UY PY BR
Central America, Centroamérica, América Central; GT HN SV NI CR PA BZ
Northern Triangle, Triángulo Norte; GT HN SV
South America, Sudamérica, Suramérica, América del Sur; CO VE EC PE BO CL AR UY PY BR GY SR
Andean region, región andina; CO VE EC PE BO
Caribbean, the Caribbean, el Caribe, Caribe; CU DO HT JM TT BS BB GD AG DM KN LC VC
North America, América del Norte, Norteamérica; US CA MX
"""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A country named by the tokens from `first` to `last`, both included."""

    code: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Country:
    code: str
    names: dict[str, str]
    looked_for: Sequence[str]


def find_places(tokens: Sequence[str]) -> list[PlaceMention]:
    """The countries named in folded tokens, the longest name first: “New Mexico” is not Mexico."""
    lengths, mentions, free = _longest_by_first(), [], 0
    for at in [at for at, token in enumerate(tokens) if token in lengths]:
        length, code = _longest(tokens, at) if at >= free else (0, "")
        free = max(free, at + length)
        if code:
            mentions.append(PlaceMention(code, at, at + length - 1))
    return mentions


def code_for(name: str) -> str | None:
    """The ISO 3166 alpha-2 code of a country's name or code, in either language; None when it is not known."""
    code = name.strip().upper()
    return code if code in _countries() else _understood().get(_tokens(name))


def codes_for(name: str) -> list[str]:
    """The codes of a country, or of those of a region; none when it is not known."""
    code = code_for(name)
    return [code] if code else list(_regions().get(_tokens(name), ()))


def name_of(code: str, language: str = "en") -> str:
    """The country's name, in English if the language has none here; the code itself when it is not known."""
    country = _countries().get(code.upper())
    return country.names.get(language, country.names["en"]) if country else code


def _longest(tokens: Sequence[str], at: int) -> tuple[int, str]:
    names, lengths = _looked_for(), _longest_by_first()
    for length in range(min(lengths.get(tokens[at], 0), len(tokens) - at), 0, -1):
        code = names.get(tuple(tokens[at : at + length]))
        if code is not None:
            return length, code
    return 1, ""


@cache
def _countries() -> dict[str, _Country]:
    return {country.code: country for country in map(_parse, COUNTRIES.strip().splitlines())}


def _parse(line: str) -> _Country:
    code, english, spanish, others = (field.strip() for field in line.split(";"))
    return _Country(
        code=code,
        names={"en": english, "es": spanish.removeprefix("~")},
        looked_for=(english, *_listed(others), *([] if spanish.startswith("~") else [spanish])),
    )


@cache
def _regions() -> dict[tuple[str, ...], Sequence[str]]:
    rows = [line.split(";") for line in REGIONS.strip().splitlines()]
    return {_tokens(name): codes.split() for names, codes in rows for name in names.split(",")}


@cache
def _looked_for() -> dict[tuple[str, ...], str]:
    """What names a country in a text; "" for what only seems to."""
    names = {_tokens(form): "" for name in _listed(NOT_THE_COUNTRY) for form in _forms(name)}
    for country in _countries().values():
        names |= {_tokens(form): country.code for name in country.looked_for for form in _forms(name)}
    return names


@cache
def _understood() -> dict[tuple[str, ...], str]:
    """What a person may write for a country in a form: also the names that a text uses for other things."""
    official = {_tokens(name): each.code for each in _countries().values() for name in each.names.values()}
    return {tokens: code for tokens, code in _looked_for().items() if code} | official


def _listed(names: str) -> Sequence[str]:
    return [name.strip() for name in names.replace("\n", " ").split(",") if name.strip()]


def _forms(name: str) -> Iterator[str]:
    stem, _, ending = name.partition("/")
    if ending == "o":
        yield from (stem + each for each in ("o", "a", "os", "as"))
    elif ending == "es":
        yield from (stem + each for each in ("es", "esa", "eses", "esas"))
    elif name.endswith("+"):
        yield from (name[:-1], f"{name[:-1]}s")
    else:
        yield name


def _tokens(name: str) -> tuple[str, ...]:
    return tuple(word.folded for word in words_of(name))


@cache
def _longest_by_first() -> dict[str, int]:
    longest: dict[str, int] = {}
    for tokens in _looked_for():
        longest[tokens[0]] = max(longest.get(tokens[0], 0), len(tokens))
    return longest
