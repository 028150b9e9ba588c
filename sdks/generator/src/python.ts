import type { Model } from './model.ts'
import { snake } from './naming.ts'
import { codesModule } from './python/errors.ts'
import { eventsModule } from './python/events.ts'
import { inputsModule } from './python/inputs.ts'
import { modelsModule } from './python/models.ts'
import { text } from './python/names.ts'
import { resourceNamesModule } from './python/resource-names.ts'
import { resourceModule } from './python/resources.ts'

const note = '# Generated from docs/openapi.json by npm run gen.\n'

/** The generated half of core_php_sdk: texts by path in its folder gen/. */
export function emitPython(model: Model): Map<string, string> {
  const modules: [string, string][] = [
    ['__init__.py', ''],
    ['version.py', `VERSION = ${text(model.version)}\n`],
    ['codes.py', codesModule(model)],
    ['models.py', modelsModule(model)],
    ['inputs.py', inputsModule(model)],
    ['events.py', eventsModule(model)],
    ['resource_names.py', resourceNamesModule(model)],
    ['resources/__init__.py', ''],
    ...model.resources.map((resource): [string, string] => [
      `resources/${snake(resource.name)}.py`,
      resourceModule(resource, model),
    ]),
  ]
  return new Map(modules.map(([path, body]) => [path, body === '' ? note : `${note}${body}`]))
}
