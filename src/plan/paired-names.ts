import type { TablePlan } from '../model/plan.ts';
import type { PairedNames } from '../model/report.ts';
import { tableName } from '../model/table.ts';

/** The names that were taken for one although they differ by more than letter case, so that a wrong pair is seen. */
export function pairedNames(tables: readonly TablePlan[]): readonly PairedNames[] {
  return tables.flatMap(({ source, target, columns }) => {
    const pair = (kind: PairedNames['kind'], own: string, other: string, last: string): PairedNames[] => {
      return differs(own, last) ? [{ kind, source: own, target: other }] : [];
    };
    const [own, other] = [tableName(source), tableName(target)];
    return [
      ...pair('table', source.name, target.name, target.name).map((one) => ({ ...one, source: own, target: other })),
      ...columns.flatMap(({ source: from, target: to }) =>
        pair('column', from.name, to.name, to.name).map((one) => ({
          ...one,
          source: `${own}.${from.name}`,
          target: `${other}.${to.name}`,
        })),
      ),
    ];
  });
}

function differs(source: string, target: string): boolean {
  return source.toLowerCase() !== target.toLowerCase();
}
