import type { PlinthError } from '@plinth/kit/errors'
import { fail } from '../errors.ts'
import type { Fault } from '../json-schemas/check-schema.ts'
import { sentenceOf } from '../json-schemas/sentences.ts'
import type { Publication } from './publication.ts'

/** The types that may be published, with the checks of their data. */
export interface CheckedTypes {
  version: number
  /** By name. */
  types: ReadonlyMap<string, { feature: string; faultsIn(data: unknown): readonly Fault[] }>
}

/** The result of checking an event by one version of the types. */
export interface TypeCheck {
  version: number
  /** Undefined when the event fits. */
  refusal: PlinthError | undefined
}

/** Refuses an event whose type is not the product's, or whose data do not fit the schema of the type. */
export const checkType = ({ version, types }: CheckedTypes, publication: Publication, data: unknown): TypeCheck => ({
  version,
  refusal: refusalBy(types, publication, data),
})

function refusalBy(types: CheckedTypes['types'], { type }: Publication, data: unknown): PlinthError | undefined {
  const known = types.get(type)
  if (known === undefined) return fail.typeUnknown(type)
  const faults = known.faultsIn(data)
  return faults.length === 0 ? undefined : fail.invalidFields({ data: faults.map(sentenceOf) })
}

/** The publisher knew another feature of a type than it has: whether the workspace is owed the event has to be asked again. */
export class OtherFeatures extends Error {
  override readonly name = 'OtherFeatures'
  /** Of each type of the call, the feature that it has now; empty: none. */
  readonly features: Readonly<Record<string, string>>

  constructor(features: Readonly<Record<string, string>>) {
    super('a type of the call has another feature than its publisher knew')
    this.features = features
  }
}

/** Returns undefined when every publication named the feature that its type has now. A type that is not there has none. */
export function otherFeatures(
  { types }: CheckedTypes,
  publications: readonly Publication[],
): OtherFeatures | undefined {
  const taken = publications.filter(({ refusal }) => refusal === undefined)
  const featureOf = (type: string) => types.get(type)?.feature ?? ''
  if (taken.every(({ type, feature }) => feature === featureOf(type))) return undefined
  return new OtherFeatures(Object.fromEntries(taken.map(({ type }) => [type, featureOf(type)])))
}
