// The least that reading one side can cost: PostgreSQL sends all rows in canonical form, as crosstally asks for them, to a
// reader that throws them away. Prints the seconds.
//
//     node bench/one-side.mjs <postgres>
import pg from 'pg';
import { plan } from '../dist/index.js';
import { postgres } from '../dist/postgres.js';

const [url] = process.argv.slice(2);
const { statements } = await plan({ source: postgres(url), target: postgres(url), strategy: 'stream' });
const [{ source }] = statements.values();
const client = new pg.Client(url);
await client.connect();
const { connection } = client;
connection.stream.removeAllListeners('data');
const started = performance.now();
await new Promise((resolve, reject) => {
  // `Z`, length 5, idle: the server is ready for the next statement, so this one is over.
  const end = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);
  let tail = Buffer.alloc(0);
  connection.stream.on('error', reject);
  connection.stream.on('data', (piece) => {
    tail =
      piece.length >= end.length ? piece.subarray(-end.length) : Buffer.concat([tail, piece]).subarray(-end.length);
    if (tail.equals(end)) resolve();
  });
  connection.query(`copy (${source.at(-1)}) to stdout (format binary)`);
});
console.log((performance.now() - started) / 1000);
process.exit(0);
