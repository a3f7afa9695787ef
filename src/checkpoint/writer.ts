import type { FileHandle } from 'node:fs/promises';
import { sealOf } from './lines.ts';

/** Waits for the disk beyond this. */
const MOST_WAITING = 1024 * 1024;

/** What a crash of the machine may cost: a crash of the process costs what is on its way, no more than a moment. */
const SYNC_MS = 5000;

/**
 * Appends lines. They are written while the run goes on, as many at once as have come together meanwhile.
 *
 * idle · writing: what comes waits for its turn · failed: whatever is asked next throws.
 */
export class LineWriter {
  readonly #file: FileHandle;
  #at: number;
  #seal: string;
  #waiting: string[] = [];
  #size = 0;
  #writing: Promise<void> | null = null;
  #failure: Error | null = null;
  #syncedAt = performance.now();

  constructor(file: FileHandle, end: { readonly at: number; readonly seal: string }) {
    this.#file = file;
    this.#at = end.at;
    this.#seal = end.seal;
  }

  /** @throws the first failure to write, also that of a line before. */
  async add(record: object): Promise<void> {
    this.#throwFailure();
    const text = JSON.stringify(record);
    this.#seal = sealOf(this.#seal, text);
    const line = `${this.#seal} ${text}\n`;
    this.#waiting.push(line);
    this.#size += line.length;
    this.#writing ??= this.#write();
    if (this.#size > MOST_WAITING) await this.#writing;
  }

  /** Everything is on the disk when it resolves. */
  async flush(): Promise<void> {
    await this.#writing;
    this.#throwFailure();
    await this.#file.datasync();
  }

  async #write(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        const bytes = Buffer.from(this.#waiting.join(''));
        [this.#waiting, this.#size] = [[], 0];
        await writeAll(this.#file, bytes, this.#at);
        this.#at += bytes.length;
        if (performance.now() - this.#syncedAt < SYNC_MS) continue;
        await this.#file.datasync();
        this.#syncedAt = performance.now();
      }
    } catch (error) {
      this.#failure = error as Error;
    } finally {
      this.#writing = null;
    }
  }

  #throwFailure(): void {
    if (this.#failure !== null) throw this.#failure;
  }
}

/** Also what the system takes only in part. */
export async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
  }
}
