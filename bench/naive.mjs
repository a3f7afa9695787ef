// What a script of twenty lines does: `select *` of both sides through the drivers, row by row. It compares nothing yet.
// Prints the seconds.
//
//     node bench/naive.mjs <source> <target>
import mysql from 'mysql2';
import pg from 'pg';

const started = performance.now();
await Promise.all(
  process.argv.slice(2).map((url) => (url.startsWith('postgres') ? fromPostgres(url) : fromMysql(url))),
);
console.log((performance.now() - started) / 1000);

async function fromPostgres(url) {
  const client = new pg.Client(url);
  await client.connect();
  await client.query('begin; declare c cursor for select * from orders order by id');
  while ((await client.query('fetch 10000 from c')).rows.length > 0);
  await client.end();
}

function fromMysql(url) {
  const connection = mysql.createConnection(url);
  return new Promise((resolve, reject) => {
    connection
      .query('select * from orders order by id')
      .on('error', reject)
      .on('result', () => undefined)
      .on('end', () => connection.end(resolve));
  });
}
