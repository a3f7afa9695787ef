// The least that hashing both sides can cost: both servers run PostgreSQL's own record hash at the same time. Prints the
// seconds that the statements took, without connecting.
//
//     node bench/limit.mjs <source> <target>
import pg from 'pg';

const clients = await Promise.all(
  process.argv.slice(2).map(async (url) => {
    const client = new pg.Client(url);
    await client.connect();
    await client.query('set max_parallel_workers_per_gather = 0; set jit = off');
    return client;
  }),
);
const started = performance.now();
await Promise.all(
  clients.map((client) => client.query('select count(*), sum(hash_record_extended(t, 0)) from orders t')),
);
console.log((performance.now() - started) / 1000);
await Promise.all(clients.map((client) => client.end()));
