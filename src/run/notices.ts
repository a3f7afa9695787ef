/** What is to be told at once from deep inside of a run, whatever its stages are waiting for. */
export interface Notices<T> {
  tell(this: void, notice: T): void;
  /** The values of a stage, and between them the notices as they come; `left` is called when nobody wants more. */
  among<V>(values: AsyncGenerator<V>, left: () => void): AsyncGenerator<V | T>;
}

/** An empty queue. It forgets nothing that was told before somebody listened. */
export function newNotices<T>(): Notices<T> {
  const told: T[] = [];
  let wake = (): void => undefined;
  const arrival = (): Promise<null> =>
    told.length > 0
      ? Promise.resolve(null)
      : new Promise(
          (resolve) =>
            (wake = () => {
              resolve(null);
            }),
        );

  async function* among<V>(values: AsyncGenerator<V>, left: () => void): AsyncGenerator<V | T> {
    let ended = false;
    try {
      let next = values.next();
      for (;;) {
        // Looked at again when its turn comes: a failure meanwhile must not end the process.
        next.catch(() => undefined);
        const value = await Promise.race([arrival(), next]);
        yield* told.splice(0);
        if (value === null) continue;
        ended = value.done === true;
        if (value.done === true) return;
        yield value.value;
        next = values.next();
      }
    } finally {
      if (!ended) left();
      await values.return(undefined);
    }
  }

  return {
    tell: (notice) => {
      told.push(notice);
      wake();
    },
    among,
  };
}
