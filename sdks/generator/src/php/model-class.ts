import type { Field, Model } from '../model.ts'
import { camel } from '../naming.ts'
import { namesInAnswer, reach } from '../reach.ts'
import { className, docBlock, phpFile, phpString } from './text.ts'
import { madeFrom, nativeType, outputDoc, type Schemas } from './types.ts'

/** Names of the objects that answers and events hold, in their order. */
export function modelNames(model: Model, schemas: Schemas): string[] {
  const answers = model.resources.flatMap(({ operations }) => operations.flatMap(namesInAnswer))
  const found = reach(schemas, [...answers, ...model.events.map(({ schema }) => schema)])
  return [...found].filter((name) => schemas.get(name)?.shape.kind === 'object').sort()
}

/** The readonly class of one object of answers. */
export function modelFile(namespace: string, name: string, schemas: Schemas): [path: string, text: string] {
  const schema = schemas.get(name)
  const fields = schema?.shape.kind === 'object' ? schema.shape.fields : []
  const properties = fields.map((field) => `$this->${camel(field.name)}`)
  const lines = [
    ...docBlock(schema?.description === undefined ? [] : [schema.description]),
    `final readonly class ${className(name)} extends Model`,
    '{',
    ...fields.flatMap((field) => property(field, schemas)),
    '',
    '    protected const FIELDS = [',
    ...fields.map((field) => `        ${phpString(camel(field.name))} => ${entry(field, schemas)},`),
    '    ];',
    '',
    '    protected function fill(array $values): void',
    '    {',
    ...(properties.length === 0
      ? []
      : ['        unset(', ...properties.map((one) => `            ${one},`), '        );']),
    '        foreach ($values as $name => $value) {',
    '            try {',
    '                $this->{$name} = $value;',
    '            } catch (\\TypeError) {',
    '                continue; // It stays unset: reading it says why.',
    '            }',
    '        }',
    '    }',
    '}',
  ]
  return [`Model/${className(name)}.php`, phpFile(`${namespace}\\Gen\\Model`, [`${namespace}\\Model`], lines)]
}

const isOptional = ({ isRequired, include }: Field) => !isRequired && include === undefined

function property(field: Field, schemas: Schemas): string[] {
  const native = nativeType(field.type, isOptional(field), schemas)
  const documented = outputDoc(field.type, schemas)
  const nullable =
    isOptional(field) && !documented.split('|').includes('null') && documented !== 'mixed'
      ? `${documented}|null`
      : documented
  const said = [field.include === undefined ? field.description : `With 'include' => ['${field.include}'].`].filter(
    (line) => line !== undefined,
  )
  const type = isSaidByNative(native, nullable) ? [] : [`@var ${nullable}`]
  const lines = said.length > 0 && type.length > 0 ? [...said, '', ...type] : [...said, ...type]
  return [...docBlock(lines, '    '), `    public ${native} $${camel(field.name)};`]
}

const isSaidByNative = (native: string, documented: string) =>
  native === documented || native === `?${documented.replace('|null', '')}`

function entry(field: Field, schemas: Schemas): string {
  const made = madeFrom(field.type, schemas)
  const condition = field.include !== undefined ? phpString(field.include) : isOptional(field) ? 'true' : undefined
  const parts = [phpString(field.name), made ?? (condition === undefined ? undefined : 'null'), condition]
  return `[${parts.filter((part) => part !== undefined).join(', ')}]`
}
