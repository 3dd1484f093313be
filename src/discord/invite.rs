//! The link by which a server invites the bot, with exactly the rights that it uses.

use serenity::model::Permissions;

/// Rights that the bot uses, each with what for.
const RIGHTS: [(Permissions, &str); 7] = [
    (Permissions::VIEW_CHANNEL, "to be told of messages"),
    (Permissions::SEND_MESSAGES, "to answer"),
    (Permissions::SEND_MESSAGES_IN_THREADS, "to answer in threads"),
    (Permissions::CREATE_PUBLIC_THREADS, "to open a thread for an answer, where that is set"),
    (Permissions::READ_MESSAGE_HISTORY, "to reply, and to read what was asked while it was away"),
    (Permissions::EMBED_LINKS, "to show an incident as a card"),
    (Permissions::ADD_REACTIONS, "to show that too much was asked"),
];

/// Where a bot is invited; `application` is its id.
pub fn invitation(application: &str) -> String {
    format!("https://discord.com/oauth2/authorize?client_id={application}&scope=bot+applications.commands&permissions={}", bits())
}

/// Every right as Discord's pages call it, with what for.
pub fn rights() -> impl Iterator<Item = (String, &'static str)> {
    RIGHTS.into_iter().map(|(right, purpose)| (right.get_permission_names().join(", "), purpose))
}

fn bits() -> u64 {
    RIGHTS.into_iter().fold(Permissions::empty(), |all, (right, _)| all | right).bits()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_asks_for_what_is_used_and_no_more() {
        let places = [6, 10, 11, 14, 16, 35, 38];
        assert_eq!(bits(), places.into_iter().map(|place| 1_u64 << place).sum::<u64>());
        assert_eq!(bits(), 309_237_730_368);
        assert!(RIGHTS.iter().all(|(right, _)| right.iter().count() == 1));
        let powers = Permissions::ADMINISTRATOR | Permissions::MANAGE_GUILD | Permissions::MANAGE_MESSAGES | Permissions::MENTION_EVERYONE;
        assert!(!Permissions::from_bits_truncate(bits()).intersects(powers));
        assert!(invitation("7").ends_with("client_id=7&scope=bot+applications.commands&permissions=309237730368"));
    }
}
