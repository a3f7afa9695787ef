import { inject } from 'vitest';

/** The servers that every test run has. `mysql` is Oracle's: MariaDB is an engine of its own here. */
export const engines = ['postgres', 'mariadb', 'mysql'] as const;

export type TestEngine = (typeof engines)[number];

export type ServerUrls = Readonly<Record<TestEngine, string>>;

declare module 'vitest' {
  interface ProvidedContext {
    serverUrls: ServerUrls;
  }
}

/** Where the servers of this test run answer, as a superuser. Tests want `freshDatabase` rather than these. */
export function serverUrls(): ServerUrls {
  return inject('serverUrls');
}
