import { objectAt, onlyKeys, step, textAt, UnknownConstruct } from './json.ts'
import type { Answer, Field, Operation, Type } from './model.ts'
import { answerType } from './reach.ts'
import type { SchemaTable } from './schema-table.ts'
import { combine } from './union.ts'

/** `x-answer-by`: the parameter with which the answer is one of its types, and without which it is the others. */
export function readAnswerBy(
  value: unknown,
  answer: Answer,
  query: readonly Field[],
  schemas: SchemaTable,
  place: string,
): Pick<Operation, 'answerBy'> {
  if (value === undefined) return {}
  const found = objectAt(value, place)
  onlyKeys(found, ['parameter', 'schema'], place)
  const parameter = textAt(found['parameter'], step(place, 'parameter'))
  if (!query.some(({ name }) => name === parameter)) throw new UnknownConstruct(place, `has no parameter ${parameter}`)
  const here = step(place, 'schema')
  const set = schemas.type(found['schema'], '', here)
  const type = answerType({ answer })
  const types: readonly Type[] =
    type?.kind === 'union' ? type.of : type?.kind === 'nullable' ? [type.of, { kind: 'null' }] : []
  const others = types.filter((one) => !isSame(one, set))
  if (others.length !== types.length - 1) throw new UnknownConstruct(here, 'is none of the types of the answer')
  return { answerBy: { parameter, set, otherwise: combine(others) } }
}

const isSame = (one: Type, other: Type): boolean => JSON.stringify(one) === JSON.stringify(other)

/** `x-reserves`: the operations that end what this one reserves. */
export function readReserves(value: unknown, place: string): Pick<Operation, 'reserves'> {
  if (value === undefined) return {}
  const found = objectAt(value, place)
  onlyKeys(found, ['commit', 'release'], place)
  const commit = textAt(found['commit'], step(place, 'commit'))
  return { reserves: { commit, release: textAt(found['release'], step(place, 'release')) } }
}
