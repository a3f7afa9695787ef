import { nearNames } from '../model/near-names.ts';
import { checkOptions } from './check.ts';
import { asInFile } from './flags.ts';
import type { FlagsSaid } from './flags.ts';
import type { Environment } from './file.ts';
import { isOption, OPTION_NAMES, optionOf, variableName } from './options.ts';
import type { OptionName } from './options.ts';

/** Names the config file, as `--config` does. */
export const CONFIG_VARIABLE = 'CROSSTALLY_CONFIG';

/**
 * Options given by variables of the environment: each is `CROSSTALLY_` and the name of the flag, and holds what the flag
 * would; what can be repeated has a line for each. An empty one says nothing, as in the settings of many a CI.
 */
export function checkVariables(environment: Environment): FlagsSaid {
  const given = OPTION_NAMES.flatMap((name): [OptionName, unknown][] => {
    const text = environment[variableName(name)];
    return text === undefined || text === '' ? [] : [[name, valueOf(name, text)]];
  });
  const { said, problems } = checkOptions(Object.fromEntries(given), 'text');
  const told = problems.map(({ path: [name], message }) => `${calledAsVariable(String(name))} ${message}`);
  return { said, problems: [...told, ...misspelt(environment)] };
}

function valueOf(name: OptionName, text: string): unknown {
  const { kind } = optionOf(name);
  if (kind.flag === 'switch') return asSwitch(name, text);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return asInFile(name, kind.flag === 'several' ? lines : text);
}

/** Of `CROSSTALLY_NO_SCHEMA` true means what the flag means. */
function asSwitch(name: OptionName, text: string): unknown {
  const { flagMeans = true } = optionOf(name);
  if (['true', '1'].includes(text.toLowerCase())) return flagMeans;
  return ['false', '0'].includes(text.toLowerCase()) ? !flagMeans : text;
}

function calledAsVariable(name: string): string {
  return isOption(name) ? variableName(name) : name;
}

/** One that is nearly an option's would be taken for set, and is not. */
function misspelt(environment: Environment): string[] {
  const known = [...OPTION_NAMES.map(variableName), CONFIG_VARIABLE];
  return Object.keys(environment).flatMap((name) => {
    if (!name.startsWith('CROSSTALLY_') || known.includes(name)) return [];
    const [alike] = nearNames(known, name, 2);
    return alike === undefined ? [] : [`${name} is no option: is ${alike} meant?`];
  });
}
