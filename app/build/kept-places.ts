import { readFile } from 'node:fs/promises'
import { dirname, relative, sep } from 'node:path'
import type { Plugin } from 'esbuild'

/** In front of each file: `require` for packages in CommonJS, and the folder that the ways below start from. */
export const keptPlacesBanner = `import { createRequire as requireFrom } from 'node:module'
const require = requireFrom(import.meta.url), distFolder = import.meta.dirname`

/**
 * Code finds files beside it by `import.meta.url` and `__dirname`: in the program each still means the place of its source,
 * by the way there from `dist`. The module of a worker, an entry of the build itself, is in `dist`.
 */
export const keptPlaces = (dist: string, workers: readonly string[]): Plugin => ({
  name: 'kept-places',
  setup(build) {
    const wayTo = (path: string) => relative(dist, path).split(sep).join('/')
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      if (!text.includes('import.meta.url')) return undefined
      const source = `new URL('${wayTo(path)}', import.meta.url).href`
      const contents = text
        .split(/(new URL\('[\w-]+\.ts', import\.meta\.url\))/)
        .map((part, at) => (at % 2 === 1 ? workerUrl(part, workers) : part.replaceAll('import.meta.url', source)))
        .join('')
      return { contents, loader: 'ts' }
    })
    build.onLoad({ filter: /node_modules\/.*\.c?js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      if (!/\b__dirname\b/.test(text)) return undefined
      return { contents: text.replaceAll(/\b__dirname\b/g, `(distFolder + '/${wayTo(dirname(path))}')`), loader: 'js' }
    })
  },
})

/** Throws for a module that is no entry of the build: it would be missing where the program runs. */
function workerUrl(expression: string, workers: readonly string[]): string {
  const name = /'([\w-]+)\.ts'/.exec(expression)?.[1] ?? ''
  if (!workers.includes(name)) throw new Error(`${expression}: name it as an entry in build-program.ts`)
  return expression.replace(`${name}.ts`, `${name}.js`)
}
