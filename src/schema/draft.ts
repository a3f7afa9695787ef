import type { Finding } from '../model/finding.ts';
import type { SchemaChange } from '../model/schema-change.ts';

/** A finding before its fix was put into words. */
export interface Draft extends Omit<Finding, 'fix'> {
  /** What would make it right, where something would. */
  readonly change: SchemaChange | null;
}

type Given = Pick<Draft, 'kind' | 'object' | 'name' | 'severity' | 'message'> & Partial<Draft>;

/** A draft; what is left out is null. */
export function draft(given: Given): Draft {
  const { kind, object, table = null, name, aspect = null, severity, source = null, target = null } = given;
  return {
    kind,
    object,
    table,
    name,
    aspect,
    severity,
    source,
    target,
    message: given.message,
    change: given.change ?? null,
  };
}
