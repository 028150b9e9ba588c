import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

/**
 * esbuild makes a file for each set of pages that share a module, and a browser would load a dozen of them before the first
 * page. A page that imports main shares all of main's modules with every other page: they become one file.
 */
export const oneCore: Plugin = {
  name: 'one-core',
  setup(build) {
    build.onLoad({ filter: /[\\/]pages[\\/][^\\/]+[\\/]page\.tsx$/ }, async ({ path }) => ({
      contents: `${await readFile(path, 'utf8')}\nimport '../../main.tsx'\n`,
      loader: 'tsx',
    }))
  },
}
