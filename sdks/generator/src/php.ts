import type { Model } from './model.ts'
import { codeFiles } from './php/codes.ts'
import { eventsFile } from './php/events.ts'
import { modelFile, modelNames } from './php/model-class.ts'
import { resourceFile, resourcesFile } from './php/resource-class.ts'
import { phpFile } from './php/text.ts'

/** The folder src/Gen of the PHP SDK: texts by path in it. */
export function emitPhp(model: Model): Map<string, string> {
  const schemas = new Map(model.schemas.map((schema) => [schema.name, schema]))
  const namespace = model.names.phpNamespace
  const files = new Map<string, string>([
    [
      'Version.php',
      phpFile(
        `${namespace}\\Gen`,
        [],
        [`final class Version`, '{', `    public const VERSION = '${model.version}';`, '}'],
      ),
    ],
    ['Resources.php', resourcesFile(model)],
    ['Events.php', eventsFile(model)],
    ...codeFiles(model),
  ])
  for (const resource of model.resources) {
    const [path, text] = resourceFile(model, resource, schemas)
    files.set(path, text)
  }
  for (const name of modelNames(model, schemas)) {
    const [path, text] = modelFile(namespace, name, schemas)
    files.set(path, text)
  }
  return files
}
