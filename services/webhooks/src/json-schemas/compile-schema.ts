import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { type Fault, faultsOfSchema } from './check-schema.ts'
import { countValues } from './json-pointer.ts'
import { linearPattern } from './linear-pattern.ts'
import { faultOf } from './sentences.ts'
import { uniqueItems } from './unique-items.ts'

export interface CompiledSchema {
  /** Returns what of the data does not fit, at most 20 faults; empty if it fits. The data is JSON. */
  faultsIn(data: unknown): Fault[]
}

const faultsMax = 20
// Values of the schema times values of the data: up to here all faults are looked for, beyond it the first.
const exhaustiveWorkMax = 200_000

const engine = Object.assign((pattern: string) => linearPattern(pattern), { code: 'linearPattern' })

const validators = (allErrors: boolean) =>
  new Ajv2020({
    allErrors,
    // What is strange but valid passes; check-schema.ts names the keywords that a schema may have.
    strict: false,
    validateFormats: false,
    // "constructor" is no property of data that does not name it.
    ownProperties: true,
    // Written out, repeated references would make the code many times longer than the schema.
    inlineRefs: false,
    addUsedSchema: false,
    code: { regExp: engine },
  })
    .removeKeyword('uniqueItems')
    .addKeyword(uniqueItems)
const first = validators(false)
const all = validators(true)

/** Returns the schema, ready to check data; or what is wrong with it, each with a pointer into the schema. */
export function compileSchema(schema: unknown): { compiled: CompiledSchema } | { faults: Fault[] } {
  const { faults, values } = faultsOfSchema(schema)
  if (faults.length > 0) return { faults: faults.slice(0, faultsMax) }
  if (!isObjectOrBoolean(schema))
    return { faults: [{ pointer: '', sentence: 'A schema must be an object or a boolean.' }] }
  if (all.validateSchema(schema) !== true) {
    const wrong = faultsOf(all.errors).toReversed()
    // One keyword may have the wrong type in several ways.
    return { faults: [...new Map(wrong.map((fault) => [fault.pointer, fault])).values()].toReversed() }
  }
  try {
    return { compiled: checker(schema, values) }
  } catch (err) {
    const reason = err instanceof Error ? err.message.slice(0, 300) : String(err)
    return { faults: [{ pointer: '', sentence: `The schema cannot be used: ${reason}.` }] }
  }
}

function checker(schema: object | boolean, values: number): CompiledSchema {
  const isValid = compiledBy(first, schema)
  let complete: ValidateFunction | undefined
  const faultsIn = (data: unknown): Fault[] => {
    if (isValid(data)) return []
    const found = faultsOf(isValid.errors)
    if (countValues(data, exhaustiveWorkMax / values) * values > exhaustiveWorkMax) return found
    complete ??= compiledBy(all, schema)
    complete(data)
    return faultsOf(complete.errors)
  }
  return {
    faultsIn: (data) => {
      try {
        return faultsIn(data)
      } catch (err) {
        // Values that are compared as a whole are compared level by level.
        if (err instanceof RangeError) return [{ pointer: '', sentence: 'The value has too many levels.' }]
        throw err
      }
    },
  }
}

function compiledBy(ajv: Ajv2020, schema: object | boolean): ValidateFunction {
  const validate = ajv.compile(schema)
  // ajv would keep every schema that it ever compiled.
  if (typeof schema === 'object') ajv.removeSchema(schema)
  return validate
}

function faultsOf(errors: ValidateFunction['errors']): Fault[] {
  const faults = (errors ?? []).slice(0, faultsMax).map(faultOf)
  return [...new Map(faults.map((fault) => [fault.sentence, fault])).values()]
}

const isObjectOrBoolean = (schema: unknown): schema is object | boolean =>
  typeof schema === 'boolean' || (typeof schema === 'object' && schema !== null)
