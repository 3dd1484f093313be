//! The contract of keeping the register, the same on SQLite and PostgreSQL: run by `store.rs`. What is proposed, reviewed,
//! made, refused; who sees it; what is left of those who wish to be forgotten.

use aide_memoire::incident::amend::{AmendError, Amendment, Correction};
use aide_memoire::incident::{Claim, Date, How, Incident, Related, Source};
use aide_memoire::register::keeping::{Keeper, Keeping, Kept, Made, Refusal, Request};
use aide_memoire::register::{Disputes, Live, starter_incidents, vocabulary};
use aide_memoire::store::{Base, Change, Forgotten, Proposal, ProposalState, ReviewItem, SHARED, Settled, Store, StoreError};

use crate::store::EDIT;

const ANA: Keeper<'static> =
    Keeper { guild: "1", user: "ana", is_moderator: true, is_reviewer: true, two_persons: true, sees_shared: true };
const BO: Keeper<'static> = Keeper { user: "bo", ..ANA };
/// One person suffices.
const ALONE: Keeper<'static> = Keeper { two_persons: false, is_reviewer: false, ..ANA };
const OPERATOR: Keeper<'static> = Keeper { guild: SHARED, user: "operator", two_persons: false, ..ANA };

fn request(id: &str) -> Request<'_> {
    Request { id, reason: "because", time: "2026-08-06T12:00:00Z" }
}

fn record(id: &str) -> Incident {
    Incident { id: id.to_owned(), ..starter_incidents().swap_remove(0) }
}

fn filed(kept: Kept) -> Proposal {
    match kept {
        Kept::Filed(proposal) => *proposal,
        Kept::Applied { incident, .. } => panic!("{incident} was changed without a reviewer"),
    }
}

fn applied(kept: Kept) -> i64 {
    match kept {
        Kept::Applied { revision, .. } => revision,
        Kept::Filed(proposal) => panic!("{} waits", proposal.incident.id),
    }
}

fn titled(title: &str, id: &str) -> Incident {
    Incident { title: title.to_owned(), ..record(id) }
}

/// A store with the shared records "a" and "b".
async fn store(url: &str) -> Store {
    let store = Store::open(url).await.unwrap();
    store.apply(&["a", "b"].map(|id| Change::put(SHARED, record(id))), EDIT).await.unwrap();
    store
}

async fn current(keeping: &Keeping<'_>, id: &str) -> (Incident, Base) {
    let edition = keeping.edition(id).await.unwrap().unwrap();
    (edition.incident, edition.base)
}

pub(crate) async fn a_change_waits_for_another_person(url: &str) {
    let store = store(url).await;
    let (ana, bo) = (Keeping::new(&store, ANA), Keeping::new(&store, BO));
    let proposal = filed(ana.add(request("p1"), record("new")).await.unwrap());
    assert_eq!((proposal.state, proposal.edition), (ProposalState::InReview, 1));
    assert_eq!(store.find("1", "new").await.unwrap(), None);
    assert_eq!(filed(ana.add(request("p1"), record("new")).await.unwrap()), proposal, "the same event twice is one proposal");
    assert_eq!(bo.queue(0, 9).await.unwrap(), [proposal]);
    assert!(matches!(ana.approve("p1", 1, "", EDIT.time).await, Err(Refusal::OwnProposal)));
    let moderator = Keeping::new(&store, Keeper { is_reviewer: false, ..BO });
    assert!(matches!(moderator.approve("p1", 1, "", EDIT.time).await, Err(Refusal::NotAllowed)));
    let elsewhere = Keeping::new(&store, Keeper { guild: "2", ..BO });
    assert!(matches!(elsewhere.approve("p1", 1, "", EDIT.time).await, Err(Refusal::NoProposal)));
    let revision = applied(bo.approve("p1", 1, "well found", EDIT.time).await.unwrap());
    let made = store.proposal("p1").await.unwrap().unwrap();
    assert_eq!((made.state, made.reviewer.as_str(), made.revision), (ProposalState::Approved, "bo", revision));
    let history = ana.history("new", i64::MAX, 9).await.unwrap();
    assert_eq!(history.iter().map(|made| (made.author.as_str(), made.reason.as_str())).collect::<Vec<_>>(), [("ana", "because")]);
    assert!(matches!(bo.approve("p1", 1, "", EDIT.time).await, Err(Refusal::Decided(ProposalState::Approved))));
    assert_eq!(applied(ana.add(request("p1"), record("new")).await.unwrap()), revision, "and after the decision too");
    filed(ana.retract(request("p2"), "new").await.unwrap());
    assert!(matches!(bo.reject("p2", 1, " ", EDIT.time).await, Err(Refusal::NoReason)));
    assert_eq!(bo.reject("p2", 1, "it is true", EDIT.time).await.unwrap().author, "ana");
    assert_eq!(store.proposal("p2").await.unwrap().unwrap().decided_reason, "it is true");
    assert_eq!(bo.queue(0, 9).await.unwrap(), []);
}

pub(crate) async fn of_two_reviewers_at_once_one_is_first(url: &str) {
    let store = store(url).await;
    filed(Keeping::new(&store, ANA).add(request("p"), record("new")).await.unwrap());
    let deciding = (0..6).map(|number| {
        let store = store.clone();
        tokio::spawn(async move {
            let keeping = Keeping::new(&store, BO);
            if number % 2 == 0 {
                keeping.approve("p", 1, "", EDIT.time).await.map(drop)
            } else {
                keeping.reject("p", 1, "no", EDIT.time).await.map(drop)
            }
        })
    });
    let mut done = 0;
    for one in deciding.collect::<Vec<_>>() {
        match one.await.unwrap() {
            Ok(()) => done += 1,
            Err(Refusal::Decided(_)) => {}
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!(done, 1);
    let made = store.proposal("p").await.unwrap().unwrap().state == ProposalState::Approved;
    assert_eq!(store.find("1", "new").await.unwrap().is_some(), made);
}

/// An edit that waited while its record was merged away, a restoring that somebody else was quicker with, edits at one moment.
pub(crate) async fn what_was_overtaken_is_not_made(url: &str) {
    let store = store(url).await;
    let (ana, bo, alone) = (Keeping::new(&store, ANA), Keeping::new(&store, BO), Keeping::new(&store, ALONE));
    let (_, base) = current(&ana, "a").await;
    filed(ana.edit(request("p"), titled("Edited", "a"), &base).await.unwrap());
    let of = |id: &str| ReviewItem { id: "o".to_owned(), guild: "1".to_owned(), incident: id.to_owned(), ..ReviewItem::default() };
    store.file_review(&ReviewItem { text: "no".to_owned(), author: "cy".to_owned(), time: EDIT.time.to_owned(), ..of("a") }).await.unwrap();
    applied(alone.merge(request("m"), "a", "b").await.unwrap());
    assert_eq!(store.open_reviews("1").await.unwrap()[0].incident, "b", "what is objected to went with it");
    assert!(matches!(bo.approve("p", 1, "", EDIT.time).await, Err(Refusal::Conflict(_))));
    assert_eq!(store.redirect("1", "a").await.unwrap().as_deref(), Some("b"), "the merge stands");

    store.apply(&[Change::put("1", record("own")), Change::retract("1", "own")], EDIT).await.unwrap();
    let seen = store.find("1", "own").await.unwrap().unwrap().revision;
    let again = |title: &str| [Change::restore("1", "own").over(seen), Change::put("1", titled(title, "own"))];
    store.apply(&again("Theirs"), EDIT).await.unwrap();
    assert!(matches!(store.apply(&again("Ours"), EDIT).await, Err(StoreError::Conflict { .. })));
    assert_eq!(store.find("1", "own").await.unwrap().unwrap().incident.title, "Theirs");

    let (_, base) = current(&alone, "own").await;
    let editing = (0..6).map(|number| {
        let (store, base) = (store.clone(), base.clone());
        tokio::spawn(async move {
            let edited = titled(&format!("Edition {number}"), "own");
            Keeping::new(&store, ALONE).edit(request(&format!("e{number}")), edited, &base).await
        })
    });
    let mut made = 0;
    for one in editing.collect::<Vec<_>>() {
        match one.await.unwrap() {
            Ok(_) => made += 1,
            Err(Refusal::Conflict(_)) => {}
            Err(error) => panic!("{error}"),
        }
    }
    let waiting = store.proposals("1", ProposalState::InReview, 0, 9).await.unwrap();
    assert_eq!((made, waiting.iter().map(|waits| waits.id.as_str()).collect::<Vec<_>>()), (1, vec!["p"]), "nothing is left to be reviewed");
}

pub(crate) async fn a_draft_is_worked_on_and_sent_in_by_its_author(url: &str) {
    let store = store(url).await;
    let (ana, bo) = (Keeping::new(&store, ANA), Keeping::new(&store, BO));
    filed(ana.add_draft(request("p"), record("new")).await.unwrap());
    assert_eq!(bo.queue(0, 9).await.unwrap(), []);
    assert!(matches!(bo.send_in("p", EDIT.time).await, Err(Refusal::NoProposal)));
    let made = |incident| Made { incident, base: Base { guild: "1".to_owned(), revision: 0 }, other: None };
    let revised = ana.revise("p", 1, made(titled("Better", "new")), "clearer").await.unwrap();
    assert_eq!((revised.edition, revised.incident.title.as_str()), (2, "Better"));
    assert_eq!(filed(ana.send_in("p", EDIT.time).await.unwrap()).state, ProposalState::InReview);
    assert!(matches!(bo.approve("p", 1, "", EDIT.time).await, Err(Refusal::ProposalChanged(now)) if now.edition == 2));
    assert!(matches!(ana.revise("p", 1, made(record("new")), "late").await, Err(Refusal::ProposalChanged(_))));
    ana.withdraw("p", EDIT.time).await.unwrap();
    assert!(matches!(bo.approve("p", 2, "", EDIT.time).await, Err(Refusal::Decided(ProposalState::Withdrawn))));
    // Where one person suffices, sending in is all that it takes.
    let alone = Keeping::new(&store, ALONE);
    filed(alone.add_draft(request("q"), record("new")).await.unwrap());
    applied(alone.send_in("q", EDIT.time).await.unwrap());
    assert_eq!(current(&alone, "new").await.0, record("new"));
}

pub(crate) async fn the_second_of_two_edits_is_told_what_changed(url: &str) {
    let store = store(url).await;
    let (ana, alone) = (Keeping::new(&store, ANA), Keeping::new(&store, Keeper { user: "bo", ..ALONE }));
    let (_, seen) = current(&ana, "a").await;
    assert_eq!(seen.guild, SHARED);
    filed(ana.edit(request("p"), titled("Ana's", "a"), &seen).await.unwrap());
    applied(alone.edit(request("q"), titled("Bo's", "a"), &seen).await.unwrap());
    let told = |refusal: Refusal| match refusal {
        Refusal::Conflict(conflict) => conflict.differences.iter().map(ToString::to_string).collect::<Vec<_>>(),
        other => panic!("{other}"),
    };
    let expected = [format!("title: \"{}\" → \"Bo's\"", record("a").title)];
    assert_eq!(told(Keeping::new(&store, BO).approve("p", 1, "", EDIT.time).await.unwrap_err()), expected);
    assert_eq!(told(ana.edit(request("r"), titled("Again", "a"), &seen).await.unwrap_err()), expected);
    assert_eq!(current(&ana, "a").await.0.title, "Bo's");
    assert_eq!(store.find(SHARED, "a").await.unwrap().unwrap().incident, record("a"), "a guild writes its own records only");
    // From what it was made from it cannot be made again; looked at again, it is made from what is there now.
    let old = Made { incident: titled("Both", "a"), base: seen.clone(), other: None };
    assert_eq!(told(ana.revise("p", 1, old, "because").await.unwrap_err()), expected);
    let (_, now) = current(&ana, "a").await;
    let revised = ana.revise("p", 1, Made { incident: titled("Both", "a"), base: now, other: None }, "because").await.unwrap();
    applied(Keeping::new(&store, BO).approve("p", revised.edition, "", EDIT.time).await.unwrap());
    // A shared record that changes under a guild's first edition is a conflict too.
    let (_, seen) = current(&ana, "b").await;
    filed(ana.edit(request("s"), titled("Ours", "b"), &seen).await.unwrap());
    store.apply(&[Change::put(SHARED, titled("Theirs", "b"))], EDIT).await.unwrap();
    assert!(matches!(Keeping::new(&store, BO).approve("s", 1, "", EDIT.time).await, Err(Refusal::Conflict(_))));
    assert_eq!(store.find("1", "b").await.unwrap(), None);
}

pub(crate) async fn a_proposal_is_made_anew_from_the_records_as_they_stand(url: &str) {
    let store = store(url).await;
    let (ana, bo) = (Keeping::new(&store, ANA), Keeping::new(&store, BO));
    let alone = Keeping::new(&store, Keeper { user: "bo", ..ALONE });
    let stored = async |id: &str| store.proposal(id).await.unwrap().unwrap();
    // An edit and a merge wait, and both of the records are changed under them.
    let (_, seen) = current(&ana, "a").await;
    let edit = filed(ana.edit(request("p"), titled("Ana's", "a"), &seen).await.unwrap());
    let merge = filed(ana.merge(request("m"), "b", "a").await.unwrap());
    let still = ana.rebased(&edit).await.unwrap();
    assert_eq!((still.made.incident, still.made.base, still.differences), (edit.incident.clone(), seen.clone(), Vec::new()));
    let dated = Incident { date: Date::parse("1999").unwrap(), ended: None, ..record("a") };
    applied(alone.edit(request("q"), dated.clone(), &seen).await.unwrap());
    let claim = Claim { text: "Found since.".to_owned(), ..record("b").claims[0].clone() };
    applied(alone.amend(request("r"), "b", None, &[Amendment::AddClaim(claim)]).await.unwrap());
    let rebased = ana.rebased(&stored("p").await).await.unwrap();
    assert_eq!(rebased.made.incident, Incident { title: "Ana's".to_owned(), ..dated.clone() });
    assert_eq!(rebased.made.base, current(&ana, "a").await.1);
    assert!(rebased.differences.iter().any(|line| line.what == "date"), "{:?}", rebased.differences);
    assert_eq!(ana.rebased_at(&edit, [seen.revision, 0]).await.unwrap().unwrap().made.incident, edit.incident);
    assert_eq!(ana.rebased_at(&edit, [current(&ana, "b").await.1.revision, 0]).await.unwrap(), None, "a revision of another record");
    // A merge takes in what the other record has gained, and leaves what its author had changed in it.
    let renamed =
        Made { incident: Incident { title: "One".to_owned(), ..merge.incident.clone() }, base: seen.clone(), other: merge.other.clone() };
    assert!(matches!(ana.revise("m", 1, renamed, "one event").await, Err(Refusal::Conflict(_))));
    let made = ana.rebased(&merge).await.unwrap().made;
    assert!(made.incident.claims.iter().any(|claim| claim.text == "Found since.") && made.incident.date == dated.date);
    assert_eq!(made.other, Some(("b".to_owned(), current(&ana, "b").await.1)));
    let revised = ana.revise("m", 1, made.clone(), "one event").await.unwrap();
    assert_eq!(stored("m").await, revised);
    applied(bo.approve("m", 2, "", EDIT.time).await.unwrap());
    assert_eq!(current(&ana, "b").await.0, made.incident);
    // What is part of another record by now, or retracted, is not made at all.
    let note = Incident { summary: "Otherwise.".to_owned(), ..made.incident };
    let (_, seen) = current(&ana, "a").await;
    let late = filed(ana.edit(request("s"), note, &seen).await.unwrap());
    applied(alone.retract(request("t"), "a").await.unwrap());
    assert!(ana.rebased(&late).await.is_ok_and(|now| now.made.base.guild == SHARED), "the shared record is seen again");
    let hidden = Keeping::new(&store, Keeper { sees_shared: false, ..ANA });
    assert!(matches!(hidden.rebased(&late).await, Err(Refusal::IsRetracted { .. })));
}

pub(crate) async fn all_faults_are_named_before_anything_is_filed(url: &str) {
    let store = store(url).await;
    let alone = Keeping::new(&store, ALONE);
    let mut faulty = titled(" ", "new");
    faulty.related = vec![Related { id: "nobody".to_owned(), how: How::Follows }];
    faulty.sources[0].publisher = String::new();
    let Err(Refusal::Faults(faults)) = alone.add(request("p"), faulty).await else { panic!("it was filed") };
    assert_eq!(faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), ["title", "sources[0].publisher", "related[0].id"]);
    assert_eq!(store.proposal("p").await.unwrap(), None);
    let no_reason = Request { reason: " ", ..request("p") };
    assert!(matches!(alone.add(no_reason, record("new")).await, Err(Refusal::NoReason)));
    let asker = Keeping::new(&store, Keeper { is_moderator: false, ..ALONE });
    assert!(matches!(asker.add(request("p"), record("new")).await, Err(Refusal::NotAllowed)));
    let add = Amendment::AddSource { source: record("a").sources[0].clone(), claims: Vec::new() };
    let refused = alone.amend(request("p"), "a", None, &[add]).await;
    assert!(matches!(refused, Err(Refusal::Amendment(AmendError::Duplicate { n: 1, retracted: false }))));
    let source = Source { url: Some("ftp://example.org".to_owned()), ..Source::new(0, "Example".to_owned()) };
    let refused = alone.amend(request("p"), "a", None, &[Amendment::AddSource { source, claims: Vec::new() }]).await;
    assert!(matches!(refused, Err(Refusal::Faults(faults)) if faults.len() == 1));
}

/// Two propose a new record each, which are given one id; both can be approved, and so can one whose id is taken meanwhile.
pub(crate) async fn new_records_of_one_id_get_numbers(url: &str) {
    let store = store(url).await;
    let (ana, bo) = (Keeping::new(&store, ANA), Keeping::new(&store, BO));
    let (one, two) =
        (filed(ana.add(request("1"), record("new")).await.unwrap()), filed(ana.add_draft(request("2"), record("new")).await.unwrap()));
    assert_eq!((one.incident.id.as_str(), two.incident.id.as_str()), ("new", "new-2"));
    assert_eq!(filed(ana.add(request("3"), record("a")).await.unwrap()).incident.id, "a-2", "the shared register has it");
    // Sent in with the first id again, it keeps its number.
    let made = Made { incident: titled("Changed", "new"), base: two.base.clone(), other: None };
    assert_eq!(ana.revise("2", 1, made, "clearer").await.unwrap().incident.id, "new-2");
    ana.send_in("2", EDIT.time).await.unwrap();
    let approved = async |id: &str, edition: i64| match bo.approve(id, edition, "", EDIT.time).await.unwrap() {
        Kept::Applied { incident, .. } => incident,
        filed @ Kept::Filed(_) => panic!("{filed:?}"),
    };
    assert_eq!([approved("2", 2).await, approved("1", 1).await], ["new-2", "new"]);
    // Imported or promoted since it was proposed.
    filed(ana.add(request("4"), record("late")).await.unwrap());
    store.apply(&[Change::put(SHARED, titled("Another", "late"))], EDIT).await.unwrap();
    assert_eq!(approved("4", 1).await, "late-2");
    assert_eq!(store.proposal("4").await.unwrap().unwrap().incident.id, "late-2");
    assert_eq!(store.find(SHARED, "late").await.unwrap().unwrap().incident.title, "Another");
    assert_eq!(current(&ana, "late-2").await.0, record("late-2"));
}

pub(crate) async fn a_merged_record_is_found_by_its_old_id(url: &str) {
    let store = store(url).await;
    let live = Live::open(&store, vocabulary(&[]).unwrap(), EDIT.time).await.unwrap();
    let alone = Keeping::new(&store, ALONE);
    let mut own = titled("Own", "own");
    own.claims.push(Claim { text: "Only here.".to_owned(), ..own.claims[0].clone() });
    applied(alone.add(request("1"), own.clone()).await.unwrap());
    applied(alone.merge(request("2"), "own", "a").await.unwrap());
    // A chain: what led to "a" leads to "b" now. "a" stays in the shared register.
    applied(alone.merge(request("3"), "a", "b").await.unwrap());
    assert!(matches!(alone.merge(request("4"), "own", "a").await, Err(Refusal::SameRecord { .. })));
    live.catch_up(&store).await.unwrap();
    let anew = Live::open(&store, vocabulary(&[]).unwrap(), EDIT.time).await.unwrap();
    let shown = |live: &Live, guild: Option<&str>, id: &str| {
        live.with(guild, |view| {
            let found = view.register.index().incident(id).map(|found| (found.id.clone(), found.claims.len()));
            assert_eq!(view.catalogue.exact(id), found.as_ref().map(|(id, _)| id.as_str()));
            found
        })
    };
    for live in [&live, &anew] {
        for id in ["own", "a", "b"] {
            assert_eq!(shown(live, Some("1"), id), Some(("b".to_owned(), own.claims.len())), "{id}");
        }
        assert_eq!(live.with(Some("1"), |view| view.register.index().len()), 1);
        assert_eq!(shown(live, None, "a"), Some(("a".to_owned(), record("a").claims.len())));
        assert_eq!((shown(live, None, "own"), shown(live, Some("2"), "own")), (None, None));
    }
    // Taken back, it has its id again, and the shared record shows no sooner than the guild goes back to it.
    applied(alone.restore(request("5"), "a").await.unwrap());
    applied(alone.retract(request("6"), "a").await.unwrap());
    live.catch_up(&store).await.unwrap();
    assert_eq!(shown(&live, Some("1"), "a"), Some(("a".to_owned(), record("a").claims.len())));
    assert_eq!(shown(&live, Some("1"), "own"), Some(("b".to_owned(), own.claims.len())));
}

pub(crate) async fn records_go_back_and_up(url: &str) {
    let store = store(url).await;
    let (alone, operator) = (Keeping::new(&store, ALONE), Keeping::new(&store, OPERATOR));
    assert!(matches!(alone.retract(request("0"), "a").await, Err(Refusal::Shared { .. })));
    let (_, seen) = current(&alone, "a").await;
    let first = applied(alone.edit(request("1"), titled("First", "a"), &seen).await.unwrap());
    let (_, seen) = current(&alone, "a").await;
    applied(alone.edit(request("2"), titled("Second", "a"), &seen).await.unwrap());
    applied(alone.revert(request("3"), "a", first, None).await.unwrap());
    assert_eq!(current(&alone, "a").await.0.title, "First");
    let foreign = store.history(SHARED, "b").await.unwrap()[0].sequence;
    assert!(matches!(alone.revert(request("4"), "a", foreign, None).await, Err(Refusal::NoRecord { .. })));
    let pages: Vec<i64> = alone.history("a", i64::MAX, 2).await.unwrap().iter().map(|made| made.sequence).collect();
    let rest: Vec<i64> = alone.history("a", pages[1], 9).await.unwrap().iter().map(|made| made.sequence).collect();
    assert_eq!((pages, rest), (vec![first + 2, first + 1], vec![first, 1]));
    assert!(matches!(alone.promote(request("5"), "1", "a").await, Err(Refusal::NotAllowed)));
    applied(operator.promote(request("5"), "1", "a").await.unwrap());
    let (record, base) = current(&alone, "a").await;
    assert_eq!((record.title.as_str(), base.guild.as_str()), ("First", SHARED), "the guild sees the shared one again");
    // And can have its own once more.
    applied(alone.edit(request("6"), titled("Third", "a"), &base).await.unwrap());
    assert_eq!(current(&alone, "a").await.0.title, "Third");
    assert_eq!(current(&operator, "a").await.0.title, "First");
    let secluded = Keeping::new(&store, Keeper { sees_shared: false, ..ALONE });
    assert_eq!(secluded.edition("b").await.unwrap(), None);
    assert!(secluded.history("b", i64::MAX, 9).await.unwrap().is_empty());
    assert_eq!(Keeping::new(&store, Keeper { guild: "2", ..ALONE }).history("a", i64::MAX, 9).await.unwrap().len(), 2);
}

pub(crate) async fn a_retracted_claim_is_not_stated_until_it_is_restored(url: &str) {
    let store = Store::open(url).await.unwrap();
    let live = Live::open(&store, vocabulary(&[]).unwrap(), EDIT.time).await.unwrap();
    let operator = Keeping::new(&store, OPERATOR);
    let id = "albania-iran-2022-relations-severed";
    let why = async || {
        live.catch_up(&store).await.unwrap();
        let today = Date::parse("2026-08-06").unwrap();
        live.with(Some("1"), |view| view.register.ask("Why did Albania cut ties with Iran?", &today, None).0)
    };
    let before = why().await;
    let stated = before.statements().last().unwrap().text().to_owned();
    let (record, _) = current(&operator, id).await;
    let claim = before.statements().last().unwrap().claim();
    assert!(record.claim(claim).is_some(), "a statement knows its claim");
    let retract = Amendment::RetractClaim { claim, reason: "a slip".to_owned() };
    applied(operator.amend(request("1"), id, None, &[retract]).await.unwrap());
    let without = why().await;
    assert!(without.statements().all(|statement| statement.text() != stated), "{}", without.text());
    applied(operator.amend(request("2"), id, None, &[Amendment::RestoreClaim(claim)]).await.unwrap());
    assert_eq!(why().await, before);
    // A claim goes with its sources, and a record with its claims.
    let every = record.sources.iter().map(|source| Amendment::RetractSource { n: source.n, reason: "gone".to_owned() });
    applied(operator.amend(request("3"), id, None, &every.collect::<Vec<_>>()).await.unwrap());
    why().await;
    live.with(None, |view| assert_eq!((view.register.index().slot(id), view.catalogue.exact(id)), (None, None)));
    let anew = Live::open(&store, vocabulary(&[]).unwrap(), EDIT.time).await.unwrap();
    anew.with(None, |view| assert_eq!((view.register.index().slot(id), view.catalogue.exact(id)), (None, None)));
    let correct = Amendment::Correct { claim, by: Correction { text: Some("Other words.".to_owned()), ..Correction::default() } };
    applied(operator.amend(request("4"), id, None, &[correct]).await.unwrap());
}

pub(crate) async fn objections_are_of_a_claim_and_end_once(url: &str) {
    let store = Store::open(url).await.unwrap();
    let claim = record("a").claims[0].key();
    let item = |id: &str, claim| ReviewItem {
        id: id.to_owned(),
        guild: "1".to_owned(),
        incident: "a".to_owned(),
        claim,
        author: "ana".to_owned(),
        time: EDIT.time.to_owned(),
        ..ReviewItem::default()
    };
    for item in [item("x", Some(claim)), item("y", None), item("z", Some(claim))] {
        store.file_review(&item).await.unwrap();
    }
    assert_eq!(store.open_reviews_of("1", "a").await.unwrap(), [item("x", Some(claim)), item("y", None), item("z", Some(claim))]);
    assert_eq!(store.open_reviews_of("2", "a").await.unwrap(), []);
    assert_eq!(store.objected().await.unwrap().iter().map(|objected| objected.claim).collect::<Vec<_>>(), [None, Some(claim)]);
    let disputes = Disputes::default();
    disputes.refresh(&store).await.unwrap();
    assert!(disputes.has(Some("1"), "a", claim) && !disputes.has(Some("2"), "a", claim) && !disputes.has(None, "a", claim));
    assert!(!store.close_review("2", "x", "no", "bo", EDIT.time).await.unwrap());
    assert!(store.close_review("1", "x", "no", "bo", EDIT.time).await.unwrap());
    assert!(!store.close_review("1", "x", "yes", "cy", EDIT.time).await.unwrap());
    let closed = store.review("x").await.unwrap().unwrap();
    disputes.refresh(&store).await.unwrap();
    assert!(disputes.has(Some("1"), "a", claim), "another objection to it is open");
    assert!(store.close_review("1", "z", "no", "bo", EDIT.time).await.unwrap());
    disputes.refresh(&store).await.unwrap();
    assert!(!disputes.has(Some("1"), "a", claim));
    assert_eq!((closed.closed, closed.outcome.as_str(), closed.reviewer.as_str()), (true, "no", "bo"));
}

pub(crate) async fn who_wishes_to_be_forgotten_is_named_nowhere(url: &str) {
    let store = store(url).await;
    let (ana, bo) = (Keeping::new(&store, ANA), Keeping::new(&store, BO));
    for (id, incident) in [("1", "one"), ("2", "two"), ("3", "three")] {
        filed(ana.add(request(id), record(incident)).await.unwrap());
    }
    filed(bo.add(request("4"), record("four")).await.unwrap());
    bo.approve("1", 1, "", EDIT.time).await.unwrap();
    bo.reject("2", 1, "no", EDIT.time).await.unwrap();
    ana.approve("4", 1, "", EDIT.time).await.unwrap();
    assert_eq!(store.changes_by("ana").await.unwrap().iter().map(|made| made.incident.as_str()).collect::<Vec<_>>(), ["one"]);
    let folder = tempfile::tempdir().unwrap();
    let copy = Store::open(&format!("sqlite:{}", folder.path().join("copy.db").display())).await.unwrap();
    store.copy_into(&copy).await.unwrap();
    assert_eq!(copy.proposals_by("ana").await.unwrap(), store.proposals_by("ana").await.unwrap());
    assert_eq!(store.proposals_by("ana").await.unwrap().len(), 3);
    assert_eq!(store.forget_about("ana").await.unwrap(), Forgotten { deleted: 2, unnamed: 3 });
    assert_eq!((store.proposals_by("ana").await.unwrap(), store.changes_by("ana").await.unwrap()), (Vec::new(), Vec::new()));
    assert_eq!(store.proposal("4").await.unwrap().unwrap().reviewer, "");
    assert_eq!(store.find("1", "one").await.unwrap().unwrap().incident, record("one"));
    // Nobody is nobody's author.
    assert_eq!(store.withdraw_proposal("1", "", EDIT.time).await.unwrap(), Settled::Already(ProposalState::Approved));
}
