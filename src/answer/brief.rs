//! An answer in short: of each line what answers first, and whatever denies an accusation. Nothing is added or reworded.

use super::{Answer, CitedSource, Outcome, Paragraph, Statement};
use crate::incident::{Aspect, Stance};

/// The answer with the first statement of each line and every denial; its sources counted anew. Lists stay whole.
pub fn brief(answer: Answer) -> Answer {
    if !matches!(answer.outcome, Outcome::Answered | Outcome::Corrected) {
        return answer;
    }
    let paragraphs: Vec<Paragraph> = answer
        .paragraphs
        .into_iter()
        .map(|Paragraph { label, statements }| {
            let kept = statements.into_iter().enumerate().filter(|(position, statement)| *position == 0 || denies(statement));
            Paragraph { label, statements: kept.map(|(_, statement)| statement).collect() }
        })
        .collect();
    let mut cited: Vec<u32> = Vec::new();
    for n in paragraphs.iter().flat_map(|paragraph| &paragraph.statements).flat_map(Statement::sources) {
        if !cited.contains(n) {
            cited.push(*n);
        }
    }
    let number = |n: u32| cited.iter().position(|known| *known == n).and_then(|at| u32::try_from(at + 1).ok());
    let renumber = |statement: Statement| statement.renumbered(|n| number(n).unwrap_or(n));
    let of = |n: &u32| answer.sources.iter().find(|source| source.n == *n);
    let sources = cited.iter().filter_map(|n| Some(CitedSource { n: number(*n)?, ..of(n)?.clone() })).collect();
    let paragraphs = paragraphs
        .into_iter()
        .map(|paragraph| Paragraph { statements: paragraph.statements.into_iter().map(renumber).collect(), ..paragraph })
        .collect();
    Answer { paragraphs, sources, ..answer }
}

/// Whether it is what somebody accused says against it.
fn denies(statement: &Statement) -> bool {
    statement.stance() == Stance::Denied || statement.aspect() == Aspect::Denial
}
