import type { Answer, Field, Model, NamedSchema, Operation } from './model.ts'
import { fits, typeText } from './type-text.ts'

/** Changes that may break a program written against the SDKs of `before` when it uses those of `after`; one sentence each. */
export function surfaceBreaks(before: Model, after: Model): string[] {
  const [operations, schemas] = [operationsOf(after), new Map(after.schemas.map((schema) => [schema.name, schema]))]
  return [
    ...[...operationsOf(before)].flatMap(([id, operation]) => operationBreaks(operation, operations.get(id))),
    ...before.schemas.flatMap((schema) => schemaBreaks(schema, schemas.get(schema.name))),
    ...gone(before.errors, after.errors, ({ code }) => `SDK: the error code ${code}`),
    ...gone(before.events, after.events, ({ type }) => `SDK: the event ${type}`),
  ]
}

const operationsOf = ({ resources }: Model): Map<string, Operation> =>
  new Map(resources.flatMap(({ operations }) => operations.map((operation) => [operation.id, operation])))

function gone<One>(before: readonly One[], after: readonly One[], named: (one: One) => string): string[] {
  const there = new Set(after.map(named))
  return before
    .map(named)
    .filter((name) => !there.has(name))
    .map((name) => `${name} is gone`)
}

function operationBreaks(before: Operation, after: Operation | undefined): string[] {
  const where = `SDK: ${before.id}`
  if (after === undefined) return [`${where} is gone`]
  const [old, now] = [before.pathParameters.join(', '), after.pathParameters.join(', ')]
  const [answered, answers] = [answerText(before.answer), answerText(after.answer)]
  return [
    ...(old === now ? [] : [`${where} took (${old}) and takes (${now})`]),
    ...(answered === answers ? [] : [`${where} answered ${answered} and answers ${answers}`]),
    ...fieldBreaks(where, namedFields(before), namedFields(after), 'input'),
  ]
}

const namedFields = ({ query, body }: Operation): Field[] => [...query, ...(body?.fields ?? [])]

function answerText(answer: Answer): string {
  if (answer.kind === 'none') return 'nothing'
  if (answer.kind === 'lines') return 'lines'
  return answer.kind === 'page' ? `a page of ${typeText(answer.item)}` : typeText(answer.type)
}

function schemaBreaks(before: NamedSchema, after: NamedSchema | undefined): string[] {
  const where = `SDK: the type ${before.name}`
  if (after === undefined) return [`${where} is gone`]
  if (before.shape.kind !== after.shape.kind)
    return [`${where} was an ${before.shape.kind} and is an ${after.shape.kind}`]
  if (before.shape.kind === 'object' && after.shape.kind === 'object') {
    return fieldBreaks(where, before.shape.fields, after.shape.fields, before.use)
  }
  return before.shape.kind === 'alias' &&
    after.shape.kind === 'alias' &&
    !fits(before.shape.type, after.shape.type, before.use)
    ? [`${where} was ${typeText(before.shape.type)} and is ${typeText(after.shape.type)}`]
    : []
}

function fieldBreaks(
  where: string,
  before: readonly Field[],
  after: readonly Field[],
  use: NamedSchema['use'],
): string[] {
  const now = new Map(after.map((field) => [field.name, field]))
  return before.flatMap((field) => {
    const found = now.get(field.name)
    if (found === undefined) return [`${where} has no ${field.name} any more`]
    if (found.include !== field.include)
      return [`${where}, ${field.name}: came ${when(field)} and comes ${when(found)}`]
    if (fits(field.type, found.type, use)) return []
    return [`${where}, ${field.name}: was ${typeText(field.type)} and is ${typeText(found.type)}`]
  })
}

const when = ({ include }: Field): string => (include === undefined ? 'always' : `with include=${include}`)
