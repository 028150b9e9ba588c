import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { type Fault, faultsOfSchema, schemaLimits } from './check-schema.ts'
import { linearPattern } from './linear-pattern.ts'
import { ownKeywords } from './own-keywords.ts'
import { faultOf } from './sentences.ts'
import { uniqueItems } from './unique-items.ts'
import { noteWork, spend, TooMuchWork, withinWork } from './work.ts'

export interface CompiledSchema {
  /** Returns what of the data does not fit, at most 20 faults; empty if it fits. The data is JSON. */
  faultsIn(data: unknown): Fault[]
}

const faultsMax = 20
// Some 20 ms. 10,000 objects of two numbers, as many as an event may have, take less than half of it.
const checkWorkMax = 400_000
// Up to here all faults are looked for, beyond it the first: a fault costs more than what fits.
const allFaultsWorkMax = 100_000

const engine = Object.assign((pattern: string) => linearPattern(pattern), { code: 'linearPattern' })

const validators = (allErrors: boolean) =>
  new Ajv2020({
    allErrors,
    // Strange but valid schemas pass; check-schema.ts names the keywords that a schema may have.
    strict: false,
    validateFormats: false,
    // "constructor" is no property of data that does not name it.
    ownProperties: true,
    // Written out, repeated references would make the code many times longer than the schema.
    inlineRefs: false,
    addUsedSchema: false,
    // Passes that make the code shorter take time with the square of its length: seconds for a schema of 3,000 parts.
    code: { regExp: engine, optimize: false },
    // The logger would write out code that does not compile: a megabyte.
    logger: false,
    // noteWork writes the work of a part there; the schema of schemas has texts.
    $comment: (work) => spend(Number(work) || 1),
  })
    .removeKeyword('uniqueItems')
    .addKeyword(uniqueItems)
    .removeKeyword('enum')
    .removeKeyword('maxLength')
    .removeKeyword('minLength')
    .addVocabulary(ownKeywords)
const first = validators(false)
const all = validators(true)

/** Returns the schema, ready to check data; or what is wrong with it, each with a pointer into the schema. Overwrites its $comment. */
export function compileSchema(
  schema: unknown,
  limits = schemaLimits,
): { compiled: CompiledSchema } | { faults: Fault[] } {
  const faults = faultsOfSchema(schema, limits)
  if (faults.length > 0) return { faults: faults.slice(0, faultsMax) }
  if (!isObjectOrBoolean(schema))
    return { faults: [{ pointer: '', sentence: 'A schema must be an object or a boolean.' }] }
  if (all.validateSchema(schema) !== true) {
    const wrong = faultsOf(all.errors).toReversed()
    // One keyword may have the wrong type in several ways.
    return { faults: [...new Map(wrong.map((fault) => [fault.pointer, fault])).values()].toReversed() }
  }
  try {
    noteWork(schema)
    return { compiled: checker(schema) }
  } catch (err) {
    const reason = err instanceof Error ? err.message.slice(0, 300) : String(err)
    return { faults: [{ pointer: '', sentence: `The schema cannot be used: ${reason}.` }] }
  }
}

function checker(schema: object | boolean): CompiledSchema {
  const isValid = compiledBy(first, schema)
  let complete: ValidateFunction | undefined
  const allFaultsIn = (data: unknown): Fault[] => {
    complete ??= compiledBy(all, schema)
    complete(data)
    return faultsOf(complete.errors)
  }
  return {
    faultsIn: (data) => {
      try {
        if (withinWork(checkWorkMax, () => isValid(data))) return []
      } catch (err) {
        return [{ pointer: '', sentence: sentenceOfEnd(err) }]
      }
      const found = faultsOf(isValid.errors)
      try {
        return withinWork(allFaultsWorkMax, () => allFaultsIn(data))
      } catch {
        return found
      }
    },
  }
}

/** Throws what is no end of a check. */
function sentenceOfEnd(thrown: unknown): string {
  if (thrown instanceof TooMuchWork)
    return 'The value takes too long to check against its schema. Send less in one event.'
  // Values that are compared as a whole are compared level by level.
  if (thrown instanceof RangeError) return 'The value has too many levels.'
  throw thrown
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
