import type { Report } from '../model/report.ts';

/** A report as `--format json` prints it: one object that validates against `report.schema.json`. */
export function jsonReport(report: Report): string {
  return jsonText(report);
}

/**
 * Any value as indented JSON with a line end. JSON itself leaves DEL and the C1 controls unescaped, and a terminal
 * obeys them, so that they are escaped here; whoever parses it reads the same value.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return `${text.replace(/[\u007f-\u009f\u2028\u2029]/g, escaped)}\n`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
