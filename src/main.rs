//! Temporary entry.
use aide_memoire::cli::eval;
fn main() {
    let register = aide_memoire::register::Register::starter().expect("lists");
    let today = aide_memoire::incident::Date::parse("2026-11-01").expect("day");
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args[0] == "eval" {
        let text = std::fs::read_to_string(&args[1]).expect("file");
        let cases = text.lines().map(|l| serde_json::from_str(l).expect("case")).collect();
        let results = eval::run(&register, cases, &today);
        if args.len() > 2 {
        for r in &results { if r.verdict != eval::Verdict::Correct { println!("{} [{}] {} => {:?}\n     {:?} {:?} {:.2}", r.case.id, r.case.stratum, r.case.q, r.verdict, r.answer.outcome, r.answer.incidents.iter().map(|i| &i.id).collect::<Vec<_>>(), r.answer.confidence); } }
        }
        println!("{}", eval::summary(&results));
    } else {
        let mut prev = None;
        for q in &args {
            let (a, t) = register.ask(q, &today, prev.as_ref());
            println!("## {q}\n{}\n", a.text());
            let qn = &t.question;
            println!("  {:?} {:?} m={:?} acts={:?} period={:?} anchor={:?} words={:?} corr={:?}", qn.intent, qn.aspects, qn.mentions.iter().map(|m| (&m.parties, m.role, m.form)).collect::<Vec<_>>(), qn.acts.iter().map(|a|(&a.kinds,a.voice,&a.words)).collect::<Vec<_>>(), qn.period, qn.anchor, qn.contents.iter().map(|c|(&c.stem,c.weight,c.of_act)).collect::<Vec<_>>(), qn.corrections);
            for h in register.index().find(qn, register.vocabulary(), &[]).into_iter().take(5) { println!("   {:.2} {:.2} {} {:?}", h.score, h.share, register.index().incident_in(h.slot).unwrap().id, h.matched); }
            prev = Some(t);
        }
    }
}
