// Pages of lists: awaited, a list is its first page; iterated over, it is all of its items.

export interface Listing<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
}

type Fetch<T> = (cursor: string | null) => Promise<Listing<T>>;

/** A page. Its `items` are those of this page alone; iterating over it asks for the pages that follow as well. */
export class Page<T> implements AsyncIterable<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;

  constructor(
    private readonly fetch: Fetch<T>,
    said: Listing<T>,
  ) {
    this.items = said.items;
    this.nextCursor = said.next_cursor;
  }

  async *[Symbol.asyncIterator](): AsyncIterator<T> {
    for await (const page of this.pages()) yield* page.items;
  }

  /** This page and those that follow, each asked for when it is its turn. */
  async *pages(): AsyncIterableIterator<Page<T>> {
    for (let page: Page<T> | null = this; page; page = await page.nextPage()) yield page;
  }

  /** The page after this one; null at the end. */
  async nextPage(): Promise<Page<T> | null> {
    return this.nextCursor === null ? null : new Page(this.fetch, await this.fetch(this.nextCursor));
  }
}

/** A list that nobody has asked for yet. */
export class Pages<T> implements PromiseLike<Page<T>>, AsyncIterable<T> {
  constructor(private readonly fetch: Fetch<T>) {}

  then<A = Page<T>, B = never>(
    done?: ((page: Page<T>) => A | PromiseLike<A>) | null,
    failed?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): PromiseLike<A | B> {
    return this.first().then(done, failed);
  }

  async *[Symbol.asyncIterator](): AsyncIterator<T> {
    yield* await this.first();
  }

  private async first(): Promise<Page<T>> {
    return new Page(this.fetch, await this.fetch(null));
  }
}
