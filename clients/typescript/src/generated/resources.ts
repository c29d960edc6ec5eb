// Written by clients/generate; change the server, then run script/clients.

import type { FileAnswer } from "../files.js";
import type { Pages } from "../pages.js";
import { path, type CallOptions } from "../plan.js";
import type { ReplyStream } from "../streams.js";
import type { Transport } from "../transport.js";
import type * as types from "./types.js";

/** `client.characters.places`. */
export class CharactersPlaces {
  constructor(private readonly transport: Transport) {
  }

  /** Where a character stands, and what it is called there, for each dialect with names of its own. */
  list(characterId: string, options?: CallOptions): Promise<types.Standings> {
    return this.transport.send({ method: "GET", path: path`/v1/characters/${characterId}/places`, options });
  }

  /** Let a character stand in another container of a dialect, which must be there; its name is kept unless taken. */
  move(
    characterId: string,
    dialect: string,
    body: types.Move,
    options?: CallOptions,
  ): Promise<types.Standing> {
    return this.transport.send({ method: "PUT", path: path`/v1/characters/${characterId}/places/${dialect}`, body, options });
  }
}

/** `client.characters.revisions`. */
export class CharactersRevisions {
  constructor(private readonly transport: Transport) {
  }

  /** The history of a character, newest first. */
  list(
    characterId: string,
    query?: { readonly limit?: number; readonly cursor?: string },
    options?: CallOptions,
  ): Pages<types.Revision> {
    return this.transport.pages({ method: "GET", path: path`/v1/characters/${characterId}/revisions`, query, options });
  }

  /** What a character was at a revision. */
  get(characterId: string, revision: number, options?: CallOptions): Promise<types.WholeRevision> {
    return this.transport.send({ method: "GET", path: path`/v1/characters/${characterId}/revisions/${revision}`, options });
  }

  /** What is otherwise at a revision than at the one before it, or at another; 0 is before everything. */
  diff(
    characterId: string,
    revision: number,
    query?: { readonly from?: number },
    options?: CallOptions,
  ): Promise<types.Difference> {
    return this.transport.send({ method: "GET", path: path`/v1/characters/${characterId}/revisions/${revision}/diff`, query, options });
  }

  /** Make a character what it was at a revision, as a new revision; live at once, if it ever was live. */
  restore(characterId: string, revision: number, options?: CallOptions): Promise<types.Character> {
    return this.transport.send({ method: "POST", path: path`/v1/characters/${characterId}/revisions/${revision}/restore`, options });
  }
}

/** `client.threads.messages`. */
export class ThreadsMessages {
  constructor(private readonly transport: Transport) {
  }

  /** The active path, oldest first; with `all=true` every message of the thread, in the order of their making. */
  list(
    threadId: string,
    query?: { readonly limit?: number; readonly cursor?: string; readonly all?: boolean },
    options?: CallOptions,
  ): Pages<types.Message> {
    return this.transport.pages({ method: "GET", path: path`/v1/threads/${threadId}/messages`, query, options });
  }

  /** One message; by the id of a reply of which nothing came, how that ended, for a day. */
  get(threadId: string, messageId: string, options?: CallOptions): Promise<types.Message> {
    return this.transport.send({ method: "GET", path: path`/v1/threads/${threadId}/messages/${messageId}`, options });
  }

  /** Give a message other words. */
  edit(threadId: string, messageId: string, body: types.Edit, options?: CallOptions): Promise<types.Message> {
    return this.transport.send({ method: "PATCH", path: path`/v1/threads/${threadId}/messages/${messageId}`, body, options });
  }

  /** Remove a message with all that came of it. */
  delete(threadId: string, messageId: string, options?: CallOptions): Promise<types.Removed> {
    return this.transport.send({ method: "DELETE", path: path`/v1/threads/${threadId}/messages/${messageId}`, options });
  }

  /** Let the active path lead through a message, and on to the newest that came of it. */
  select(threadId: string, messageId: string, options?: CallOptions): Promise<types.Thread> {
    return this.transport.send({ method: "POST", path: path`/v1/threads/${threadId}/messages/${messageId}/select`, options });
  }

  /** End a reply with what has come of it so far, which is the answer; one that has ended stays as it is. */
  stop(threadId: string, messageId: string, options?: CallOptions): Promise<types.Exchange> {
    return this.transport.send({ method: "POST", path: path`/v1/threads/${threadId}/messages/${messageId}/stop`, options });
  }

  /** A reply as it comes, as server-sent events, from the one after `Last-Event-ID` on; one that has ended comes whole. */
  events(threadId: string, messageId: string, options?: CallOptions): Promise<ReplyStream> {
    return this.transport.stream({ method: "GET", path: path`/v1/threads/${threadId}/messages/${messageId}/events`, options }, threadId, messageId);
  }
}

/** `client.account`. */
export class Account {
  constructor(private readonly transport: Transport) {
  }

  /** The account that the key belongs to. */
  get(options?: CallOptions): Promise<types.Account> {
    return this.transport.send({ method: "GET", path: path`/v1/account`, options });
  }

  /** What was done to the account and by it – sign-ins, keys, visibility, operators' acts – newest first, for 400 days. */
  acts(
    query?: { readonly limit?: number; readonly cursor?: string },
    options?: CallOptions,
  ): Pages<types.Act> {
    return this.transport.pages({ method: "GET", path: path`/v1/account/acts`, query, options });
  }

  /** How many characters and pictures the account has, its plan, and the limits on its requests. */
  usage(options?: CallOptions): Promise<types.Usage> {
    return this.transport.send({ method: "GET", path: path`/v1/usage`, options });
  }

  /** Begin to write everything that the account holds to one file, from which `greenroom account import` makes it anew. */
  export(options?: CallOptions): Promise<types.Operation> {
    return this.transport.send({ method: "POST", path: path`/v1/account/export`, creates: true, options });
  }
}

/** `client.assets`. */
export class Assets {
  constructor(private readonly transport: Transport) {
  }

  /** The account's pictures, newest first. */
  list(
    query?: { readonly limit?: number; readonly cursor?: string },
    options?: CallOptions,
  ): Pages<types.Asset> {
    return this.transport.pages({ method: "GET", path: path`/v1/assets`, query, options });
  }

  /** Keep a picture: its bytes as they are, or JSON with a data URL. The same picture has the same id. */
  create(
    body: Uint8Array<ArrayBuffer> | Blob,
    options?: CallOptions & { readonly mediaType?: string },
  ): Promise<types.Asset> {
    return this.transport.send({ method: "POST", path: path`/v1/assets`, body, mediaType: options?.mediaType ?? "application/octet-stream", creates: true, options });
  }

  /** One picture of the account; its bytes are at `url`. */
  get(assetId: string, options?: CallOptions): Promise<types.Asset> {
    return this.transport.send({ method: "GET", path: path`/v1/assets/${assetId}`, options });
  }

  /** Forget a picture that no character uses, also not in an earlier revision. */
  delete(assetId: string, options?: CallOptions): Promise<types.Deleted> {
    return this.transport.send({ method: "DELETE", path: path`/v1/assets/${assetId}`, options });
  }
}

/** `client.characters`. */
export class Characters {
  readonly places: CharactersPlaces;
  readonly revisions: CharactersRevisions;

  constructor(private readonly transport: Transport) {
    this.places = new CharactersPlaces(transport);
    this.revisions = new CharactersRevisions(transport);
  }

  /** Own characters, newest first. */
  list(
    query?: { readonly limit?: number; readonly cursor?: string },
    options?: CallOptions,
  ): Pages<types.Character> {
    return this.transport.pages({ method: "GET", path: path`/v1/characters`, query, options });
  }

  /** Make a character, live at once; a body that another one's answer was is a copy of it. */
  create(body: types.NewCharacter, options?: CallOptions): Promise<types.Character> {
    return this.transport.send({ method: "POST", path: path`/v1/characters`, body, creates: true, options });
  }

  /** One own character. */
  get(characterId: string, options?: CallOptions): Promise<types.Character> {
    return this.transport.send({ method: "GET", path: path`/v1/characters/${characterId}`, options });
  }

  /** Replace a character: what the body does not say is at its default afterwards. */
  replace(characterId: string, body: types.NewCharacter, options?: CallOptions): Promise<types.Character> {
    return this.transport.send({ method: "PUT", path: path`/v1/characters/${characterId}`, body, options });
  }

  /** Change a character by a JSON Merge Patch (RFC 7396): null removes, lists are replaced whole. */
  update(characterId: string, body: types.CharacterPatch, options?: CallOptions): Promise<types.Character> {
    return this.transport.send({ method: "PATCH", path: path`/v1/characters/${characterId}`, body, options });
  }

  /** Remove a character for good, with its conversations. */
  delete(characterId: string, options?: CallOptions): Promise<types.Deleted> {
    return this.transport.send({ method: "DELETE", path: path`/v1/characters/${characterId}`, options });
  }

  /** Make the working copy live at once. */
  publish(characterId: string, options?: CallOptions): Promise<types.Character> {
    return this.transport.send({ method: "POST", path: path`/v1/characters/${characterId}/publish`, options });
  }

  /** Give the character a share link, or show the one it has; it leads nowhere while the character is private. */
  share(characterId: string, options?: CallOptions): Promise<types.Character> {
    return this.transport.send({ method: "POST", path: path`/v1/characters/${characterId}/share`, options });
  }

  /** Revoke the share link for good. */
  unshare(characterId: string, options?: CallOptions): Promise<types.Character> {
    return this.transport.send({ method: "DELETE", path: path`/v1/characters/${characterId}/share`, options });
  }

  /** What each dialect shows of this character, how it says each field, and what its vendor never had. */
  views(characterId: string, options?: CallOptions): Promise<types.Views> {
    return this.transport.send({ method: "GET", path: path`/v1/characters/${characterId}/views`, options });
  }

  /** How much an own character was talked with, by everybody. */
  stats(characterId: string, options?: CallOptions): Promise<types.Stats> {
    return this.transport.send({ method: "GET", path: path`/v1/characters/${characterId}/stats`, options });
  }

  /** A character as a file; with `report=true`, what that file leaves out. */
  export(
    characterId: string,
    query?: { readonly format?: "chara_card_v3" | "chara_card_v2" | "png" | "charx" | "yaml" | "v3" | "v2" | "native" | "original"; readonly report?: boolean },
    options?: CallOptions,
  ): Promise<FileAnswer> {
    return this.transport.file({ method: "GET", path: path`/v1/characters/${characterId}/export`, query, options });
  }
}

/** `client.explore`. */
export class Explore {
  constructor(private readonly transport: Transport) {
  }

  /** Public characters of everybody, as everybody may see them. */
  list(
    query?: { readonly q?: string; readonly category?: string; readonly sort?: "popular" | "recent" | "trending"; readonly limit?: number; readonly cursor?: string },
    options?: CallOptions,
  ): Pages<types.Public> {
    return this.transport.pages({ method: "GET", path: path`/v1/explore`, query, options });
  }
}

/** `client.exports`. */
export class Exports {
  constructor(private readonly transport: Transport) {
  }

  /** The archive that an export made, which is kept for a day. While it is being made, this waits for it: ten seconds at most. */
  download(exportId: string, options?: CallOptions): Promise<FileAnswer> {
    return this.transport.file({ method: "GET", path: path`/v1/exports/${exportId}`, options });
  }
}

/** `client.imports`. */
export class Imports {
  constructor(private readonly transport: Transport) {
  }

  /** New characters from a file of any kind that cards travel in; or a lorebook for a character that the query names. */
  create(
    body: Uint8Array<ArrayBuffer> | Blob | Readonly<Record<string, any>>,
    query?: { readonly name?: string; readonly character?: string; readonly alternative?: number },
    options?: CallOptions & { readonly mediaType?: string },
  ): Promise<types.Imported> {
    return this.transport.send({ method: "POST", path: path`/v1/imports`, query, body, mediaType: options?.mediaType ?? "application/octet-stream", creates: true, options });
  }

  /** Begin to import many files: a form of files, each under its path in the folder it stood in, or an archive of files. */
  batch(
    body: Uint8Array<ArrayBuffer> | Blob | Readonly<Record<string, any>>,
    query?: { readonly update?: boolean; readonly name?: string },
    options?: CallOptions & { readonly mediaType?: string },
  ): Promise<types.Operation> {
    return this.transport.send({ method: "POST", path: path`/v1/imports/batch`, query, body, mediaType: options?.mediaType ?? "application/octet-stream", creates: true, options });
  }
}

/** `client.kept`. */
export class Kept {
  constructor(private readonly transport: Transport) {
  }

  /** Files that are kept as they came, those of no character first; with `character`, those of one. */
  list(
    query?: { readonly limit?: number; readonly cursor?: string; readonly character?: string },
    options?: CallOptions,
  ): Pages<types.KeptFile> {
    return this.transport.pages({ method: "GET", path: path`/v1/kept-files`, query, options });
  }
}

/** `client.keys`. */
export class Keys {
  constructor(private readonly transport: Transport) {
  }

  /** All keys of the account, revoked ones too. */
  list(options?: CallOptions): Promise<types.Keys> {
    return this.transport.send({ method: "GET", path: path`/v1/keys`, options });
  }

  /** A new key. Its secret is in this answer and in no other, a repetition of this request included. */
  create(body: types.NewKey, options?: CallOptions): Promise<types.Key> {
    return this.transport.send({ method: "POST", path: path`/v1/keys`, body, creates: true, options });
  }

  /** Revoke a key; it opens nothing from the next request on. */
  revoke(keyId: string, options?: CallOptions): Promise<types.Key> {
    return this.transport.send({ method: "DELETE", path: path`/v1/keys/${keyId}`, options });
  }

  /** A new key like this one, which is revoked at the same moment. */
  rotate(keyId: string, options?: CallOptions): Promise<types.Key> {
    return this.transport.send({ method: "POST", path: path`/v1/keys/${keyId}:rotate`, creates: true, options });
  }
}

/** `client.lorebooks`. */
export class Lorebooks {
  constructor(private readonly transport: Transport) {
  }

  /** Lorebooks of the account that belong to no character, in an order of their own. */
  list(
    query?: { readonly limit?: number; readonly cursor?: string },
    options?: CallOptions,
  ): Pages<types.KeptLorebook> {
    return this.transport.pages({ method: "GET", path: path`/v1/lorebooks`, query, options });
  }

  /** One of them, whole. */
  get(lorebookId: string, options?: CallOptions): Promise<types.WholeKeptLorebook> {
    return this.transport.send({ method: "GET", path: path`/v1/lorebooks/${lorebookId}`, options });
  }

  /** Forget a lorebook; characters that it was given to keep theirs. */
  delete(lorebookId: string, options?: CallOptions): Promise<types.Deleted> {
    return this.transport.send({ method: "DELETE", path: path`/v1/lorebooks/${lorebookId}`, options });
  }

  /** Let a character have a copy of a lorebook as its own, in place of the one that it had. */
  give(lorebookId: string, body: types.Giving, options?: CallOptions): Promise<types.Character> {
    return this.transport.send({ method: "POST", path: path`/v1/lorebooks/${lorebookId}/give`, body, options });
  }
}

/** `client.operations`. */
export class Operations {
  constructor(private readonly transport: Transport) {
  }

  /** Imports and exports, the newest first, for thirty days; what became of each file is told by each alone. */
  list(
    query?: { readonly limit?: number; readonly cursor?: string },
    options?: CallOptions,
  ): Pages<types.Operation> {
    return this.transport.pages({ method: "GET", path: path`/v1/operations`, query, options });
  }

  /** How far an operation is, and what came of it. */
  get(operationId: string, options?: CallOptions): Promise<types.Operation> {
    return this.transport.send({ method: "GET", path: path`/v1/operations/${operationId}`, options });
  }
}

/** `client.personas`. */
export class Personas {
  constructor(private readonly transport: Transport) {
  }

  /** Own personas, newest first. */
  list(
    query?: { readonly limit?: number; readonly cursor?: string },
    options?: CallOptions,
  ): Pages<types.Persona> {
    return this.transport.pages({ method: "GET", path: path`/v1/personas`, query, options });
  }

  /** Make a persona. */
  create(body: types.NewPersona, options?: CallOptions): Promise<types.Persona> {
    return this.transport.send({ method: "POST", path: path`/v1/personas`, body, creates: true, options });
  }

  /** One own persona. */
  get(personaId: string, options?: CallOptions): Promise<types.Persona> {
    return this.transport.send({ method: "GET", path: path`/v1/personas/${personaId}`, options });
  }

  /** Change a persona by a JSON Merge Patch (RFC 7396). */
  update(personaId: string, body?: types.PersonaPatch, options?: CallOptions): Promise<types.Persona> {
    return this.transport.send({ method: "PATCH", path: path`/v1/personas/${personaId}`, body, options });
  }

  /** Remove a persona; threads that it talks in go on with whoever is chosen for their character. */
  delete(personaId: string, options?: CallOptions): Promise<types.Deleted> {
    return this.transport.send({ method: "DELETE", path: path`/v1/personas/${personaId}`, options });
  }
}

/** `client.places`. */
export class Places {
  constructor(private readonly transport: Transport) {
  }

  /** All containers of the account, by dialect and name, with how many characters stand in each. */
  list(options?: CallOptions): Promise<types.Places> {
    return this.transport.send({ method: "GET", path: path`/v1/places`, options });
  }
}

/** `client.scenes`. */
export class Scenes {
  constructor(private readonly transport: Transport) {
  }

  /** Own scenes, oldest first. */
  list(
    query?: { readonly limit?: number; readonly cursor?: string },
    options?: CallOptions,
  ): Pages<types.Scene> {
    return this.transport.pages({ method: "GET", path: path`/v1/scenes`, query, options });
  }

  /** Make a scene. */
  create(body: types.NewScene, options?: CallOptions): Promise<types.Scene> {
    return this.transport.send({ method: "POST", path: path`/v1/scenes`, body, creates: true, options });
  }

  /** One own scene. */
  get(sceneId: string, options?: CallOptions): Promise<types.Scene> {
    return this.transport.send({ method: "GET", path: path`/v1/scenes/${sceneId}`, options });
  }

  /** Change a scene by a JSON Merge Patch (RFC 7396). */
  update(sceneId: string, body?: types.ScenePatch, options?: CallOptions): Promise<types.Scene> {
    return this.transport.send({ method: "PATCH", path: path`/v1/scenes/${sceneId}`, body, options });
  }

  /** Remove a scene in which nobody is met, and no thread plays. */
  delete(sceneId: string, options?: CallOptions): Promise<types.Deleted> {
    return this.transport.send({ method: "DELETE", path: path`/v1/scenes/${sceneId}`, options });
  }

  /** Let all characters of this scene be met in another, which is the answer. */
  move(sceneId: string, body: types.MoveCast, options?: CallOptions): Promise<types.Scene> {
    return this.transport.send({ method: "POST", path: path`/v1/scenes/${sceneId}/move`, body, options });
  }
}

/** `client.server`. */
export class Server {
  constructor(private readonly transport: Transport) {
  }

  /** Whether the process answers. */
  health(options?: CallOptions): Promise<types.Health> {
    return this.transport.send({ method: "GET", path: path`/healthz`, options });
  }

  /** Whether the database is reachable and its schema current. */
  ready(options?: CallOptions): Promise<types.Health> {
    return this.transport.send({ method: "GET", path: path`/readyz`, options });
  }
}

/** `client.threads`. */
export class Threads {
  readonly messages: ThreadsMessages;

  constructor(private readonly transport: Transport) {
    this.messages = new ThreadsMessages(transport);
  }

  /** Own threads, the last used first; those with one character where the query says so. */
  list(
    query?: { readonly character?: string; readonly limit?: number; readonly cursor?: string },
    options?: CallOptions,
  ): Pages<types.Thread> {
    return this.transport.pages({ method: "GET", path: path`/v1/threads`, query, options });
  }

  /** Begin a conversation with a character; each of its greetings is a version of the first message. */
  create(body: types.NewThread, options?: CallOptions): Promise<types.Thread> {
    return this.transport.send({ method: "POST", path: path`/v1/threads`, body, creates: true, options });
  }

  /** One own thread. */
  get(threadId: string, options?: CallOptions): Promise<types.Thread> {
    return this.transport.send({ method: "GET", path: path`/v1/threads/${threadId}`, options });
  }

  /** Change a thread by a JSON Merge Patch (RFC 7396). */
  update(threadId: string, body?: types.ThreadPatch, options?: CallOptions): Promise<types.Thread> {
    return this.transport.send({ method: "PATCH", path: path`/v1/threads/${threadId}`, body, options });
  }

  /** Remove a thread with all that was said in it. */
  delete(threadId: string, options?: CallOptions): Promise<types.Deleted> {
    return this.transport.send({ method: "DELETE", path: path`/v1/threads/${threadId}`, options });
  }

  /** What a model would be asked for the next reply: every section with its tokens, and the request's parameters. */
  prompt(
    threadId: string,
    query?: { readonly model?: string },
    options?: CallOptions,
  ): Promise<types.Prompt> {
    return this.transport.send({ method: "GET", path: path`/v1/threads/${threadId}/prompt`, query, options });
  }

  /** Say something and have it answered; with `stream` as it comes, as server-sent events. */
  say(
    threadId: string,
    body: types.Say & { readonly stream: true },
    options?: CallOptions,
  ): Promise<ReplyStream>;
  say(
    threadId: string,
    body: types.Say & { readonly stream?: false },
    options?: CallOptions,
  ): Promise<types.Exchange>;
  say(threadId: string, body: types.Say, options?: CallOptions): Promise<ReplyStream | types.Exchange> {
    const plan = { method: "POST", path: path`/v1/threads/${threadId}/messages`, body, creates: true, options };
    return body.stream ? this.transport.stream(plan, threadId) : this.transport.send(plan);
  }

  /** Have what was said last answered, anew if it was before: another version of the reply. */
  reply(
    threadId: string,
    body: types.Answer & { readonly stream: true },
    options?: CallOptions,
  ): Promise<ReplyStream>;
  reply(
    threadId: string,
    body?: types.Answer & { readonly stream?: false },
    options?: CallOptions,
  ): Promise<types.Exchange>;
  reply(
    threadId: string,
    body: types.Answer = {},
    options?: CallOptions,
  ): Promise<ReplyStream | types.Exchange> {
    const plan = { method: "POST", path: path`/v1/threads/${threadId}/reply`, body, creates: true, options };
    return body.stream ? this.transport.stream(plan, threadId) : this.transport.send(plan);
  }

  /** Have the character's last message gone on with. */
  goOn(
    threadId: string,
    body: types.GoOn & { readonly stream: true },
    options?: CallOptions,
  ): Promise<ReplyStream>;
  goOn(
    threadId: string,
    body?: types.GoOn & { readonly stream?: false },
    options?: CallOptions,
  ): Promise<types.Exchange>;
  goOn(
    threadId: string,
    body: types.GoOn = {},
    options?: CallOptions,
  ): Promise<ReplyStream | types.Exchange> {
    const plan = { method: "POST", path: path`/v1/threads/${threadId}/continue`, body, creates: true, options };
    return body.stream ? this.transport.stream(plan, threadId) : this.transport.send(plan);
  }
}

/** Everything that can be asked of the server. */
export class Resources {
  readonly account: Account;
  readonly assets: Assets;
  readonly characters: Characters;
  readonly explore: Explore;
  readonly exports: Exports;
  readonly imports: Imports;
  readonly kept: Kept;
  readonly keys: Keys;
  readonly lorebooks: Lorebooks;
  readonly operations: Operations;
  readonly personas: Personas;
  readonly places: Places;
  readonly scenes: Scenes;
  readonly server: Server;
  readonly threads: Threads;

  constructor(protected readonly transport: Transport) {
    this.account = new Account(transport);
    this.assets = new Assets(transport);
    this.characters = new Characters(transport);
    this.explore = new Explore(transport);
    this.exports = new Exports(transport);
    this.imports = new Imports(transport);
    this.kept = new Kept(transport);
    this.keys = new Keys(transport);
    this.lorebooks = new Lorebooks(transport);
    this.operations = new Operations(transport);
    this.personas = new Personas(transport);
    this.places = new Places(transport);
    this.scenes = new Scenes(transport);
    this.server = new Server(transport);
    this.threads = new Threads(transport);
  }
}
