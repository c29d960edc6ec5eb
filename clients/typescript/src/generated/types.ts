// Written by clients/generate; change the server, then run script/clients.

/** The caller's account. */
export interface Account {
  readonly id: string;
  readonly handle: string;
  readonly display_name: string;
  readonly plan: string;
  readonly created_at: string;
}

/** Something that was done. `by` is null where nobody was known to do it, or the server's command line did. */
export interface Act {
  readonly id: string;
  readonly moment: string;
  /** What: as “signed in” or “key created”. There may be further ones. */
  readonly act: string;
  readonly by: "operator" | "owner" | null;
  /** The owner's key that was used; null at a browser, say. */
  readonly key_id: string | null;
  /** Whom it is about: another account where an operator asks. */
  readonly account_id: string | null;
  /** A key's id, a character's, a way to sign in; or nothing. */
  readonly about: string;
}

/** Requests that are granted: `burst` at once, then `per_minute` evenly. */
export interface Rate {
  readonly per_minute: number;
  readonly burst: number;
}

/** By kind of endpoint; null is no limit. */
export interface Limits {
  readonly read: Rate | null;
  readonly write: Rate | null;
  readonly chat: Rate | null;
}

/** What an account has, and what its plan grants; `public_characters` are those that can be found. */
export interface Usage {
  readonly characters: number;
  readonly public_characters: number;
  readonly assets: number;
  readonly asset_bytes: number;
  readonly plan: string;
  readonly premium_models: boolean;
  readonly limits: Limits;
}

/** A key as it is listed: everything but its secret. */
export interface Key {
  readonly id: string;
  readonly label: string;
  readonly scopes: readonly ("chat" | "keys" | "read" | "write")[];
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  readonly last_used_at: string | null;
  /** The key itself: shown once, when it is made. */
  readonly key?: string;
}

/** All keys of the account, oldest first, revoked ones too. */
export interface Keys {
  readonly items: readonly Key[];
}

/** Texts that go to the model as they are, with `{{char}}` and `{{user}}` unexpanded. */
export interface CharacterPrompt {
  readonly definition?: string;
  readonly personality?: string;
  readonly scenario?: string;
  readonly system?: string;
  readonly post_history?: string;
}

/** What the character says first. `first` is None when there is none, which differs from an empty text. */
export interface Greetings {
  readonly first?: string | null;
  readonly alternates?: readonly string[];
  readonly group_only?: readonly string[];
}

/** Who the character is in a few structured words. */
export interface Person {
  readonly role?: string;
  readonly life_stage?: "" | "adult" | "child" | "elderly" | "infant" | "middle_aged" | "teenager" | "young_adult";
  readonly gender?: string;
  readonly aliases?: readonly string[];
  readonly traits?: readonly string[];
  readonly motivation?: string;
  readonly flaws?: string;
  readonly interests?: readonly string[];
}

/** A manner of speaking that the creator composed. */
export interface CustomStyle {
  readonly style_id?: string;
  readonly name?: string;
  readonly active?: boolean;
  readonly adjectives?: readonly string[];
  readonly colloquialism?: string;
  /** Written through the API that it belongs to, and shown here. */
  readonly more?: Readonly<Record<string, any>>;
}

/** How the character talks. */
export interface Style {
  readonly dialog?: string;
  readonly custom?: readonly CustomStyle[];
  readonly manner?: string;
  readonly catch_phrases?: readonly string[];
  readonly response_length?: string;
  readonly narrative_actions?: boolean;
}

/** The mood a conversation starts in; each axis −100…100, beyond it kept as written. */
export interface Mood {
  readonly joy?: number;
  readonly fear?: number;
  readonly trust?: number;
  readonly surprise?: number;
}

/** Standing temperament; each axis −100…100, beyond it kept as written. */
export interface Axes {
  readonly positive?: number;
  readonly peaceful?: number;
  readonly open?: number;
  readonly extravert?: number;
}

/** How feelings and relationships move. */
export interface Dynamics {
  readonly emotional_fluidity?: number;
  readonly social_rank?: number;
  readonly relationship_enabled?: boolean;
  readonly relationship_fluidity?: number;
  readonly cognitive_control?: string;
  readonly emotions?: readonly string[];
}

/** One thing the character knows. */
export interface Fact {
  readonly text?: string;
  /** Written through the API that it belongs to, and shown here. */
  readonly more?: Readonly<Record<string, any>>;
}

/** An entry of a lorebook: `content` enters the prompt when one of `keys` is met (the card specifications, V2 and V3). */
export interface LoreEntry {
  readonly keys?: readonly string[];
  readonly content?: string;
  readonly enabled?: boolean;
  readonly insertion_order?: number;
  readonly case_sensitive?: boolean | null;
  readonly use_regex?: boolean;
  readonly constant?: boolean | null;
  readonly selective?: boolean | null;
  readonly secondary_keys?: readonly string[];
  readonly priority?: number | null;
  readonly position?: "" | "after_char" | "before_char";
  readonly name?: string;
  readonly comment?: string;
  /** Written through the API that it belongs to, and shown here. */
  readonly more?: Readonly<Record<string, any>>;
}

/** World knowledge that is told when it is mentioned (the card specifications, V2 and V3). */
export interface Lorebook {
  readonly name?: string;
  readonly description?: string;
  readonly scan_depth?: number | null;
  readonly token_budget?: number | null;
  readonly recursive_scanning?: boolean | null;
  readonly entries?: readonly LoreEntry[];
  /** Written through the API that it belongs to, and shown here. */
  readonly more?: Readonly<Record<string, any>>;
}

/** What the character knows. */
export interface Knowledge {
  readonly facts?: readonly Fact[] | null;
  readonly older_facts?: readonly Fact[];
  readonly common?: readonly string[];
  readonly lorebook?: Lorebook | null;
}

/** A thing the character has. */
export interface Item {
  readonly kind?: string;
  readonly name?: string;
  readonly unit?: string;
  readonly value?: number | string | null;
  readonly description?: string;
  /** Written through the API that it belongs to, and shown here. */
  readonly more?: Readonly<Record<string, any>>;
}

/** Something that may happen, and the character reacts to. */
export interface Event {
  readonly kind?: string;
  readonly name?: string;
  readonly description?: string;
  /** Written through the API that it belongs to, and shown here. */
  readonly more?: Readonly<Record<string, any>>;
}

/** A task the character gives. */
export interface Quest {
  readonly description?: string;
  readonly objective?: string;
  readonly reward?: string;
  /** Written through the API that it belongs to, and shown here. */
  readonly more?: Readonly<Record<string, any>>;
}

/** What ties the character to a game's world. */
export interface World {
  readonly items?: readonly Item[];
  readonly events?: readonly Event[];
  readonly quests?: readonly Quest[];
  readonly actions?: readonly string[];
}

/** What the character keeps out of its conversations. */
export interface Safety {
  readonly active?: boolean | null;
  readonly topics?: Readonly<Record<string, string>>;
  readonly blocked_words?: readonly string[];
}

/** How replies are made. */
export interface Engine {
  readonly model?: string;
  readonly temperature?: number | null;
  readonly verbosity?: number | null;
  readonly reasoning?: string;
  readonly memory?: boolean;
}

/** What it speaks, as tags of BCP 47 such as en-US; `first` is "" where nobody said. */
export interface Languages {
  readonly first?: string;
  readonly others?: readonly string[];
}

/** Voices are each surface's own; the one written last speaks. */
export interface Voice {
  readonly speaks?: string;
}

/** A character, whole. */
export interface CanonicalCharacter {
  readonly name?: string;
  readonly nickname?: string | null;
  readonly subtitle?: string;
  readonly blurb?: string;
  readonly prompt?: CharacterPrompt;
  readonly greetings?: Greetings;
  readonly examples?: readonly string[];
  readonly person?: Person;
  readonly style?: Style;
  readonly mood?: Mood;
  readonly axes?: Axes;
  readonly dynamics?: Dynamics;
  readonly knowledge?: Knowledge;
  readonly goals?: string;
  readonly world?: World;
  readonly safety?: Safety;
  readonly engine?: Engine;
  readonly languages?: Languages;
  readonly voice?: Voice;
  /** Id of an asset. */
  readonly avatar?: string;
  readonly visibility?: "private" | "public" | "unlisted";
  readonly category?: string;
  readonly collections?: readonly string[];
  readonly tags?: readonly string[];
  /** Written through the API that it belongs to, and shown here. */
  readonly facets?: Readonly<Record<string, any>>;
  /** Written through the API that it belongs to, and shown here. */
  readonly unknown?: Readonly<Record<string, any>>;
  /** Written through the API that it belongs to, and shown here. */
  readonly beside?: Readonly<Record<string, any>>;
}

/** A character with the whole canonical view: the core, and each surface's facet and unknown fields. */
export interface Character {
  readonly id: string;
  readonly revision: number;
  readonly live_revision: number | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly share_url: string | null;
  readonly message_count: number;
  readonly used_count: number;
  readonly avatar_url: string;
  readonly character: CanonicalCharacter;
}

/** Something that is gone. */
export interface Deleted {
  readonly id: string;
  readonly deleted: boolean;
}

/** Something of a character that a surface says less exactly, or not at all. */
export interface Loss {
  readonly field: string;
  readonly why: string;
}

/** What each dialect shows of a character, how it says each field, what it leaves out, what its vendor never had. */
export interface Views {
  readonly views: Readonly<Record<string, any>>;
  readonly fields: Readonly<Record<string, Readonly<Record<string, "exact" | "kept" | "mapped" | "none">>>>;
  readonly losses: Readonly<Record<string, readonly Loss[]>>;
  readonly remarks: Readonly<Record<string, readonly Loss[]>>;
}

/** How much a character was talked with. `used_count` counts threads, `message_count` messages ever said in them. */
export interface Stats {
  readonly message_count: number;
  readonly used_count: number;
  readonly last_interacted_with: string | null;
}

/** One change of a character; `changed` are core paths. */
export interface Revision {
  readonly revision: number;
  readonly created_at: string;
  readonly via: string;
  readonly key_id: string | null;
  readonly changed: readonly string[];
}

/** What a character was at a revision. */
export interface WholeRevision {
  readonly revision: number;
  readonly created_at: string;
  readonly via: string;
  readonly key_id: string | null;
  readonly changed: readonly string[];
  readonly character: CanonicalCharacter;
}

/** A core path at which two revisions differ, with what was and what is there; null where nothing is. */
export interface Differing {
  readonly path: string;
  readonly old: any;
  readonly new: any;
}

/** What is otherwise at one revision than at another. */
export interface Difference {
  readonly from: number;
  readonly to: number;
  readonly changes: readonly Differing[];
}

/** Where a character stands in a dialect, and what it is called there. */
export interface Standing {
  readonly dialect: string;
  readonly container: string;
  readonly name: string;
}

/** Where a character stands in each dialect with names of its own. */
export interface Standings {
  readonly items: readonly Standing[];
}

/** Something of a file that was read otherwise than it stands there. */
export interface Note {
  readonly field: string;
  readonly why: string;
}

/** What became of one thing that a file said. */
export interface ReportLine {
  /** Its path in the file. */
  readonly field: string;
  /** Kept natively; kept in an extension; said in other words; left out; or a link to what is not there. */
  readonly fate: "dead_link" | "dropped" | "extension" | "kept" | "mapped";
  readonly why: string;
}

/** A character that was made of a file, and what became of everything that the file said. */
export interface Entered {
  readonly id: string;
  readonly revision: number;
  readonly live_revision: number | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly share_url: string | null;
  readonly message_count: number;
  readonly used_count: number;
  readonly avatar_url: string;
  readonly character: CanonicalCharacter;
  /** What is not as it was in the file. */
  readonly notes: readonly Note[];
  readonly report: readonly ReportLine[];
}

/** A part of a file that could not be read, while others could. */
export interface Failure {
  readonly place: string;
  /** One of the reasons for which files are refused. */
  readonly reason: string;
  readonly why: string;
}

/** A lorebook of a file; `entries` is how many it has. */
export interface ImportedLorebook {
  readonly id: string;
  readonly name: string;
  readonly format: string;
  readonly entries: number;
}

/** The first character of a file, and what else is to be said of that. */
export interface Imported {
  readonly id: string;
  readonly revision: number;
  readonly live_revision: number | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly share_url: string | null;
  readonly message_count: number;
  readonly used_count: number;
  readonly avatar_url: string;
  readonly character: CanonicalCharacter;
  /** What is not as it was in the file. */
  readonly notes: readonly Note[];
  readonly report: readonly ReportLine[];
  readonly format: string;
  readonly container: string;
  /** Of the file, in hexadecimal digits. */
  readonly sha256: string;
  /** The other characters of a file that holds several. */
  readonly others: readonly Entered[];
  readonly failures: readonly Failure[];
  /** Lorebooks of the file that are no character's, kept by themselves. */
  readonly lorebooks: readonly ImportedLorebook[];
  /** Where other cards stand in it that gave way; `alternative` reads one. */
  readonly alternatives: readonly string[];
}

/** Work that goes on beside requests. `results` say what became of each file of an import, as it comes. `counts` counts them by state: kept, updated, unchanged, skipped, failed. `download` is where an export is fetched. */
export interface Operation {
  readonly id: string;
  readonly kind: "account_export" | "import";
  readonly state: "cancelled" | "done" | "failed" | "queued" | "running";
  readonly created_at: string;
  readonly finished_at: string | null;
  readonly files: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly results: readonly Readonly<Record<string, any>>[];
  readonly error: string | null;
  readonly download: string | null;
}

/** A lorebook that belongs to no character. */
export interface KeptLorebook {
  readonly id: string;
  readonly name: string;
  readonly format: string;
  readonly entries: number;
  readonly created_at: string;
}

/** The same with the book itself, as cards of the third generation write it. */
export interface WholeKeptLorebook {
  readonly id: string;
  readonly name: string;
  readonly format: string;
  readonly entries: number;
  readonly created_at: string;
  readonly book: Readonly<Record<string, any>>;
}

/** A file that is kept as it came; `path` is where it stood, `asset` its id, `url` where its bytes are. */
export interface KeptFile {
  readonly path: string;
  readonly kind: "chat" | "group" | "group_chat" | "persona_picture" | "sprite";
  readonly character: string | null;
  readonly name: string;
  readonly asset: string;
  readonly url: string | null;
  readonly created_at: string;
}

/** A public character as everybody may see it. */
export interface Public {
  readonly id: string;
  readonly name: string;
  readonly subtitle: string;
  readonly description: string;
  readonly greeting: string;
  readonly category: string;
  readonly creator_tag: string;
  readonly avatar_url: string;
  readonly message_count: number;
  readonly used_count: number;
}

/** A picture of the account, made anew as WebP; `used_by` characters refer to it, or did in an earlier revision. */
export interface Asset {
  readonly id: string;
  readonly url: string;
  readonly media_type: string;
  readonly size: number;
  readonly width: number;
  readonly height: number;
  readonly created_at: string;
  readonly used_by: number;
}

/** A container of a dialect; `created_at` is null for the one that always was. */
export interface Place {
  readonly dialect: string;
  readonly kind: string;
  readonly container: string;
  readonly title: string;
  readonly created_at: string | null;
  readonly characters: number;
}

/** All containers of the account, by dialect and name. */
export interface Places {
  readonly items: readonly Place[];
}

/** Whom somebody is when they talk, with all characters or with those named, unless a thread says otherwise. */
export interface Persona {
  readonly id: string;
  readonly revision: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly name: string;
  readonly description: string;
  readonly picture: string | null;
  readonly picture_url: string | null;
  readonly default: boolean;
  readonly characters: readonly string[];
}

/** Where and when characters are met. */
export interface Scene {
  readonly id: string;
  readonly revision: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly title: string;
  readonly description: string;
  readonly period: string;
  readonly characters: readonly string[];
}

/** A conversation with a character. `leaf` is the last message of the active path; `replying` the one being made. */
export interface Thread {
  readonly id: string;
  readonly revision: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly character: string;
  readonly persona: string | null;
  readonly scene: string | null;
  readonly title: string;
  readonly model: string;
  readonly leaf: string | null;
  readonly replying: string | null;
}

/** A part of a prompt: why it is there, what it says, how many tokens it takes, and whether it fits. */
export interface Section {
  readonly name: string;
  readonly source: string;
  readonly role: "assistant" | "system" | "user";
  readonly keep: string;
  readonly tokens: number;
  readonly kept: boolean;
  readonly text: string;
}

/** What a model would be asked now. Where `exact` is false, tokens are estimates that are rather too large. `remarks` are sentences about what in the character says nothing here: keys that are no patterns, lore beyond its budget, words of goals that nobody knows. */
export interface Prompt {
  readonly model: string;
  readonly window: number;
  readonly reserve: number;
  readonly tokens: number;
  readonly exact: boolean;
  readonly window_is_guessed: boolean;
  readonly remarks: readonly string[];
  readonly sections: readonly Section[];
  readonly messages: readonly Readonly<Record<string, string>>[];
  readonly parameters: Readonly<Record<string, any>>;
}

/** Tokens as the model counted them. */
export interface TokenUsage {
  readonly prompt_tokens: number | null;
  readonly completion_tokens: number | null;
}

/** What was said once. Messages with the same parent are versions of one another. `state` tells whether it was cut short, because somebody stopped it or because the model failed; then `error` says how. `greeting` is the number of the greeting that it is, of those that a model made, too. `triggers` are what the client told that happened; `signals` and `emotions` what it is to show; `goals` those that were reached. */
export interface Message {
  readonly id: string;
  readonly parent: string | null;
  readonly speaker: "character" | "user";
  readonly state: "failed" | "stopped" | "whole";
  readonly created_at: string;
  readonly edited_at: string | null;
  readonly text: string;
  readonly model: string | null;
  readonly finish_reason: string | null;
  readonly usage: TokenUsage | null;
  readonly greeting: number | null;
  readonly error: string | null;
  readonly triggers: readonly string[];
  readonly signals: readonly string[];
  readonly emotions: readonly string[];
  readonly goals: readonly string[];
}

/** What was said, if anything, and what was replied; null where nothing came. */
export interface Exchange {
  readonly message: Message | null;
  readonly reply: Message | null;
}

/** The ids of the messages that are gone: the one that was meant and all that came of it. */
export interface Removed {
  readonly deleted: readonly string[];
}

/** Whether the server lives, or is ready. */
export interface Health {
  readonly status: "ok";
}

/** Texts that go to the model as they are, with `{{char}}` and `{{user}}` unexpanded. */
export interface CharacterPromptPatch {
  readonly definition?: string | null;
  readonly personality?: string | null;
  readonly scenario?: string | null;
  readonly system?: string | null;
  readonly post_history?: string | null;
}

/** What the character says first. `first` is None when there is none, which differs from an empty text. */
export interface GreetingsPatch {
  readonly first?: string | null;
  readonly alternates?: readonly string[] | null;
  readonly group_only?: readonly string[] | null;
}

/** Who the character is in a few structured words. */
export interface PersonPatch {
  readonly role?: string | null;
  readonly life_stage?: "" | "adult" | "child" | "elderly" | "infant" | "middle_aged" | "teenager" | "young_adult" | null;
  readonly gender?: string | null;
  readonly aliases?: readonly string[] | null;
  readonly traits?: readonly string[] | null;
  readonly motivation?: string | null;
  readonly flaws?: string | null;
  readonly interests?: readonly string[] | null;
}

/** How the character talks. */
export interface StylePatch {
  readonly dialog?: string | null;
  readonly custom?: readonly CustomStyle[] | null;
  readonly manner?: string | null;
  readonly catch_phrases?: readonly string[] | null;
  readonly response_length?: string | null;
  readonly narrative_actions?: boolean | null;
}

/** The mood a conversation starts in; each axis −100…100, beyond it kept as written. */
export interface MoodPatch {
  readonly joy?: number | null;
  readonly fear?: number | null;
  readonly trust?: number | null;
  readonly surprise?: number | null;
}

/** Standing temperament; each axis −100…100, beyond it kept as written. */
export interface AxesPatch {
  readonly positive?: number | null;
  readonly peaceful?: number | null;
  readonly open?: number | null;
  readonly extravert?: number | null;
}

/** How feelings and relationships move. */
export interface DynamicsPatch {
  readonly emotional_fluidity?: number | null;
  readonly social_rank?: number | null;
  readonly relationship_enabled?: boolean | null;
  readonly relationship_fluidity?: number | null;
  readonly cognitive_control?: string | null;
  readonly emotions?: readonly string[] | null;
}

/** World knowledge that is told when it is mentioned (the card specifications, V2 and V3). */
export interface LorebookPatch {
  readonly name?: string | null;
  readonly description?: string | null;
  readonly scan_depth?: number | null;
  readonly token_budget?: number | null;
  readonly recursive_scanning?: boolean | null;
  readonly entries?: readonly LoreEntry[] | null;
  /** Written through the API that it belongs to, and shown here. */
  readonly more?: Readonly<Record<string, any>>;
}

/** What the character knows. */
export interface KnowledgePatch {
  readonly facts?: readonly Fact[] | null;
  readonly older_facts?: readonly Fact[] | null;
  readonly common?: readonly string[] | null;
  readonly lorebook?: LorebookPatch | null;
}

/** What ties the character to a game's world. */
export interface WorldPatch {
  readonly items?: readonly Item[] | null;
  readonly events?: readonly Event[] | null;
  readonly quests?: readonly Quest[] | null;
  readonly actions?: readonly string[] | null;
}

/** What the character keeps out of its conversations. */
export interface SafetyPatch {
  readonly active?: boolean | null;
  readonly topics?: Readonly<Record<string, string | null>> | null;
  readonly blocked_words?: readonly string[] | null;
}

/** How replies are made. */
export interface EnginePatch {
  readonly model?: string | null;
  readonly temperature?: number | null;
  readonly verbosity?: number | null;
  readonly reasoning?: string | null;
  readonly memory?: boolean | null;
}

/** What it speaks, as tags of BCP 47 such as en-US; `first` is "" where nobody said. */
export interface LanguagesPatch {
  readonly first?: string | null;
  readonly others?: readonly string[] | null;
}

/** Voices are each surface's own; the one written last speaks. */
export interface VoicePatch {
  readonly speaks?: string | null;
}

/** A character, whole. */
export interface CanonicalCharacterPatch {
  readonly name?: string | null;
  readonly nickname?: string | null;
  readonly subtitle?: string | null;
  readonly blurb?: string | null;
  readonly prompt?: CharacterPromptPatch | null;
  readonly greetings?: GreetingsPatch | null;
  readonly examples?: readonly string[] | null;
  readonly person?: PersonPatch | null;
  readonly style?: StylePatch | null;
  readonly mood?: MoodPatch | null;
  readonly axes?: AxesPatch | null;
  readonly dynamics?: DynamicsPatch | null;
  readonly knowledge?: KnowledgePatch | null;
  readonly goals?: string | null;
  readonly world?: WorldPatch | null;
  readonly safety?: SafetyPatch | null;
  readonly engine?: EnginePatch | null;
  readonly languages?: LanguagesPatch | null;
  readonly voice?: VoicePatch | null;
  readonly avatar?: string | null;
  readonly visibility?: "private" | "public" | "unlisted" | null;
  readonly category?: string | null;
  readonly collections?: readonly string[] | null;
  readonly tags?: readonly string[] | null;
  /** Written through the API that it belongs to, and shown here. */
  readonly facets?: Readonly<Record<string, any>>;
  /** Written through the API that it belongs to, and shown here. */
  readonly unknown?: Readonly<Record<string, any>>;
  /** Written through the API that it belongs to, and shown here. */
  readonly beside?: Readonly<Record<string, any>>;
}

/** What a new key is asked for with; scopes default to read and chat, and never exceed the asking key's. */
export interface NewKey {
  /** What the key is for. */
  readonly label: string;
  readonly scopes?: readonly ("chat" | "keys" | "read" | "write")[];
  readonly expires_at?: string | null;
}

/** A character to be written whole: what is not said gets its default. */
export interface NewCharacter {
  /** Of an own character: a new one may be a copy of it with all that is its own. */
  readonly id?: any;
  readonly character: CanonicalCharacter;
}

/** A JSON Merge Patch: null removes, lists are replaced whole, what is not said stays. */
export interface CharacterPatch {
  readonly character: CanonicalCharacterPatch;
}

/** The container that a character is to stand in; it must be there. */
export interface Move {
  readonly container: string;
}

/** Whose a lorebook becomes. */
export interface Giving {
  readonly character: string;
}

/** Whom somebody is when they talk; for all characters with `default`, else for those named. */
export interface NewPersona {
  readonly name: string;
  readonly description?: string;
  readonly picture?: string | null;
  readonly default?: boolean;
  /** Ids of characters that can be talked with. */
  readonly characters?: readonly string[];
}

/** A JSON Merge Patch of a persona. */
export interface PersonaPatch {
  readonly name?: string;
  readonly description?: string | null;
  readonly picture?: string | null;
  readonly default?: boolean | null;
  readonly characters?: readonly string[] | null;
}

/** Where and when characters are met; a thread with one of `characters` plays here unless it says otherwise. */
export interface NewScene {
  readonly title: string;
  readonly description?: string;
  readonly period?: string;
  /** Ids of characters that can be talked with. */
  readonly characters?: readonly string[];
}

/** A JSON Merge Patch of a scene. */
export interface ScenePatch {
  readonly title?: string;
  readonly description?: string | null;
  readonly period?: string | null;
  readonly characters?: readonly string[] | null;
}

/** The scene in which all characters of this one are to be met. */
export interface MoveCast {
  readonly to: string;
}

/** A conversation to begin. An unlisted character of somebody else needs its `share_id`. `greeting` is the number of the greeting that stands first, 0 the character's first; null is none. With `greet`, where none stands there, the character's model makes one: the thread is `replying`, and GET …/messages/{replying}/events tells it as it comes. It counts as a reply of the day, and not as a message. */
export interface NewThread {
  readonly character: string;
  readonly share_id?: string | null;
  readonly persona?: string | null;
  readonly scene?: string | null;
  readonly title?: string;
  /** A model of this server; empty: the character's own. */
  readonly model?: string;
  readonly greeting?: number | null;
  readonly greet?: boolean;
}

/** A JSON Merge Patch of a thread. */
export interface ThreadPatch {
  readonly persona?: string | null;
  readonly scene?: string | null;
  readonly title?: string | null;
  readonly model?: string | null;
}

/** What the user says. `parent` is the message that it follows, null a new beginning; unsaid the last one. With `stream`, or `Accept: text/event-stream`, the reply is sent as it comes. */
export interface Say {
  readonly temperature?: number | null;
  readonly top_p?: number | null;
  readonly max_tokens?: number | null;
  readonly stop?: readonly string[];
  readonly seed?: number | null;
  readonly presence_penalty?: number | null;
  readonly frequency_penalty?: number | null;
  readonly text: string;
  readonly parent?: string | null;
  readonly triggers?: readonly string[];
  /** A model of this server; empty: the character's own. */
  readonly model?: string;
  readonly stream?: boolean;
}

/** What is to be answered: the message `parent`, or whatever was said last, anew. */
export interface Answer {
  readonly temperature?: number | null;
  readonly top_p?: number | null;
  readonly max_tokens?: number | null;
  readonly stop?: readonly string[];
  readonly seed?: number | null;
  readonly presence_penalty?: number | null;
  readonly frequency_penalty?: number | null;
  readonly parent?: string | null;
  /** A model of this server; empty: the character's own. */
  readonly model?: string;
  readonly stream?: boolean;
}

/** How the last message is to be gone on with. */
export interface GoOn {
  readonly temperature?: number | null;
  readonly top_p?: number | null;
  readonly max_tokens?: number | null;
  readonly stop?: readonly string[];
  readonly seed?: number | null;
  readonly presence_penalty?: number | null;
  readonly frequency_penalty?: number | null;
  /** A model of this server; empty: the character's own. */
  readonly model?: string;
  readonly stream?: boolean;
}

/** Other words for a message. */
export interface Edit {
  readonly text: string;
}
