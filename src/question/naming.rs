//! Whether a question asks for a name, and whose: "the names of the two diplomats", "who was the ambassador in Algiers".

use super::{Question, clauses};
use crate::vocabulary::{Token, WordClass};

impl Question {
    /// Whether a name is asked for: "what was the name of", "what is he called".
    pub fn asks_name(&self) -> bool {
        let last = self.tokens.last().is_some_and(|token| matches!(token.folded(), "called" | "named"));
        last || self.whose_post().is_some() || self.tokens.iter().any(|token| matches!(token.folded(), "name" | "names"))
    }

    /// Whether the name of somebody is asked for whom the question only calls "him", "her" or "them".
    pub fn asks_their_name(&self) -> bool {
        self.tokens
            .windows(2)
            .any(|pair| matches!(pair[0].folded(), "his" | "her" | "their") && matches!(pair[1].folded(), "name" | "names"))
    }

    /// Position of the noun whose name is asked for: "the names of the two Ukrainian *diplomats* that …".
    pub fn whose_name(&self) -> Option<usize> {
        let Some(name) = self.tokens.iter().position(|token| matches!(token.folded(), "name" | "names" | "identity")) else {
            return self.whose_post().or_else(|| self.who_is_called());
        };
        if name.checked_sub(1).and_then(|before| self.tokens.get(before)).is_some_and(|before| before.folded() == "in") {
            return None;
        }
        let of = self.tokens.get(name + 1).filter(|token| token.folded() == "of").map(|_| name + 2)?;
        let named = |at: usize| self.mentions.iter().any(|mention| (mention.start..mention.end).contains(&at));
        let goes_on = |at: &usize| {
            self.tokens.get(*at).is_some_and(|token| {
                token.word.before == ' ' && !clauses::helps(token) && !token.is(WordClass::Preposition) && !token.is(WordClass::Boundary)
            })
        };
        // "The Ukrainian diplomats Hungary threw out": another name, or one behind the noun, begins what tells of it.
        let first = (of..self.tokens.len()).find(|at| named(*at)).filter(|at| *at <= of + 2);
        let last = (of..self.tokens.len()).take_while(goes_on).take_while(|at| !named(*at) || first == Some(*at));
        let tells = |at: &usize| named(*at) || self.tokens.get(*at).is_some_and(|token| token.weight >= 1);
        let noun = last.filter(tells).last()?;
        // "The name of the Israeli whom …".
        if named(noun) {
            return Some(noun);
        }
        // "Of the three French people": whoever they are.
        let tells = self.contents.iter().any(|content| content.position == noun);
        self.tokens.get(noun).filter(|token| tells && !token.is(WordClass::CountedPerson) && !token.is_number()).map(|_| noun)
    }

    /// "What was the captain of the Stena Impero called?": position of the first noun.
    fn who_is_called(&self) -> Option<usize> {
        let word = |at: usize| self.tokens.get(at).map_or("", Token::folded);
        let last = self.tokens.last().is_some_and(|token| matches!(token.folded(), "called" | "named"));
        let opens = word(0) == "what" && matches!(word(1), "was" | "were" | "is" | "are") && word(2) == "the";
        let noun = self.contents.iter().map(|content| content.position).find(|at| matches!(*at, 3 | 4))?;
        (last && opens && matches!(word(noun + 1), "of" | "called" | "named")).then_some(noun)
    }

    /// "Who was Morocco's ambassador in Algiers": position of the post that somebody held.
    fn whose_post(&self) -> Option<usize> {
        let word = |at: usize| self.tokens.get(at).map_or("", Token::folded);
        let opens = word(0) == "who" && matches!(word(1), "was" | "were" | "is" | "are");
        let post = (2..self.tokens.len().min(8)).find(|at| self.tokens.get(*at).is_some_and(|token| token.is(WordClass::Bearer)));
        let plain = |at: &usize| self.tokens.get(*at).is_some_and(|token| !clauses::helps(token) && !token.is(WordClass::Boundary));
        post.filter(|post| opens && (2..*post).all(|at| plain(&at)))
    }
}
