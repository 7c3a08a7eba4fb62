"""The Spanish words that tell direction and stage, from the general usage of policy news and from no corpus.

`lexicon.Group` says what a group is, `inflection` how a verb is written, `roles` what a role does.
"""

from tracker.evidence.direction.lexicon import Group, Tables
from tracker.evidence.direction.roles import ACTION, ANNOUNCEMENT, FORMAL_COMMITMENT, OUTCOME, Role

_VERBS = (
    Group(
        Role.CARRIES,
        FORMAL_COMMITMENT,
        1.0,
        """
        firmar, suscribir suscrit-, aprobar aprueba aprueban, ratificar, adoptar, promulgar, acordar acuerda acuerdan
        pactar, autorizar, avalar, refrendar, formalizar, oficializar, renovar renueva renuevan, sellar, rubricar
        consensuar, asignar, destinar, financiar, invertir invierte invierten invirtió invirtieron invirtiendo
        restituir restituye restituyen restituyó restituyeron, subsidiar, subvencionar, legislar
        """,
    ),
    Group(
        Role.CARRIES,
        FORMAL_COMMITMENT,
        0.6,
        """
        aceptar, decretar, validar !valida !validas, expedir expide expiden expidió expidieron, homologar, concertar
        etiquetar, tipificar, adherir adhiere adhieren adhirió, licitar, adjudicar
        """,
    ),
    Group(
        Role.ADVANCES,
        FORMAL_COMMITMENT,
        0.5,
        """
        otorgar, garantizar, nombrar, designar, respaldar, apoyar, conceder, certificar, acreditar, proteger, blindar
        nominar, facultar, canalizar, exentar, eximir, condonar
        """,
    ),
    Group(Role.ADVANCES, FORMAL_COMMITMENT, 0.25, "confirmar, publicar !publica !publicas"),
    Group(
        Role.CATCHES,
        ACTION,
        1.0,
        """
        detener detiene detienen detuvo detuvieron detendrá detendrán, arrestar, capturar, aprehender, sentenciar
        decomisar, incautar, apresar, confiscar
        """,
    ),
    Group(
        Role.CATCHES,
        ACTION,
        0.7,
        """
        procesar, imputar, judicializar, encarcelar, enjuiciar, inculpar, interceptar, allanar, catear, requisar
        investigar, multar, inhabilitar, recluir recluye recluyen recluyó recluyeron, sancionar, desaforar, indagar
        fiscalizar, auditar
        """,
    ),
    Group(Role.SEIZES, ACTION, 0.8, "asegurar, hallar, localizar, recuperar, descubrir, detectar, encontrar encuentra"),
    Group(Role.FREES, ACTION, 0.8, "liberar, excarcelar"),
    Group(Role.ACQUITS, ACTION, 0.6, "absolver absuelve absuelven absuelt-, exonerar, indultar, sobreseer"),
    Group(
        Role.ADVANCES,
        ACTION,
        1.0,
        """
        extraditar, capacitar, adiestrar, entrenar, inaugurar, abrir abiert-, reabrir reabiert-, entregar, instalar
        establecer, concretar !concreta !concretas, fortalecer, reforzar refuerza refuerzan, desembolsar, robustecer
        normalizar, desbloquear, descongelar, vacunar
        """,
    ),
    Group(
        Role.ADVANCES,
        ACTION,
        0.7,
        """
        construir construye construyen construyó construyeron construyendo, crear, donar, rescatar, mejorar, modernizar
        equipar, dotar, resolver resuelve resuelven resuelt-, lograr, consolidar, agilizar, avanzar, reunir reúne reúnen
        dialogar, habilitar, reconstruir reconstruye reconstruyen reconstruyó reconstruyeron, rehabilitar, digitalizar
        profesionalizar, distribuir distribuye distribuyen distribuyó distribuyeron, regularizar, sanear, transparentar
        depurar, simplificar, estabilizar, solucionar, destrabar, subsanar, reunificar, cumplir, remozar, indemnizar
        acatar, compensar, estrenar, pavimentar, estrechar, afianzar, apuntalar, zanjar
        """,
    ),
    Group(
        Role.ADVANCES,
        ACTION,
        0.4,
        """
        cooperar, colaborar, coordinar, compartir, brindar, aportar, contratar, adquirir adquiere adquieren, trasladar
        transferir transfiere transfieren transfirió transfirieron, visitar, recibir, impulsar, repatriar, negociar
        facilitar, promover promueve promueven, fomentar, suministrar, proveer, pagar, conversar
        atender atiende atienden, repartir, ayudar, combatir !combate !combates, proporcionar, ganar, inspeccionar
        supervisar, monitorear, patrullar, identificar, respetar, obedecer obedece obedecen, sumar !suma !sumas
        integrar, incorporar, alinear, devolver devuelve devuelven devuelt-, reparar, honrar
        contribuir contribuye contribuyen contribuyó contribuyeron
        """,
    ),
    Group(Role.ADVANCES, "", 0.4, "celebrar, aplaudir, elogiar, reconocer, felicitar, agradecer, saludar"),
    Group(
        Role.CARRIES,
        ACTION,
        0.9,
        """
        lanzar, reanudar, retomar, desplegar despliega despliegan, implementar, instrumentar
        ampliar amplía amplían !amplia !amplian, restablecer, restaurar, reactivar, relanzar, revivir, redoblar
        instaurar, implantar
        """,
    ),
    Group(
        Role.CARRIES,
        ACTION,
        0.5,
        """
        iniciar, comenzar comienza comienzan, empezar empieza empiezan, arrancar, activar, emprender, realizar
        completar, extender extiende extienden, acelerar, intensificar, concluir concluye concluyen concluyó concluyeron
        efectuar, aplicar, encabezar !encabezado !encabezados, mantener mantiene mantienen mantuvo mantuvieron
        continuar continúa continúan !continua !continuan, enviar envía envían, entablar, endurecer endurece endurecen
        inyectar
        """,
    ),
    Group(Role.CARRIES, ANNOUNCEMENT, 0.5, "anunciar"),
    Group(Role.CARRIES, ANNOUNCEMENT, 0.3, "presentar, prometer, comprometer, declarar"),
    Group(Role.CARRIES, "", 0.1, "ordenar, decidir, votar, instruir instruye instruyen instruyó instruyeron"),
    Group(
        Role.ENDS,
        ACTION,
        1.0,
        """
        cancelar, suspender, desmantelar, destruir destruye destruyen destruyó destruyeron destruyendo, desarticular
        bloquear, congelar, eliminar, disolver disuelve disuelven disuelt-, recortar, derogar, revocar, anular
        invalidar, revertir revierte revierten revirtió revirtieron revirtiendo, desechar, abandonar
        extinguir extingue extinguen, vetar, interrumpir, suprimir, desmontar, desfinanciar, rescindir, neutralizar
        erradicar, denegar deniega deniegan, diluir diluye diluyen diluyó diluyeron, archivar
        """,
    ),
    Group(
        Role.ENDS,
        ACTION,
        0.6,
        """
        terminar, cerrar cierra cierran, clausurar, retirar, romper rot-, prohibir prohíbe prohíben, restringir, limitar
        quitar, desactivar, cesar, desviar desvía desvían, retener retiene retienen retuvo retuvieron, ilegalizar
        replegar repliega repliegan, sustraer
        """,
    ),
    Group(
        Role.HINDERS,
        "",
        1.0,
        """
        frenar, retrasar, aplazar, posponer pospone posponen pospuso pospusieron pospuest-, demorar, postergar
        debilitar, socavar, obstruir obstruye obstruyen obstruyó obstruyeron, entorpecer, obstaculizar
        impedir impide impiden impidió impidieron, frustrar, sabotear, boicotear, torpedear, paralizar, descarrilar
        mermar, erosionar, menoscabar, truncar, pausar, dificultar, trabar, ralentizar, minar !mina !minas
        """,
    ),
    Group(
        Role.HINDERS,
        "",
        0.5,
        """
        complicar, diferir difiere difieren difirió, encarecer, afectar, perjudicar, dañar, asfixiar, hundir, lastimar
        """,
    ),
    Group(Role.OPPOSES, "", 0.8, "rechazar, repudiar, rehusar"),
    Group(
        Role.OPPOSES,
        "",
        0.4,
        """
        denunciar, criticar, cuestionar, culpar, lamentar, reprochar, arremeter, condenar, impugnar, reprobar
        desaprobar
        """,
    ),
    Group(
        Role.SETS_BACK,
        "",
        1.0,
        """
        violar, incumplir, vulnerar, fracasar, colapsar, retroceder, estancar, naufragar, peligrar, desproteger
        excluir excluye excluyen excluyó excluyeron, marginar, expirar, caducar, tensar, politizar, cooptar, entrampar
        empantanar, desacatar, transgredir, infringir, quebrantar, contravenir contraviene contravienen, desatender
        recular, tambalear, desabastecer, enrarecer, malversar, desperdiciar, dilapidar, despojar, censurar, desmoronar
        tropezar tropieza tropiezan
        """,
    ),
    Group(Role.SETS_BACK, OUTCOME, 0.9, "empeorar, deteriorar, agravar, agudizar, recrudecer, exacerbar"),
    Group(Role.IMPOSES, ACTION, 0.6, "imponer impone imponen impuso impusieron impuest-"),
    Group(
        Role.SETS_BACK,
        "",
        0.5,
        """
        amenazar, fallar, escapar, fugar, ignorar, despedir despide despiden despidió despidieron
        destituir destituye destituyen destituyó destituyeron, atacar, expulsar, escalar, perder pierde pierden
        interferir interfiere interfieren interfirió interfirieron, invadir, bombardear, hostigar
        perseguir persigue persiguen persiguió persiguieron, reprimir, intimidar, rebasar, enfriar, desalojar, saquear
        incendiar, emboscar, acribillar, evadir, burlar, eludir, polarizar, discriminar, saturar, desbordar, claudicar
        descuidar, espiar, acosar, torturar, silenciar, arrasar, masacrar, secuestrar, violentar, chocar, golpear
        arriesgar
        """,
    ),
    Group(
        Role.SETS_BACK,
        "",
        0.3,
        """
        asesinar, matar, advertir advierte advierten advirtió advirtieron, alertar, protestar, extorsionar
        huir huye huyen huyó huyeron, morir muere mueren murió murieron, desplazar, balear, quemar
        herir hiere hieren hirió hirieron, quebrar quiebra quiebran, deportar, padecer, sufrir, temer
        """,
    ),
    Group(
        Role.RISES,
        OUTCOME,
        0.9,
        """
        subir, aumentar, crecer, incrementar, repuntar, disparar, elevar, duplicar, triplicar
        ascender asciende ascienden, multiplicar, cuadruplicar, proliferar
        """,
    ),
    Group(
        Role.FALLS,
        OUTCOME,
        0.9,
        """
        bajar, caer cae caen cayó cayeron caíd- cayendo
        disminuir disminuye disminuyen disminuyó disminuyeron disminuyendo, descender desciende descienden
        reducir redujo redujeron, desplomar, decrecer, contraer contrae contraen contrajo contrajeron, menguar, aminorar
        """,
    ),
    Group(
        Role.LOWERS,
        ACTION,
        0.8,
        """
        levantar, aliviar, abatir, mitigar, atenuar, flexibilizar, paliar
        contener contiene contienen contuvo contuvieron !contenido !contenidos !contenida !contenidas, suavizar, relajar
        rebajar
        """,
    ),
    Group(Role.TELLS_STAGE, OUTCOME, 0.4, "alcanzar"),
    Group(Role.PLANNED, ANNOUNCEMENT, 0.6, "planear, prever prevé prevén, alistar, proyectar, programar, planificar"),
    Group(
        Role.WANTED,
        "",
        0.0,
        """
        urgir, pedir pide piden pidió pidieron pidiendo, exigir, instar, demandar, solicitar, reclamar, exhortar
        recomendar recomienda recomiendan, proponer propone proponen propuso propusieron propuest-, plantear
        sugerir sugiere sugieren sugirió sugirieron, querer quiere quieren quiso quisieron, pretender, buscar, intentar
        esperar, considerar, evaluar evalúa evalúan, analizar, contemplar, estudiar, valorar, sopesar, debatir
        necesitar, requerir requiere requieren requirió requirieron, conminar, insistir, aspirar, aconsejar, anhelar
        desear, apelar, discutir, explorar, ponderar, rogar, suplicar, abogar
        """,
    ),
    Group(Role.DENIES, "", 0.0, "negar niega niegan, desmentir desmiente desmienten desmintió desmintieron"),
    Group(Role.SETS_BACK, "", 0.2, "acusar"),
    Group(Role.RAISES, ACTION, 0.6, "profundizar, ahondar, ensanchar"),
    Group(Role.CARRIES, FORMAL_COMMITMENT, 0.3, "emitir"),
)

_PHRASES = (
    Group(
        Role.WANTED,
        "",
        0.0,
        """
        debe, deben, debía, debían, debería, deberían, deberá, deberán, debiera, tiene que, tienen que, hay que
        es necesario, puede, pueden, podría, podrían, podrá, podrán, pudiera, pudieran, sería, serían, habría, habrían
        haya, hayan, si, en caso de, ojalá, trata de, tratan de, trató de, llama a, llaman a, llamó a, llamaron a
        llamado a, hace un llamado, aboga por, abogan por, abogó por, invita a, invitó a, con el fin de, a fin de
        con el objetivo de, busca que, quería, querían, hasta que, apuesta por, apuestan por, aboga, urge que
        propuesta de, propuesta para, propuestas para, solicitud de, en busca de, hizo un llamado, pidió que, es urgente
        """,
    ),
    Group(
        Role.PLANNED,
        ANNOUNCEMENT,
        0.6,
        """
        va a, van a, se prepara para, se preparan para, tiene previsto, tienen previsto, está previsto, prevista
        previsto, programada, programado, próximamente, se compromete a, se comprometió a, se comprometen a
        se comprometieron a, será, serán, habrá, tendrá, tendrán, en puerta, dispuesto a, dispuesta a, dispuestos a
        listo para, lista para, listos para, listas para, ofrece, ofreció, tiene la intención de, compromiso de
        la próxima semana, el próximo mes, el próximo año, a votación
        """,
    ),
    Group(
        Role.NEGATES,
        "",
        0.0,
        """
        no, nunca, jamás, sin, ni, tampoco, falta de, en lugar de, en vez de, lejos de, ausencia de, evita, evitan
        evitó, imposible, nada, apenas
        """,
    ),
    Group(
        Role.FAILS,
        "",
        0.9,
        """
        se niega, se negó, se niegan, se negaron, negarse a, rehúsa, rehúsan, rehusó, descarta, descartan, descartó
        descartaron, incapaz de, incapaces de, no logra, no logró, no logran, no lograron, no consigue, no consiguió
        no consiguen, se resiste a, se resisten a, se resistió a, negativa a, no ha logrado, no han logrado
        incapacidad de
        """,
    ),
    Group(
        Role.FAILS,
        "",
        0.6,
        """
        carece de, carecen de, carecía de, deja de, dejan de, dejó de, dejaron de, ya no, sigue sin, siguen sin
        desiste de, desistió de
        """,
    ),
    Group(Role.THREATENS, "", 0.6, "amenaza con, amenazan con, amenazó con, amenazaron con, amenaza de, amenazas de"),
    Group(
        Role.BACKGROUND,
        "",
        0.0,
        """
        tras, luego de, después de, pese a, a pesar de, desde que, había, habían, luego que, después que, en respuesta a
        a raíz de, ante, en medio de, previo a
        """,
    ),
    Group(
        Role.BREAK, "", 0.0, "pero, mientras, mientras que, aunque, sino, sin embargo, no obstante, porque, así como"
    ),
    Group(
        Role.SKIP,
        "",
        0.0,
        """
        no solo, no sólo, no solamente, sin precedentes, sin precedente, sin duda, de acuerdo con, de acuerdo a
        de acuerdo al, de acuerdo, a partir de, de visita, sin lugar a dudas, por si, por cumplir, no es la primera
        en firme, tierra firme, cumple años, cumplió años, al menos, por lo menos, cuando menos, más o menos
        a menos que, menos de, empresa firma, firma consultora, firma de abogados, asegura que, aseguró que
        aseguran que, aseguraron que, nada más, se encuentra, se encuentran, se encontraba, se encontraban, a la fecha
        bajo la lupa, baja california, planta baja, clase baja, de baja, ciudad abierta, abierto al público
        carta abierta, cielo abierto, puertas abiertas, de ganar
        """,
    ),
    Group(
        Role.CARRIES,
        FORMAL_COMMITMENT,
        1.0,
        """
        llegan a un acuerdo, llegó a un acuerdo, llegaron a un acuerdo, llega a un acuerdo, alcanza acuerdo
        alcanzan acuerdo, alcanzó un acuerdo, alcanzan un acuerdo, alcanzaron un acuerdo, alcanza un acuerdo
        da luz verde, dio luz verde, dan luz verde, dieron luz verde, firma de un acuerdo, firma del acuerdo
        firma de un convenio, firma del convenio, visto bueno, firma de acuerdo, firma de convenio, cierran acuerdo
        logra acuerdo, logran acuerdo, lograron un acuerdo, logró un acuerdo
        """,
    ),
    Group(
        Role.CARRIES,
        ACTION,
        0.9,
        """
        pone en marcha, puso en marcha, ponen en marcha, pusieron en marcha, puesta en marcha, lleva a cabo
        llevan a cabo, llevó a cabo, llevaron a cabo, da inicio, dio inicio, dan inicio, dieron inicio, arranque de
        inicio de
        """,
    ),
    Group(
        Role.CATCHES,
        ACTION,
        1.0,
        """
        vinculado a proceso, vinculados a proceso, vinculan a proceso, vinculó a proceso, vincula a proceso
        prisión preventiva, puesto a disposición, puestos a disposición, años de prisión, años de cárcel, condenado a
        condenados a, condenada a, cadena perpetua, se declara culpable, se declaró culpable, declarado culpable
        declarada culpable, tras las rejas, llevado a juicio, orden de aprehensión, órdenes de aprehensión, prisión para
        """,
    ),
    Group(
        Role.ADVANCES,
        ACTION,
        1.0,
        """
        entra en vigor, entró en vigor, entran en vigor, entraron en vigor, entra en operación, entró en operación
        entra en funcionamiento, entró en funcionamiento, sostiene reunión, sostuvo reunión, sostuvo una reunión
        sostuvieron una reunión, mesa de diálogo, mesa de trabajo, da resultados, dio resultados, rinde frutos, se une
        se unió, se unen, se unieron, rinde cuentas, rindió cuentas, abre sus puertas, abrió sus puertas
        sostienen reunión, unen fuerzas, unieron fuerzas, suma esfuerzos, suman esfuerzos, puesto en operación
        lima asperezas, liman asperezas, limaron asperezas, restablecen relaciones, restablecieron relaciones
        cierra filas con
        """,
    ),
    Group(
        Role.ADVANCES,
        "",
        0.5,
        """
        toma protesta, tomó protesta, toma posesión, tomó posesión, abre la puerta a, abrió la puerta a, en buen camino
        allana el camino, gana terreno, tiende la mano, estrecha lazos, estrechan lazos, va por buen camino, a tiempo
        """,
    ),
    Group(
        Role.ENDS,
        ACTION,
        1.0,
        """
        deja sin efecto, dejó sin efecto, dejan sin efecto, pone fin a, puso fin a, ponen fin a, pusieron fin a
        da por terminado, dio por terminado, da por terminada, dio por terminada, echa abajo, echó abajo, echan abajo
        da de baja, dio de baja
        """,
    ),
    Group(
        Role.HINDERS,
        "",
        1.0,
        "pone en riesgo, puso en riesgo, ponen en riesgo, pone en peligro, puso en peligro, ponen en peligro",
    ),
    Group(
        Role.SETS_BACK,
        "",
        1.0,
        """
        da marcha atrás, dio marcha atrás, dan marcha atrás, dieron marcha atrás, marcha atrás, echa atrás, echó atrás
        abre fuego, abrió fuego, abrieron fuego, queda sin, quedan sin, quedó sin, se quedan sin, en riesgo, en el limbo
        en vilo, en la incertidumbre, en el abandono, paso atrás, sigue pendiente, siguen pendientes, se agota, se agotó
        letra muerta, sin consentimiento, sin autorización, sin permiso, sin consultar, sin aviso, unilateralmente
        non grata, non grato, golpe a, duro golpe, fuera de control, sin control, por encima de la ley
        expresa preocupación, expresó preocupación, preocupa, preocupan, sin recursos, sin presupuesto, sin personal
        sin resultados, deja fuera, dejó fuera, dejan fuera, en entredicho, en suspenso, en pausa, a la deriva
        nota de protesta, en el olvido, queda en libertad, quedan en libertad, quedó en libertad, sin avances
        sin acuerdo, en punto muerto, al borde del colapso, cae a pedazos, papel mojado, promesa incumplida
        promesas incumplidas, llama a consultas a, llamó a consultas a, se queda corto, se quedó corto, en saco roto
        sin cumplir, sin castigo, sin solución, cuesta arriba, contra las cuerdas, hace agua, inconstitucional
        insuficiente, insuficientes, ineficaz, inoperante, a balazos, falta de recursos, falta de personal
        falta de presupuesto, se levanta de la mesa, se levantó de la mesa, quedó en pausa, a medias, arbitrariamente
        detención arbitraria, detenciones arbitrarias, pone en duda, puso en duda, ponen en duda, siembra dudas
        sembró dudas, frustra esperanzas, aviva temores, avivó temores, al borde de, en quiebra, sin fondos, sin dinero
        sin sueldo, plagado de, plagada de
        """,
    ),
    Group(
        Role.SETS_BACK,
        "",
        0.5,
        """
        hacinados, ilegalmente, obsoleto, obsoletos, inseguro, deficiente, deficientes, desata críticas, desató críticas
        desata protestas, en huelga, genera rechazo, generó rechazo, causa rechazo, se va a huelga, toma el control
        tomó el control, toma de rehenes, estado de sitio, alarmante, alarmantes, el año más violento, peor año, sombrío
        """,
    ),
    Group(Role.OPPOSES, "", 0.6, "se opone, se oponen, se opuso, se opusieron, rechazo a"),
    Group(
        Role.RISES,
        OUTCOME,
        0.9,
        """
        al alza, cifra récord, máximo histórico, récord de, aumento, aumentos, incremento, incrementos, repunte, alza
        ola de, más del doble
        """,
    ),
    Group(
        Role.FALLS,
        OUTCOME,
        0.9,
        """
        a la baja, mínimo histórico, reducción, reducciones, disminución, caída, descenso, menos, menor presupuesto
        menor gasto, menor inversión, menor financiamiento, menores recursos, en picada, a pique
        """,
    ),
    Group(
        Role.GOOD_NOUN,
        FORMAL_COMMITMENT,
        0.5,
        """
        acuerdo, acuerdos, pacto, pactos, convenio, convenios, memorándum, memorando, memorando de entendimiento
        aprobación, ratificación, alianza, alianzas, asignación, hoja de ruta, consenso, nombramiento, promulgación
        """,
    ),
    Group(
        Role.CATCH_NOUN,
        ACTION,
        0.5,
        """
        arresto, arrestos, detención, detenciones, captura, capturas, decomiso, decomisos, incautación, incautaciones
        aseguramiento, desarticulación, operativo conjunto, sentencia, condena, judicialización
        """,
    ),
    Group(
        Role.GOOD_NOUN,
        ACTION,
        0.5,
        """
        extradición, extradiciones, alto el fuego, alto al fuego, tregua, inauguración, lanzamiento, diálogo
        implementación, puesta en operación, reapertura, entrega de, despliegue, donación, rescate, reanudación
        desembolso, repatriación, restablecimiento
        """,
    ),
    Group(
        Role.GOOD_NOUN,
        "",
        0.5,
        """
        avance, avances, progreso, progresos, logro, logros, éxito, éxitos, mejora, mejoras, acercamiento, recuperación
        distensión, fortalecimiento
        """,
    ),
    Group(
        Role.GOOD_NOUN,
        "",
        0.25,
        """
        reunión, reuniones, cumbre, encuentro, capacitación, cooperación, colaboración, apoyo, respaldo, visita, gira
        negociaciones, asistencia
        """,
    ),
    Group(
        Role.BAD_NOUN,
        "",
        0.6,
        """
        cancelación, suspensión, veto, retiro, recorte, recortes, despidos, cierre, cierres, colapso, retroceso
        retrocesos, revés, fracaso, fracasos, ruptura, incumplimiento, incumplimientos, violación, violaciones
        parálisis, derogación, injerencia, intervencionismo, retraso, retrasos, rezago, rezagos, desabasto, impunidad
        arancel, aranceles, bombardeo, bombardeos, golpe de estado, invasión, demora, demoras, aplazamiento, censura
        estancamiento, desmantelamiento, opacidad, intromisión, incursión, erosión, éxodo, caos, escasez, expulsión
        carencia, carencias, obstrucción, persecución, hostigamiento, intimidación, represión, purga, represalia
        represalias, masacre, matanza, desconfianza, fricción, fricciones, ultimátum, distanciamiento, hacinamiento
        precariedad, omisión, omisiones, abusos, trabas, austeridad, fuga, motín, subejercicio, atentado, atentados
        guerra comercial, moratoria, destitución, desfalco, desacato, exclusión, bloqueo, recorte presupuestal
        recorte presupuestario, recortes presupuestales, congelamiento, congelación, paro de labores, huelga
        alza de precios, alza de aranceles
        """,
    ),
    Group(Role.HARM_NOUN, "", 0.6, "sanciones, ataque, ataques, ofensiva, asalto, redadas"),
    Group(
        Role.BAD_NOUN,
        "",
        0.35,
        """
        crisis, tensión, tensiones, disputa, amenaza, amenazas, críticas, rechazo, escándalo, polémica, temor, temores
        controversia, protesta, protestas, incertidumbre, pérdida, pérdidas, irregularidades, roces, desencuentro
        deficiencias, preocupación, obstáculo, obstáculos, dudas, renuncia, quejas, descontento, malestar, pugna
        balacera, enfrentamiento, enfrentamientos, explosión, fallas, unilateral, unilaterales, vacantes, vacante
        """,
    ),
    Group(
        Role.DENIES,
        "",
        0.0,
        """
        acusaciones de, acusación de, denuncias de, temor a, temor de, temores de, riesgo de, riesgos de, acusado de
        acusados de, acusada de, sospechoso de, sospechosos de, por el delito de, por delitos de
        """,
    ),
)

GENRE_LABELS = "opinión, columna, análisis, entrevista, reseña, perfil, cronología"

TABLES = Tables(
    language="es",
    verbs=_VERBS,
    phrases=_PHRASES,
    good_things="""
    financiamiento financiación fondo fondos presupuesto presupuestos inversión inversiones ayuda asistencia recursos
    confianza matrícula cooperación colaboración comercio exportaciones crecimiento empleo empleos salario salarios
    cobertura acceso capacidad capacidades personal jueces fiscales policías agentes capacitación protección
    protecciones derechos independencia transparencia programa programas proyecto proyectos iniciativa iniciativas plan
    planes estrategia estrategias agencia oficina oficinas unidad unidades comisión tribunal tribunales ley leyes
    reforma reformas tratado acuerdo acuerdos pacto convenio convenios diálogo reunión reuniones cumbre visita alianza
    extradición extradiciones visa visas servicio servicios apoyo apoyos lucha combate esfuerzos participación
    ejercicios vigilancia supervisión paz relaciones misión policía intercambio becas obras clínicas escuelas soberanía
    inteligencia hospital hospitales clínica escuela docentes maestros médicos enfermeras vacunas vacunación
    medicamentos vivienda viviendas agua electricidad subsidio subsidios crédito créditos turismo productividad ingresos
    remesas reservas libertad libertades democracia autonomía legislación constitución salvaguardas mecanismo registro
    auditorías vuelos embajada embajador consulado delegación mandato contrato contratos tregua entregas pagos permisos
    licencia licencias elecciones elección bosques salud educación prestaciones pensiones pensión refugio refugios
    negociaciones asilo ciencia secretaría ministerio departamento instituto consejo norma normas reglamento decreto
    enmienda equipo equipos patrullas gasto bachillerato universidad universidades cláusula presencia sistema operación
    anticorrupción antidrogas antinarcóticos antipandillas antisecuestro antiterrorista antilavado prevención control
    controles erradicación atención tratamiento rehabilitación detección monitoreo seguimiento revisión fiscal juez
    fiscalía juzgado juzgados juezas comisionado estabilidad seguridad justicia diplomacia embajadas consulados
    aeropuerto puerto carretera carreteras puente puentes infraestructura ferrocarril oleoducto campesinos agricultores
    cultivos alimentos semillas pesca parques parque
    """,
    pursuits="""
    investigación investigaciones pesquisa pesquisas indagatoria indagatorias juicio juicios proceso procesos demanda
    denuncia denuncias querella cargos acusación operativo operativos operaciones redada redadas cateo cateos
    detenciones decomisos incautaciones búsqueda carpeta carpetas
    """,
    evils="""
    violencia homicidio homicidios asesinato asesinatos delito delitos crimen crímenes extorsión extorsiones secuestro
    secuestros corrupción pobreza desempleo inflación muerte muertes sobredosis tráfico trata contrabando deforestación
    emisiones desapariciones desplazamiento cruces rezago rezagos déficit pandilla pandillas banda bandas cártel
    cárteles cartel carteles abuso abusos tortura feminicidio feminicidios hambre desnutrición contagios deserción
    fentanilo cocaína droga drogas narcótico narcóticos narcotráfico huachicol narcolaboratorio narcolaboratorios
    laboratorio laboratorios red redes célula células mafia mafias ilegal ilegales ilícito ilícitos inseguridad robo
    robos deuda lavado percepción delincuencia criminalidad incidencia narcotraficantes traficantes narcotraficante
    traficante fraude fraudes soborno sobornos cohecho peculado desvío desvíos malversación enriquecimiento nepotismo
    terrorismo terrorista terroristas capo capos sicario sicarios cabecilla cabecillas prófugo prófugos delincuente
    delincuentes criminal criminales heroína metanfetamina metanfetaminas opioides marihuana precursores piratería brote
    brotes hospitalizaciones mortalidad suicidios incendios contaminación analfabetismo ausentismo desalojos costos
    burocracia escasez desabasto discriminación acoso impunidad esclavitud violación violaciones asaltos pederastia
    tensiones malaria cólera dengue covid enfermedad enfermedades epidemia hambruna sequía recesión desinformación
    huachicoleros coyotes polleros lavador estafa estafas narco narcos guerrilla disidencias crisis conflicto conflictos
    disputa disputas brecha
    """,
    deeds_of_harm="""
    arancel aranceles sanciones ataque ataques bombardeo bombardeos recorte recortes despidos golpe invasión ofensiva
    asalto misil misiles cohetes huelga paro protestas embestida guerra suspensión cancelación cierre derogación bloqueo
    bloqueos amenazas retrasos restricción restricciones veto embargo toque prohibición prohibiciones represalias boicot
    sitio apagones apagón protesta manifestación manifestaciones hostilidades marcha marchas plantón atentado atentados
    """,
    mixed="""
    tropas soldados fuerzas militar militares ejército marina emergencia pena muro impuesto impuestos tasas armas
    armamento presos reclusos reos deportaciones aborto migración excepción
    """,
    to_be_protected="""
    periodista periodistas activista activistas manifestante manifestantes opositor opositores oposición disidentes
    estudiantes migrantes civiles defensores defensoras ambientalista ambientalistas comunicadores niños menores
    reportero reporteros reportera rehén rehenes refugiados bloguero disidente comunicador niñas
    """,
    seizable="""
    droga drogas cocaína fentanilo heroína metanfetamina metanfetaminas marihuana arma armas armamento cartuchos
    municiones explosivos granadas fusiles rifles pistolas efectivo dinero tonelada toneladas kilo kilos kilogramos
    pastillas cargamento cargamentos lancha lanchas avioneta bienes huachicol narcolaboratorio narcolaboratorios
    contrabando
    """,
    criminals="""
    pandilla pandillas banda bandas carteles cártel cartel cárteles narcos narcotraficantes traficantes criminales
    delincuentes sicarios terroristas guerrilla mafias paramilitares guerrilleros
    """,
    against="contra combatir combate prevenir prevención frenar enfrentar anti fin evitar reducir erradicar",
    falls_on="contra a al sobre",
    breaks="""
    tras luego después pese mientras pero aunque porque quien quienes que ante cuando cuyo cuya donde desde hasta
    destinado destinada destinados encaminado encaminadas
    """,
    modifiers="""
    """,
    measures="""
    número flujo flujos ola olas tasa tasas nivel niveles serie ciclo cantidad cantidades años décadas meses decenas
    cientos miles docenas aumento uso producción casos incidencia índice índices cifra cifras grupo grupos organización
    brote riesgo impacto paso tránsito trasiego venta red
    """,
    prepositions="de del en sobre a al por para con",
    small_words=". , ; : ! ? ( ) de del la el los las en y o a al por para con sin sobre un una unos unas que",
    auxiliaries="""
    ha han he había habían haber habiendo fue fueron ser sido siendo es son era eran está están estaba estaban queda
    quedan quedó quedaron
    """,
    determiners="el la los las un una unos unas su sus este esta estos estas ese esa del de al cada otra otro",
    told_by_accent="""
    silenció avaló bajó creó cerró inició destinó terminó disparó si apoyó rechazó retiró pactó fracasó colapsó retrasó
    logró respaldó arrestó decomisó bombardeó vetó incrementó aumentó activó contrató completó concretó trasladó
    proyectó quitó equipó procesó instrumentó estudió impulsó alivió reclamó dialogó elogió selló votó peligró abandonó
    bloqueó atentó repuntó cateó embargó registró saludó reintegró ganó pagó frenó desalojó acosó robó cesó desvió
    intentó ayudó negoció medió falló fomentó anunció asesinó decretó secuestró incendió saqueó vinculó integró
    deterioró estrenó reparó estancó indultó publicó validó criticó amplió continuó amplía continúa exhortó multó
    lamentó premió castigó desembolsó saneó
    """,
    abbreviations="ee uu sr sra dra dr lic ing gral art arts num no",
)
