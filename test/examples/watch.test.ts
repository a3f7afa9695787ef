import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments, parse } from 'yaml';
import { flagsOf } from '../../src/cli/options.ts';
import { variableName } from '../../src/config/options.ts';
import { VERSION } from '../../src/version.ts';
import { metricNames } from '../../src/watch/serve/metrics.ts';

const folder = fileURLToPath(new URL('../../examples/', import.meta.url));
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const isThere = (program: string) => spawnSync(program, ['--version']).error === undefined;

const NAMES = new Set(metricNames());
const LABELS: ReadonlySet<string> = new Set(['job', 'table', 'kind', 'side']);

/** Metrics and labels of a PromQL expression that crosstally does not have. */
function unknownIn(expression: string): string[] {
  const metrics = expression.match(/crosstally_\w+/g) ?? [];
  const grouped = [...expression.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, labels = '']) => labels.split(/, */));
  const matched = [...expression.matchAll(/[{,](\w+)=~?"/g)].map(([, label = '']) => label);
  return [
    ...metrics.filter((name) => !NAMES.has(name)),
    ...[...grouped, ...matched].filter((label) => !LABELS.has(label)),
  ];
}

/** Long options that `crosstally watch` does not take. */
function unknownOptions(text: string): string[] {
  const known = flagsOf('watch');
  return [...text.matchAll(/(?<![\w-])--([a-z][a-z-]+)/g)].flatMap(([, name = '']) => (name in known ? [] : [name]));
}

it('what looks for unknown names finds them', () => {
  expect(unknownIn('sum by (colour) (crosstally_nonsense{shape="x"})')).toEqual([
    'crosstally_nonsense',
    'colour',
    'shape',
  ]);
  expect(unknownOptions('crosstally watch --ledger x --nonsense')).toEqual(['nonsense']);
});

describe('the alert rules', () => {
  const { groups } = parse(read('alert-rules.yml')) as { groups: { rules: Rule[] }[] };
  const rules = groups.flatMap((group) => group.rules);

  it.each(rules)('$alert goes by metrics that there are', ({ alert, expr, labels, annotations }) => {
    expect(alert).toMatch(/^Crosstally[A-Z]/);
    expect(expr).toMatch(/crosstally_|up\{/);
    expect(unknownIn(expr)).toEqual([]);
    expect(['critical', 'warning']).toContain(labels.severity);
    const used =
      Object.values(annotations)
        .join()
        .match(/\$labels\.(\w+)/g) ?? [];
    for (const label of used) expect(expr.includes('by (') ? expr : 'table side').toContain(label.split('.')[1]);
  });

  it.runIf(isThere('promtool'))('please promtool', () => {
    execFileSync('promtool', ['check', 'rules', join(folder, 'alert-rules.yml')]);
  });
});

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: Readonly<Record<string, string>>;
}

describe('the dashboard', () => {
  const dashboard = JSON.parse(read('grafana.json')) as { panels: Panel[]; templating: { list: { name: string }[] } };

  it.each(dashboard.panels)('$title goes by metrics that there are', ({ targets }) => {
    expect(targets.length).toBeGreaterThan(0);
    for (const { expr, datasource } of targets) {
      expect(unknownIn(expr)).toEqual([]);
      expect(datasource.uid).toBe('${datasource}');
    }
  });

  it('has panels that do not lie on one another, and variables for all it names', () => {
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) => {
      return Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`);
    });
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...dashboard.panels.map(({ gridPos: { x, w } }) => x + w))).toBeLessThanOrEqual(24);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    const named = new Set(JSON.stringify(dashboard.panels).match(/\$\{?[a-z]+\}?/g));
    expect([...named].sort()).toEqual(['$job', '${datasource}']);
    expect(dashboard.templating.list.map(({ name }) => name).sort()).toEqual(['datasource', 'job']);
  });
});

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: readonly { readonly expr: string; readonly datasource: { readonly uid: string } }[];
}

describe('the service of systemd', () => {
  const unit = read('crosstally-watch.service');

  it('calls crosstally as it can be called', () => {
    const [, start = ''] = /^ExecStart=(.*)$/m.exec(unit) ?? [];
    expect(start).toMatch(/crosstally watch \$\{SOURCE\} \$\{TARGET\} /);
    expect(unknownOptions(start)).toEqual([]);
    expect(unit).toMatch(/^Restart=always$/m);
  });

  it.runIf(isThere('systemd-analyze'))('pleases systemd', () => {
    execFileSync('systemd-analyze', ['verify', join(folder, 'crosstally-watch.service')], { stdio: 'pipe' });
    // It bites: an unknown setting is told on standard error.
    const broken = mkdtempSync(join(tmpdir(), 'crosstally-test-unit-'));
    writeFileSync(join(broken, 'broken.service'), unit.replace('Restart=always', 'Restart=perhaps'));
    const { stderr } = spawnSync('systemd-analyze', ['verify', join(broken, 'broken.service')], { encoding: 'utf8' });
    rmSync(broken, { recursive: true });
    expect(stderr).toContain('perhaps');
  });
});

describe('the image', () => {
  const lines = read('watch.Dockerfile').replace(/\\\n\s*/g, ' ').split('\n').filter((line) => line !== '' && !line.startsWith('#')); // prettier-ignore
  const instructions = lines.map((line) => line.trim().split(' ')[0]);

  it('is made of instructions that there are, and runs as nobody in particular', () => {
    const known = ['FROM', 'COPY', 'RUN', 'USER', 'WORKDIR', 'VOLUME', 'EXPOSE', 'STOPSIGNAL', 'ENTRYPOINT', 'CMD', 'HEALTHCHECK']; // prettier-ignore
    expect(instructions.filter((one) => !known.includes(one ?? ''))).toEqual([]);
    expect(lines.find((line) => line.startsWith('USER'))).not.toMatch(/root|\b0\b/);
    expect(lines[0]).toMatch(/^FROM node:\d+-[a-z-]+$/);
  });

  it('has its commands as lists, of programs that there are', () => {
    const lists = lines.flatMap((line) => /^(?:ENTRYPOINT|CMD|HEALTHCHECK .*CMD) (\[.*\])$/.exec(line)?.[1] ?? []);
    const commands = lists.map((list) => JSON.parse(list) as string[]);
    expect(commands.map(([program]) => program)).toEqual(['node', 'crosstally', 'watch']);
    // As the shell of no container would: the check has to be JavaScript.
    const [, , code = ''] = commands[0] ?? [];
    execFileSync(process.execPath, ['--check', '-'], { input: code });
  });
});

describe('the manifest for Kubernetes', () => {
  const documents = parseAllDocuments(read('watch.kubernetes.yml')).map((one) => {
    expect(one.errors).toEqual([]);
    return one.toJS() as Manifest;
  });
  const workload = documents.find(({ kind }) => kind === 'StatefulSet');
  const container = workload?.spec.template?.spec.containers[0];

  it('has what each kind needs, and all that refer to one another do', () => {
    expect(documents.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`)).toEqual([
      'v1 PersistentVolumeClaim',
      'apps/v1 StatefulSet',
      'v1 Service',
    ]);
    const labels = workload?.spec.template?.metadata.labels;
    expect(workload?.spec.selector?.['matchLabels']).toEqual(labels);
    expect(documents[2]?.spec.selector).toEqual(labels);
    const volumes = workload?.spec.template?.spec.volumes.map(({ name }) => name);
    expect(container?.volumeMounts.map(({ name }) => name)).toEqual(volumes);
  });

  it('calls crosstally as it can be called, one at a time, with secrets from a secret', () => {
    expect(workload?.spec.replicas).toBe(1);
    expect(container?.args.slice(0, 3)).toEqual(['watch', '$(SOURCE)', '$(TARGET)']);
    expect(unknownOptions(container?.args.join(' ') ?? '')).toEqual([]);
    const names = container?.env.map(({ name }) => name) ?? [];
    expect(names).toEqual(['SOURCE', 'TARGET', 'MYSQL_PWD', 'PGPASSWORD', variableName('token')]);
    expect(container?.env.every(({ valueFrom }) => valueFrom?.secretKeyRef.name === 'crosstally-watch')).toBe(true);
    expect(container?.image).toBe(`crosstally:${VERSION}`);
  });
});

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: {
    readonly replicas?: number;
    readonly selector?: Readonly<Record<string, unknown>>;
    readonly template?: {
      readonly metadata: { readonly labels: Readonly<Record<string, string>> };
      readonly spec: {
        readonly containers: readonly Container[];
        readonly volumes: readonly { readonly name: string }[];
      };
    };
  };
}

interface Container {
  readonly image: string;
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string; readonly valueFrom?: { readonly secretKeyRef: { readonly name: string } } }[]; // prettier-ignore
  readonly volumeMounts: readonly { readonly name: string }[];
}
