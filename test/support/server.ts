/** Servers of the tests: the demo has the same kind, under another name. */
import { type Berth, openBerth as openNamedBerth } from '../../src/cli/demo/private-server.ts';

export { type Berth, type Command, freePort, type Launch, type Server } from '../../src/cli/demo/private-server.ts';

/** A private folder in which a server will run. It goes when this process ends, whatever ends this process. */
export function openBerth(engine: string): Promise<Berth> {
  return openNamedBerth(`crosstally-test-${engine}`);
}
