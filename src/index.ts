/** The public API: exports only. Adapters are entry points of their own: `crosstally/postgres`, `crosstally/mysql`. */
export { verify } from './verify.ts';
export type { VerifyOptions } from './verify.ts';
export type { TableDifference, Verification } from './verification.ts';
export { watch } from './watch/watch.ts';
export type { Watch, WatchOptions } from './watch/watch.ts';
export { compareSchemas } from './inspect.ts';
export { plan } from './explain.ts';
export type { PlanReport } from './explain.ts';
export { takeFingerprint } from './fingerprint/take.ts';
export type { FingerprintTakeOptions, TakenFingerprint } from './fingerprint/take.ts';
export { assertMatch } from './report/assert-match.ts';
export { formatReport } from './report/format.ts';
export type { FormatOptions, ReportFormat } from './report/format.ts';
export { loadConfig } from './config/load-config.ts';
export { CrosstallyError } from './errors.ts';
export type { ErrorCode, ErrorDetails } from './errors.ts';
export type {
  ColumnChoice,
  ColumnMapping,
  Config,
  KeyChoice,
  NullValue,
  Options,
  PlannedConstraint,
  SeverityChoice,
  TableMapping,
  Where,
} from './config/config.ts';
export type {
  Activity,
  Adapter,
  Changes,
  Database,
  EngineInfo,
  Feed,
  FeedOptions,
  Inspector,
  OpenOptions,
  RawBytes,
  RawForm,
  TableReader,
} from './adapter.ts';
export type { ColumnShape, ColumnType, Kind, KeyOrder } from './model/column.ts';
export type {
  ColumnDefinition,
  ConstraintDefinition,
  Definitions,
  IndexDefinition,
  ObjectDefinition,
  SequencePosition,
  SequenceDefinition,
  TableDefinition,
} from './model/definition.ts';
export type { Difference, DifferenceKind, RowCounts } from './model/difference.ts';
export type { DefinitionsOutcome, Event, TableOutcome } from './model/event.ts';
export type { Finding, FindingKind, Severity } from './model/finding.ts';
export type { Form } from './model/form.ts';
export type { Frames } from './model/frame.ts';
export type { Intended, Violations } from './model/intended.ts';
export type { Key, KeyOrders, KeyRange } from './model/key.ts';
export type { Loosening } from './model/loosening.ts';
export type { ColumnPair, Plan, TablePlan, UnpairedTable, Walk } from './model/plan.ts';
export type {
  NotCompared,
  Report,
  ReportedDifference,
  ResumedFrom,
  RunPart,
  SideInfo,
  TableReport,
  Verdict,
} from './model/report.ts';
export type { Rule } from './model/rule.ts';
export type { SchemaChange } from './model/schema-change.ts';
export type { Side, Sides } from './model/side.ts';
export type { CandidateKey, TableKind, TableRef, TableShape } from './model/table.ts';
export type { TableView, ViewColumn } from './model/view.ts';
export type {
  Drift,
  DriftCounts,
  DriftState,
  FeedStatus,
  WatchedTable,
  WatchEvent,
  WatchStatus,
} from './model/watch.ts';
