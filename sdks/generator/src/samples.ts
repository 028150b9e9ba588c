import type { Model } from './model.ts'
import { curlSample } from './samples/curl.ts'
import { exampleIds } from './samples/example-ids.ts'
import { javaScriptSample } from './samples/javascript.ts'
import { phpSample } from './samples/php.ts'
import { pythonSample } from './samples/python.ts'

/** One entry of `x-codeSamples`. */
export interface CodeSample {
  lang: string
  label: string
  source: string
}

/** The call of each operation in every language, by name. */
export function codeSamples(model: Model): Record<string, CodeSample[]> {
  const operations = model.resources.flatMap((resource) => resource.operations)
  const idOf = exampleIds(operations)
  return Object.fromEntries(
    operations.map((operation) => {
      const call = { operation, ids: operation.pathParameters.map(idOf), names: model.names }
      return [
        operation.id,
        [
          { lang: 'shell', label: 'curl', source: curlSample(call) },
          { lang: 'javascript', label: 'JavaScript', source: javaScriptSample(call) },
          { lang: 'python', label: 'Python', source: pythonSample(call) },
          { lang: 'php', label: 'PHP', source: phpSample(call) },
        ],
      ]
    }),
  )
}

/** The file of the samples. */
export function emitSamples(model: Model): Map<string, string> {
  return new Map([['code-samples.json', `${JSON.stringify(codeSamples(model), undefined, 2)}\n`]])
}
