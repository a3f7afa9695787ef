/**
 * What `information_schema` says of definitions; the columns are in the order in which `definitions.ts` reads them.
 * The first is the schema, since names may be folded and what comes back is held against what was asked for.
 */

/** The two servers call some columns otherwise, or lack them. */
export interface Queries {
  readonly tables: string;
  readonly columns: string;
  readonly indexes: string;
  readonly constraints: string;
  readonly references: string;
  readonly partitions: string;
  readonly views: string;
  readonly triggers: string;
  readonly routines: string;
  readonly events: string;
  readonly parameters: string;
  readonly schemas: string;
}

/**
 * A part that MySQL reads on its own, for the limit. Merged into one, the two views are looked up in each other without
 * an index: for a thousand checks half a minute instead of a tenth of a second.
 */
function apart(select: string): string {
  return `(${select} LIMIT 18446744073709551615)`;
}

/** All that is asked of a server, about the schemas of a list of literals. */
export function queriesFor(mariadb: boolean, schemas: string): Queries {
  const within = (column: string): string => `WHERE ${column} IN (${schemas})`;
  return {
    tables: `SELECT table_schema, table_name, table_type, engine, table_collation, table_comment, auto_increment,
                    table_rows, data_length, row_format, create_options
             FROM information_schema.tables ${within('table_schema')} ORDER BY table_schema, table_name`,
    columns: `SELECT table_schema, table_name, column_name, column_type, data_type, numeric_precision, is_nullable,
                     column_default, extra, generation_expression, collation_name, character_set_name, column_comment,
                     ${mariadb ? 'NULL' : 'srs_id'}
              FROM information_schema.columns ${within('table_schema')}
              ORDER BY table_schema, table_name, ordinal_position`,
    indexes: `SELECT table_schema, table_name, index_name, non_unique, index_type, column_name, collation, sub_part,
                     ${mariadb ? 'NULL' : 'expression'}, ${mariadb ? `ignored = 'YES'` : `is_visible = 'NO'`}
              FROM information_schema.statistics ${within('table_schema')}
              ORDER BY table_schema, table_name, index_name, seq_in_index`,
    constraints: mariadb
      ? `SELECT constraint_schema, table_name, constraint_name, check_clause, 'YES'
         FROM information_schema.check_constraints ${within('constraint_schema')}
         ORDER BY table_name, constraint_name`
      : `SELECT t.table_schema, t.table_name, t.constraint_name, c.check_clause, t.enforced
         FROM ${apart(`SELECT table_schema, table_name, constraint_schema, constraint_name, enforced
                       FROM information_schema.table_constraints ${within('table_schema')}
                         AND constraint_type = 'CHECK'`)} t
         JOIN ${apart(`SELECT constraint_schema, constraint_name, check_clause
                       FROM information_schema.check_constraints ${within('constraint_schema')}`)} c
              USING (constraint_schema, constraint_name)
         ORDER BY t.table_name, t.constraint_name`,
    references: `SELECT k.table_schema, k.table_name, k.constraint_name, k.column_name, k.referenced_table_schema,
                        k.referenced_table_name, k.referenced_column_name, r.update_rule, r.delete_rule
                 FROM information_schema.key_column_usage k
                 JOIN information_schema.referential_constraints r
                   ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name
                  AND r.table_name = k.table_name
                 ${within('k.table_schema')} AND k.referenced_table_name IS NOT NULL
                 ORDER BY k.table_name, k.constraint_name, k.ordinal_position`,
    partitions: `SELECT table_schema, table_name, partition_method, partition_expression, partition_name,
                        partition_description, subpartition_method, subpartition_expression
                 FROM information_schema.partitions ${within('table_schema')} AND partition_name IS NOT NULL
                   AND (subpartition_ordinal_position IS NULL OR subpartition_ordinal_position = 1)
                 ORDER BY table_schema, table_name, partition_ordinal_position`,
    views: `SELECT v.table_schema, v.table_name, v.view_definition, v.check_option, t.table_comment, v.definer,
                   v.security_type, v.is_updatable
            FROM information_schema.views v
            JOIN information_schema.tables t ON t.table_schema = v.table_schema AND t.table_name = v.table_name
            ${within('v.table_schema')} ORDER BY v.table_schema, v.table_name`,
    triggers: `SELECT trigger_schema, trigger_name, event_object_table, action_timing, event_manipulation,
                      action_statement, definer, sql_mode, character_set_client
               FROM information_schema.triggers ${within('trigger_schema')}
               ORDER BY trigger_schema, event_object_table, action_timing, event_manipulation, action_order`,
    routines: `SELECT routine_schema, routine_name, routine_type, dtd_identifier, routine_definition, definer, sql_mode,
                      security_type, is_deterministic, sql_data_access, character_set_client
               FROM information_schema.routines ${within('routine_schema')} ORDER BY routine_schema, routine_name`,
    parameters: `SELECT specific_schema, specific_name, routine_type, parameter_mode, parameter_name, dtd_identifier
                 FROM information_schema.parameters ${within('specific_schema')} AND ordinal_position > 0
                 ORDER BY specific_schema, specific_name, routine_type, ordinal_position`,
    events: `SELECT event_schema, event_name, event_definition, interval_value, interval_field, status, execute_at, starts,
                    ends, on_completion, definer, sql_mode, time_zone, character_set_client
             FROM information_schema.events ${within('event_schema')} ORDER BY event_schema, event_name`,
    schemas: `SELECT schema_name, default_character_set_name, default_collation_name
              FROM information_schema.schemata ${within('schema_name')} ORDER BY schema_name`,
  };
}
