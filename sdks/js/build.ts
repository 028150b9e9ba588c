import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))

// ES modules and CommonJS, each with its types.
rmSync(`${here}dist`, { recursive: true, force: true })
for (const format of ['esm', 'cjs']) execFileSync('tsc', ['-p', `${here}tsconfig.${format}.json`], { stdio: 'inherit' })
writeFileSync(`${here}dist/cjs/package.json`, '{ "type": "commonjs" }\n')
