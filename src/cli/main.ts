import { VERSION } from '../version.ts';
import { asksForJson, failureText } from './answer.ts';
import { readArguments } from './arguments.ts';
import type { Request } from './arguments.ts';
import type { Command, Io, Output } from './command.ts';
import { demoCommand } from './demo.ts';
import { fingerprintCommand } from './fingerprint.ts';
import { initCommand } from './init.ts';
import { planCommand } from './plan.ts';
import { jsonLines, logError, logFormatOf } from './log.ts';
import { print, widthOf } from './print.ts';
import { schemaCommand } from './schema.ts';
import { passwordAdvice } from './sides.ts';
import { verifyCommand } from './verify.ts';
import { watchCommand } from './watch.ts';

export type { Io } from './command.ts';

export const COMMANDS: readonly Command[] = [
  verifyCommand,
  schemaCommand,
  planCommand,
  watchCommand,
  fingerprintCommand,
  initCommand,
  demoCommand,
];
const ERROR = 2;

/** The whole command line: reads the arguments, runs the command, tells of an error in one sentence. Answers with the exit code. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    const request = await readRequest(argv, io);
    if (request.kind === 'run' && request.given['quiet'] !== true) told(io, argv).write(passwordAdvice(argv));
    if (request.kind === 'run') return await request.command.run(request.given, io);
    await print(io.stdout, request.text);
    return 0;
  } catch (error) {
    logError(io.stderr, logFormatOf(argv, io.env), error, argv.includes('--debug'));
    return ERROR;
  }
}

function told(io: Io, argv: readonly string[]): Output {
  return logFormatOf(argv, io.env) === 'json' ? jsonLines(io.stderr) : io.stderr;
}

async function readRequest(argv: readonly string[], io: Io): Promise<Request> {
  try {
    return await readArguments(argv, COMMANDS, VERSION, widthOf(io.stdout));
  } catch (error) {
    if (asksForJson(argv)) await print(io.stdout, failureText(error));
    throw error;
  }
}
