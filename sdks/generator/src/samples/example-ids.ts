import { isObject, UnknownConstruct } from '../json.ts'
import type { Operation } from '../model.ts'

/** Finds an example of a parameter of paths in the examples of answers. Throws if there is none. */
export function exampleIds(operations: readonly Operation[]): (parameter: string) => string {
  const answers = operations.map(({ resource, path, example }) => ({ resource, path, row: firstRow(example?.answer) }))
  return (parameter) => {
    // Of its own path, and of the resource that has such a path.
    const direct = answers.filter(({ path }) => path.split('{').at(-1)?.startsWith(`${parameter}}`))
    const owner = direct.find(({ path }) => path.endsWith(`{${parameter}}`))?.resource
    const own = [...direct, ...answers.filter(({ resource }) => resource === owner)]
    const found = [
      ...own.map(({ row }) => row[parameter]),
      ...own.map(({ row }) => row['id']),
      ...answers.map(({ row }) => row[parameter]),
    ].find((value) => typeof value === 'string')
    if (typeof found === 'string') return found
    throw new UnknownConstruct('#/paths', `no example of an answer holds ${parameter}`)
  }
}

function firstRow(answer: unknown): Readonly<Record<string, unknown>> {
  const data = isObject(answer) && answer['data'] !== undefined ? answer['data'] : answer
  const row: unknown = Array.isArray(data) ? data[0] : data
  return isObject(row) ? row : {}
}
