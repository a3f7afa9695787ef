import type { WatchStatus } from '../../model/watch.ts';
import { jsonText } from '../../report/json.ts';
import { VERSION } from '../../version.ts';

/** A status as `/status` answers it: one object that validates against `watch-status.schema.json`. */
export function statusJson(status: WatchStatus): string {
  return jsonText({ tool: 'crosstally', toolVersion: VERSION, formatVersion: 1, ...status });
}
