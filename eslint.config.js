import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

// Sizes are examples to follow more than limits to enforce: these stop the outliers only.
const sizes = {
  'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
  'max-params': ['error', 5],
  'max-depth': ['error', 4],
  // A switch counts once, however many kinds it tells apart.
  complexity: ['error', { max: 15, variant: 'modified' }],
};

const correctness = {
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-cond-assign': 'error',
  'no-empty': 'error',
  'no-fallthrough': 'error',
  'no-loss-of-precision': 'error',
  'no-unsafe-finally': 'error',
  'object-shorthand': 'error',
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/explicit-module-boundary-types': 'error',
  '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'only-allowed-literals' }],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
  // An adapter may answer at once where its contract says "a promise".
  '@typescript-eslint/require-await': 'off',
};

const why = 'Only bin and src/cli touch the process: take what you need as a parameter.';
const processIsFarAway = {
  'no-console': 'error',
  'no-restricted-globals': ['error', { name: 'process', message: why }],
  'no-restricted-properties': ['error', { object: 'globalThis', property: 'process', message: why }],
  'no-restricted-imports': ['error', { paths: ['process', 'node:process'].map((name) => ({ name, message: why })) }],
};

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', 'reports/', '.stryker-tmp/', 'examples/']),
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { ...sizes, ...correctness },
  },
  {
    files: ['src/**/*.ts', 'adapters/**/*.ts'],
    ignores: ['src/cli/**'],
    rules: processIsFarAway,
  },
  {
    // A describe block is as long as its list of cases.
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      // A test may state what the compiler can see already.
      '@typescript-eslint/no-unnecessary-condition': 'off',
    },
  },
);
