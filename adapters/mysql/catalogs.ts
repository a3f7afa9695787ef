/**
 * THE table of the catalogs of MySQL and MariaDB and of what the schema gate makes of each: `docs/schema.md` is made from
 * it, and a test holds it against the servers' own lists. `prefix*` stands for all that begin so.
 */
export const CATALOGS: readonly (readonly [catalogs: string, how: string])[] = [
  [
    'TABLES COLUMNS SCHEMATA',
    'compared: columns, engine, character sets, reference systems, row format, system versioning',
  ],
  [
    'STATISTICS TABLE_CONSTRAINTS CHECK_CONSTRAINTS KEY_COLUMN_USAGE REFERENTIAL_CONSTRAINTS',
    'compared; SHOW CREATE TABLE is asked for parsers and periods, of which they tell nothing',
  ],
  ['PARTITIONS', 'compared one by one'],
  ['VIEWS TRIGGERS ROUTINES PARAMETERS EVENTS proc event', 'compared, with definer, rights and sql_mode'],
  [
    'USER_PRIVILEGES SCHEMA_PRIVILEGES TABLE_PRIVILEGES COLUMN_PRIVILEGES user db tables_priv columns_priv global_priv global_grants',
    'compared',
  ],
  ['GLOBAL_VARIABLES SYSTEM_VARIABLES', 'compared: those that change what an application sees'],
  ['procs_priv role_edges roles_mapping', 'compared: grants on single routines, and roles of accounts'],
  [
    'proxies_priv default_roles APPLICABLE_ROLES ENABLED_ROLES ADMINISTRABLE_ROLE_AUTHORIZATIONS ROLE_*',
    'not compared: who logs in as whom, which roles a session begins with, and what this account has itself',
  ],
  [
    'GEOMETRY_COLUMNS SPATIAL_REF_SYS ST_GEOMETRY_COLUMNS ST_SPATIAL_REFERENCE_SYSTEMS ST_UNITS_OF_MEASURE',
    'compared by column; the systems themselves come with the server',
  ],
  [
    'COLUMNS_EXTENSIONS TABLES_EXTENSIONS SCHEMATA_EXTENSIONS TABLE_CONSTRAINTS_EXTENSIONS TABLESPACES_EXTENSIONS',
    'not compared: attributes for engines outside, and read-only schemas',
  ],
  ['JSON_DUALITY_* LIBRARIES ROUTINE_LIBRARIES', 'not compared: duality views and libraries of MySQL 9'],
  ['VIEW_ROUTINE_USAGE VIEW_TABLE_USAGE', 'what the definition of a view says already'],
  ['USER_ATTRIBUTES password_history RESOURCE_GROUPS', 'not compared: passwords, comments of accounts, threads'],
  ['func SQL_FUNCTIONS PLUGINS ALL_PLUGINS plugin component ENGINES', 'not compared: code that the server has loaded'],
  ['servers', 'not compared: it holds secrets'],
  [
    'COLUMN_STATISTICS column_stats index_stats table_stats innodb_index_stats innodb_table_stats',
    'not compared: made by ANALYZE',
  ],
  ['time_zone*', 'not compared: zones that SQL may name'],
  [
    'CHARACTER_SETS COLLATIONS COLLATION_CHARACTER_SET_APPLICABILITY KEYWORDS help_*',
    'not compared: they come with the server',
  ],
  ['transaction_registry', 'not compared: which transaction wrote what, for histories that go by their numbers'],
  ['FILES TABLESPACES INNODB_*', 'not compared: how rows are stored'],
  [
    '*_STATISTICS GLOBAL_STATUS SESSION_* user_variables PROCESSLIST PROFILING OPTIMIZER_TRACE KEY_CACHES THREAD_POOL_* general_log slow_log',
    'what the server does at the moment',
  ],
  ['gtid_* slave_* replication_* ndb_binlog_index engine_cost server_cost', "the server's own bookkeeping"],
];
