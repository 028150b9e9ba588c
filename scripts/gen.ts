// npm run gen: everything that is generated and committed.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generate } from './check/generate.ts'
import { generateSdks, repairSamples } from './check/generate-sdks.ts'
import { catalogSchemaPath, eventTypesPath, openApiPath } from './check/openapi.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
await generate(root, root)
repairSamples(root)
// Only now: what was generated is part of what it is made of.
const { eventTypesPage, openApiText } = await import('@plinth/gateway/openapi')
const writeDocument = () => writeFileSync(join(root, openApiPath), openApiText())
writeDocument()
writeFileSync(join(root, eventTypesPath), eventTypesPage())
const { catalogSchemaText } = await import('@plinth/gateway/catalog-schema')
writeFileSync(join(root, catalogSchemaPath), catalogSchemaText())
await generateSdks(root, root)
// With the samples that were made from it.
writeDocument()
