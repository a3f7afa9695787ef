import type { UnpairedTable } from '../model/plan.ts';
import { didYouMean } from '../model/near-names.ts';
import type { Sides } from '../model/side.ts';

/** Tables of the two sides that may be one under two names, as `--map` would pair them: by a common affix, or nearly alike. */
export function likelyRenamed(unpaired: readonly UnpairedTable[]): readonly Sides<string>[] {
  const sources = unpaired.flatMap(({ source }) => (source === null ? [] : [source.name]));
  const targets = unpaired.flatMap(({ target }) => (target === null ? [] : [target.name]));
  const free = new Set(targets);
  return sources.flatMap((source) => {
    const target = renamedTo(source, [...free]);
    if (target === null) return [];
    free.delete(target);
    return [{ source, target }];
  });
}

/** `orders` may be `tbl_orders`, `orders_new` or `order` by now; null when nothing or too much is like it. */
function renamedTo(source: string, targets: readonly string[]): string | null {
  const [own, others] = [plain(source), targets.map((name) => [plain(name), name] as const)];
  const affixed = others.filter(([other]) => isWithin(own, other) || isWithin(other, own));
  if (affixed.length === 1) return affixed[0]?.[1] ?? null;
  const near = targets.filter((name) => didYouMean([name], source) !== null);
  return affixed.length === 0 && near.length === 1 ? (near[0] ?? null) : null;
}

/** Whether a name of some length begins or ends another one. */
function isWithin(short: string, long: string): boolean {
  return short.length >= LEAST && short !== long && (long.startsWith(short) || long.endsWith(short));
}

const LEAST = 4;

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** What is said of them; nothing when there are none. */
export function renamedWords(pairs: readonly Sides<string>[]): string[] {
  if (pairs.length === 0) return [];
  const flags = pairs.slice(0, MOST).map(({ source, target }) => `--map ${source}=${target}`);
  const more = pairs.length > MOST ? `, and so on for ${String(pairs.length - MOST)} more` : '';
  return [`tables may have been renamed: ${flags.join(' ')} would take them together${more}`];
}

const MOST = 3;
