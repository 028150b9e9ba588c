import { errorCodesFile, eventsFile, resourcesFile, versionFile } from './js/files.ts'
import { resourceFile } from './js/resource-file.ts'
import { schemasFile } from './js/schemas-file.ts'
import type { Model } from './model.ts'

/** The generated part of the JavaScript SDK, in TypeScript: texts by path in sdks/js/src/gen. */
export function emitJs(model: Model): Map<string, string> {
  return new Map([
    ['version.ts', versionFile(model)],
    ['error-codes.ts', errorCodesFile(model)],
    ['events.ts', eventsFile(model)],
    ['schemas.ts', schemasFile(model)],
    ['resources.ts', resourcesFile(model)],
    ...model.resources.map((resource) => [`resources/${resource.name}.ts`, resourceFile(resource)] as const),
  ])
}
