// The limit to measure against: reads `COPY … TO STDOUT` of a table on both sides at once and throws the bytes away,
// straight from the socket, since any parsing would make the limit easier to reach. Plain JavaScript because it is
// timed as a process of its own.
//
//     node bench/discard.mjs <source> <target> <table>
import pg from 'pg';

const [source, target, table] = process.argv.slice(2);

/** `Z`, length 5, idle: the server is ready for the next statement, so this one is over. */
const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

async function discard(url) {
  const client = new pg.Client(url);
  await client.connect();
  const { connection } = client;
  connection.stream.removeAllListeners('data');
  return await new Promise((resolve, reject) => {
    let count = 0;
    let tail = Buffer.alloc(0);
    connection.stream.on('error', reject);
    connection.stream.on('data', (piece) => {
      count += piece.length;
      tail = piece.length >= READY.length ? piece : Buffer.concat([tail, piece]);
      if (tail.subarray(-READY.length).equals(READY)) resolve(count);
    });
    connection.query(`copy ${table} to stdout`);
  });
}

const sizes = await Promise.all([source, target].map(discard));
console.log(sizes.join(' '));
// The driver lost sight of its connections above, so it cannot close them.
process.exit(0);
