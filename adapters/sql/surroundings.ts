import { userInfo } from 'node:os';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What lies around a URL: where an engine's own client looks for what the URL leaves out. */
export interface Surroundings {
  /** A variable's value; null when it is not set or empty. */
  readonly variable: (name: string) => string | null;
  /** A path in the home directory; null when nobody knows which that is. */
  readonly inHome: (path: string) => string | null;
  /** Whether there is an environment: without one only the URL counts. */
  readonly isKnown: boolean;
  /** The name that the user has on this machine. */
  readonly userName: string | null;
}

/** Without an environment there is none: a program that wants its own to count hands it in. */
export function surroundings(environment: Environment | null): Surroundings {
  const variable = (name: string): string | null => orNull(environment?.[name]);
  const user = whoami();
  const home = environment === null ? null : (variable('HOME') ?? orNull(user?.homedir));
  return {
    variable,
    inHome: (path) => (home === null ? null : `${home}/${path}`),
    isKnown: environment !== null,
    userName: user?.username ?? variable('USER'),
  };
}

function orNull(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}

/** Node throws when the user's number has no name, as in some containers. */
function whoami(): { readonly username: string; readonly homedir: string } | null {
  try {
    return userInfo();
  } catch {
    return null;
  }
}
