"""Questions and their answers, in the order of the page. Answers are Markdown."""

WORDS = {
    "title": "Questions",
    "text": "What people ask about the APIs of this server.",
    "private_q": "Why can’t somebody else see my character?",
    "private_a": "Because it is private: whoever doesn’t own it gets the same answer as for one that does not exist, by design. "
    "Make it *unlisted*, and who has its link sees it; make it *public*, and everybody does.",
    "publish_q": "Can I publish a private character later?",
    "publish_a": "Yes, and take it back as often as you like: update its visibility through any API, or on its page. "
    "It holds at once.",
    "client_q": "May I call an API from an app or a web page?",
    "client_a": "Not with a key in it. Whoever has the app has the key. Let your own server hold the key and pass on what your "
    "users may ask for.",
    "bulk_q": "How do I bring many characters?",
    "bulk_a": "With a queue: few requests at a time, an `Idempotency-Key` with each, and the ids written down as they come. Begin "
    "with a small batch, then go faster. `greenroom import` on the command line reads character cards from files.",
    "limits_q": "What happens when I ask too fast?",
    "limits_a": "You get **429** with a `Retry-After`, which is exact. Wait that long, and then twice as long each time. The "
    "plan *home*, which a server of your own has unless told otherwise, has no limits; [Usage](/usage) shows what is left.",
    "delete_q": "Can I get a deleted character back?",
    "delete_a": "No. Its conversations go with it, too. Its history is there for mistakes: every change is a revision that can be "
    "restored, as long as the character is there.",
    "lost_q": "I lost a key. Can I see it again?",
    "lost_a": "No; only a keyed hash of it is kept. Make another one on [Keys](/keys), and revoke the lost one.",
    "live_q": "I changed a character, and conversations don’t notice. Why?",
    "live_a": "Some APIs know the word *deploy*: what is written through them changes the working copy alone, and conversations "
    "use the live copy until it is deployed. [Operations](/operations) shows how far a deployment is.",
    "model_q": "Why doesn’t anybody reply?",
    "model_a": "A character needs a language model, which the operator of this server names with the setting `model_url`. "
    "Everything but talking works without.",
    "address_q": "My client can only be told a host, not a path. Does that work?",
    "address_a": "Yes. Every API stands at the paths that its vendor gave it, all at this one address; only the base address and "
    "the key change.",
}
