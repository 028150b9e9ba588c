import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Loader, Plugin } from 'esbuild'

/**
 * esbuild makes a file for each set of lazily loaded modules that share a module, and a browser would load a dozen of them
 * before the first page. A lazily loaded module that imports main shares all of main's modules with every other one: they
 * become one file.
 */
export const oneCore: Plugin = {
  name: 'one-core',
  setup(build) {
    const main = join(build.initialOptions.absWorkingDir ?? '', 'main.tsx')
    const lazy = new Set<string>()
    build.onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
      if (kind === 'dynamic-import') lazy.add(join(resolveDir, path))
      return undefined
    })
    build.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
      if (!lazy.has(path)) return undefined
      const contents = `${await readFile(path, 'utf8')}\nimport ${JSON.stringify(main)}\n`
      return { contents, loader: extname(path).slice(1) as Loader }
    })
  },
}
