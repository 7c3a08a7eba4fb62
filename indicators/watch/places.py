"""The gazetteer: which countries a text names, by name, demonym, capital or seat of power, in English and Spanish."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from indicators.watch.words import fold, words_of

# Code; English name; Spanish name; what else stands for it, folded. "x+" is x and its plural, "x/o" is xo, xa, xos, xas.
# Left out on purpose: what is somewhere else or a common word as well (Georgia, Santiago, San José, Granada, us).
COUNTRIES = """
US; United States; Estados Unidos; usa, u s, u s a, eeuu, ee uu, ee uu a, america, american+, estadounidense+, norteamerican/o, washington, white house, casa blanca, pentagon, pentagono, capitol hill, state department, departamento de estado, new mexico, nuevo mexico, texas, california, florida, arizona, new york, nueva york, miami, los angeles, chicago, puerto rico
MX; Mexico; México; mexican+, mexican/o, mexico city, ciudad de mexico, cdmx, palacio nacional, sinaloa, culiacan, jalisco, guadalajara, monterrey, nuevo leon, tamaulipas, michoacan, guerrero, guanajuato, chihuahua, ciudad juarez, tijuana, baja california, sonora, chiapas, oaxaca, veracruz, puebla, zacatecas, durango, quintana roo, cancun, acapulco, reynosa, nuevo laredo, edomex, tabasco
EC; Ecuador; Ecuador; ecuadorian+, ecuadorean+, ecuatorian/o, quito, carondelet, guayaquil, guayas, esmeraldas, manabi, manta, machala, el oro, los rios, cuenca, galapagos, duran
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
GD; Grenada; Granada; grenadian+
GY; Guyana; Guyana; guyanese, guyanes, guyanesa, georgetown
SR; Suriname; Surinam; surinamese, surinames, paramaribo
CO; Colombia; Colombia; colombian+, colombian/o, bogota, casa de nariño, medellin, cali, cucuta, cauca, catatumbo
VE; Venezuela; Venezuela; venezuelan+, venezolan/o, caracas, miraflores, maracaibo
PE; Peru; Perú; peruvian+, peruan/o, lima, callao, arequipa
BO; Bolivia; Bolivia; bolivian+, bolivian/o, santa cruz de la sierra, cochabamba
CL; Chile; Chile; chilean+, chilen/o, santiago de chile, la moneda, valparaiso
AR; Argentina; Argentina; argentine+, argentinian+, argentin/o, buenos aires, casa rosada, rosario
UY; Uruguay; Uruguay; uruguayan+, uruguay/o, montevideo
PY; Paraguay; Paraguay; paraguayan+, paraguay/o, asuncion
BR; Brazil; Brasil; brazilian+, brasileñ/o, brasilia, sao paulo, rio de janeiro, planalto
GB; United Kingdom; Reino Unido; uk, britain, gran bretaña, british, britanic/o, england, inglaterra, english, ingles, inglesa, scotland, escocia, wales, london, londres, westminster, downing street
IE; Ireland; Irlanda; irish, irlandes, irlandesa, dublin
ES; Spain; España; spaniard+, español, española, españoles, españolas, madrid, barcelona, catalonia, cataluña, moncloa
PT; Portugal; Portugal; portuguese, portugues, portuguesa, lisbon, lisboa
FR; France; Francia; french, frances, francesa, franceses, francesas, paris, elysee, eliseo
DE; Germany; Alemania; german+, aleman, alemana, alemanes, alemanas, berlin
IT; Italy; Italia; italian+, italian/o, rome, roma
VA; Vatican; Vaticano; holy see, santa sede, vatican city
NL; Netherlands; Países Bajos; holland, holanda, dutch, holandes, holandesa, neerlandes, the hague, la haya, amsterdam, rotterdam
BE; Belgium; Bélgica; belgian+, belga+, antwerp, amberes
EU; European Union; Unión Europea; eu, european commission, comision europea, european parliament, parlamento europeo, brussels, bruselas
CH; Switzerland; Suiza; swiss, suiz/o, geneva, ginebra, zurich
AT; Austria; Austria; austrian+, austriac/o, vienna, viena
PL; Poland; Polonia; polish, polac/o, warsaw, varsovia
HU; Hungary; Hungría; hungarian+, hungar/o, budapest
RO; Romania; Rumania; romanian+, ruman/o, bucharest, bucarest
GR; Greece; Grecia; greek+, grieg/o, athens, atenas
SE; Sweden; Suecia; swedish, suec/o, stockholm, estocolmo
NO; Norway; Noruega; norwegian+, norueg/o, oslo
DK; Denmark; Dinamarca; danish, danes, danesa, copenhagen, copenhague
FI; Finland; Finlandia; finnish, finlandes, finlandesa, helsinki
AL; Albania; Albania; albanian+, albanes, albanesa, tirana
RS; Serbia; Serbia; serbian+, serbi/o, belgrade, belgrado
UA; Ukraine; Ucrania; ukrainian+, ucranian/o, kyiv, kiev, zelensky
RU; Russia; Rusia; russian+, rus/o, moscow, moscu, kremlin, putin
BY; Belarus; Bielorrusia; belarusian+, bielorrus/o, minsk
TR; Turkey; Turquía; turkiye, turkish, turc/o, ankara, istanbul, estambul, erdogan
IL; Israel; Israel; israeli+, jerusalem, jerusalen, tel aviv, netanyahu
PS; Palestine; Palestina; palestinian+, palestin/o, gaza, west bank, cisjordania, hamas
LB; Lebanon; Líbano; lebanese, libanes, libanesa, beirut, hezbollah, hezbola
SY; Syria; Siria; syrian+, siri/o, damascus, damasco
IQ; Iraq; Irak; iraqi+, iraqui+, iraquies, baghdad, bagdad
IR; Iran; Irán; iranian+, irani, iranies, tehran, teheran
SA; Saudi Arabia; Arabia Saudita; saudi+, saudita+, riyadh, riad
AE; United Arab Emirates; Emiratos Árabes Unidos; uae, emirati+, dubai, abu dhabi
QA; Qatar; Catar; qatari+, catari, doha
YE; Yemen; Yemen; yemeni+, houthi+, hutie+
AF; Afghanistan; Afganistán; afghan+, afgan/o, kabul, taliban, talibanes
PK; Pakistan; Pakistán; pakistani+, paquistani, islamabad, karachi
IN; India; India; indian+, indi/o, new delhi, nueva delhi, mumbai, modi
BD; Bangladesh; Bangladés; bangladeshi+, dhaka
MM; Myanmar; Myanmar; burma, birmania, burmese, birman/o
CN; China; China; chinese, chin/o, beijing, pekin, shanghai, hong kong, xi jinping
TW; Taiwan; Taiwán; taiwanese, taiwanes, taiwanesa, taipei
JP; Japan; Japón; japanese, japones, japonesa, japoneses, japonesas, tokyo, tokio
KR; South Korea; Corea del Sur; south korean+, surcorean/o, seoul, seul
KP; North Korea; Corea del Norte; north korean+, norcorean/o, pyongyang
PH; Philippines; Filipinas; filipino+, philippine, filipin/o, manila
VN; Vietnam; Vietnam; vietnamese, vietnamita+, hanoi
TH; Thailand; Tailandia; thai, tailandes, tailandesa, bangkok
ID; Indonesia; Indonesia; indonesian+, indonesi/o, jakarta, yakarta
MY; Malaysia; Malasia; malaysian+, malasi/o, kuala lumpur
AU; Australia; Australia; australian+, australian/o, canberra, sydney
NZ; New Zealand; Nueva Zelanda; new zealander+, neozelandes, neozelandesa, wellington
EG; Egypt; Egipto; egyptian+, egipci/o, cairo, el cairo
LY; Libya; Libia; libyan+, libi/o, tripoli
MA; Morocco; Marruecos; moroccan+, marroqui, marroquies, rabat
DZ; Algeria; Argelia; algerian+, argelin/o, algiers, argel
TN; Tunisia; Túnez; tunisian+, tunecin/o
NG; Nigeria; Nigeria; nigerian+, nigerian/o, abuja, lagos
GH; Ghana; Ghana; ghanaian+, ghanes, ghanesa, accra
KE; Kenya; Kenia; kenyan+, kenian/o, nairobi
ET; Ethiopia; Etiopía; ethiopian+, etiope+, addis ababa, adis abeba
SD; Sudan; Sudán; sudanese, sudanes, sudanesa, khartoum, jartum
SO; Somalia; Somalia; somali+, mogadishu, mogadiscio
CD; DR Congo; RD Congo; democratic republic of congo, republica democratica del congo, congolese, congoleñ/o, kinshasa
RW; Rwanda; Ruanda; rwandan+, ruandes, ruandesa, kigali
UG; Uganda; Uganda; ugandan+, ugandes, ugandesa, kampala
ZA; South Africa; Sudáfrica; south african+, sudafrican/o, pretoria, johannesburg, johannesburgo
ZW; Zimbabwe; Zimbabue; zimbabwean+, harare
"""

# Wider than a country: named, they must not count as the United States.
REGIONS = (
    "latin america", "latin american+", "america latina", "latinoamerica", "south america", "south american+",
    "america del sur", "suramerica", "sudamerica", "central america", "central american+", "america central",
    "north america", "north american+", "america del norte", "pan american", "inter american", "las americas",
    "native american+", "organization of american states", "british columbia",
)  # fmt: skip


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
    others: tuple[str, ...]


def find_places(tokens: Sequence[str]) -> list[PlaceMention]:
    """The countries named in folded tokens, the longest name first: “New Mexico” is not Mexico."""
    mentions = []
    at = 0
    while at < len(tokens):
        length, code = _longest(tokens, at)
        if code:
            mentions.append(PlaceMention(code, at, at + length - 1))
        at += length
    return mentions


def code_for(name: str) -> str | None:
    """The ISO 3166 alpha-2 code of a country's name or code, in either language; None when it is not known."""
    if name.strip().upper() in _countries():
        return name.strip().upper()
    return _names().get(_tokens(name)) or None


def name_of(code: str, language: str = "en") -> str:
    """The country's name; the code itself when it is not known."""
    country = _countries().get(code)
    return country.names[language] if country else code


def _longest(tokens: Sequence[str], at: int) -> tuple[int, str]:
    names = _names()
    for length in range(min(_longest_by_first().get(tokens[at], 0), len(tokens) - at), 0, -1):
        code = names.get(tuple(tokens[at : at + length]))
        if code is not None:
            return length, code
    return 1, ""


@cache
def _countries() -> dict[str, _Country]:
    return {country.code: country for country in map(_parse, COUNTRIES.strip().splitlines())}


def _parse(line: str) -> _Country:
    code, english, spanish, others = (field.strip() for field in line.split(";"))
    return _Country(code, {"en": english, "es": spanish}, tuple(other.strip() for other in others.split(",")))


@cache
def _names() -> dict[tuple[str, ...], str]:
    names = {_tokens(form): "" for region in REGIONS for form in _forms(region)}
    for country in _countries().values():
        for name in (*country.names.values(), *country.others):
            names |= {_tokens(form): country.code for form in _forms(name)}
    return names


def _forms(name: str) -> Iterator[str]:
    if name.endswith("+"):
        yield from (name[:-1], f"{name[:-1]}s")
    elif name.endswith("/o"):
        yield from (name[:-2] + ending for ending in ("o", "a", "os", "as"))
    else:
        yield name


def _tokens(name: str) -> tuple[str, ...]:
    return tuple(word.folded for word in words_of(fold(name)))


@cache
def _longest_by_first() -> dict[str, int]:
    longest: dict[str, int] = {}
    for tokens in _names():
        longest[tokens[0]] = max(longest.get(tokens[0], 0), len(tokens))
    return longest
