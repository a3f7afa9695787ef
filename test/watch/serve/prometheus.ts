/** A strict reader of Prometheus' text format 0.0.4: what it does not know is an error. */
export interface Family {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly samples: { readonly labels: Readonly<Record<string, string>>; readonly value: number }[];
}

export function parseMetrics(text: string): Map<string, Family> {
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  const families = new Map<string, Family>();
  let current: Family | null = null;
  for (const line of text.slice(0, -1).split('\n')) {
    const [, name = '', help = ''] = /^# HELP ([a-zA-Z_:][\w:]*) (.+)$/.exec(line) ?? [];
    if (name !== '') {
      if (families.has(name)) throw new Error(`${name} comes twice`);
      families.set(name, (current = { name, help, type: '', samples: [] }));
      continue;
    }
    if (current === null) throw new Error(`before any HELP: ${line}`);
    const [, typed, type = ''] = /^# TYPE ([a-zA-Z_:][\w:]*) (counter|gauge)$/.exec(line) ?? [];
    if (typed !== undefined) {
      if (typed !== current.name || current.samples.length > 0) throw new Error(`out of place: ${line}`);
      families.set(typed, (current = { ...current, type }));
      continue;
    }
    addSample(current, line);
  }
  for (const { name, type, samples } of families.values()) checkFamily(name, type, samples);
  return families;
}

const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/s;
const LABEL = /^([a-zA-Z_]\w*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/;

function addSample({ name, type, samples }: Family, line: string): void {
  const [, sampled, labelled = '', value] = SAMPLE.exec(line) ?? [];
  if (sampled !== name || type === '') throw new Error(`no sample of ${name}: ${line}`);
  const labels: Record<string, string> = {};
  for (let rest = labelled; rest !== '';) {
    const [whole = '', label = '', raw = ''] = LABEL.exec(rest) ?? [];
    if (whole === '' || label in labels) throw new Error(`labels cannot be read: ${rest}`);
    labels[label] = raw.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
    rest = rest.slice(whole.length);
  }
  samples.push({ labels, value: Number(value) });
}

function checkFamily(name: string, type: string, samples: Family['samples']): void {
  if (samples.length === 0) throw new Error(`${name} has no sample`);
  if ((type === 'counter') !== name.endsWith('_total')) throw new Error(`${name} is a ${type}`);
  const identities = samples.map(({ labels }) => JSON.stringify(labels));
  if (new Set(identities).size !== identities.length) throw new Error(`${name} has a sample twice`);
}
