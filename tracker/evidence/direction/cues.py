"""The words that tell direction and stage, English and Spanish. `lexicon` compiles these tables.

A group says what its words do (its role), how far along a thing is when they are said of it (its stage), and how
much one of them weighs. English verbs stand one a line as base, -s, past (one or two), -ing; "-" leaves out a form
that is also another word ("close", "train"). Spanish verbs stand as the infinitive, whose regular forms are made by
rule, and then the irregular ones; "resuelt-" is a participle in -o, -a, -os, -as. Phrases are parted by commas.

The words come from the general usage of policy news, from no corpus.
"""

from tracker.evidence.direction.lexicon import ACTION, ANNOUNCEMENT, FORMAL_COMMITMENT, OUTCOME, Group, Role


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ENGLISH_VERBS = (
    Group(
        Role.CARRIES,
        FORMAL_COMMITMENT,
        1.0,
        """
        sign signs signed signing
        approve approves approved approving
        ratify ratifies ratified ratifying
        adopt adopts adopted adopting
        enact enacts enacted enacting
        agree agrees agreed agreeing
        authorize authorizes authorized authorizing
        authorise authorises authorised authorising
        finalize finalizes finalized finalizing
        finalise finalises finalised finalising
        formalize formalizes formalized formalizing
        codify codifies codified codifying
        renew renews renewed renewing
        - passes passed passing
        - seals sealed sealing
        greenlight greenlights greenlighted greenlit greenlighting
        """,
    ),
    Group(
        Role.CARRIES,
        FORMAL_COMMITMENT,
        0.6,
        """
        endorse endorses endorsed endorsing
        accept accepts accepted accepting
        - - decreed -
        """,
    ),
    Group(
        Role.CARRIES,
        FORMAL_COMMITMENT,
        1.0,
        """
        allocate allocates allocated allocating
        earmark earmarks earmarked earmarking
        reinstate reinstates reinstated reinstating
        - - funded -
        - - financed -
        - - budgeted -
        - - appropriated -
        invest invests invested investing
        """,
    ),
    Group(
        Role.ADVANCES,
        FORMAL_COMMITMENT,
        0.5,
        """
        award awards awarded awarding
        - grants granted granting
        guarantee guarantees guaranteed guaranteeing
        uphold upholds upheld upholding
        appoint appoints appointed appointing
        confirm confirms confirmed confirming
        back backs backed -
        - supports supported supporting
        """,
    ),
    Group(
        Role.ADVANCES,
        ACTION,
        1.0,
        """
        extradite extradites extradited extraditing
        train - trained -
        - opens opened opening
        reopen reopens reopened reopening
        inaugurate inaugurates inaugurated inaugurating
        deliver delivers delivered delivering
        install installs installed installing
        establish establishes established establishing
        disburse disburses disbursed disbursing
        strengthen strengthens strengthened strengthening
        fulfill fulfills fulfilled fulfilling
        fulfil fulfils - -
        - complies complied complying
        """,
    ),
    Group(
        Role.ADVANCES,
        ACTION,
        0.7,
        """
        build builds built -
        create creates created creating
        donate donates donated donating
        rescue rescues rescued rescuing
        improve improves improved improving
        upgrade upgrades upgraded upgrading
        modernize modernizes modernized modernizing
        modernise modernises modernised modernising
        equip equips equipped equipping
        resolve resolves resolved resolving
        settle settles settled settling
        intercept intercepts intercepted intercepting
        achieve achieves achieved achieving
        accomplish accomplishes accomplished accomplishing
        succeed succeeds succeeded succeeding
        - meets met -
        convene convenes convened convening
        """,
    ),
    Group(
        Role.ADVANCES,
        ACTION,
        0.4,
        """
        - hosts hosted hosting
        cooperate cooperates cooperated cooperating
        collaborate collaborates collaborated collaborating
        coordinate coordinates coordinated coordinating
        - - partnered partnering
        - - shared sharing
        join joins joined joining
        provide provides provided providing
        secure secures secured securing
        hire hires hired hiring
        - visits visited visiting
        - - transferred transferring
        - - purchased purchasing
        """,
    ),
    Group(
        Role.ADVANCES,
        "",
        0.4,
        """
        welcome welcomes welcomed welcoming
        praise praises praised praising
        hail hails hailed hailing
        applaud applauds applauded applauding
        """,
    ),
    Group(
        Role.CATCHES,
        ACTION,
        1.0,
        """
        - arrests arrested arresting
        capture captures captured capturing
        apprehend apprehends apprehended apprehending
        - - convicted convicting
        - - sentenced -
        indict indicts indicted indicting
        prosecute prosecutes prosecuted prosecuting
        seize seizes seized seizing
        confiscate confiscates confiscated confiscating
        jail jails jailed jailing
        """,
    ),
    Group(
        Role.CATCHES,
        ACTION,
        0.7,
        """
        - - charged charging
        detain detains detained detaining
        """,
    ),
    Group(
        Role.CARRIES,
        ACTION,
        0.9,
        """
        launch launches launched launching
        resume resumes resumed resuming
        deploy deploys deployed deploying
        implement implements implemented implementing
        expand expands expanded expanding
        restore restores restored restoring
        """,
    ),
    Group(
        Role.CARRIES,
        ACTION,
        0.5,
        """
        start starts started starting
        begin begins began begun -
        conduct conducts conducted conducting
        boost boosts boosted boosting
        complete completes completed completing
        extend extends extended extending
        """,
    ),
    Group(
        Role.CARRIES,
        ANNOUNCEMENT,
        0.5,
        """
        announce announces announced announcing
        unveil unveils unveiled unveiling
        pledge pledges pledged pledging
        """,
    ),
    Group(
        Role.CARRIES,
        ANNOUNCEMENT,
        0.3,
        """
        introduce introduces introduced introducing
        promise promises promised -
        vow vows vowed vowing
        """,
    ),
    Group(
        Role.CARRIES,
        "",
        0.2,
        """
        - orders ordered ordering
        decide decides decided deciding
        - votes voted voting
        manage manages managed -
        """,
    ),
    Group(
        Role.ENDS,
        ACTION,
        1.0,
        """
        cancel cancels cancelled canceled cancelling
        suspend suspends suspended suspending
        dismantle dismantles dismantled dismantling
        - blocks blocked blocking
        scrap scraps scrapped scrapping
        halt halts halted halting
        freeze freezes froze frozen freezing
        terminate terminates terminated terminating
        abolish abolishes abolished abolishing
        eliminate eliminates eliminated eliminating
        disband disbands disbanded disbanding
        dissolve dissolves dissolved dissolving
        cut cuts - cutting
        slash slashes slashed slashing
        gut guts gutted gutting
        defund defunds defunded defunding
        repeal repeals repealed repealing
        revoke revokes revoked revoking
        rescind rescinds rescinded rescinding
        destroy destroys destroyed destroying
        withdraw withdraws withdrew withdrawn withdrawing
        overturn overturns overturned overturning
        nullify nullifies nullified nullifying
        annul annuls annulled annulling
        veto vetoes vetoed vetoing
        reverse reverses reversed reversing
        abandon abandons abandoned abandoning
        pause pauses paused pausing
        """,
    ),
    Group(
        Role.ENDS,
        ACTION,
        0.6,
        """
        - ends ended ending
        stop stops stopped stopping
        - closes closed closing
        remove removes removed removing
        disrupt disrupts disrupted disrupting
        prohibit prohibits prohibited prohibiting
        ban bans banned banning
        dismiss dismisses dismissed dismissing
        restrict restricts restricted restricting
        """,
    ),
    Group(
        Role.OPPOSES,
        "",
        0.8,
        """
        reject rejects rejected rejecting
        oppose opposes opposed opposing
        """,
    ),
    Group(
        Role.OPPOSES,
        "",
        0.4,
        """
        condemn condemns condemned condemning
        denounce denounces denounced denouncing
        criticize criticizes criticized criticizing
        criticise criticises criticised criticising
        decry decries decried decrying
        slam slams slammed slamming
        blast blasts blasted blasting
        lament laments lamented lamenting
        - blames blamed blaming
        """,
    ),
    Group(
        Role.SETS_BACK,
        "",
        1.0,
        """
        violate violates violated violating
        breach breaches breached breaching
        stall stalls stalled stalling
        delay delays delayed delaying
        postpone postpones postponed postponing
        derail derails derailed derailing
        undermine undermines undermined undermining
        weaken weakens weakened weakening
        collapse collapses collapsed collapsing
        fail fails failed failing
        renege reneges reneged reneging
        backtrack backtracks backtracked backtracking
        obstruct obstructs obstructed obstructing
        hinder hinders hindered hindering
        hamper hampers hampered hampering
        sabotage sabotages sabotaged sabotaging
        jeopardize jeopardizes jeopardized jeopardizing
        shelve shelves shelved shelving
        paralyze paralyzes paralyzed paralyzing
        flout flouts flouted flouting
        erode erodes eroded eroding
        endanger endangers endangered endangering
        imperil imperils imperiled imperiling
        thwart thwarts thwarted thwarting
        stymie stymies stymied stymieing
        scuttle scuttles scuttled scuttling
        torpedo torpedoes torpedoed torpedoing
        sideline sidelines sidelined sidelining
        neglect neglects neglected neglecting
        disregard disregards disregarded disregarding
        defy defies defied defying
        falter falters faltered faltering
        languish languishes languished languishing
        unravel unravels unraveled unraveling
        lapse lapses lapsed lapsing
        expire expires expired expiring
        exclude excludes excluded excluding
        stifle stifles stifled stifling
        - strains strained straining
        - - deadlocked -
        """,
    ),
    Group(
        Role.SETS_BACK,
        OUTCOME,
        0.9,
        """
        worsen worsens worsened worsening
        deteriorate deteriorates deteriorated deteriorating
        backslide backslides backslid backsliding
        """,
    ),
    Group(
        Role.SETS_BACK,
        "",
        0.5,
        """
        threaten threatens threatened threatening
        escalate escalates escalated escalating
        retaliate retaliates retaliated retaliating
        impose imposes imposed imposing
        - escapes escaped escaping
        acquit acquits acquitted acquitting
        ignore ignores ignored ignoring
        oust ousts ousted ousting
        expel expels expelled expelling
        clash clashes clashed clashing
        attack attacks attacked attacking
        struggle struggles struggled struggling
        - lags lagged lagging
        lose loses lost losing
        bar bars barred barring
        snub snubs snubbed snubbing
        interfere interferes interfered interfering
        meddle meddles meddled meddling
        invade invades invaded invading
        bomb bombs bombed -
        intimidate intimidates intimidated intimidating
        harass harasses harassed harassing
        persecute persecutes persecuted persecuting
        politicize politicizes politicized politicizing
        resist resists resisted resisting
        """,
    ),
    Group(
        Role.SETS_BACK,
        "",
        0.3,
        """
        - kills killed killing
        - - fired -
        accuse accuses accused accusing
        resign resigns resigned resigning
        warn warns warned warning
        protest protests protested protesting
        complain complains complained complaining
        flee flees fled fleeing
        - kidnaps kidnapped kidnapping
        - murders murdered -
        extort extorts extorted extorting
        """,
    ),
    Group(
        Role.RISES,
        OUTCOME,
        0.9,
        """
        rise rises rose risen rising
        increase increases increased increasing
        grow grows grew grown growing
        surge surges surged surging
        soar soars soared soaring
        climb climbs climbed climbing
        spike spikes spiked spiking
        double doubles doubled doubling
        triple triples tripled tripling
        jump jumps jumped jumping
        """,
    ),
    Group(
        Role.FALLS,
        OUTCOME,
        0.9,
        """
        fall falls fell fallen falling
        drop drops dropped dropping
        decline declines declined declining
        decrease decreases decreased decreasing
        plunge plunges plunged plunging
        plummet plummets plummeted plummeting
        shrink shrinks shrank shrunk shrinking
        reduce reduces reduced reducing
        - lowers lowered lowering
        - slows slowed slowing
        halve halves halved halving
        """,
    ),
    Group(
        Role.FALLS,
        ACTION,
        0.7,
        """
        lift lifts lifted lifting
        ease eases eased easing
        curb curbs curbed curbing
        """,
    ),
    Group(Role.TELLS_STAGE, OUTCOME, 0.4, "reach reaches reached reaching"),
    Group(
        Role.WANTED,
        "",
        0.0,
        """
        urge urges urged urging
        demand demands demanded demanding
        want wants wanted wanting
        seek seeks sought seeking
        hope hopes hoped hoping
        ask asks asked asking
        request requests requested requesting
        recommend recommends recommended recommending
        propose proposes proposed proposing
        suggest suggests suggested suggesting
        consider considers considered considering
        mull mulls mulled mulling
        weigh weighs weighed weighing
        debate debates debated debating
        need needs needed needing
        encourage encourages encouraged encouraging
        insist insists insisted insisting
        - pressures pressured pressuring
        """,
    ),
    Group(Role.DENIES, "", 0.0, "deny denies denied denying"),
)

# Words and phrases separated by commas or line ends.
ENGLISH_PHRASES = (
    Group(
        Role.WANTED,
        "",
        0.0,
        """
        must, should, ought to, would, could, might, may, can, have to, has to, having to, 'd, if, unless, whether
        call on, calls on, called on, calling on, call for, calls for, called for, calling for, calls to, call to
        push for, pushes for, pushed for, pushing for, press for, presses for, pressed for, lobby for, appeals for
        tries to, tried to, trying to, try to, attempts to, attempted to, attempting to, in need of, until
        advocate for, advocates for, pleads for, aims to, aim to, aimed at, aiming to, designed to, in order to
        """,
    ),
    Group(
        Role.PLANNED,
        ANNOUNCEMENT,
        0.6,
        """
        will, 'll, they'll, we'll, it'll, plans to, plan to, planned to, planning to, plans for, intends to, intend to
        is set to, are set to, set to, expected to, going to, about to, due to be, scheduled to, slated to, poised to
        pledges to, pledge to, pledged to, promises to, promised to, vows to, vowed to, prepares to, preparing to
        gears up, gearing up, commits to, commit to, on track to, plans, planned
        """,
    ),
    Group(
        Role.NEGATES,
        "",
        0.0,
        """
        not, 't, never, no, without, neither, nor, cannot, yet to, lack of, instead of, rather than, short of, far from
        """,
    ),
    Group(
        Role.FAILS,
        "",
        0.9,
        """
        fails to, failed to, fail to, failing to, failure to, refuses to, refused to, refuse to, refusing to, refusal to
        declines to, declined to, unable to, rules out, ruled out, has yet to, have yet to, turns down, turned down
        """,
    ),
    Group(Role.FAILS, "", 0.6, "no longer, lacks, lacking, stops short of, stopped short of"),
    Group(
        Role.BACKGROUND,
        "",
        0.0,
        "after, following, since, despite, amid, amidst, in spite of, had, previously, because of, in response to",
    ),
    Group(Role.BREAK, "", 0.0, "but, while, whereas, although, though, however, because, as well as, even as"),
    Group(
        Role.SKIP,
        "",
        0.0,
        """
        not only, not just, no doubt, no matter, no one, in the end, at the end, by the end, signs of, sign of
        close to, closed door, closed doors, held hostage, passed away, in may, last may
        cutting edge, drop off, fall of, last fall, this fall, next fall, start up, met his, opening remarks
        due to, stop by, growing up, share of, best known, as early as, rise to power, according to
        less than, no less than
        may 1, may 2, may 3, may 4, may 5, may 6, may 7, may 8, may 9, may 10, may 11, may 12
        may 13, may 14, may 15, may 16, may 17, may 18, may 19, may 20, may 21, may 22, may 23, may 24
        may 25, may 26, may 27, may 28, may 29, may 30, may 31
        """,
    ),
    Group(
        Role.CARRIES,
        FORMAL_COMMITMENT,
        1.0,
        """
        reach agreement, reaches agreement, reached agreement, reach a deal, reaches a deal, reached a deal
        reach an agreement, reaches an agreement, reached an agreement, reach deal, reaches deal, strike a deal
        strikes a deal, struck a deal, strike deal, strikes deal, gives green light, gave green light, signs off on
        signed off on, signed into law, signs into law, signed an agreement, came to an agreement
        """,
    ),
    Group(
        Role.ADVANCES,
        ACTION,
        1.0,
        """
        rolls out, rolled out, roll out, rolling out, sets up, set up, setting up, put in place, puts in place
        takes effect, took effect, take effect, went into effect, goes into effect, enters into force
        entered into force, comes into force, came into force, hands over, handed over, hand over, handing over
        held accountable, holds talks, hold talks, held talks, meets with, met with, meet with, kicks off, kicked off
        kick off, carried out reforms, brought to justice, under way, underway
        """,
    ),
    Group(
        Role.ADVANCES,
        "",
        0.5,
        """
        ramps up, ramped up, ramp up, ramping up, steps up, stepped up, step up, stepping up, on track
        pays off, paid off, bears fruit, makes progress, made progress, making progress, work together
        working together, moves forward, moved forward, moving forward, cracks down on, cracked down on
        """,
    ),
    Group(
        Role.ENDS,
        ACTION,
        1.0,
        """
        rolls back, rolled back, roll back, rolling back, strikes down, struck down, strike down, pulls out of
        pulled out of, pull out of, pulling out of, shuts down, shut down, shutting down, cuts off, cut off
        cutting off, breaks off, broke off, break off, calls off, called off, call off, phases out, phased out
        phase out, does away with, did away with, walks away from, walked away from, winds down, wound down
        """,
    ),
    Group(
        Role.SETS_BACK,
        "",
        1.0,
        """
        falls short, fell short, fall short, falling short, falls through, fell through, falls apart, fell apart
        breaks down, broke down, breaking down, backs out, backed out, back out, backs down, scales back, scaled back
        scale back, scaling back, waters down, watered down, lays off, laid off, laying off, walks out, walked out
        severs ties, severed ties, cuts ties, cut ties, misses deadline, missed deadline, missed the deadline
        runs out, ran out, opened fire, opens fire, open fire, in jeopardy, in limbo, on hold, at risk, under fire
        raises concerns, raised concerns, raise concerns, raises questions, raised alarm, raises alarm, not enough
        without consent, without permission, without authorization, without consulting, unilateral, unilaterally
        persona non grata, expressed concern, expresses concern, blow to, step back, dead end, no progress
        little progress, lack of progress, understaffed, underfunded, out of control, with impunity, above the law
        left out, pushes back, pushed back, at a standstill, in shambles, on the brink
        """,
    ),
    Group(Role.RISES, OUTCOME, 0.9, "record high, all time high, on the rise, record number of, more than doubled"),
    Group(
        Role.FALLS, OUTCOME, 0.9, "record low, all time low, reduction in, reductions in, on the decline, fewer, less"
    ),
    Group(
        Role.GOOD_NOUN,
        FORMAL_COMMITMENT,
        0.5,
        """
        agreement, agreements, accord, accords, deal, deals, pact, pacts, treaty, memorandum
        memorandum of understanding, approval, ratification, partnership, alliance
        """,
    ),
    Group(
        Role.GOOD_NOUN,
        ACTION,
        0.5,
        """
        extradition, extraditions, arrest, arrests, conviction, convictions, seizure, seizures, ceasefire, rollout
        talks, dialogue, implementation
        """,
    ),
    Group(Role.GOOD_NOUN, "", 0.5, "breakthrough, progress, milestone, success, improvement, improvements"),
    Group(
        Role.GOOD_NOUN, "", 0.25, "meeting, meetings, summit, training, cooperation, collaboration, advances, support"
    ),
    Group(
        Role.BAD_NOUN,
        "",
        0.6,
        """
        cancellation, suspension, withdrawal, cutback, cutbacks, layoffs, closure, closures, setback, setbacks
        failure, failures, impasse, deadlock, stalemate, standoff, rollback, repeal, shutdown, shortfall, delays
        backlash, violation, violations, tariff, interference, meddling, incursion, erosion, exodus, turmoil, chaos
        shortage, shortages, abuses, obstruction, persecution, intimidation, harassment, purge, retaliation
        reprisal, reprisals, massacre, breakdown, mistrust, distrust, friction, ultimatum, bombing, tariffs
        sanctions, airstrike, airstrikes, coup, invasion, offensive, budget cuts, funding cuts, aid cuts
        crackdown on dissent, strikes, cover up, impunity
        """,
    ),
    Group(
        Role.BAD_NOUN,
        "",
        0.35,
        """
        crisis, tensions, tension, dispute, rift, threat, threats, fears, criticism, scandal, controversy, protests
        uncertainty, loss, losses, irregularities, row, feud, pushback, concern, concerns
        """,
    ),
)

SPANISH_VERBS = (
    Group(
        Role.CARRIES,
        FORMAL_COMMITMENT,
        1.0,
        """
        firmar
        suscribir suscrit-
        aprobar aprueba aprueban
        ratificar
        adoptar
        promulgar
        acordar acuerda acuerdan
        pactar
        autorizar
        avalar
        refrendar
        formalizar
        oficializar
        renovar renueva renuevan
        sellar
        """,
    ),
    Group(Role.CARRIES, FORMAL_COMMITMENT, 0.6, "aceptar\ndecretar"),
    Group(
        Role.CARRIES,
        FORMAL_COMMITMENT,
        1.0,
        """
        asignar
        destinar
        financiar
        invertir invierte invierten invirtió invirtieron invirtiendo
        restituir restituye restituyen restituyó restituyeron
        """,
    ),
    Group(
        Role.ADVANCES,
        FORMAL_COMMITMENT,
        0.5,
        """
        otorgar
        garantizar
        nombrar
        designar
        respaldar
        apoyar
        confirmar
        """,
    ),
    Group(
        Role.CATCHES,
        ACTION,
        1.0,
        """
        detener detiene detienen detuvo detuvieron detendrá detendrán
        arrestar
        capturar
        aprehender
        sentenciar
        decomisar
        incautar
        """,
    ),
    Group(
        Role.CATCHES,
        ACTION,
        0.7,
        """
        procesar
        imputar
        judicializar
        encarcelar
        """,
    ),
    Group(
        Role.ADVANCES,
        ACTION,
        1.0,
        """
        extraditar
        capacitar
        adiestrar
        entrenar
        inaugurar
        abrir abiert-
        reabrir reabiert-
        entregar
        instalar
        establecer
        concretar
        fortalecer
        reforzar refuerza refuerzan
        """,
    ),
    Group(
        Role.ADVANCES,
        ACTION,
        0.7,
        """
        construir construye construyen construyó construyeron construyendo
        crear
        donar
        rescatar
        mejorar
        modernizar
        equipar
        dotar
        resolver resuelve resuelven resuelt-
        interceptar
        lograr
        consolidar
        agilizar
        avanzar
        reunir reúne reúnen
        dialogar
        """,
    ),
    Group(
        Role.ADVANCES,
        ACTION,
        0.4,
        """
        cooperar
        colaborar
        coordinar
        compartir
        brindar
        aportar
        contratar
        adquirir adquiere adquieren
        trasladar
        transferir transfiere transfieren transfirió transfirieron
        visitar
        recibir
        cumplir
        impulsar
        liberar
        repatriar
        """,
    ),
    Group(Role.ADVANCES, "", 0.4, "celebrar\naplaudir\nelogiar\nreconocer\nfelicitar"),
    Group(
        Role.CARRIES,
        ACTION,
        0.9,
        """
        lanzar
        reanudar
        retomar
        desplegar despliega despliegan
        implementar
        instrumentar
        ampliar amplía amplían
        restablecer
        restaurar
        """,
    ),
    Group(
        Role.CARRIES,
        ACTION,
        0.5,
        """
        iniciar
        comenzar comienza comienzan
        empezar empieza empiezan
        arrancar
        activar
        emprender
        realizar
        completar
        extender extiende extienden
        """,
    ),
    Group(Role.CARRIES, ANNOUNCEMENT, 0.5, "anunciar"),
    Group(Role.CARRIES, ANNOUNCEMENT, 0.3, "presentar\nprometer\ncomprometer"),
    Group(Role.CARRIES, "", 0.2, "ordenar\ndecidir\nvotar"),
    Group(
        Role.ENDS,
        ACTION,
        1.0,
        """
        cancelar
        suspender
        desmantelar
        destruir destruye destruyen destruyó destruyeron destruyendo
        desarticular
        bloquear
        frenar
        congelar
        eliminar
        disolver disuelve disuelven disuelt-
        recortar
        derogar
        revocar
        anular
        invalidar
        revertir revierte revierten revirtió revirtieron revirtiendo
        desechar
        abandonar
        extinguir extingue extinguen
        vetar
        interrumpir
        paralizar
        sabotear
        truncar
        impedir impide impiden impidió impidieron
        obstaculizar
        pausar
        """,
    ),
    Group(
        Role.ENDS,
        ACTION,
        0.6,
        """
        terminar
        cerrar cierra cierran
        clausurar
        retirar
        romper rot-
        prohibir prohíbe prohíben
        restringir
        limitar
        quitar
        desactivar
        """,
    ),
    Group(Role.OPPOSES, "", 0.8, "rechazar\nrepudiar"),
    Group(Role.OPPOSES, "", 0.4, "denunciar\ncriticar\ncuestionar\nculpar\nlamentar\nreprochar\narremeter"),
    Group(
        Role.SETS_BACK,
        "",
        1.0,
        """
        violar
        incumplir
        vulnerar
        retrasar
        aplazar
        posponer pospone posponen pospuso pospusieron pospuest-
        demorar
        postergar
        debilitar
        socavar
        fracasar
        colapsar
        retroceder
        estancar
        naufragar
        obstruir obstruye obstruyen obstruyó obstruyeron
        entorpecer
        peligrar
        erosionar
        mermar
        desproteger
        excluir excluye excluyen excluyó excluyeron
        marginar
        expirar
        caducar
        tensar
        boicotear
        torpedear
        politizar
        cooptar
        entrampar
        empantanar
        desacatar
        transgredir
        """,
    ),
    Group(Role.SETS_BACK, OUTCOME, 0.9, "empeorar\ndeteriorar\nagravar\nagudizar"),
    Group(
        Role.SETS_BACK,
        "",
        0.5,
        """
        amenazar
        fallar
        escapar
        fugar
        absolver absuelve absuelven absuelt-
        exonerar
        ignorar
        despedir despide despiden despidió despidieron
        destituir destituye destituyen destituyó destituyeron
        atacar
        expulsar
        imponer impone imponen impuso impusieron impuest-
        escalar
        perder pierde pierden
        interferir interfiere interfieren interfirió interfirieron
        invadir
        bombardear
        hostigar
        perseguir persigue persiguen persiguió persiguieron
        reprimir
        intimidar
        rebasar
        enfriar
        """,
    ),
    Group(
        Role.SETS_BACK,
        "",
        0.3,
        """
        asesinar
        matar
        acusar
        renunciar
        advertir advierte advierten advirtió advirtieron
        alertar
        protestar
        secuestrar
        extorsionar
        huir huye huyen huyó huyeron
        """,
    ),
    Group(
        Role.RISES,
        OUTCOME,
        0.9,
        """
        subir
        aumentar
        crecer
        incrementar
        repuntar
        disparar
        elevar
        duplicar
        triplicar
        """,
    ),
    Group(
        Role.FALLS,
        OUTCOME,
        0.9,
        """
        bajar
        caer cae caen cayó cayeron caíd- cayendo
        disminuir disminuye disminuyen disminuyó disminuyeron disminuyendo
        descender desciende descienden
        reducir redujo redujeron
        desplomar
        """,
    ),
    Group(Role.FALLS, ACTION, 0.7, "levantar\naliviar\nabatir"),
    Group(Role.TELLS_STAGE, OUTCOME, 0.4, "alcanzar"),
    Group(Role.PLANNED, ANNOUNCEMENT, 0.6, "planear\nprever prevé prevén\nalistar\nproyectar"),
    Group(
        Role.WANTED,
        "",
        0.0,
        """
        urgir
        pedir pide piden pidió pidieron pidiendo
        exigir
        instar
        demandar
        solicitar
        reclamar
        exhortar
        recomendar recomienda recomiendan
        proponer propone proponen propuso propusieron propuest-
        plantear
        sugerir sugiere sugieren sugirió sugirieron
        querer quiere quieren quiso quisieron
        pretender
        buscar
        intentar
        esperar
        considerar
        evaluar evalúa evalúan
        analizar
        contemplar
        estudiar
        valorar
        sopesar
        debatir
        necesitar
        requerir requiere requieren requirió requirieron
        conminar
        insistir
        """,
    ),
    Group(Role.DENIES, "", 0.0, "negar niega niegan\ndesmentir desmiente desmienten desmintió desmintieron"),
)

SPANISH_PHRASES = (
    Group(
        Role.WANTED,
        "",
        0.0,
        """
        debe, deben, debía, debían, debería, deberían, deberá, deberán, debiera, tiene que, tienen que, hay que
        hace falta, es necesario, puede, pueden, podría, podrían, podrá, podrán, pudiera, pudieran, sería, serían
        habría, habrían, haya, hayan, si, en caso de, ojalá, trata de, tratan de, trató de, llama a, llaman a, llamó a
        llamaron a, llamado a, hace un llamado, aboga por, abogan por, abogó por, invita a, invitó a, con el fin de
        a fin de, con el objetivo de, busca que, quería, querían, hasta que
        """,
    ),
    Group(
        Role.PLANNED,
        ANNOUNCEMENT,
        0.6,
        """
        va a, van a, se prepara para, se preparan para, tiene previsto, tienen previsto, está previsto, prevista
        previsto, programada, programado, próximamente, promete, prometió, prometen, prometieron, se compromete a
        se comprometió a, se comprometen a, se comprometieron a, será, serán, habrá, tendrá, tendrán
        """,
    ),
    Group(
        Role.NEGATES,
        "",
        0.0,
        """
        no, nunca, jamás, sin, ni, tampoco, falta de, en lugar de, en vez de, lejos de, ausencia de
        evita, evitan, evitó, imposible
        """,
    ),
    Group(
        Role.FAILS,
        "",
        0.9,
        """
        se niega, se negó, se niegan, se negaron, negarse a, rehúsa, rehúsan, rehusó, descarta, descartan, descartó, descartaron
        incapaz de, incapaces de, no logra, no logró, no logran, no lograron, no consigue, no consiguió
        """,
    ),
    Group(
        Role.FAILS,
        "",
        0.6,
        "carece de, carecen de, carecía de, deja de, dejan de, dejó de, dejaron de, ya no, sigue sin, siguen sin",
    ),
    Group(
        Role.BACKGROUND,
        "",
        0.0,
        """
        tras, luego de, después de, pese a, a pesar de, desde que, había, habían, luego que, después que
        en respuesta a, a raíz de, ante
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
        a menos que, menos de, empresa firma, firma consultora, firma de abogados
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
        firma de un convenio, firma del convenio, visto bueno
        """,
    ),
    Group(
        Role.ADVANCES,
        ACTION,
        1.0,
        """
        pone en marcha, puso en marcha, ponen en marcha, pusieron en marcha, puesta en marcha, entra en vigor
        entró en vigor, entran en vigor, entraron en vigor, entra en operación, entró en operación
        entra en funcionamiento, entró en funcionamiento, vinculado a proceso, vinculados a proceso, vinculan a proceso
        vinculó a proceso, vincula a proceso, prisión preventiva, lleva a cabo, llevan a cabo, llevó a cabo
        llevaron a cabo, puesto a disposición, puestos a disposición, sostiene reunión, sostuvo reunión
        sostuvo una reunión, sostuvieron una reunión, mesa de diálogo, mesa de trabajo, da resultados, dio resultados
        años de prisión, años de cárcel, condenado a, condenados a, condenada a, se une, se unió, se unen, se unieron
        """,
    ),
    Group(
        Role.ENDS,
        ACTION,
        1.0,
        "deja sin efecto, dejó sin efecto, dejan sin efecto, pone fin a, puso fin a, ponen fin a, pusieron fin a",
    ),
    Group(
        Role.SETS_BACK,
        "",
        1.0,
        """
        da marcha atrás, dio marcha atrás, dan marcha atrás, dieron marcha atrás, marcha atrás, echa atrás, echó atrás
        abre fuego, abrió fuego, abrieron fuego, queda sin, quedan sin, quedó sin, se quedan sin, en riesgo, en el limbo
        en vilo, en la incertidumbre, en el abandono, paso atrás, sigue pendiente, siguen pendientes, se agota
        se agotó, letra muerta
        sin consentimiento, sin autorización, sin permiso, sin consultar, sin aviso, unilateral, unilaterales
        unilateralmente, non grata, non grato, golpe a, duro golpe, fuera de control, sin control
        por encima de la ley, expresa preocupación, expresó preocupación, preocupa, preocupan, sin recursos
        sin presupuesto, sin personal, sin resultados, deja fuera, dejó fuera, dejan fuera, en entredicho, en suspenso
        en pausa, a la deriva, nota de protesta, en el olvido
        """,
    ),
    Group(Role.OPPOSES, "", 0.6, "se opone, se oponen, se opuso, se opusieron"),
    Group(
        Role.RISES,
        OUTCOME,
        0.9,
        "al alza, cifra récord, máximo histórico, récord de, aumento, aumentos, incremento, incrementos, repunte, alza",
    ),
    Group(
        Role.FALLS,
        OUTCOME,
        0.9,
        """
        a la baja, mínimo histórico, reducción, reducciones, disminución, caída, descenso, menos, menor presupuesto
        menor gasto, menor inversión, menor financiamiento, menores recursos
        """,
    ),
    Group(
        Role.GOOD_NOUN,
        FORMAL_COMMITMENT,
        0.5,
        """
        acuerdo, acuerdos, pacto, pactos, convenio, convenios, memorándum, memorando, memorando de entendimiento
        aprobación, ratificación, alianza, alianzas, asignación
        """,
    ),
    Group(
        Role.GOOD_NOUN,
        ACTION,
        0.5,
        """
        extradición, extradiciones, arresto, arrestos, detención, detenciones, captura, capturas, decomiso, decomisos
        incautación, incautaciones, aseguramiento, alto el fuego, alto al fuego, tregua, inauguración, lanzamiento
        diálogo, implementación, puesta en operación, desarticulación
        """,
    ),
    Group(
        Role.GOOD_NOUN, "", 0.5, "avance, avances, progreso, progresos, logro, logros, éxito, éxitos, mejora, mejoras"
    ),
    Group(
        Role.GOOD_NOUN,
        "",
        0.25,
        "reunión, reuniones, cumbre, encuentro, capacitación, cooperación, colaboración, apoyo, respaldo",
    ),
    Group(
        Role.BAD_NOUN,
        "",
        0.6,
        """
        cancelación, suspensión, veto, retiro, recorte, recortes, despidos, cierre, cierres, colapso, retroceso
        retrocesos, revés, fracaso, fracasos, ruptura, incumplimiento, incumplimientos, violación, violaciones
        parálisis, derogación, injerencia, intervencionismo, retraso, retrasos, rezago, rezagos, desabasto, impunidad
        arancel, aranceles, sanciones, ataque, ataques, bombardeo, bombardeos, golpe de estado, invasión, ofensiva
        estancamiento, desmantelamiento, opacidad, intromisión, incursión, erosión, éxodo, caos, escasez
        carencia, carencias, obstrucción, persecución, hostigamiento, intimidación, represión, purga, represalia
        represalias, masacre, matanza, desconfianza, fricción, fricciones, ultimátum, distanciamiento, hacinamiento
        precariedad, omisión, omisiones, abusos, trabas
        """,
    ),
    Group(
        Role.BAD_NOUN,
        "",
        0.35,
        """
        crisis, tensión, tensiones, disputa, amenaza, amenazas, críticas, rechazo, escándalo, polémica, temor, temores
        controversia, protesta, protestas, incertidumbre, pérdida, pérdidas, irregularidades, roces, desencuentro
        deficiencias, preocupación
        """,
    ),
)

# Nouns that tell whether rising, falling or ending is progress.
GOOD_THINGS = """
    funding fund funds budget budgets investment investments aid assistance grant grants money resources trust
    confidence enrollment enrolment cooperation collaboration trade exports growth employment jobs wages salaries
    turnout coverage access capacity staff staffing staffers judges prosecutors officers training protections
    protection rights independence transparency accountability program programs programme programmes project projects
    initiative initiatives plan plans strategy agency agencies office offices unit units task commission court courts
    law laws bill reform reforms act treaty agreement agreements accord deal pact talks meeting meetings summit dialogue
    visit partnership alliance investigation investigations probe probes prosecution prosecutions conviction
    convictions arrests seizures extradition extraditions visa visas service services support relief fight efforts
    effort effectiveness participation monitoring oversight operations hearing hearings sharing peace exercise
    exercises patrols policy mission ties relations intelligence sovereignty police university schools clinics
    financiamiento fondo fondos presupuesto presupuestos inversión inversiones ayuda asistencia recursos confianza
    matrícula cooperación colaboración comercio exportaciones crecimiento empleo empleos salarios cobertura acceso
    capacidad capacidades personal jueces fiscales policías agentes capacitación protección protecciones derechos
    independencia transparencia programa programas proyecto proyectos iniciativa iniciativas plan planes estrategia
    estrategias agencia oficina oficinas unidad unidades comisión tribunal tribunales ley leyes reforma reformas
    tratado acuerdo acuerdos pacto convenio convenios diálogo reunión reuniones cumbre visita alianza investigación
    investigaciones detenciones decomisos incautaciones extradición extradiciones visas servicio servicios apoyo
    lucha combate esfuerzos participación operativo operativos ejercicios vigilancia supervisión paz relaciones
    misión policía intercambio becas obras clínicas escuelas soberanía inteligencia
"""
EVILS = """
    violence homicide homicides murder murders killing killings crime crimes extortion kidnapping kidnappings
    corruption poverty unemployment inflation death deaths overdose overdoses trafficking smuggling deforestation
    emissions disappearances displacement crossings backlog backlogs deficit gang gangs cartel cartels abuse abuses
    torture femicide femicides feminicides hunger malnutrition infections dropout fentanyl cocaine drug drugs narcotics
    lab labs laboratory network networks ring cell cells mafia impunity illegal illicit insecurity shootings robberies
    thefts debt disinformation laundering traffickers smugglers trafficker criminals flows
    violencia homicidio homicidios asesinato asesinatos delito delitos crimen crímenes extorsión extorsiones secuestro
    secuestros corrupción pobreza desempleo inflación muerte muertes sobredosis tráfico trata contrabando deforestación
    emisiones desapariciones desplazamiento cruces rezago rezagos déficit pandilla pandillas banda bandas
    cártel cárteles cartel carteles abuso abusos tortura feminicidio
    feminicidios hambre desnutrición contagios deserción fentanilo
    cocaína droga drogas narcótico narcotráfico huachicol narcolaboratorio narcolaboratorios laboratorio laboratorios
    red redes célula células mafia mafias ilegal ilegales ilícito inseguridad robos deuda lavado percepción delincuencia
    criminalidad incidencia narcotraficantes traficantes víctimas
"""
DEEDS_OF_HARM = """
    attack attacks airstrike airstrikes strikes tariff tariffs sanctions cuts layoffs coup invasion offensive war
    assault assaults missile missiles rocket rockets bomb bombs bombing shelling raid protests strike
    suspension cancellation withdrawal closure shutdown freeze repeal ban blockade boycott raids delays violations
    arancel aranceles sanciones ataque ataques bombardeo bombardeos recorte recortes despidos golpe invasión ofensiva
    asalto misil misiles cohetes huelga paro protestas embestida
    guerra suspensión cancelación cierre derogación bloqueo bloqueos violación violaciones amenazas retrasos
"""

TO_BE_PROTECTED_PEOPLE = """
    journalist journalists reporter reporters activist activists protester protesters demonstrators opposition dissident
    dissidents critics students migrants immigrants civilians defenders whistleblower whistleblowers children minors
    periodista periodistas activista activistas manifestante manifestantes opositor opositores oposición disidentes
    estudiantes migrantes civiles defensores defensoras ambientalista ambientalistas comunicadores niños menores
"""

# Where these stand right before a verb, what they launch or extend is no progress.
CRIMINALS = _set("""
    gang gangs cartel cartels mafia mafias traffickers smugglers criminals militants rebels hackers
    pandilla pandillas banda bandas carteles narcos narcotraficantes traficantes criminales delincuentes
    """)

# English nouns that, before another noun, only tell what sort it is: "drug czar", "corruption watchdog".
MODIFIERS = _set("""
    drug crime homicide murder corruption cartel gang overdose death trafficking violence kidnapping extortion fentanyl
    cocaine narcotics smuggling laundering torture abuse debt poverty inflation unemployment backlog
    strike attack tariff
    """)
SMALL_WORDS = _set("""
    . , ; : ! ? ( ) a an the of in on at to for from with by and or as after before over into across since amid during
    that which who is are was were has have had will said says this last near between under against until against more
    """)
AUXILIARIES = _set("""
    was were been is are be being has have had get gets got getting
    ha han he habia habian haber habiendo fue fueron ser sido siendo es son era eran esta estan estaba estaban
    queda quedan quedo quedaron
    """)

# "bajó" fell and "bajo" is under; "si" is if and "sí" yes. These are read only as they are spelt here.
TOLD_BY_ACCENT = _set("""
    bajó creó cerró inició destinó terminó disparó si apoyó rechazó retiró pactó fracasó colapsó retrasó logró
    respaldó arrestó decomisó bombardeó vetó incrementó aumentó activó contrató completó concretó trasladó proyectó quitó equipó procesó
    instrumentó estudió impulsó alivió reclamó dialogó elogió selló votó
    """)

# Before a full stop these do not end a sentence; nor does a single letter (U.S.).
ABBREVIATIONS = _set("ee uu sr sra dr dra lic ing gral mr mrs ms jr st art arts sen rep gov gen col lt num vs inc")

# A piece of opinion or explanation is about events; it is not one.
GENRE_LABELS = """
    opinion, op-ed, editorial, column, commentary, analysis, explainer, explained, podcast, q&a, interview, review,
    opinión, columna, análisis, entrevista, reseña, perfil, cronología
"""
