import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WatchStatus } from '../../src/model/watch.ts';
import { served } from '../watch/serve/asking.ts';
import { drifted, HOSTILE, status, troubled, watched } from '../watch/serve/made-up.ts';
import { startChromium } from './chromium.ts';
import { cleared, nightBefore } from './stories.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
}, 600_000);
afterAll(() => browser?.close());

/** Its own errors, and whatever it asked for elsewhere, end the test. */
async function open(url: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  const page = await context.newPage();
  const amiss: string[] = [];
  page.on('pageerror', ({ message }) => amiss.push(message));
  page.on('console', (message) => message.type() === 'error' && amiss.push(message.text()));
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(url).origin) && !request.url().startsWith('data:')) amiss.push(request.url());
  });
  await page.goto(url);
  return { page, amiss, [Symbol.asyncDispose]: () => context.close() };
}

const SOON = { timeout: 15_000, interval: 20 };

/** Waits for what the page says, without a reload. */
async function says(page: Page, text: string): Promise<void> {
  // Asked again from here: the page's own policy lets nothing be evaluated in it.
  await expect.poll(() => page.locator('main').innerText(), SOON).toContain(text);
}

const heading = (page: Page) => page.locator('#verdict h1 [role=status]').innerText();

describe('the page of a watch', () => {
  it('tells of drift as it appears and goes, without a reload', async () => {
    await using watch = await served(status(), { every: 20 });
    await using opened = await open(watch.url);
    const { page, amiss } = opened;
    await page.evaluate('sameDocument = true');
    await says(page, 'Safe to cut over');
    await says(page, 'No row is known to differ.');
    watch.now.status = troubled();
    await says(page, 'Not safe to cut over');
    await says(page, '1042');
    expect(await page.title()).toMatch(/^✕ Not safe to cut over/);
    expect(await page.locator('#drift tbody tr').count()).toBe(3);
    watch.now.status = status();
    await says(page, 'No row is known to differ.');
    expect(await page.locator('#drift tbody tr').count()).toBe(0);
    expect(await heading(page)).toBe('Safe to cut over');
    expect(await page.title()).toMatch(/^✓ Safe to cut over/);
    expect(await page.evaluate('globalThis.sameDocument')).toBe(true);
    expect(amiss).toEqual([]);
  });

  it('says that it does not know when the watch is gone, and goes on when it is back', async () => {
    const first = await served(status(), { every: 20 });
    await using opened = await open(first.url);
    const { page } = opened;
    await says(page, 'Safe to cut over');
    await first[Symbol.asyncDispose]();
    await says(page, 'Not known');
    expect(await page.title()).toMatch(/^\? Not known/);
    expect(await page.locator('#verdict').innerText()).toContain('Was: Safe to cut over');
    await using second = await served(troubled(), { every: 20, listen: new URL(first.url).host });
    expect(second.url).toBe(first.url);
    await says(page, 'Not safe to cut over');
    await expect.poll(() => page.title(), SOON).toMatch(/^✕/);
    expect(await page.locator('#lost').isVisible()).toBe(false);
  });

  it('says so as well when the line is silent and nobody ends it', async () => {
    await using watch = await served(status(), { every: 1_000_000 });
    await using opened = await open('about:blank');
    const { page } = opened;
    await page.clock.install();
    await page.goto(watch.url);
    await says(page, 'Safe to cut over');
    expect(await page.locator('#lost').isVisible()).toBe(false);
    await page.clock.runFor(20_000);
    expect(await page.title()).toMatch(/^\? Not known/);
  });

  it('is read out: the verdict alone, when it changes', async () => {
    await using watch = await served(status(), { every: 20 });
    await using opened = await open(watch.url);
    const { page } = opened;
    await says(page, 'Safe to cut over');
    await page.evaluate(`
      globalThis.heard = [];
      for (const region of document.querySelectorAll('[aria-live]')) {
        const look = new MutationObserver(() => heard.push(region.textContent));
        look.observe(region, { subtree: true, childList: true, characterData: true });
      }
    `);
    watch.now.status = troubled();
    await says(page, '3 rows differ');
    watch.now.status = { ...troubled(), suspects: 4711 };
    await says(page, '4,711');
    expect(await page.evaluate('heard')).toEqual(['Not safe to cut over']);
  });

  it('is used by keyboard, and keeps what is focused and folded out', async () => {
    await using watch = await served(troubled(), { every: 20 });
    await using opened = await open(watch.url);
    const { page } = opened;
    await says(page, 'Not safe to cut over');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to open drift');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('drift');
    await page.locator('summary').focus();
    await page.keyboard.press('Enter');
    await says(page, 'made by the import of May');
    const more = [...troubled().drift, drifted('c', { state: 'resolved', endedAt: status().at, by: 'pass' })];
    watch.now.status = { ...troubled(), drift: more, suspects: 99 };
    await says(page, '99');
    await expect.poll(() => page.locator('#past tbody tr').count(), SOON).toBe(3);
    expect(await page.evaluate('document.activeElement.tagName')).toBe('SUMMARY');
    expect(await page.locator('details').getAttribute('open')).toBe('');
  });

  it.each([360, 768, 1200])('fits a screen of %i pixels, with the longest names', async (width) => {
    const long = 'a_name_that_is_as_long_as_postgresql_lets_a_name_of_a_table_be_xx';
    const crowded: WatchStatus = {
      ...troubled(),
      reasons: [`1 row differs: public.${long}`],
      tables: [watched(long, { openDrift: 1, dirty: long }), ...troubled().tables],
      drift: [drifted('x'.repeat(300), { table: `public.${long}`, columns: Array.from({ length: 30 }, () => long) })],
    };
    await using watch = await served(crowded, { every: 20 });
    await using opened = await open(watch.url, { viewport: { width, height: 780 } });
    await says(opened.page, 'Not safe to cut over');
    expect(await opened.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  });

  it('runs nothing that a name or a key says', async () => {
    const hostile = `${HOSTILE}<img src=x onerror=alert(1)>`;
    const drift = [drifted(hostile, { table: hostile, columns: [hostile] })];
    const told = { ready: false, readySince: null, reasons: [hostile], held: hostile, openDrift: 1, drift };
    await using watch = await served(status(), { every: 20 });
    await using opened = await open(watch.url);
    const { page, amiss } = opened;
    page.on('dialog', (dialog) => amiss.push(dialog.message()));
    watch.now.status = status({ ...told, tables: [watched(hostile, { openDrift: 1, dirty: hostile })] });
    await says(page, 'onerror');
    expect(await page.locator('main img, main script').count()).toBe(0);
    expect(amiss).toEqual([]);
  });

  it('opens with a token in its address, and does not keep it there', async () => {
    await using watch = await served(status(), { every: 20, token: 'a-token-that-nobody-guesses' });
    await using opened = await open(`${watch.url}?token=a-token-that-nobody-guesses`);
    const { page, amiss } = opened;
    expect(page.url()).toBe(watch.url);
    watch.now.status = troubled();
    await says(page, 'Not safe to cut over');
    expect(amiss).toEqual([]);
  });

  it('holds no growing list after an hour', async () => {
    await using watch = await served(status(), { every: 3 });
    await using opened = await open(watch.url);
    const { page, amiss } = opened;
    await says(page, 'Safe to cut over');
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('HeapProfiler.enable');
    const measure = async () => {
      await devtools.send('HeapProfiler.collectGarbage');
      const { nodes, jsEventListeners } = await devtools.send('Memory.getDOMCounters');
      const { usedSize } = await devtools.send('Runtime.getHeapUsage');
      return { nodes, jsEventListeners, usedSize };
    };
    await minutes(watch.now, page, 10);
    const early = await measure();
    await minutes(watch.now, page, 50);
    const late = await measure();
    expect(late.nodes).toBeLessThanOrEqual(early.nodes * 1.1);
    expect(late.jsEventListeners).toBeLessThanOrEqual(early.jsEventListeners);
    expect(late.usedSize).toBeLessThan(early.usedSize + 300_000);
    expect(amiss).toEqual([]);
  }, 300_000);
});

/** So many minutes of a status every three seconds, each another one, with drift that comes and goes. */
async function minutes(now: { status: WatchStatus | null }, page: Page, count: number): Promise<void> {
  for (let second = 0; second < count * 60; second += 3) {
    const open = second % 60 < 30 ? Array.from({ length: second % 31 }, (_, i) => drifted(`${second}-${i}`)) : [];
    const over = Array.from({ length: 20 }, (_, i) => drifted(`${second}+${i}`, { state: 'resolved', endedAt: status().at })); // prettier-ignore
    now.status = status({
      ...(open.length === 0 ? {} : { ready: false, readySince: null, reasons: [`${open.length} rows differ`] }),
      ...{ suspects: second, openDrift: open.length, drift: [...open, ...over] },
    });
    await new Promise((soon) => setTimeout(soon, 4));
  }
  now.status = status({ suspects: 4242 });
  await says(page, '4,242');
}

/** Small pictures for the documents: `npm run docs` writes them there. */
describe('the pictures in the documents', () => {
  const folder = process.env['CROSSTALLY_PICTURES'] ?? 'reports';
  const target = fileURLToPath(new URL(`../../${folder}/`, import.meta.url));

  it.each([
    ['watch', 'light', 1120, 900, nightBefore],
    ['watch-dark', 'dark', 1120, 900, nightBefore],
    ['watch-phone', 'light', 360, 780, nightBefore],
    ['watch-ready', 'light', 1120, 640, cleared],
  ] as const)('%s is %s', async (name, colorScheme, width, height, story) => {
    await mkdir(target, { recursive: true });
    await using watch = await served(story(), { every: 20 });
    await using opened = await open(watch.url, { viewport: { width, height }, colorScheme });
    await opened.page.locator('.live').waitFor();
    await opened.page.screenshot({ path: `${target}${name}.png` });
    expect(opened.amiss).toEqual([]);
  });
});
