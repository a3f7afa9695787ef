// The least that reading both sides can cost: each server sends all rows in canonical form, as crosstally asks for them, to
// a reader that throws them away as they come from the socket. Prints the seconds.
//
//     node bench/canonical.mjs <postgres> <mysql>
import { createConnection } from 'mysql2';
import pg from 'pg';
import { plan } from '../dist/index.js';
import { mysql } from '../dist/mysql.js';
import { postgres } from '../dist/postgres.js';

const [from, to] = process.argv.slice(2);
const { statements } = await plan({ source: postgres(from), target: mysql(to) });
const [{ source, target }] = statements.values();
const started = performance.now();
await Promise.all([discardPostgres(source.at(-1)), discardMysql(target.at(-1))]);
console.log((performance.now() - started) / 1000);
process.exit(0);

/** `Z`, length 5, idle: the server is ready for the next statement, so this one is over. */
async function discardPostgres(statement) {
  const client = new pg.Client(from);
  await client.connect();
  const { connection } = client;
  connection.stream.removeAllListeners('data');
  return discard(connection.stream, Buffer.from([0x5a, 0, 0, 0, 5, 0x49]), () =>
    connection.query(`copy (${statement}) to stdout (format binary)`),
  );
}

/** The packet that ends a result begins with 0xfe and has a length of 5 (or 7 as an OK packet). */
async function discardMysql(statement) {
  const connection = createConnection(to);
  await new Promise((resolve, reject) => connection.connect((error) => (error ? reject(error) : resolve())));
  const { stream } = connection;
  // The server keeps the form of its answers: only the reading of them is left out.
  const ask = Buffer.from(`\x03${statement}`);
  const header = Buffer.alloc(4);
  header.writeUIntLE(ask.length, 0, 3);
  stream.removeAllListeners('data');
  return new Promise((resolve, reject) => {
    let tail = Buffer.alloc(0);
    stream.on('error', reject);
    stream.on('data', (piece) => {
      tail = piece.length >= 11 ? piece.subarray(-11) : Buffer.concat([tail, piece]).subarray(-11);
      if (isEnd(tail, 9) || isEnd(tail, 11)) resolve();
    });
    stream.write(Buffer.concat([header, ask]));
  });
}

function isEnd(tail, length) {
  const packet = tail.subarray(-length);
  return packet.length === length && packet.readUIntLE(0, 3) === length - 4 && packet[4] === 0xfe;
}

function discard(stream, end, ask) {
  return new Promise((resolve, reject) => {
    let tail = Buffer.alloc(0);
    stream.on('error', reject);
    stream.on('data', (piece) => {
      tail =
        piece.length >= end.length ? piece.subarray(-end.length) : Buffer.concat([tail, piece]).subarray(-end.length);
      if (tail.equals(end)) resolve();
    });
    ask();
  });
}
