// npm run gen: everything that is generated and committed.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openApiText } from '@plinth/gateway/openapi'
import { generate } from './check/generate.ts'
import { openApiPath } from './check/openapi.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
await generate(root, root)
writeFileSync(join(root, openApiPath), openApiText())
