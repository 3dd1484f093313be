# Words of the interface. Every language has the same keys; a test compares them.

# Under an answer
as-of = As of { $day }, revision { $revision }
as-of-unreached = The database is not reached yet: these are the records that the program brings along
claims-in-english = Claims in English
why-button = Why?
timeline-button = Timeline
sources-button = Sources
dispute-button = Dispute
follow-up-button = Follow up
follow-up-label = Your question about this
pick = Choose an incident
thread = Question

# What is said to one alone
stale = This is no longer up to date. Please ask again.
not-yours = Only the one who asked, or a moderator, may delete this.
too-fast = You ask faster than I answer. Please wait a moment.
busy = I am busy right now. Please try again in a moment.
failed = Something went wrong here. Please try again later.
not-understood = I could not read that. Please try again.
only-in-servers = This works in a server only.
not-allowed = Only those who may manage the server may do this.
nothing-to-check = There is no text in that message that I can read.
nothing-asked = Nothing has been asked here lately that I still know of. Why? under an answer explains it.
no-such-incident = There is no such incident on record. The suggestions show what there is.
no-such-party = I do not know that state or organisation. The suggestions show those I know.
no-such-kind = I do not know that kind of incident. The suggestions show the kinds there are.
no-such-date = I cannot read that date. Write a year, a month or a day: 2018, 2018-03, 2018-03-26.
nothing-decides = Nothing on record decides how relations between these two stand.
dispute-title = What is wrong?
dispute-label = Wrong, outdated, or a source is missing
dispute-filed = Thank you. The moderators will look at it.

# Looking up
parties = Parties
kind = Kind
date = Date
sources = Sources
left-out = { $count ->
    [one] One claim more is on record that does not fit here.
   *[other] { $count } claims more are on record that do not fit here.
 }
pages-left = { $count ->
    [one] One page more: see the incident itself.
   *[other] { $count } pages more: see the incidents themselves.
 }
timeline-head = { $count ->
    [one] **{ $parties }**: one incident
   *[other] **{ $parties }**: { $count } incidents
 }
timeline-none = Nothing is on record about { $parties } that fits.
about = **aide-mémoire** answers questions about diplomatic incidents from a register: { $count ->
    [one] one incident
   *[other] { $count } incidents
 }, each sentence with its sources. There is no language model in it.
how-to-ask = Mention me with a question, send me a direct message, or use /ask. For example: When did Albania cut ties with Iran, and why?
privacy = I keep no questions, except the words of those that the register cannot answer, without who asked. For { $days } days I keep which message answers which. What you write when you dispute something or propose a change I keep with your id. /privacy shows and deletes what is kept about you.
privacy-kept = { $count ->
    [0] Nothing is kept about you.
    [one] One thing is kept about you:
   *[other] { $count } things are kept about you:
 }
privacy-export = Export
privacy-delete = Delete
privacy-confirm = Delete all that is kept about you? Nobody will look at what you disputed or proposed any more. Changes that were made stay, without your name. This cannot be undone.
privacy-delete-now = Yes, delete it
privacy-keep = No, keep it
privacy-deleted = { $count ->
    [one] Deleted: one thing.
   *[other] Deleted: { $count } things.
 }
privacy-file = All that is kept about you:
how-to-correct = If something is wrong, press Dispute under the answer.

# Settings
settings-none = Nothing is set: I answer when mentioned, by a reply.
settings-head = What is set here:
setting-mode = When I answer
setting-place = How I answer
setting-language = Language
setting-moderators = Moderators
setting-reviewers = Reviewers
setting-shared-register = Shared register
setting-answer-style = Answers
setting-retention = Kept for
setting-not-seen = not seen, the server's own records alone
language-name = English
setting-days = { $count ->
    [one] one day
   *[other] { $count } days
 }
cannot-read-all = I was not given the right to read all messages, so I can only answer when mentioned.

# Commands: names in lower case, without spaces; descriptions of at most 100 characters
command-ask = ask
command-ask-about = Ask about diplomatic incidents
option-ask-question = Your question, in plain words
option-ask-question-name = question
option-ask-private = Show the answer to you alone
option-ask-private-name = private
command-check = Check this
command-incident = incident
command-incident-about = Show what is on record about an incident
option-incident-name = Its title, a name people use for it, or its id
option-incident-name-name = name
command-timeline = timeline
command-timeline-about = List what happened, oldest first
option-timeline-party = A state or organisation
option-timeline-party-name = party
option-timeline-with = Only what concerns this one too
option-timeline-with-name = with
option-timeline-kind = Only this kind of incident
option-timeline-kind-name = kind
option-timeline-from = From this year, month or day on: 2018, 2018-03, 2018-03-26
option-timeline-from-name = from
option-timeline-to = Up to this year, month or day
option-timeline-to-name = to
command-relations = relations
command-relations-about = Tell how relations between two parties stand
option-relations-one = A state or organisation
option-relations-one-name = one
option-relations-other = Another one
option-relations-other-name = other
option-relations-on = On this day rather than today: 2018-03-26
option-relations-on-name = on
command-why = why
command-why-about = Tell how the last question here was read
command-about = about
command-about-about = Tell what this is and what it keeps
command-privacy = privacy
command-privacy-about = See, export or delete what is kept about you
command-settings = settings
command-settings-about = See and change how the bot behaves here
command-settings-show = show
command-settings-show-about = See what is set
command-settings-channel = channel
command-settings-channel-about = Set when and where the bot answers in a channel
option-settings-channel-when = When it answers
option-settings-channel-when-name = when
option-settings-channel-where = How it answers
option-settings-channel-where-name = where
option-settings-channel-channel = The channel; without one, the whole server
option-settings-channel-channel-name = channel
command-settings-server = server
command-settings-server-about = Set the language, and who moderates and reviews
option-settings-server-language = Language in which it answers messages
option-settings-server-language-name = language
option-settings-server-moderators = Role that may change the server's own records
option-settings-server-moderators-name = moderators
option-settings-server-reviewers = Role that may approve changes
option-settings-server-reviewers-name = reviewers
command-settings-shared-register = shared-register
command-settings-shared-register-about = Set whether incidents of the shared register are seen here, or the server's own only
option-settings-shared-register-seen = Whether they are seen
option-settings-shared-register-seen-name = seen
command-settings-answer-style = answer-style
command-settings-answer-style-about = Set how much an answer tells
option-settings-answer-style-style = All that answers, or the gist with what is said against it
option-settings-answer-style-style-name = style
command-settings-retention = retention
command-settings-retention-about = Set for how many days answers, gaps and closed disputes are kept
option-settings-retention-days = So many days; without a number, as the bot's operator has set it
option-settings-retention-days-name = days
choice-never = never
choice-when-mentioned = when mentioned
choice-every-question-about-incidents = every question about incidents
choice-reply = reply
choice-thread = thread
choice-full = full
choice-short = short

# Kinds of incidents
kind-relations-severed = Relations severed
kind-relations-restored = Relations restored
kind-relations-established = Relations established
kind-relations-downgraded = Relations downgraded
kind-relations-suspended = Relations suspended
kind-ambassador-recalled = Ambassador recalled
kind-ambassador-summoned = Ambassador summoned
kind-ambassador-expelled = Ambassador expelled
kind-diplomats-expelled = Diplomats expelled
kind-persona-non-grata = Persona non grata
kind-embassy-closed = Embassy closed
kind-embassy-opened = Embassy opened
kind-embassy-attacked = Embassy attacked
kind-consulate-closed = Consulate closed
kind-recognition-granted = Recognition granted
kind-recognition-withdrawn = Recognition withdrawn
kind-sanctions-imposed = Sanctions imposed
kind-sanctions-lifted = Sanctions lifted
kind-airspace-closed = Airspace closed
kind-border-closed = Border closed
kind-visa-restricted = Visa restricted
kind-treaty-withdrawn = Treaty withdrawn
kind-membership-suspended = Membership suspended
kind-membership-withdrawn = Membership withdrawn
kind-talks-suspended = Talks suspended
kind-protest-note = Protest note
kind-cyberattack-attributed = Cyberattack attributed
kind-espionage-case = Espionage case
kind-detention-case = Detention case
kind-hostage-crisis = Hostage crisis
kind-vessel-seized = Vessel seized
kind-assassination-case = Assassination case
kind-territorial-clash = Territorial clash
kind-verbal-dispute = Verbal dispute
kind-apology-issued = Apology issued
kind-mediation = Mediation
kind-other = Other

# What a claim tells
aspect-what = What
aspect-when = When
aspect-where = Where
aspect-who = Who
aspect-why = Why
aspect-how-many = How many
aspect-deadline = Deadline
aspect-demand = Demand
aspect-response = Response
aspect-denial = Denial
aspect-condition = Condition
aspect-consequence = Consequence
aspect-background = Background
aspect-status = Status
aspect-legal-basis = Legal basis

# How firmly a claim stands
stance-asserted = asserted
stance-denied = denied
stance-confirmed = confirmed
stance-reported = reported

# Keeping the register
moderators-only = Only moderators of this server may do this; an administrator names their role in /settings server.
reviewers-only = Only reviewers of this server may do this; an administrator names their role in /settings server.
kept-applied = Done: `{ $incident }` is changed, as revision { $revision }. Answers show it now.
kept-in-review = Your change to `{ $incident }` waits for another person's review as proposal { $proposal }: see /review queue. You will hear what becomes of it.
kept-draft = `{ $incident }` is kept as your draft, proposal { $proposal }; send it in when it is ready.
refused-not-allowed = You may not do this here any more, or never could; nothing was changed.
refused-no-reason = A change needs a reason; please say why.
refused-no-record = There is no record `{ $incident }` here; the suggestions show what there is.
refused-taken = The id `{ $incident }` is taken by another record.
refused-is-retracted = `{ $incident }` is retracted; restore it first.
refused-not-retracted = `{ $incident }` is not retracted, so there is nothing to restore.
refused-shared = `{ $incident }` is a record of the shared register, which only its operator retracts. You may edit it for this server.
refused-same-record = Both lead to the same record, `{ $incident }`.
refused-faults = The record is not sound yet, so nothing was changed. This is wrong:
refused-conflict = Somebody changed `{ $incident }` while you were at it, so nothing of yours was changed yet. Since you saw it:
refused-no-proposal = There is no such proposal here.
refused-own-proposal = This proposal is your own; another reviewer has to decide on it.
refused-decided-approved = This was approved already.
refused-decided-rejected = This was rejected already.
refused-decided-withdrawn = This was taken back by its author already.
refused-decided-draft = This is still a draft.
refused-decided-in-review = This waits for review already.
refused-proposal-changed = The proposal was changed since you saw it; please look at it again.
refused-duplicate = That page is a source of this record already: number { $number }.
refused-duplicate-retracted = That page is source { $number } of this record, and is retracted: restore it with /source restore instead.
refused-no-claim = The record has no such claim; its words may have been changed meanwhile. The suggestions show those that it has.
refused-same-claim = The record has this claim already: { $text }
refused-no-source = The record has no source { $number }; /source list shows those that it has.
refused-already-retracted = It is retracted already.
refused-still-counts = It is not retracted, so there is nothing to restore.
setting-two-person = Changes
setting-one-person = made at once, without another person
option-settings-server-two-person = Whether a change needs another person than its author
option-settings-server-two-person-name = two-person

# Reviewing, disputes and corrections
command-review = review
command-review-about = Review what was proposed and disputed
command-review-queue = queue
command-review-queue-about = List what waits for a decision
command-review-show = show
command-review-show-about = Show a proposal or dispute with all that it changes
command-review-approve = approve
command-review-approve-about = Approve a proposal or dispute
command-review-reject = reject
command-review-reject-about = Reject a proposal or dispute, and say why
option-review-show-item = The proposal or dispute
option-review-show-item-name = item
option-review-approve-item = The proposal or dispute
option-review-approve-item-name = item
option-review-approve-note = A word for whoever brought it
option-review-approve-note-name = note
option-review-reject-item = The proposal or dispute
option-review-reject-item-name = item
command-settings-review-channel = review-channel
command-settings-review-channel-about = Set the channel in which reviewers are shown what waits for them
option-settings-review-channel-channel = A channel that only they can read; without one, none
option-settings-review-channel-channel-name = channel
setting-review-channel = Review channel
review-queue = { $count ->
    [0] Nothing waits for a decision.
    [one] One thing waits for a decision:
   *[other] { $count } things wait for a decision:
 }
review-pick = Show one of them
review-act-new = New record
review-act-put = Change
review-act-retract = Retraction
review-act-restore = Restoration
review-act-merge = Merge
review-act-dispute = Dispute
review-claim-gone = (the claim was changed since)
review-nobody = somebody
review-approve = Approve
review-reject = Reject
review-why = Why? The author will read this.
review-approved = Approved
review-rejected = Rejected
review-withdrawn = Taken back by its author
outcome-approved = Your proposal about “{ $title }” was approved.
outcome-rejected = Your proposal about “{ $title }” was rejected.
outcome-dispute-approved = The reviewers agree with your dispute about “{ $title }”.
outcome-dispute-rejected = The reviewers do not agree with your dispute about “{ $title }”.
dispute-which-label = Which sentence? Its number, or words of it
dispute-which-hint = 1 is the first sentence; leave it empty if you mean all of it
dispute-which = I cannot tell which of the { $count } sentences you mean, so nothing was filed. Write its number, or words that only it has. You wrote:
under-dispute = Disputed, and under review: { $what }
corrected-on = Corrected on { $day }:
corrected-claim = “{ $before }” now reads “{ $after }”.
corrected-retracted = “{ $text }” no longer counts.
corrected-source = { $publisher } no longer counts as a source.
corrected-field = “{ $title }”, { $what }: { $before } → { $after }.
corrected-end = End
corrected-withdrawn = The record “{ $title }” was withdrawn.
corrected-merged = The record “{ $title }” is now part of “{ $into }”.
# Sources and records
field-title = Title, in the present tense
field-date = Date: 2018, 2018-03, 2018-03-26
field-ended = Reversed on (empty while it lasts)
field-summary = Summary: one or two sentences
field-claim = Claim: one checkable sentence
field-url = Address of the source
field-publisher = Publisher
field-source-title = Title of the source
field-published = Published: 2018-03-26
field-language = Language of the source: en, fa, pt-BR
field-published-language = Published, language: 2018-03-26, en
field-supports = Claims: 1, 3 – or a new one: why: …
field-standing = Aspect, stance, credibility: why, asserted, 2
field-by = Who says it (may be empty)
field-claim-sources = Its sources: 1, 3
field-reason = Why is this changed?
record-new-title = New record
record-source-title = Its source
record-source-button = Source and reason
record-ready = This can be sent in as a new record:
record-missing = Nothing is lost and nothing is sent in yet. This is missing or wrong:
record-too-many-parties = So many parties do not fit one form; begin with the main ones and add the others by an import.
send-in-button = Send in
correct-button = Correct and send again
newer-button = Newer
older-button = Older
reason-title-t = Why is it retracted?
reason-title-s = Why is it restored?
reason-title-g = Why are they merged?
reason-title-v = Why is it put back?
history-head = Changes to **{ $title }**, the newest first:
history-operator = the shared register
history-nobody = somebody
history-new = the record begins
history-retracted = retracted
history-restored = restored
history-more = … and { $count } more
source-no-address = There is no web address in that message; use /source add.
source-no-incident = No record here fits that message. Choose one with /source add, or begin one with /record new.
source-proposed = What fits best: **{ $title }**. Choose the record; the form is filled in with this:
source-there = ⚠ That page is a source of `{ $incident }` already: number { $number }.
source-claims = claims
source-retracted = retracted: { $reason }
no-such-source-type = I do not know that type of source. The suggestions show the types there are.
no-such-grade = A grade is a letter from A (completely reliable) to F (cannot be judged).
grade-a = completely reliable
grade-b = usually reliable
grade-c = fairly reliable
grade-d = not usually reliable
grade-e = unreliable
grade-f = reliability cannot be judged
source-type-primary-act = primary act
source-type-official-statement = official statement
source-type-wire = news agency
source-type-press = press
source-type-state-media = state media
source-type-ngo = non-governmental organisation
source-type-social = social media
command-source = source
command-source-about = Keep the sources of records
command-source-add = add
command-source-add-about = Add a source to a record
command-source-list = list
command-source-list-about = List the sources of a record and its claims, with their numbers
command-source-retract = retract
command-source-retract-about = Retract a source; claims that rest on it alone no longer count
command-source-restore = restore
command-source-restore-about = Let a retracted source count again
command-add-as-source = Add as source
command-record = record
command-record-about = Keep the records of this server
command-record-new = new
command-record-new-about = Add a record of an incident
command-record-edit = edit
command-record-edit-about = Change what a record says, or one of its claims
command-record-merge = merge
command-record-merge-about = Let one record take another one in; the other's id leads to it from then on
command-record-retract = retract
command-record-retract-about = Retract a record of this server; it stays in the history
command-record-restore = restore
command-record-restore-about = Let a retracted record count again
command-record-history = history
command-record-history-about = Show who changed a record, when, why and what
command-record-revert = revert
command-record-revert-about = Put a record back to an earlier edition
option-source-add-incident = The record
option-source-add-incident-name = incident
option-source-add-url = Its address
option-source-add-url-name = url
option-source-add-claim = A claim that it bears out
option-source-add-claim-name = claim
option-source-add-type = What it is
option-source-add-type-name = type
option-source-add-grade = How reliable its publisher is, A to F
option-source-add-grade-name = grade
option-source-list-incident = The record
option-source-list-incident-name = incident
option-source-retract-incident = The record
option-source-retract-incident-name = incident
option-source-retract-source = The number of the source
option-source-retract-source-name = source
option-source-retract-reason = Why
option-source-retract-reason-name = reason
option-source-restore-incident = The record
option-source-restore-incident-name = incident
option-source-restore-source = The number of the source
option-source-restore-source-name = source
option-source-restore-reason = Why
option-source-restore-reason-name = reason
option-record-new-kind = What kind of incident it is
option-record-new-kind-name = kind
option-record-new-initiators = Who acts; several with commas between them
option-record-new-initiators-name = initiators
option-record-new-targets = Towards whom; several with commas between them
option-record-new-targets-name = targets
option-record-new-others = Third parties that matter
option-record-new-others-name = others
option-record-new-date = When it happened: 2018, 2018-03, 2018-03-26
option-record-new-date-name = date
option-record-edit-incident = The record
option-record-edit-incident-name = incident
option-record-edit-claim = A claim to correct
option-record-edit-claim-name = claim
option-record-edit-title = Its new title
option-record-edit-title-name = title
option-record-edit-date = Its new date: 2018, 2018-03, 2018-03-26
option-record-edit-date-name = date
option-record-edit-ended = When it was reversed
option-record-edit-ended-name = ended
option-record-edit-summary = Its new summary
option-record-edit-summary-name = summary
option-record-edit-reason = Why
option-record-edit-reason-name = reason
option-record-merge-incident = The record that goes
option-record-merge-incident-name = incident
option-record-merge-into = The record that takes it in
option-record-merge-into-name = into
option-record-merge-reason = Why
option-record-merge-reason-name = reason
option-record-retract-incident = The record
option-record-retract-incident-name = incident
option-record-retract-reason = Why
option-record-retract-reason-name = reason
option-record-restore-incident = The record
option-record-restore-incident-name = incident
option-record-restore-reason = Why
option-record-restore-reason-name = reason
option-record-history-incident = The record
option-record-history-incident-name = incident
option-record-revert-incident = The record
option-record-revert-incident-name = incident
option-record-revert-edition = The number of the edition, as the history shows it
option-record-revert-edition-name = edition
option-record-revert-reason = Why
option-record-revert-reason-name = reason
