# Wörter der Oberfläche. Dieselben Schlüssel wie en.ftl, das sie erklärt.

as-of = Stand { $day }, Revision { $revision }
as-of-unreached = Die Datenbank ist noch nicht erreicht: Dies sind die Einträge, die das Programm mitbringt
claims-in-english = Aussagen auf Englisch
why-button = Warum?
timeline-button = Zeitleiste
sources-button = Quellen
dispute-button = Anzweifeln
follow-up-button = Nachfragen
follow-up-label = Deine Frage dazu
pick = Wähle einen Vorfall
thread = Frage
stale = Das ist nicht mehr aktuell. Bitte frage noch einmal.
not-yours = Nur wer gefragt hat oder moderiert, darf das löschen.
too-fast = Du fragst schneller, als ich antworte. Bitte warte einen Augenblick.
busy = Ich habe gerade zu viel zu tun. Bitte versuche es gleich noch einmal.
failed = Hier ist etwas schiefgegangen. Bitte versuche es später noch einmal.
not-understood = Das konnte ich nicht lesen. Bitte versuche es noch einmal.
only-in-servers = Das geht nur auf einem Server.
not-allowed = Das darf nur, wer den Server verwalten darf.
nothing-to-check = In dieser Nachricht ist kein Text, den ich lesen kann.
nothing-asked = Ich weiß von nichts mehr, was hier in letzter Zeit gefragt wurde. Warum? unter einer Antwort erklärt sie.
no-such-incident = Ein solcher Vorfall ist nicht verzeichnet. Die Vorschläge zeigen, was es gibt.
no-such-party = Diesen Staat oder diese Organisation kenne ich nicht. Die Vorschläge zeigen, welche ich kenne.
no-such-kind = Diese Art von Vorfall kenne ich nicht. Die Vorschläge zeigen, welche es gibt.
no-such-date = Dieses Datum kann ich nicht lesen. Schreibe ein Jahr, einen Monat oder einen Tag: 2018, 2018-03, 2018-03-26.
nothing-decides = Nichts im Register entscheidet, wie die Beziehungen zwischen diesen beiden stehen.
dispute-title = Was ist falsch?
dispute-label = Falsch, veraltet, oder eine Quelle fehlt
dispute-filed = Danke. Die Moderation sieht es sich an.
parties = Parteien
kind = Art
date = Datum
sources = Quellen
left-out = { $count ->
    [one] Eine weitere Aussage ist verzeichnet, die hier keinen Platz hat.
   *[other] { $count } weitere Aussagen sind verzeichnet, die hier keinen Platz haben.
 }
pages-left = { $count ->
    [one] Noch eine Seite: siehe den Vorfall selbst.
   *[other] Noch { $count } Seiten: siehe die Vorfälle selbst.
 }
timeline-head = { $count ->
    [one] **{ $parties }**: ein Vorfall
   *[other] **{ $parties }**: { $count } Vorfälle
 }
timeline-none = Zu { $parties } ist nichts Passendes verzeichnet.
about = **aide-mémoire** beantwortet Fragen zu diplomatischen Vorfällen aus einem Register: { $count ->
    [one] ein Vorfall
   *[other] { $count } Vorfälle
 }, jeder Satz mit seinen Quellen. Ein Sprachmodell ist nicht darin.
how-to-ask = Erwähne mich mit einer Frage, schreibe mir eine Direktnachricht oder benutze /ask. Zum Beispiel: When did Albania cut ties with Iran, and why?
privacy = Fragen bewahre ich nicht auf, nur den Wortlaut solcher, die das Register nicht beantworten kann, ohne wer gefragt hat. { $days } Tage lang bewahre ich auf, welche Nachricht welche beantwortet. Was du schreibst, wenn du etwas anzweifelst oder eine Änderung vorschlägst, bewahre ich mit deiner Kennung auf. /privacy zeigt und löscht, was über dich aufbewahrt wird.
privacy-kept = { $count ->
    [0] Über dich wird nichts aufbewahrt.
    [one] Eines wird über dich aufbewahrt:
   *[other] { $count } Dinge werden über dich aufbewahrt:
 }
privacy-export = Exportieren
privacy-delete = Löschen
privacy-confirm = Alles löschen, was über dich aufbewahrt wird? Was du angezweifelt oder vorgeschlagen hast, sieht sich dann niemand mehr an. Änderungen, die gemacht wurden, bleiben, ohne deinen Namen. Das lässt sich nicht rückgängig machen.
privacy-delete-now = Ja, löschen
privacy-keep = Nein, behalten
privacy-deleted = { $count ->
    [one] Gelöscht: eine Sache.
   *[other] Gelöscht: { $count } Dinge.
 }
privacy-file = Alles, was über dich aufbewahrt wird:
how-to-correct = Wenn etwas falsch ist, drücke Anzweifeln unter der Antwort.
settings-none = Nichts ist eingestellt: Ich antworte, wenn ich erwähnt werde, mit einer Antwort auf die Nachricht.
settings-head = Was hier eingestellt ist:
setting-mode = Wann ich antworte
setting-place = Wie ich antworte
setting-language = Sprache
setting-moderators = Moderation
setting-reviewers = Prüfung
setting-shared-register = Gemeinsames Register
setting-answer-style = Antworten
setting-retention = Aufbewahrt
setting-not-seen = nicht zu sehen, nur Eigenes des Servers
language-name = Deutsch
setting-days = { $count ->
    [one] einen Tag
   *[other] { $count } Tage
 }
cannot-read-all = Ich habe nicht das Recht, alle Nachrichten zu lesen, und kann nur antworten, wenn ich erwähnt werde.
command-ask = frage
command-ask-about = Nach diplomatischen Vorfällen fragen
option-ask-question = Deine Frage, in deinen Worten
option-ask-question-name = frage
option-ask-private = Die Antwort nur dir zeigen
option-ask-private-name = privat
command-check = Das prüfen
command-incident = vorfall
command-incident-about = Zeigen, was zu einem Vorfall verzeichnet ist
option-incident-name = Sein Titel, ein Name, den man ihm gibt, oder seine Kennung
option-incident-name-name = name
command-timeline = zeitleiste
command-timeline-about = Aufzählen, was geschah, das Älteste zuerst
option-timeline-party = Ein Staat oder eine Organisation
option-timeline-party-name = partei
option-timeline-with = Nur was auch diesen betrifft
option-timeline-with-name = mit
option-timeline-kind = Nur diese Art von Vorfall
option-timeline-kind-name = art
option-timeline-from = Ab diesem Jahr, Monat oder Tag: 2018, 2018-03, 2018-03-26
option-timeline-from-name = von
option-timeline-to = Bis zu diesem Jahr, Monat oder Tag
option-timeline-to-name = bis
command-relations = beziehungen
command-relations-about = Sagen, wie die Beziehungen zwischen zweien stehen
option-relations-one = Ein Staat oder eine Organisation
option-relations-one-name = eine
option-relations-other = Ein anderer
option-relations-other-name = andere
option-relations-on = An diesem Tag statt heute: 2018-03-26
option-relations-on-name = am
command-why = warum
command-why-about = Sagen, wie die letzte Frage hier gelesen wurde
command-about = info
command-about-about = Sagen, was das ist und was es aufbewahrt
command-privacy = datenschutz
command-privacy-about = Sehen, exportieren oder löschen, was über dich aufbewahrt wird
command-settings = einstellungen
command-settings-about = Sehen und ändern, wie sich der Bot hier verhält
command-settings-show = anzeigen
command-settings-show-about = Sehen, was eingestellt ist
command-settings-channel = kanal
command-settings-channel-about = Einstellen, wann und wo der Bot in einem Kanal antwortet
option-settings-channel-when = Wann er antwortet
option-settings-channel-when-name = wann
option-settings-channel-where = Wie er antwortet
option-settings-channel-where-name = wo
option-settings-channel-channel = Der Kanal; ohne ihn der ganze Server
option-settings-channel-channel-name = kanal
command-settings-server = server
command-settings-server-about = Sprache einstellen, und wer moderiert und prüft
option-settings-server-language = Sprache, in der er auf Nachrichten antwortet
option-settings-server-language-name = sprache
option-settings-server-moderators = Rolle, die die eigenen Einträge des Servers ändern darf
option-settings-server-moderators-name = moderation
option-settings-server-reviewers = Rolle, die Änderungen billigen darf
option-settings-server-reviewers-name = prüfung
command-settings-shared-register = gemeinsames-register
command-settings-shared-register-about = Einstellen, ob das gemeinsame Register hier gesehen wird oder nur Eigenes des Servers
option-settings-shared-register-seen = Ob es gesehen wird
option-settings-shared-register-seen-name = sichtbar
command-settings-answer-style = antwortstil
command-settings-answer-style-about = Einstellen, wie viel eine Antwort sagt
option-settings-answer-style-style = Alles, was antwortet, oder der Kern mit dem, was dagegen gesagt wird
option-settings-answer-style-style-name = stil
command-settings-retention = aufbewahrung
command-settings-retention-about = Einstellen, wie viele Tage Antworten, Lücken und erledigte Einwände bleiben
option-settings-retention-days = So viele Tage; ohne Zahl, wie es der Betreiber des Bots eingestellt hat
option-settings-retention-days-name = tage
choice-never = nie
choice-when-mentioned = wenn er erwähnt wird
choice-every-question-about-incidents = jede Frage zu Vorfällen
choice-reply = Antwort
choice-thread = Thread
choice-full = ganz
choice-short = kurz
kind-relations-severed = Abbruch der Beziehungen
kind-relations-restored = Wiederaufnahme der Beziehungen
kind-relations-established = Aufnahme von Beziehungen
kind-relations-downgraded = Herabstufung der Beziehungen
kind-relations-suspended = Aussetzung der Beziehungen
kind-ambassador-recalled = Botschafter zurückgerufen
kind-ambassador-summoned = Botschafter einbestellt
kind-ambassador-expelled = Botschafter ausgewiesen
kind-diplomats-expelled = Diplomaten ausgewiesen
kind-persona-non-grata = Persona non grata
kind-embassy-closed = Botschaft geschlossen
kind-embassy-opened = Botschaft eröffnet
kind-embassy-attacked = Botschaft angegriffen
kind-consulate-closed = Konsulat geschlossen
kind-recognition-granted = Anerkennung
kind-recognition-withdrawn = Anerkennung zurückgezogen
kind-sanctions-imposed = Sanktionen verhängt
kind-sanctions-lifted = Sanktionen aufgehoben
kind-airspace-closed = Luftraum gesperrt
kind-border-closed = Grenze geschlossen
kind-visa-restricted = Visa eingeschränkt
kind-treaty-withdrawn = Rückzug aus einem Vertrag
kind-membership-suspended = Mitgliedschaft ausgesetzt
kind-membership-withdrawn = Austritt
kind-talks-suspended = Gespräche ausgesetzt
kind-protest-note = Protestnote
kind-cyberattack-attributed = Cyberangriff zugeschrieben
kind-espionage-case = Spionagefall
kind-detention-case = Haftfall
kind-hostage-crisis = Geiselnahme
kind-vessel-seized = Schiff beschlagnahmt
kind-assassination-case = Mordfall
kind-territorial-clash = Territorialer Zusammenstoß
kind-verbal-dispute = Wortstreit
kind-apology-issued = Entschuldigung
kind-mediation = Vermittlung
kind-other = Anderes
aspect-what = Was
aspect-when = Wann
aspect-where = Wo
aspect-who = Wer
aspect-why = Warum
aspect-how-many = Wie viele
aspect-deadline = Frist
aspect-demand = Forderung
aspect-response = Antwort
aspect-denial = Dementi
aspect-condition = Bedingung
aspect-consequence = Folge
aspect-background = Hintergrund
aspect-status = Stand
aspect-legal-basis = Rechtsgrundlage
stance-asserted = behauptet
stance-denied = bestritten
stance-confirmed = bestätigt
stance-reported = berichtet

# Keeping the register
moderators-only = Das dürfen nur die Moderatoren dieses Servers; ein Administrator nennt ihre Rolle in /settings server.
reviewers-only = Das dürfen nur die Prüfer dieses Servers; ein Administrator nennt ihre Rolle in /settings server.
kept-applied = Erledigt: `{ $incident }` ist geändert, Revision { $revision }. Antworten zeigen es schon.
kept-in-review = Deine Änderung an `{ $incident }` wartet als Vorschlag { $proposal } auf die Prüfung durch jemand anderen: siehe /review queue. Du erfährst, was daraus wird.
kept-draft = `{ $incident }` ist dein Entwurf, Vorschlag { $proposal }; reiche ihn ein, wenn er fertig ist.
refused-not-allowed = Das darfst du hier nicht oder nicht mehr; nichts wurde geändert.
refused-no-reason = Eine Änderung braucht einen Grund; bitte sag, warum.
refused-no-record = Hier gibt es keinen Eintrag `{ $incident }`; die Vorschläge zeigen, was es gibt.
refused-taken = Die Kennung `{ $incident }` gehört schon einem anderen Eintrag.
refused-is-retracted = `{ $incident }` ist zurückgezogen; stelle es zuerst wieder her.
refused-not-retracted = `{ $incident }` ist nicht zurückgezogen; es gibt nichts wiederherzustellen.
refused-shared = `{ $incident }` gehört zum gemeinsamen Register, aus dem nur dessen Betreiber etwas zurückzieht. Du kannst es für diesen Server bearbeiten.
refused-same-record = Beide führen zum selben Eintrag, `{ $incident }`.
refused-faults = Der Eintrag stimmt noch nicht, darum wurde nichts geändert. Das ist falsch:
refused-conflict = Jemand hat `{ $incident }` inzwischen geändert, darum ist von dir noch nichts geändert. Seit du es gesehen hast:
refused-no-proposal = So einen Vorschlag gibt es hier nicht.
refused-own-proposal = Dieser Vorschlag ist dein eigener; jemand anderes muss ihn prüfen.
refused-decided-approved = Das wurde schon gebilligt.
refused-decided-rejected = Das wurde schon abgelehnt.
refused-decided-withdrawn = Das hat der Verfasser schon zurückgenommen.
refused-decided-draft = Das ist noch ein Entwurf.
refused-decided-in-review = Das wartet schon auf Prüfung.
refused-proposal-changed = Der Vorschlag wurde geändert, seit du ihn gesehen hast; bitte sieh ihn dir noch einmal an.
refused-duplicate = Diese Seite ist schon Quelle dieses Eintrags: Nummer { $number }.
refused-duplicate-retracted = Diese Seite ist Quelle { $number } dieses Eintrags und zurückgezogen: stelle sie mit /source restore wieder her.
refused-no-claim = Der Eintrag hat keine solche Aussage; vielleicht wurde ihr Wortlaut inzwischen geändert. Die Vorschläge zeigen, welche er hat.
refused-same-claim = Der Eintrag hat diese Aussage schon: { $text }
refused-no-source = Der Eintrag hat keine Quelle { $number }; /source list zeigt, welche er hat.
refused-already-retracted = Das ist schon zurückgezogen.
refused-still-counts = Das ist nicht zurückgezogen; es gibt nichts wiederherzustellen.
setting-two-person = Änderungen
setting-one-person = sofort gemacht, ohne eine zweite Person
option-settings-server-two-person = Ob eine Änderung eine zweite Person braucht
option-settings-server-two-person-name = zwei-personen

# Prüfen, Einsprüche und Berichtigungen
command-review = prüfen
command-review-about = Prüfen, was vorgeschlagen und beanstandet wurde
command-review-queue = liste
command-review-queue-about = Auflisten, was auf eine Entscheidung wartet
command-review-show = zeigen
command-review-show-about = Einen Vorschlag oder Einspruch mit allem zeigen, was er ändert
command-review-approve = annehmen
command-review-approve-about = Einen Vorschlag oder Einspruch annehmen
command-review-reject = ablehnen
command-review-reject-about = Einen Vorschlag oder Einspruch ablehnen und sagen, warum
option-review-show-item = Der Vorschlag oder Einspruch
option-review-show-item-name = eintrag
option-review-approve-item = Der Vorschlag oder Einspruch
option-review-approve-item-name = eintrag
option-review-approve-note = Ein Wort an die Person, von der er kommt
option-review-approve-note-name = notiz
option-review-reject-item = Der Vorschlag oder Einspruch
option-review-reject-item-name = eintrag
command-settings-review-channel = prüfkanal
command-settings-review-channel-about = Den Kanal einstellen, in dem Prüfende sehen, was auf sie wartet
option-settings-review-channel-channel = Ein Kanal, den nur sie lesen können; ohne Angabe keiner
option-settings-review-channel-channel-name = kanal
setting-review-channel = Prüfkanal
review-queue = { $count ->
    [0] Nichts wartet auf eine Entscheidung.
    [one] Eines wartet auf eine Entscheidung:
   *[other] { $count } Dinge warten auf eine Entscheidung:
 }
review-pick = Eines davon zeigen
review-act-new = Neuer Eintrag
review-act-put = Änderung
review-act-retract = Rücknahme
review-act-restore = Wiederherstellung
review-act-merge = Zusammenführung
review-act-dispute = Einspruch
review-claim-gone = (die Aussage wurde seither geändert)
review-nobody = jemand
review-approve = Annehmen
review-reject = Ablehnen
review-why = Warum? Das liest, wer es vorschlug.
review-approved = Angenommen
review-rejected = Abgelehnt
review-withdrawn = Zurückgenommen
outcome-approved = Dein Vorschlag zu „{ $title }“ wurde angenommen.
outcome-rejected = Dein Vorschlag zu „{ $title }“ wurde abgelehnt.
outcome-dispute-approved = Die Prüfenden geben deinem Einspruch zu „{ $title }“ recht.
outcome-dispute-rejected = Die Prüfenden geben deinem Einspruch zu „{ $title }“ nicht recht.
dispute-which-label = Welcher Satz? Seine Nummer oder Worte daraus
dispute-which-hint = 1 ist der erste Satz; leer lassen, wenn du alles meinst
dispute-which = Ich weiß nicht, welchen der { $count } Sätze du meinst; es wurde nichts eingereicht. Schreib seine Nummer oder Worte, die nur er hat. Du schriebst:
under-dispute = Beanstandet und in Prüfung: { $what }
corrected-on = Berichtigt am { $day }:
corrected-claim = „{ $before }“ lautet jetzt „{ $after }“.
corrected-retracted = „{ $text }“ gilt nicht mehr.
corrected-source = { $publisher } gilt nicht mehr als Quelle.
corrected-field = „{ $title }“, { $what }: { $before } → { $after }.
corrected-end = Ende
corrected-withdrawn = Der Eintrag „{ $title }“ wurde zurückgenommen.
corrected-merged = Der Eintrag „{ $title }“ ist jetzt Teil von „{ $into }“.
