import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DAMAGES } from './damage.ts';
import type { Planted } from './damage.ts';
import { giveToServerUser } from './server-user.ts';
import type { Session } from './session.ts';
import { DEMO_TABLES } from './tables.ts';

/** The two ends of the transfer and the folder it goes through. */
export interface Transfer {
  readonly source: Session;
  readonly target: Session;
  readonly folder: string;
}

/** Dumps the source, carries the files over with some loss, loads what arrives. No statement of it fails. */
export async function transfer({ source, target, folder }: Transfer): Promise<readonly Planted[]> {
  const [sent, arrived] = [join(folder, 'sent'), join(folder, 'arrived')];
  for (const place of [sent, arrived]) {
    await mkdir(place);
    await giveToServerUser(place);
  }
  const planted: Planted[] = [];
  for (const { name } of DEMO_TABLES) {
    const [from, to] = [join(sent, `${name}.tsv`), join(arrived, `${name}.tsv`)];
    await source.run(`copy ${name} to ${literal(from)}`);
    planted.push(...(await carry(name, from, to)));
    await giveToServerUser(to);
    await target.run(`copy ${name} from ${literal(to)}`);
  }
  await target.run('analyze');
  return planted;
}

async function carry(table: string, from: string, to: string): Promise<readonly Planted[]> {
  const damage = DAMAGES[table];
  if (damage === undefined) {
    await copyFile(from, to);
    return [];
  }
  const { lines, planted } = damage(table, (await readFile(from, 'utf8')).trimEnd().split('\n'));
  await writeFile(to, `${lines.join('\n')}\n`);
  return [planted];
}

/** PostgreSQL takes a file's name in quotes only. */
function literal(file: string): string {
  return `'${file.replaceAll("'", "''")}'`;
}
