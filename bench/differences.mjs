/**
 * Peak memory of `crosstally verify` over two databases, say ones that differ in ten million rows:
 *
 *     npm run build && node bench/differences.mjs postgres://…/a postgres://…/b --tables k
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../dist/bin/crosstally.js', import.meta.url));
const tell = `data:text/javascript,${encodeURIComponent(
  `process.on('exit', () => console.error('peak MB', Math.round(process.resourceUsage().maxRSS / 1024)));`,
)}`;
const started = performance.now();
const args = ['--import', tell, cli, 'verify', ...process.argv.slice(2), '--quiet', '--no-schema', '--format', 'json'];
const { stdout, stderr, status } = spawnSync(process.execPath, args, { maxBuffer: 2 ** 30, encoding: 'utf8' });
const { verdict, tables } = JSON.parse(stdout);
console.log(status, verdict, `${((performance.now() - started) / 1000).toFixed(1)} s`, stderr.trim());
for (const { source, walk, rows, differences, differencesTruncated } of tables) {
  console.log(source, walk, JSON.stringify(rows), `${differences.length} listed`, { differencesTruncated });
}
