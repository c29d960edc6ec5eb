// Files: answers that are bytes of some kind, as a card in a picture.

/** A file: its bytes, what they are, and what it is called, "" where that was not said. */
export class FileAnswer {
  constructor(
    readonly data: Uint8Array<ArrayBuffer>,
    readonly mediaType: string,
    readonly name: string,
  ) {}

  /** What it says, where it is JSON. */
  json(): any {
    return JSON.parse(new TextDecoder().decode(this.data));
  }
}

/** The file that an answer is. A name is the server's word: whoever writes to a disk chooses the folder. */
export async function fileOf(response: Response): Promise<FileAnswer> {
  const [, long, short] =
    /filename\*=UTF-8''([^;]+)|filename="?([^";]+)/i.exec(response.headers.get("content-disposition") ?? "") ?? [];
  const name = long === undefined ? (short ?? "") : decodeURIComponent(long);
  const mediaType = (response.headers.get("content-type") ?? "").split(";")[0]!;
  return new FileAnswer(new Uint8Array(await response.arrayBuffer()), mediaType, name.split(/[/\\]/).pop()!);
}
