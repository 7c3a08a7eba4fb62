"""The English words that tell direction and stage, from the general usage of policy news and from no corpus.

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
        sign, approve, ratify, adopt, enact, agree, authorize, authorise, finalize, finalise, formalize, formalise
        codify, renew, - passes passed passing, - seals sealed sealing
        greenlight greenlights greenlighted greenlit greenlighting, allocate, earmark, reinstate, - - funded -
        - - financed -, - - budgeted -, - - appropriated -, invest, enshrine, ink, bankroll, - - subsidized -
        - - subsidised -, clinch, promulgate, - - legislated -
        """,
    ),
    Group(
        Role.CARRIES,
        FORMAL_COMMITMENT,
        0.6,
        "endorse, accept, - - decreed -, - clears cleared -, institute - instituted -, - - mandated -, waive, commit+",
    ),
    Group(
        Role.ADVANCES,
        FORMAL_COMMITMENT,
        0.5,
        """
        award, - grants granted granting, guarantee, uphold upholds upheld upholding, appoint, nominate
        - backs backed backing, - supports supported supporting, empower, safeguard, protect, - advances advanced -
        subsidize, subsidise, broker - brokered brokering, accredit, - names named naming, exempt
        """,
    ),
    Group(Role.ADVANCES, FORMAL_COMMITMENT, 0.25, "confirm, elect"),
    Group(
        Role.ADVANCES,
        ACTION,
        1.0,
        """
        extradite, train - trained -, - opens opened opening, reopen, inaugurate, deliver, install, establish, disburse
        strengthen, fulfill, fulfil+, comply - complied complying, bolster, reinforce
        unfreeze unfreezes unfroze unfrozen unfreezing, vaccinate, normalize, normalise, - - commissioned -, unblock
        """,
    ),
    Group(
        Role.ADVANCES,
        ACTION,
        0.7,
        """
        build builds built -, create, donate, rescue, improve, upgrade, modernize, modernise, equip+, resolve, settle
        achieve, accomplish, succeed, meet meets met -, convene, rebuild rebuilds rebuilt rebuilding, repair, refurbish
        renovate, digitize, digitise, streamline, professionalize, professionalise, distribute, dispatch, enforce
        construct, - - vetted vetting, - - reformed reforming, overhaul - overhauled overhauling, reunite, immunize
        immunise, simplify, automate, stabilize, stabilise, reconcile, defuse, avert, pacify, - - supplied supplying
        - - shipped -, replenish, electrify, restock, - - graduated -, certify, reestablish, unite unites - uniting
        compensate, heed, enroll enrolls enrolled enrolling, - cleans cleaned cleaning, resettle
        """,
    ),
    Group(
        Role.ADVANCES,
        ACTION,
        0.4,
        """
        - hosts hosted hosting, cooperate, collaborate, coordinate, - - partnered partnering, - - shared sharing, join
        provide, secure - secured -, hire, - visits visited visiting, - - transferred transferring, - - purchased -
        negotiate, mediate, assist, facilitate, enable, expedite, receive, repatriate, consult, - helps helped helping
        disclose, publish, - - paid -, repay repays repaid repaying, promote, tackle, win wins won winning
        overcome overcomes overcame -, discuss, engage, prioritize, prioritise, innovate, inspect
        monitor - monitored monitoring, - patrols patrolled patrolling, - screens screened screening
        treat - treated treating, embrace, align, apologize, apologise, identify, - - returned returning
        honor - honored honoring, honour - honoured honouring, - surrenders surrendered surrendering, supervise
        - tracks tracked tracking, - - traced tracing, contribute
        """,
    ),
    Group(
        Role.ADVANCES, "", 0.4, "welcome, praise, hail, applaud, commend, congratulate, thank, salute, tout, celebrate"
    ),
    Group(
        Role.CATCHES,
        ACTION,
        1.0,
        """
        - arrests arrested arresting, capture, apprehend, - - convicted convicting, - - sentenced sentencing, indict
        prosecute, seize, confiscate, jail, nab+, - busts busted busting, imprison, - - incarcerated -
        """,
    ),
    Group(
        Role.CATCHES,
        ACTION,
        0.7,
        """
        - - charged charging, detain, impound, - - arraigned -, intercept, - raids raided raiding, blacklist
        investigate, - - probed -, - - fined -, - - audited auditing, impeach, - - sanctioned sanctioning
        """,
    ),
    Group(Role.SEIZES, ACTION, 0.8, "recover, retrieve, uncover, unearth, discover, detect, locate"),
    Group(Role.FREES, ACTION, 0.8, "- releases released releasing, - frees freed freeing, liberate, unshackle"),
    Group(Role.ACQUITS, ACTION, 0.6, "acquit+, exonerate, pardon, absolve, - - paroled -"),
    Group(
        Role.CARRIES,
        ACTION,
        0.9,
        """
        launch, resume, deploy, implement, expand, restore, relaunch, revive
        undertake undertakes undertook undertaken undertaking, reactivate, activate
        """,
    ),
    Group(
        Role.CARRIES,
        ACTION,
        0.5,
        """
        start, begin begins began begun -, conduct, complete - completed completing, extend, initiate, accelerate
        intensify, pilot - piloted piloting, perform, mobilize, mobilise, send sends sent sending, continue, maintain
        give gives gave given giving, tighten, toughen, inject, - - filed filing
        """,
    ),
    Group(Role.CARRIES, ANNOUNCEMENT, 0.5, "announce, unveil, pledge, - - outlined outlining"),
    Group(
        Role.CARRIES,
        ANNOUNCEMENT,
        0.3,
        "introduce, promise promises promised -, vow, - - presented -, declare, - - drafted drafting, submit+",
    ),
    Group(
        Role.CARRIES,
        "",
        0.1,
        "- orders ordered ordering, decide, - votes voted voting, manage manages managed -, move - moved -, instruct",
    ),
    Group(
        Role.ENDS,
        ACTION,
        1.0,
        """
        cancel cancels cancelled canceled cancelling, suspend, dismantle, - blocks blocked blocking, scrap+, halt
        freeze freezes froze frozen freezing, terminate, abolish, eliminate, disband, dissolve, cut cuts - cutting
        slash, gut+, defund, repeal, revoke, rescind, destroy, withdraw withdraws withdrew withdrawn withdrawing
        overturn, nullify, annul annuls annulled annulling, veto vetoes vetoed vetoing, reverse, abandon, pause
        discontinue, curtail, shutter, quash, withhold withholds withheld withholding, trim+, dilute, axe
        - - voided voiding, neutralize, neutralise, eradicate, invalidate, defang, - - downsized downsizing, ditch
        sever, - - downgraded -, nix, yank
        """,
    ),
    Group(
        Role.ENDS,
        ACTION,
        0.6,
        """
        - ends ended ending, stop+, - closes closed closing, remove, prohibit, ban+, dismiss, restrict, strip+, divert
        outlaw, crush, suppress, criminalize, criminalise, deplete, exit - exited exiting, evict, - - replaced -
        - - diverted diverting, drain - drained draining, recall - recalled recalling, - - grounded grounding, quit+
        - pulls pulled pulling, shut shuts - shutting
        """,
    ),
    Group(
        Role.HINDERS,
        "",
        1.0,
        """
        stall, delay, postpone, derail, undermine, weaken, obstruct, hinder, hamper, sabotage, jeopardize, jeopardise
        shelve, paralyze, paralyse, thwart, stymie - stymied -, scuttle, torpedo torpedoes torpedoed torpedoing
        sideline, stifle, erode, endanger, imperil, impede, foil, stonewall, disrupt, cripple, - - deferred deferring
        - - compromised compromising, subvert, constrain, inhibit, hobble, wreck, doom
        """,
    ),
    Group(
        Role.HINDERS,
        "",
        0.5,
        """
        interrupt, - slows slowed slowing, complicate, - - strained straining, - burdens burdened -, scare
        harm - harmed harming, - damages damaged damaging, hurt hurts - hurting
        """,
    ),
    Group(Role.OPPOSES, "", 0.8, "reject, oppose, refuse, rebuff, spurn, boycott, shun+"),
    Group(
        Role.OPPOSES,
        "",
        0.4,
        """
        condemn, denounce, criticize, criticise, decry, slam+, blast, lament, - blames blamed blaming, lambast, lambaste
        rebuke, deplore, deride, assail, dispute, - - challenged challenging, scold, berate
        disagree disagrees disagreed disagreeing, bemoan, protest, - - objected objecting
        """,
    ),
    Group(
        Role.SETS_BACK,
        "",
        1.0,
        """
        violate, breach, collapse, fail, renege, backtrack, neglect, disregard, defy, falter, languish
        unravel unravels unraveled unravelled unraveling, lapse, expire, exclude, flout, - - deadlocked -, stagnate
        founder - foundered foundering, backfire, botch, contravene, infringe, crumble, implode, mismanage, squander
        sour - soured souring, trample, flounder, bungle, reimpose, overstep+, deprive, disenfranchise, discriminate
        censor, capsize
        """,
    ),
    Group(
        Role.SETS_BACK,
        OUTCOME,
        0.9,
        "worsen, deteriorate, backslide backslides backslid backsliding, exacerbate, regress, aggravate",
    ),
    Group(Role.IMPOSES, ACTION, 0.6, "impose, slap+"),
    Group(
        Role.SETS_BACK,
        "",
        0.5,
        """
        threaten, escalate, retaliate, - escapes escaped escaping, ignore, oust, expel+, clash, attack, struggle
        - lags lagged lagging, lose loses lost losing, bar+, snub+, interfere, meddle, invade, bomb bombs bombed bombing
        intimidate, harass, persecute, politicize, politicise, resist, evade, dodge, abduct, assassinate, ambush, topple
        misuse, circumvent, sack - sacked sacking, - - shelled shelling, bombard, besiege, provoke, alienate, antagonize
        overwhelm - overwhelmed -, disqualify, silence, purge, embezzle, displace, starve, loot, hijack, torch
        - - ransacked ransacking, stab+, massacre, torture, encroach, annex - annexed annexing, militarize, occupy
        coerce, bully, blackmail, mistreat, abuse - abused abusing, relapse, linger, stumble, flee flees fled fleeing
        bypass, sidestep+, - skips skipped skipping, miss misses missed -, grapple
        """,
    ),
    Group(
        Role.SETS_BACK,
        "",
        0.3,
        """
        - kills killed killing, - - fired -, warn, complain, - kidnaps kidnapped kidnapping
        - murders murdered murdering, extort, - - - shooting, suffer, wound - wounded wounding, injure, - - slain -
        slay, raze, riot, - dies died dying, spy, hack - hacked hacking, deport, insult, mock, - - stranded -
        - - - suing, sue sues sued -, scramble, brace, - reels - reeling
        """,
    ),
    Group(
        Role.RISES,
        OUTCOME,
        0.9,
        """
        rise rises rose risen rising, increase, grow grows grew grown growing, surge, soar, climb, spike, double, triple
        jump, skyrocket, quadruple, multiply, swell swells swelled swollen swelling, rebound, proliferate, flourish
        balloon
        """,
    ),
    Group(
        Role.FALLS,
        OUTCOME,
        0.9,
        """
        fall falls fell fallen falling, drop+, decline, decrease, plunge, plummet
        shrink shrinks shrank shrunk shrinking, dip+, dwindle, tumble, slump, - - slid sliding, subside, recede
        sink sinks sank sunk sinking, ebb, diminish, abate
        """,
    ),
    Group(
        Role.RAISES,
        ACTION,
        0.6,
        "raise, boost, hike, heighten, - - fueled fuelled fueling fuelling, stoke, enhance, deepen, widen, broaden",
    ),
    Group(
        Role.LOWERS, OUTCOME, 0.9, "reduce, - lowers lowered lowering, halve, alleviate, mitigate, minimize, minimise"
    ),
    Group(
        Role.LOWERS,
        ACTION,
        0.8,
        "lift, ease, curb, loosen, relax, - - contained containing, quell, relieve, - stems stemmed stemming, tame",
    ),
    Group(Role.TELLS_STAGE, OUTCOME, 0.4, "reach"),
    Group(
        Role.WANTED,
        "",
        0.0,
        """
        urge, demand, want, seek seeks sought seeking, hope, ask, request, recommend, propose, suggest, consider, mull
        weigh, debate, need, encourage, insist, - pressures pressured pressuring, eye eyes eyed eyeing, advise, explore
        ponder, plead pleads pleaded pleading, implore, appeal, beg+, - - advocated advocating, contemplate, envisage
        aspire, strive strives strove striving, favor, favour, require
        """,
    ),
    Group(Role.DENIES, "", 0.0, "deny denies denied denying"),
    Group(Role.SETS_BACK, "", 0.2, "accuse, allege"),
    Group(Role.CARRIES, FORMAL_COMMITMENT, 0.3, "- - issued issuing"),
)

_PHRASES = (
    Group(
        Role.WANTED,
        "",
        0.0,
        """
        must, should, ought to, would, could, might, may, can, have to, has to, having to, 'd, if, unless, whether
        call on, calls on, called on, calling on, call for, calls for, called for, calling for, calls to, call to
        push for, pushes for, pushed for, pushing for, press for, presses for, pressed for, lobby for, appeals for
        tries to, tried to, trying to, try to, attempts to, attempted to, attempting to, in need of, until, advocate for
        advocates for, pleads for, aims to, aim to, aimed at, aiming to, designed to, in order to, bid to, in a bid to
        effort to, efforts to, attempt to, pressure to, pressure on, likely to, unlikely to, looks to, look to
        looking to, pushes to, push to, presses, lobbies, proposal to, proposals to, supposed to, campaign to, race to
        fight to, chance to, opportunity to, meant to, intended to, required to
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
        gears up, gearing up, commits to, commit to, on track to, plans, planned, offers to, offered to, offer to
        ready to, willing to, prepared to, prepare to, intention to, scheduled for, slated for, commitment to, aims for
        to vote, to decide, to debate, to consider, to hold, next week, next month, next year, upcoming, forthcoming
        """,
    ),
    Group(
        Role.NEGATES,
        "",
        0.0,
        """
        not, 't, won 't, never, no, without, neither, nor, cannot, yet to, lack of, instead of, rather than, short of
        far from, none, nothing, hardly, barely, absence of
        """,
    ),
    Group(
        Role.FAILS,
        "",
        0.9,
        """
        fails to, failed to, fail to, failing to, failure to, refuses to, refused to, refuse to, refusing to, refusal to
        declines to, declined to, unable to, rules out, ruled out, has yet to, have yet to, turns down, turned down
        unwilling to, reluctant to, neglects to, neglected to, struggles to, struggled to, struggling to, slow to
        inability to, reluctance to
        """,
    ),
    Group(Role.FAILS, "", 0.6, "no longer, lacks, lacking, stops short of, stopped short of, gives up, gave up"),
    Group(
        Role.THREATENS,
        "",
        0.6,
        """
        threatens to, threatened to, threatening to, threaten to, threat to, threats to, warns it will, warned it will
        """,
    ),
    Group(
        Role.BACKGROUND,
        "",
        0.0,
        """
        after, following, since, despite, amid, amidst, in spite of, had, previously, because of, in response to
        in the wake of, ahead of, formerly
        """,
    ),
    Group(Role.BREAK, "", 0.0, "but, while, whereas, although, though, however, because, as well as, even as"),
    Group(
        Role.SKIP,
        "",
        0.0,
        """
        not only, not just, no doubt, no matter, no one, in the end, at the end, by the end, signs of, sign of
        sign that, signs that, close to, closed door, closed doors, held hostage, passed away, in may, last may
        signs up, sign up, cutting edge, drop off, fall of, last fall, this fall, next fall, start up, met his
        opening remarks, opening day, due to, stop by, growing up, share of, best known, as early as, rise to power
        according to, opening ceremony, less than, no less than, more or less, open letter, from the start, at the start
        start of, cut short, passed on, opening statement, closing remarks, closing arguments, make ends meet
        shooting for, may day, wound up, free trade, free speech, free press, free market, free of charge, for free
        tax free, drop in the, losing streak, win win, may 1, may 2, may 3, may 4, may 5, may 6, may 7, may 8, may 9
        may 10, may 11, may 12, may 13, may 14, may 15, may 16, may 17, may 18, may 19, may 20, may 21, may 22, may 23
        may 24, may 25, may 26, may 27, may 28, may 29, may 30, may 31, provided that, theresa may
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
        signed off on, signed into law, signs into law, signed an agreement, came to an agreement, sign deal, signs deal
        signed a deal, comes to an agreement, reach consensus, reached consensus, gives the go ahead, gave the go ahead
        seal deal, seals deal, inks deal, signed an executive order, signs executive order, reach accord, reaches accord
        hammers out, hammered out, hammer out, sets aside funds
        """,
    ),
    Group(
        Role.CARRIES,
        ACTION,
        0.9,
        """
        rolls out, rolled out, roll out, rolling out, carries out, carried out, carry out, carrying out, kicks off
        kicked off, kick off, ramps up, ramped up, ramp up, ramping up, steps up, stepped up, step up, stepping up
        scales up, scaled up, scale up, scaling up, got under way, gets under way, speeds up, sped up, follows through
        followed through, beefs up, beefed up, beef up, beefing up, shores up, shored up, shore up, pours into
        poured into
        """,
    ),
    Group(
        Role.ADVANCES,
        ACTION,
        1.0,
        """
        sets up, set up, setting up, put in place, puts in place, putting in place, takes effect, took effect
        take effect, went into effect, goes into effect, enters into force, entered into force, comes into force
        came into force, hands over, handed over, hand over, handing over, held accountable, holds talks, hold talks
        held talks, meets with, met with, meet with, carried out reforms, brought to justice, under way, underway
        breaks ground, broke ground, opens its doors, opened its doors, goes live, went live, came into operation
        begins operating, sits down with, sat down with, joins forces, joined forces, join forces, resumes talks
        resumed talks, holds meeting, held a meeting, held meetings, back on track, teams up, teamed up, team up
        opens the door to, opened the door to, extends deadline, meets target, met the target, met its target
        meets its target, buys time, irons out, ironed out, mends ties, mended ties, mends fences, mended fences
        restores ties, restored ties, wraps up talks, wrapped up talks, patches up, patched up, begins work, began work
        """,
    ),
    Group(
        Role.CATCHES,
        ACTION,
        1.0,
        """
        pleads guilty, pleaded guilty, pled guilty, found guilty, years in prison, life sentence, goes on trial
        went on trial, stands trial, put on trial, behind bars, in custody, taken into custody, turned himself in
        cracks down on, cracked down on, cracking down on, crack down on, brought before, life in prison, plea agreement
        """,
    ),
    Group(Role.ACQUITS, ACTION, 0.6, "cleared of, clears of, dismisses charges, dismissed charges"),
    Group(
        Role.ADVANCES,
        "",
        0.5,
        """
        on track, pays off, paid off, bears fruit, makes progress, made progress, making progress, work together
        working together, moves forward, moved forward, moving forward, paves the way, paved the way, clears the way
        cleared the way, gains momentum, gained momentum, gains ground, on schedule, ahead of schedule, sworn in
        takes office, took office, made strides, makes strides, breaks the deadlock, shakes hands, reaches out
        reached out, offers condolences, raises awareness, turns the corner, praised for, rules in favor, ruled in favor
        expressed support, expresses support, stands by, stood by, thaw
        """,
    ),
    Group(
        Role.ENDS,
        ACTION,
        1.0,
        """
        rolls back, rolled back, roll back, rolling back, strikes down, struck down, strike down, pulls out of
        pulled out of, pull out of, pulling out of, shuts down, shut down, shutting down, cuts off, cut off, cutting off
        breaks off, broke off, break off, calls off, called off, call off, phases out, phased out, phase out
        does away with, did away with, walks away from, walked away from, winds down, wound down, breaks up, broke up
        throws out, threw out, thrown out, takes down, took down, wipes out, wiped out, cuts back, cut back
        cutting back, put an end to, puts an end to, pulls the plug, pulled the plug, strips of, stripped of
        clamps down on, cuts to, pulls back from, pulled back from, backs away from, backed away from, opts out of
        opted out of
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
        severs ties, severed ties, cuts ties, cut ties, misses deadline, missed deadline, missed the deadline, runs out
        ran out, opened fire, opens fire, open fire, in jeopardy, in limbo, on hold, at risk, under fire
        raises concerns, raised concerns, raise concerns, raises questions, raised alarm, raises alarm, not enough
        without consent, without permission, without authorization, without consulting, unilaterally, behind schedule
        persona non grata, expressed concern, expresses concern, blow to, step back, dead end, no progress
        cost overruns, little progress, lack of progress, understaffed, underfunded, out of control, with impunity
        above the law, left out, pushes back, pushed back, at a standstill, in shambles, on the brink, hits a snag
        hit a snag, hits a wall, hit a wall, hits roadblock, goes unpunished, went unpunished, comes to a halt
        came to a halt, grinds to a halt, ground to a halt, bogged down, mired in, dead on arrival, fizzles out
        fizzled out, drags on, dragged on, drags its feet, dragging its feet, sets back, turns the clock back
        loses ground, lost ground, drops charges, dropped charges, charges dropped, walks free, walked free, let off
        at odds, at loggerheads, war of words, tit for tat, cuts ties with, under threat, under attack, under strain
        in tatters, in disarray, recalls ambassador, recalled its ambassador, recalls its ambassador, expels ambassador
        expels diplomats, expelled diplomats, denied access, denies access, denied entry, denies entry, denied asylum
        dials back, dialed back, stand off, puts off, put off, runs dry, up in the air, red tape, human rights abuses
        rules against, ruled against, breaks promise, broke promise, broken promise, broken promises, empty promises
        no confidence, unpaid, unfunded, unmet, unfulfilled, unresolved, unconstitutional, ineffective, toothless
        insufficient, inadequate, unprotected, in vain, gunned down, shot dead, state capture, trades barbs
        traded barbs, deals a blow, dealt a blow, exchange fire, exchanged fire, trade accusations, traded accusations
        arbitrarily, arbitrary arrest, arbitrary arrests, arbitrary detention, arbitrary detentions, wrongful conviction
        dashes hopes, dashed hopes, casts doubt, cast doubt, raises fears, raised fears, stokes fears, stoked fears
        raises doubts, raised doubts, plagued by, riddled with, marred by, hampered by, beset by
        on the verge of collapse, out of money, out of funds, without funding, without pay, no money
        """,
    ),
    Group(
        Role.SETS_BACK,
        "",
        0.5,
        """
        overcrowded, unlawful, illegally, sluggish, unsafe, outdated, flawed, unfair, sparks outrage, sparked outrage
        sparks protests, sparked protests, draws criticism, drew criticism, comes under fire, steps down over, on strike
        goes on strike, went on strike, seized control, seizes control, seize control, seized power, seizes power
        took hostage, state of siege, declares emergency, alarming, deadliest, worst year, dire, bleak, overshadowed by
        rocked by
        """,
    ),
    Group(
        Role.RISES,
        OUTCOME,
        0.9,
        """
        record high, all time high, on the rise, record number of, more than doubled, uptick, upsurge, more than tripled
        """,
    ),
    Group(
        Role.FALLS,
        OUTCOME,
        0.9,
        "record low, all time low, reduction in, reductions in, on the decline, fewer, less, downturn in",
    ),
    Group(
        Role.LOWERS,
        ACTION,
        0.8,
        "reins in, reined in, rein in, brings down, brought down, bring down, drives down, drove down, tamps down",
    ),
    Group(
        Role.GOOD_NOUN,
        FORMAL_COMMITMENT,
        0.5,
        """
        agreement, agreements, accord, accords, deal, deals, pact, pacts, treaty, memorandum
        memorandum of understanding, approval, ratification, partnership, alliance, consensus, roadmap, mou, signing
        joint statement, joint declaration, adoption, appointment
        """,
    ),
    Group(
        Role.CATCH_NOUN,
        ACTION,
        0.5,
        """
        arrest, arrests, conviction, convictions, seizure, seizures, capture, indictment, indictments, joint operation
        prosecution, prosecutions, sentencing
        """,
    ),
    Group(
        Role.GOOD_NOUN,
        ACTION,
        0.5,
        """
        extradition, extraditions, ceasefire, rollout, talks, dialogue, implementation, truce, reopening, delivery
        deliveries, deployment, disbursement, restoration, inauguration, donation, rescue, launch, resumption
        repatriation
        """,
    ),
    Group(
        Role.GOOD_NOUN,
        "",
        0.5,
        """
        breakthrough, progress, milestone, success, improvement, improvements, achievement, achievements, detente
        rapprochement, goodwill, recovery
        """,
    ),
    Group(
        Role.GOOD_NOUN,
        "",
        0.25,
        """
        meeting, meetings, summit, training, cooperation, collaboration, support, visit, aid package, assistance
        working group, task force, negotiations, reforms
        """,
    ),
    Group(
        Role.BAD_NOUN,
        "",
        0.6,
        """
        cancellation, suspension, withdrawal, cutback, cutbacks, layoffs, closure, closures, setback, setbacks, failure
        failures, impasse, deadlock, stalemate, standoff, rollback, repeal, shutdown, shortfall, delays, backlash
        violation, violations, tariff, interference, meddling, incursion, erosion, exodus, turmoil, chaos, shortage
        shortages, abuses, obstruction, persecution, intimidation, harassment, purge, retaliation, gridlock, reprisal
        reprisals, massacre, breakdown, mistrust, distrust, friction, ultimatum, bombing, tariffs, pullout, airstrike
        airstrikes, coup, invasion, budget cuts, funding cuts, aid cuts, hiring freeze, funding freeze
        crackdown on dissent, cover up, impunity, walkout, mismanagement, stagnation, bottleneck, loophole, loopholes
        trade war, diplomatic row, diplomatic crisis, diplomatic spat, jailbreak, prison break, car bomb, mass shooting
        political interference, vote buying, expulsion, dismissal, collapse, breach, breaches, censorship, repression
        aid freeze, aid cut, aid pause, aid halt, aid suspension, spending freeze, spending cut, spending cuts
        spending pause, budget cut, budget freeze, funding cut, funding pause, funding halt, visa ban, travel ban
        import ban, export ban, refugee ban, job cuts, service cuts, program cuts, programme cuts, staff cuts
        staffing cuts, hiring freezes, pay freeze, pay cut, pay cuts, wage freeze, stop work order, stop work orders
        travel bans, grant cuts, grant freeze, visa freeze, work stoppage, trade embargo, trade halt, price hike
        price hikes, tax hike, tariff hike, tariff hikes, death toll, death tolls
        """,
    ),
    Group(Role.HARM_NOUN, "", 0.6, "sanctions, strikes, offensive, crackdown, attack, attacks, assault, raids"),
    Group(
        Role.BAD_NOUN,
        "",
        0.35,
        """
        crisis, tensions, tension, dispute, rift, threat, threats, fears, criticism, scandal, controversy, protests
        uncertainty, loss, losses, irregularities, row, feud, pushback, concern, concerns, outcry, anger, unrest, spat
        hurdles, hurdle, obstacle, obstacles, doubts, doubt, worries, allegations, resignation, failed, riot, riots
        explosion, clashes, hostilities, unilateral, vacancies, vacancy
        """,
    ),
    Group(
        Role.DENIES,
        "",
        0.0,
        """
        claims of, allegations of, accusations of, reports of, fears of, risk of, risks of, threat of, suspected of
        accused of, on charges of, on suspicion of
        """,
    ),
    Group(Role.CARRIES, ANNOUNCEMENT, 0.3, "lays out, laid out, sets out, set out, spells out, spelled out"),
)

GENRE_LABELS = (
    "opinion, op-ed, editorial, column, commentary, analysis, explainer, explained, podcast, q&a, interview, review"
)

TABLES = Tables(
    language="en",
    verbs=_VERBS,
    phrases=_PHRASES,
    good_things="""
    funding fund funds budget budgets investment investments aid assistance grant grants money resources trust
    confidence enrollment enrolment cooperation collaboration trade exports growth employment jobs wages salaries
    turnout coverage access capacity staff staffing staffers judges prosecutors officers training protections protection
    rights independence transparency accountability program programs programme programmes project projects initiative
    initiatives plan plans strategy agency agencies office offices unit units task commission court courts law laws bill
    reform reforms act treaty agreement agreements accord deal pact talks meeting meetings summit dialogue visit
    partnership alliance conviction convictions extradition extraditions visa visas service services support relief
    fight efforts effort effectiveness participation monitoring oversight hearing hearings sharing peace exercise
    exercises patrols policy mission ties relations intelligence sovereignty police university school schools clinic
    clinics hospital hospitals teachers doctors nurses vaccines vaccination vaccinations literacy housing water
    electricity subsidies credit loans loan lending tourism productivity income incomes output gdp remittances revenue
    revenues reserves freedom freedoms democracy autonomy watchdog ombudsman legislation constitution safeguards
    standards guidelines framework mechanism registry inspections audits flights scholarships scholarship ambassador
    embassy consulate delegation mandate contract contracts ceasefire truce deliveries shipments payments permits
    licence licenses license broadcasts broadcaster newspaper election elections vote voting ballot forests healthcare
    education benefits pensions pension insurance shelter shelters humanitarian negotiations asylum research science
    enforcement taskforce bureau database hotline requirements disclosure reporting ministry department institute
    council secretariat regulations regulation rules order ordinance amendment equipment prevention reduction control
    controls interdiction eradication response treatment rehabilitation detection screening surveillance prosecutor
    judge officer commissioner czar inspector envoy readiness preparedness recovery stability security safety tribunal
    justice diplomacy embassies consulates airport airports port ports roads road bridge bridges railway infrastructure
    pipeline grid farmers farms crops food seeds fisheries ecosystem parks park
    """,
    pursuits="""
    investigation investigations probe probes inquiry inquiries prosecution prosecutions trial trials lawsuit lawsuits
    charges indictment indictments arrests operation operations raid raids manhunt crackdown seizures search searches
    case proceedings impeachment
    """,
    evils="""
    violence homicide homicides murder murders killing killings crime crimes extortion kidnapping kidnappings corruption
    poverty unemployment inflation death deaths overdose overdoses trafficking smuggling deforestation emissions
    disappearances displacement crossings backlog backlogs deficit gang gangs cartel cartels abuse abuses torture
    femicide femicides feminicides hunger malnutrition infections dropout fentanyl cocaine drug drugs narcotics lab labs
    laboratory network networks ring cell cells mafia impunity illegal illicit insecurity shootings robberies thefts
    theft debt disinformation misinformation laundering traffickers smugglers trafficker smuggler criminal criminals
    flows fraud bribery bribes bribe graft embezzlement nepotism racketeering conspiracy plot plots terrorism terrorist
    terrorists militant militants insurgents extremists militia militias kingpin kingpins hitman hitmen gunmen gunman
    mobster mobsters gangster gangsters fugitive fugitives capo capos heroin methamphetamine meth opioid opioids
    marijuana precursors contraband piracy poaching outbreak outbreaks hospitalizations mortality casualties suicides
    fires pollution smog illiteracy absenteeism evictions bankruptcies costs congestion bureaucracy shortage shortages
    shortfall shortfalls barriers bottlenecks unrest hostilities scam scams scammers hackers ransomware discrimination
    harassment slavery warlord warlords rape rapes robbery burglary burglaries malware tensions malaria cholera dengue
    polio covid disease diseases epidemic epidemics famine drought recession crisis conflict dispute disputes rift
    divide gap
    """,
    deeds_of_harm="""
    attack attacks airstrike airstrikes strikes tariff tariffs sanctions cuts layoffs coup invasion offensive war
    assault assaults missile missiles rocket rockets bomb bombs bombing bombings shelling protests strike warfare
    suspension cancellation withdrawal closure shutdown freeze repeal ban bans blockade boycott delays violations
    restrictions curbs curfew embargo siege blackout blackouts quotas threats retaliation reprisals protest
    demonstration demonstrations rally rallies hostilities
    """,
    mixed="""
    troops soldiers forces military army navy emergency penalty wall tax taxes fees arms weapons weapon guns missiles
    prisoners inmates deportations raids abortion curriculum flags immigration migration visitors
    """,
    to_be_protected="""
    journalist journalists reporter reporters activist activists protester protesters demonstrators demonstrator
    opposition dissident dissidents critic critics students migrants immigrants civilians defenders whistleblower
    whistleblowers children minors blogger bloggers hostage hostages refugees editor editors victims peacekeepers monk
    monks poet worshippers
    """,
    seizable="""
    drug drugs cocaine fentanyl heroin methamphetamine meth marijuana narcotics contraband weapons weapon guns gun
    firearms firearm ammunition explosives grenades rifles pistols cash tons tonnes kilos kilograms kilogrammes kg
    pounds assets pills shipment vessel boat boats cargo loot stolen
    """,
    criminals="""
    gang gangs cartel cartels mafia mafias traffickers smugglers criminals militants rebels hackers terrorists gangsters
    extremists militias jihadists gunmen insurgents paramilitaries guerrillas
    """,
    against="""
    against anti counter combat combating combatting fight fighting fights stop stopping prevent preventing end ending
    reduce reducing curb curbing tackle tackling
    """,
    falls_on="on against at targeting",
    breaks="""
    after amid amidst despite since but while whereas although though however because who whom whose which that over
    following until before when aimed designed intended
    """,
    modifiers="""
    drug crime homicide murder corruption cartel gang overdose death trafficking violence kidnapping extortion fentanyl
    cocaine narcotics smuggling laundering torture abuse debt poverty inflation unemployment backlog fraud terrorism
    criminal terrorist fire disease heroin opioid meth bribery graft harassment discrimination strike attack tariff war
    """,
    measures="""
    number numbers flow flows wave waves spread rate rates level levels surge series cycle amount amounts years decades
    months dozens hundreds thousands scores string barrage rise increase use trade production cases spate incidence
    prevalence group groups ring network gang tide influx outbreak epidemic scourge risk threat impact transit movement
    supply
    """,
    prepositions="of on into in for from to with over about",
    small_words="""
    . , ; : ! ? ( ) a an the of in on at to for from with by and or as after before over into across since amid during
    that which who is are was were has have had will said says this last near between under against until more
    """,
    auxiliaries="was were been is are be being has have had get gets got getting",
    determiners="""
    the a an this that its his her their our any each latest new another some such every last next first
    """,
    told_by_accent="",
    abbreviations="mr mrs ms jr st art arts sen rep gov gen col lt num vs inc no dr prof",
)
