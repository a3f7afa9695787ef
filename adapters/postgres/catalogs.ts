/**
 * THE table of PostgreSQL's catalogs and of what the schema gate makes of each: `docs/schema.md` is made from it, and a
 * test holds it against the server's own list, so that no catalog is passed over in silence.
 */
export const CATALOGS: readonly (readonly [catalogs: string, how: string])[] = [
  [
    'pg_class pg_attribute pg_attrdef',
    'compared: tables, columns, views, defaults; of storage what loses or hides rows',
  ],
  ['pg_constraint pg_index pg_inherits pg_partitioned_table', 'compared, partitions one by one'],
  ['pg_policy pg_rewrite pg_trigger', 'compared: policies, views, rules, triggers and whether they act'],
  ['pg_proc pg_aggregate', 'compared: functions, procedures, aggregates'],
  ['pg_type pg_enum pg_range pg_collation', 'compared: enums, domains, composite and range types, collations'],
  ['pg_operator pg_cast pg_ts_config pg_ts_config_map pg_ts_dict', 'compared'],
  ['pg_opclass', 'compared by name, method and type'],
  ['pg_sequence', 'compared, with where each stands'],
  ['pg_namespace pg_default_acl', 'compared: grants on schemas, and on what is made later'],
  ['pg_authid pg_auth_members', 'compared for roles that own or were granted something: rights and memberships'],
  ['pg_database pg_db_role_setting', 'compared: locale, encoding and settings'],
  ['pg_extension pg_language pg_event_trigger pg_statistic_ext', 'compared'],
  ['pg_foreign_table pg_foreign_server pg_foreign_data_wrapper', 'compared, without addresses and secrets'],
  [
    'pg_publication pg_publication_rel pg_publication_namespace',
    'compared: tables, columns, row filters, kinds of change',
  ],
  ['pg_subscription', 'compared by name and publications: where it connects to is a secret'],
  ['pg_am pg_tablespace', 'compared by name, where a table says that it uses one'],
  ['pg_depend', 'used: what belongs to an extension is that extension'],
  ['pg_largeobject pg_largeobject_metadata', 'not compared here: they are rows'],
  ['pg_description pg_shdescription', 'compared for tables and columns; not for other objects: no statement sees them'],
  ['pg_seclabel pg_shseclabel', 'not compared: what a label means is known to its provider alone'],
  ['pg_user_mapping', 'not compared: it holds secrets'],
  ['pg_parameter_acl', 'not compared: who may set a parameter'],
  [
    'pg_conversion pg_transform pg_ts_parser pg_ts_template pg_opfamily pg_amop pg_amproc',
    'not compared: made of code that comes with an extension',
  ],
  ['pg_statistic pg_statistic_ext_data', 'not compared: made by ANALYZE; a table that has none is named'],
  ['pg_replication_origin pg_subscription_rel', 'not compared: where replication stands'],
  ['pg_init_privs pg_shdepend', "not compared: the server's own bookkeeping"],
];
