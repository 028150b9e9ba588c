// npm run gen: everything that is generated and committed.
import { fileURLToPath } from 'node:url'
import { generate } from './check/generate.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
await generate(root, root)
