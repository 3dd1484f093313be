# Mots de l’interface. Les mêmes clés que en.ftl, qui les explique.

as-of = État au { $day }, révision { $revision }
as-of-unreached = La base de données n’est pas encore accessible : voici les entrées fournies avec le programme
claims-in-english = Déclarations en anglais
why-button = Pourquoi ?
timeline-button = Chronologie
sources-button = Sources
dispute-button = Contester
follow-up-button = Poursuivre
follow-up-label = Votre question à ce sujet
pick = Choisissez un incident
thread = Question
stale = Ceci n’est plus à jour. Veuillez reposer la question.
not-yours = Seul l’auteur de la question, ou un modérateur, peut supprimer ceci.
too-fast = Vous posez des questions plus vite que je n’y réponds. Patientez un instant.
busy = Je suis occupé pour le moment. Réessayez dans un instant.
failed = Quelque chose n’a pas marché ici. Réessayez plus tard.
not-understood = Je n’ai pas pu lire cela. Veuillez réessayer.
only-in-servers = Cela ne fonctionne que sur un serveur.
not-allowed = Seules les personnes qui gèrent le serveur peuvent faire cela.
nothing-to-check = Ce message ne contient aucun texte que je puisse lire.
nothing-asked = Je ne connais plus de question posée ici récemment. Pourquoi ? sous une réponse l’explique.
no-such-incident = Aucun incident de ce genre n’est enregistré. Les suggestions montrent ce qu’il y a.
no-such-party = Je ne connais pas cet État ni cette organisation. Les suggestions montrent ceux que je connais.
no-such-kind = Je ne connais pas ce genre d’incident. Les suggestions montrent les genres qu’il y a.
no-such-date = Je ne peux pas lire cette date. Écrivez une année, un mois ou un jour : 2018, 2018-03, 2018-03-26.
nothing-decides = Rien dans le registre ne décide de l’état des relations entre ces deux parties.
dispute-title = Qu’est-ce qui est faux ?
dispute-label = Faux, dépassé, ou source manquante
dispute-filed = Merci. Les modérateurs vont regarder.
parties = Parties
kind = Genre
date = Date
sources = Sources
left-out = { $count ->
    [one] Une affirmation de plus est enregistrée et ne tient pas ici.
   *[other] { $count } affirmations de plus sont enregistrées et ne tiennent pas ici.
 }
pages-left = { $count ->
    [one] Encore une page : voir l’incident lui-même.
   *[other] Encore { $count } pages : voir les incidents eux-mêmes.
 }
timeline-head = { $count ->
    [one] **{ $parties }** : un incident
   *[other] **{ $parties }** : { $count } incidents
 }
timeline-none = Rien n’est enregistré qui convienne au sujet de { $parties }.
about = **aide-mémoire** répond aux questions sur les incidents diplomatiques à partir d’un registre : { $count ->
    [one] un incident
   *[other] { $count } incidents
 }, chaque phrase avec ses sources. Il ne contient aucun modèle de langage.
how-to-ask = Mentionnez-moi avec une question, envoyez-moi un message privé ou utilisez /ask. Par exemple : When did Albania cut ties with Iran, and why?
privacy = Je ne garde pas les questions, sauf le texte de celles auxquelles le registre ne peut pas répondre, sans qui les a posées. Pendant { $days } jours, je garde quel message répond à quel autre. Ce que vous écrivez en contestant quelque chose ou en proposant une modification est gardé avec votre identifiant. /privacy montre et supprime ce qui est gardé sur vous.
privacy-kept = { $count ->
    [0] Rien n’est gardé sur vous.
    [one] Une chose est gardée sur vous :
   *[other] { $count } choses sont gardées sur vous :
 }
privacy-export = Exporter
privacy-delete = Supprimer
privacy-confirm = Supprimer tout ce qui est gardé sur vous ? Plus personne n’examinera ce que vous avez contesté ou proposé. Les modifications faites restent, sans votre nom. C’est irréversible.
privacy-delete-now = Oui, supprimer
privacy-keep = Non, garder
privacy-deleted = { $count ->
    [one] Supprimé : une chose.
   *[other] Supprimé : { $count } choses.
 }
privacy-file = Tout ce qui est gardé sur vous :
how-to-correct = Si quelque chose est faux, appuyez sur Contester sous la réponse.
settings-none = Rien n’est réglé : je réponds quand on me mentionne, par une réponse.
settings-head = Ce qui est réglé ici :
setting-mode = Quand je réponds
setting-place = Comment je réponds
setting-language = Langue
setting-moderators = Modération
setting-reviewers = Relecture
setting-shared-register = Registre commun
setting-answer-style = Réponses
setting-retention = Gardé
setting-not-seen = pas vu, les fiches du serveur seulement
language-name = Français
setting-days = { $count ->
    [one] un jour
   *[other] { $count } jours
 }
cannot-read-all = Je n’ai pas reçu le droit de lire tous les messages ; je ne peux donc répondre que si l’on me mentionne.
command-ask = demander
command-ask-about = Poser une question sur les incidents diplomatiques
option-ask-question = Votre question, avec vos mots
option-ask-question-name = question
option-ask-private = Montrer la réponse à vous seul
option-ask-private-name = privé
command-check = Vérifier ceci
command-incident = incident
command-incident-about = Montrer ce qui est enregistré sur un incident
option-incident-name = Son titre, un nom qu’on lui donne, ou son identifiant
option-incident-name-name = nom
command-timeline = chronologie
command-timeline-about = Énumérer ce qui s’est passé, le plus ancien d’abord
option-timeline-party = Un État ou une organisation
option-timeline-party-name = partie
option-timeline-with = Seulement ce qui concerne aussi celui-ci
option-timeline-with-name = avec
option-timeline-kind = Seulement ce genre d’incident
option-timeline-kind-name = type
option-timeline-from = À partir de cette année, ce mois ou ce jour : 2018, 2018-03, 2018-03-26
option-timeline-from-name = depuis
option-timeline-to = Jusqu’à cette année, ce mois ou ce jour
option-timeline-to-name = jusque
command-relations = relations
command-relations-about = Dire où en sont les relations entre deux parties
option-relations-one = Un État ou une organisation
option-relations-one-name = une
option-relations-other = Un autre
option-relations-other-name = autre
option-relations-on = À ce jour plutôt qu’aujourd’hui : 2018-03-26
option-relations-on-name = date
command-why = pourquoi
command-why-about = Dire comment la dernière question ici a été lue
command-about = apropos
command-about-about = Dire ce que c’est et ce qui est gardé
command-privacy = confidentialité
command-privacy-about = Voir, exporter ou supprimer ce qui est gardé sur vous
command-settings = reglages
command-settings-about = Voir et changer le comportement du bot ici
command-settings-show = afficher
command-settings-show-about = Voir ce qui est réglé
command-settings-channel = salon
command-settings-channel-about = Régler quand et où le bot répond dans un salon
option-settings-channel-when = Quand il répond
option-settings-channel-when-name = quand
option-settings-channel-where = Comment il répond
option-settings-channel-where-name = où
option-settings-channel-channel = Le salon ; sans lui, tout le serveur
option-settings-channel-channel-name = salon
command-settings-server = serveur
command-settings-server-about = Régler la langue, et qui modère et relit
option-settings-server-language = Langue dans laquelle il répond aux messages
option-settings-server-language-name = langue
option-settings-server-moderators = Rôle qui peut modifier les fiches propres au serveur
option-settings-server-moderators-name = modération
option-settings-server-reviewers = Rôle qui peut approuver les modifications
option-settings-server-reviewers-name = relecture
command-settings-shared-register = registre-commun
command-settings-shared-register-about = Régler si le registre commun est vu ici, ou seulement les fiches du serveur
option-settings-shared-register-seen = S’il est vu
option-settings-shared-register-seen-name = visible
command-settings-answer-style = style-de-réponse
command-settings-answer-style-about = Régler combien dit une réponse
option-settings-answer-style-style = Tout ce qui répond, ou l’essentiel avec ce qui est dit contre
option-settings-answer-style-style-name = style
command-settings-retention = conservation
command-settings-retention-about = Régler combien de jours réponses, lacunes et contestations closes sont gardées
option-settings-retention-days = Tant de jours ; sans nombre, selon l’opérateur du bot
option-settings-retention-days-name = jours
choice-never = jamais
choice-when-mentioned = quand il est mentionné
choice-every-question-about-incidents = chaque question sur des incidents
choice-reply = réponse
choice-thread = fil
choice-full = complète
choice-short = brève
kind-relations-severed = Rupture des relations
kind-relations-restored = Rétablissement des relations
kind-relations-established = Établissement des relations
kind-relations-downgraded = Abaissement des relations
kind-relations-suspended = Suspension des relations
kind-ambassador-recalled = Ambassadeur rappelé
kind-ambassador-summoned = Ambassadeur convoqué
kind-ambassador-expelled = Ambassadeur expulsé
kind-diplomats-expelled = Diplomates expulsés
kind-persona-non-grata = Persona non grata
kind-embassy-closed = Ambassade fermée
kind-embassy-opened = Ambassade ouverte
kind-embassy-attacked = Ambassade attaquée
kind-consulate-closed = Consulat fermé
kind-recognition-granted = Reconnaissance accordée
kind-recognition-withdrawn = Reconnaissance retirée
kind-sanctions-imposed = Sanctions imposées
kind-sanctions-lifted = Sanctions levées
kind-airspace-closed = Espace aérien fermé
kind-border-closed = Frontière fermée
kind-visa-restricted = Visas restreints
kind-treaty-withdrawn = Retrait d’un traité
kind-membership-suspended = Adhésion suspendue
kind-membership-withdrawn = Retrait d’une organisation
kind-talks-suspended = Pourparlers suspendus
kind-protest-note = Note de protestation
kind-cyberattack-attributed = Cyberattaque attribuée
kind-espionage-case = Affaire d’espionnage
kind-detention-case = Affaire de détention
kind-hostage-crisis = Prise d’otages
kind-vessel-seized = Navire saisi
kind-assassination-case = Affaire d’assassinat
kind-territorial-clash = Affrontement territorial
kind-verbal-dispute = Dispute verbale
kind-apology-issued = Excuses présentées
kind-mediation = Médiation
kind-other = Autre
aspect-what = Quoi
aspect-when = Quand
aspect-where = Où
aspect-who = Qui
aspect-why = Pourquoi
aspect-how-many = Combien
aspect-deadline = Délai
aspect-demand = Exigence
aspect-response = Réponse
aspect-denial = Démenti
aspect-condition = Condition
aspect-consequence = Conséquence
aspect-background = Contexte
aspect-status = État
aspect-legal-basis = Base juridique
stance-asserted = affirmé
stance-denied = nié
stance-confirmed = confirmé
stance-reported = selon la presse

# Keeping the register
moderators-only = Seuls les modérateurs de ce serveur peuvent faire cela ; un administrateur nomme leur rôle dans /settings server.
reviewers-only = Seuls les relecteurs de ce serveur peuvent faire cela ; un administrateur nomme leur rôle dans /settings server.
kept-applied = Fait : `{ $incident }` est modifié, révision { $revision }. Les réponses le montrent déjà.
kept-in-review = Votre modification de `{ $incident }` attend la relecture d'une autre personne, proposition { $proposal } : voir /review queue. Vous en connaîtrez l'issue.
kept-draft = `{ $incident }` est gardé comme votre brouillon, proposition { $proposal } ; envoyez-le quand il est prêt.
refused-not-allowed = Vous ne pouvez pas, ou plus, faire cela ici ; rien n'a été modifié.
refused-no-reason = Une modification a besoin d'un motif ; dites pourquoi.
refused-no-record = Il n'y a pas de fiche `{ $incident }` ici ; les suggestions montrent ce qui existe.
refused-taken = L'identifiant `{ $incident }` est celui d'une autre fiche.
refused-is-retracted = `{ $incident }` est retiré ; rétablissez-le d'abord.
refused-not-retracted = `{ $incident }` n'est pas retiré : il n'y a rien à rétablir.
refused-shared = `{ $incident }` est une fiche du registre commun, que seul son exploitant retire. Vous pouvez la modifier pour ce serveur.
refused-same-record = Les deux mènent à la même fiche, `{ $incident }`.
refused-faults = La fiche n'est pas encore juste ; rien n'a été modifié. Voici ce qui ne va pas :
refused-conflict = Quelqu'un a modifié `{ $incident }` entre-temps ; votre modification n'est pas encore faite. Depuis que vous l'avez vue :
refused-no-proposal = Il n'y a pas de telle proposition ici.
refused-own-proposal = Cette proposition est la vôtre ; un autre relecteur doit en décider.
refused-decided-approved = Cela a déjà été approuvé.
refused-decided-rejected = Cela a déjà été rejeté.
refused-decided-withdrawn = Son auteur l'a déjà repris.
refused-decided-draft = C'est encore un brouillon.
refused-decided-in-review = Cela attend déjà une relecture.
refused-proposal-changed = La proposition a changé depuis que vous l'avez vue ; regardez-la de nouveau.
refused-duplicate = Cette page est déjà une source de cette fiche : la numéro { $number }.
refused-duplicate-retracted = Cette page est la source { $number } de cette fiche et elle est retirée : rétablissez-la avec /source restore.
refused-no-claim = La fiche n'a pas cette affirmation ; son texte a peut-être changé. Les suggestions montrent celles qu'elle a.
refused-same-claim = La fiche a déjà cette affirmation : { $text }
refused-no-source = La fiche n'a pas de source { $number } ; /source list montre celles qu'elle a.
refused-already-retracted = C'est déjà retiré.
refused-still-counts = Ce n'est pas retiré : il n'y a rien à rétablir.
setting-two-person = Modifications
setting-one-person = faites aussitôt, sans autre personne
option-settings-server-two-person = Si une modification exige une autre personne que son auteur
option-settings-server-two-person-name = deux-personnes

# Relecture, contestations et corrections
command-review = relire
command-review-about = Examiner ce qui est proposé et contesté
command-review-queue = liste
command-review-queue-about = Lister ce qui attend une décision
command-review-show = voir
command-review-show-about = Montrer une proposition ou une contestation avec tout ce qu’elle change
command-review-approve = approuver
command-review-approve-about = Approuver une proposition ou une contestation
command-review-reject = rejeter
command-review-reject-about = Rejeter une proposition ou une contestation, et dire pourquoi
option-review-show-item = La proposition ou la contestation
option-review-show-item-name = élément
option-review-approve-item = La proposition ou la contestation
option-review-approve-item-name = élément
option-review-approve-note = Un mot pour la personne dont elle vient
option-review-approve-note-name = note
option-review-reject-item = La proposition ou la contestation
option-review-reject-item-name = élément
command-settings-review-channel = salon-relecture
command-settings-review-channel-about = Choisir le salon où les relecteurs voient ce qui les attend
option-settings-review-channel-channel = Un salon qu’eux seuls peuvent lire ; sans salon, aucun
option-settings-review-channel-channel-name = salon
setting-review-channel = Salon de relecture
review-queue = { $count ->
    [0] Rien n’attend de décision.
    [one] Une chose attend une décision :
   *[other] { $count } choses attendent une décision :
 }
review-pick = En montrer une
review-act-new = Nouvelle fiche
review-act-put = Modification
review-act-retract = Retrait
review-act-restore = Rétablissement
review-act-merge = Fusion
review-act-dispute = Contestation
review-claim-gone = (l’affirmation a été modifiée depuis)
review-nobody = quelqu’un
review-approve = Approuver
review-reject = Rejeter
review-why = Pourquoi ? L’auteur le lira.
review-approved = Approuvé
review-rejected = Rejeté
review-withdrawn = Repris par son auteur
outcome-approved = Votre proposition sur « { $title } » a été approuvée.
outcome-rejected = Votre proposition sur « { $title } » a été rejetée.
outcome-dispute-approved = Les relecteurs sont d’accord avec votre contestation sur « { $title } ».
outcome-dispute-rejected = Les relecteurs ne sont pas d’accord avec votre contestation sur « { $title } ».
dispute-which-label = Quelle phrase ? Son numéro ou ses mots
dispute-which-hint = 1 est la première phrase ; laissez vide si vous parlez du tout
dispute-which = Je ne sais pas laquelle des { $count } phrases vous voulez dire ; rien n’a été déposé. Écrivez son numéro, ou des mots qu’elle seule contient. Vous avez écrit :
under-dispute = Contesté, en cours d’examen : { $what }
corrected-on = Corrigé le { $day } :
corrected-claim = « { $before } » devient « { $after } ».
corrected-retracted = « { $text } » ne vaut plus.
corrected-source = { $publisher } ne compte plus comme source.
corrected-field = « { $title } », { $what } : { $before } → { $after }.
corrected-end = Fin
corrected-withdrawn = La fiche « { $title } » a été retirée.
corrected-merged = La fiche « { $title } » fait maintenant partie de « { $into } ».
