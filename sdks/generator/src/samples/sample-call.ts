import { isObject, UnknownConstruct } from '../json.ts'
import type { Operation, PackageNames, Type } from '../model.ts'
import { answerType } from '../reach.ts'

/** The content of a sample: an operation with an example of everything that it takes. */
export interface SampleCall {
  operation: Operation
  /** Examples of the parameters of its path. */
  ids: readonly string[]
  names: PackageNames
}

type Fields = Readonly<Record<string, unknown>>

/** Examples of the parameters of the query that a call must have. Throws for one without an example. */
export function queryOf({ id, query }: Operation): Fields {
  return Object.fromEntries(
    query
      .filter(({ isRequired }) => isRequired)
      .map(({ name, example }) => {
        if (example === undefined)
          throw new UnknownConstruct('#/paths', `${id} has no example of its parameter ${name}`)
        return [name, example]
      }),
  )
}

/** Fields of the example of the body; none without a body. */
export function bodyOf({ example }: Operation): Fields {
  return isObject(example?.body) ? example.body : {}
}

/** Named fields of a call of an SDK. */
export const fieldsOf = (operation: Operation): Fields => ({ ...queryOf(operation), ...bodyOf(operation) })

/** The name of one answer in a program, in Pascal case: "ApiKey". */
export function answerName(operation: Operation): string {
  const type = usualAnswer(operation)
  if (type === undefined) return ''
  return nameOf(type).replace(/(Detail|Summary|With[A-Z]\w*)$/, '')
}

/** The type that the sample gets: it does not set the parameter that chooses another. Undefined: none. */
export function usualAnswer(operation: Operation): Type | undefined {
  const type = operation.answerBy?.otherwise ?? answerType(operation)
  return type?.kind === 'null' ? undefined : type
}

function nameOf(type: Type): string {
  if (type.kind === 'ref') return type.name
  return type.kind === 'union' && type.of[0] !== undefined ? nameOf(type.of[0]) : 'Answer'
}
