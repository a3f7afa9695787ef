/**
 * Random faults, one after the other, on both sides of a run: lines that are cut after some bytes, that swallow what they
 * carry for a while, that refuse connections. CROSSTALLY_FAULT_SEED repeats what a seed did (as far as time lets it),
 * CROSSTALLY_FAULT_RUNS says how many runs a pair gets.
 */
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/index.ts';
import { proxyTo } from '../../support/proxy.ts';
import type { Proxy } from '../../support/proxy.ts';
import { compare, findings, makeWorld, retries } from '../world.ts';

const seed = Number(process.env['CROSSTALLY_FAULT_SEED'] ?? Date.now() % 1_000_000);
const runs = Number(process.env['CROSSTALLY_FAULT_RUNS'] ?? 20);

/** Numbers from 0 to 1 (mulberry32). */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const FAULTS_A_LINE = 3;

/** Breaks a line now and then until it is told to stop; returns how often it did. */
function breaking(proxy: Proxy, random: () => number): () => number {
  let faults = 0;
  const fault = (): void => {
    // More of them, and no pass over a table would ever come to its end.
    if (proxy.traffic.toClient < 40_000 || faults === FAULTS_A_LINE) return;
    faults++;
    const kind = random();
    if (kind < 0.6) proxy.set({ cutAfter: Math.floor(random() * 60_000) });
    else if (kind < 0.8) proxy.cut();
    else {
      proxy.set(kind < 0.9 ? { refuses: true } : { blackHole: true });
      if (kind < 0.9) proxy.cut();
      setTimeout(() => {
        if (kind >= 0.9) proxy.cut();
        proxy.set({ refuses: false, blackHole: false });
      }, random() * 1500);
    }
  };
  const timer = setInterval(fault, 150 + random() * 300);
  return () => {
    clearInterval(timer);
    return faults;
  };
}

describe.each([
  ['postgres', 'postgres'],
  ['mariadb', 'postgres'],
  ['mysql', 'mariadb'],
] as const)('%s to %s', (source, target) => {
  it(`${String(runs)} runs with faults, seed ${String(seed)}`, async () => {
    const random = randomFrom(seed);
    await using world = await makeWorld(source, target);
    const undisturbed = findings(await compare(world, {}, { consistency: 'none' }));
    const told = { same: 0, incomplete: 0, faults: 0, retries: 0 };
    for (let run = 0; run < runs; run++) {
      const slow = { bytesPerSecond: 1_500_000 };
      await using near = await proxyTo(world.source.url, slow);
      await using far = await proxyTo(world.target.url, slow);
      const stops = [near, far].map((proxy) => breaking(proxy, random));
      const urls = { source: near.url, target: far.url };
      const strategy = random() < 0.5 ? 'stream' : 'auto';
      const report: Report = await compare(world, urls, { strategy, statementTimeout: 2, consistency: 'none' });
      told.faults += stops.reduce((sum, stop) => sum + stop(), 0);
      told.retries += retries(report);
      for (const [i, table] of findings(report).entries()) {
        if (table.verdict === 'incomplete') told.incomplete++;
        else {
          expect(table, `run ${String(run)} of seed ${String(seed)}`).toEqual(undisturbed[i]);
          told.same++;
        }
      }
    }
    console.log(`${source} to ${target}, seed ${String(seed)}: ${JSON.stringify(told)}`);
    expect(told.faults).toBeGreaterThan(0);
  });
});
