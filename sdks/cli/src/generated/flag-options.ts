import { type Command, InvalidArgumentError, Option } from 'commander'
import { readGiven } from '../given-data.ts'
import { type Flag, idsOf, type Operation } from './table.ts'

// Options of the command itself; a field with such a name gets `--field-` in front.
const always = ['output', 'profile', 'quiet', 'help', 'workspace', 'namespace', 'yes', 'columns']
const ofLists = ['all', 'limit']
const ofBodies = ['data']
const ofWrites = ['idempotency-key', 'if-match']

/** "--owner-id", of the field `owner_id`. */
export function flagName({ name }: Flag, operation: Operation): string {
  const word = name.replaceAll('_', '-')
  const taken = [...always, ...(operation.list ? ofLists : []), ...(operation.hasBody ? ofBodies : []), ...ofWrites]
  return taken.includes(word) ? `field-${word}` : word
}

/** The name under which commander keeps an option. */
const attributeOf = (flag: string): string => flag.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

export function addFlags(command: Command, operation: Operation): void {
  for (const flag of operation.flags ?? []) {
    const name = flagName(flag, operation)
    const description = describe(flag)
    if (flag.kind === 'boolean') {
      command.addOption(new Option(`--${name}`, description))
      // Not for what is only ever asked for, such as a dry run.
      if (flag.in === 'body' || /^is_/.test(flag.name))
        command.addOption(new Option(`--no-${name}`, `the opposite of --${name}`))
      continue
    }
    const value = { text: 'text', integer: 'number', number: 'number', texts: 'list', json: 'json' }[flag.kind]
    command.addOption(new Option(`--${name} <${valueName(flag) ?? value}>`, description).argParser(parserOf(flag)))
  }
}

function describe({ description = '', choices, isRequired, isNullable, kind }: Flag): string {
  const notes = [
    ...(choices !== undefined && choices.length <= 12
      ? [`one${kind === 'texts' ? ' or more' : ''} of ${choices.join(', ')}`]
      : []),
    ...(isRequired ? ['required'] : []),
    ...(isNullable ? ['`null` clears it'] : []),
  ]
  const sentence = description.replaceAll('\n', ' ')
  return notes.length === 0 ? sentence : `${sentence === '' ? '' : `${sentence} `}(${notes.join('; ')})`
}

const valueName = ({ name, kind }: Flag): string | undefined => {
  if (kind !== 'text') return undefined
  if (name.endsWith('_id')) return 'id'
  return /(_at|_after|_before|^since|^until|^from|^to)$/.test(name) ? 'time' : undefined
}

/** The value of an option's text. The server decides whether the value is allowed. */
function parserOf(flag: Flag): (text: string, before: unknown) => unknown {
  return (text, before) => {
    if (flag.isNullable && text === 'null') return null
    switch (flag.kind) {
      case 'integer':
      case 'number':
        return numberOf(text, flag.kind)
      case 'texts':
        return [...(Array.isArray(before) ? before : []), ...textsOf(text)]
      case 'json':
        return readGiven(text)
      default:
        return text
    }
  }
}

function numberOf(text: string, kind: 'integer' | 'number'): number {
  const number = Number(text)
  const isRight = text.trim() !== '' && (kind === 'integer' ? Number.isSafeInteger(number) : Number.isFinite(number))
  if (!isRight) throw new InvalidArgumentError(`The value must be a ${kind === 'integer' ? 'whole number' : 'number'}.`)
  return number
}

/** `a,b`, or JSON where a text has a comma. */
function textsOf(text: string): unknown[] {
  if (!text.startsWith('[')) return text === '' ? [] : text.split(',').map((part) => part.trim())
  const list = readGiven(text)
  if (!Array.isArray(list)) throw new InvalidArgumentError('The value must be a list.')
  return list
}

/** The fields that the options give, by where they are sent. */
export function givenFields(
  operation: Operation,
  options: Readonly<Record<string, unknown>>,
): Record<Flag['in'], Record<string, unknown>> {
  const given = { query: {}, body: {} } as Record<Flag['in'], Record<string, unknown>>
  for (const flag of operation.flags ?? []) {
    const value = options[attributeOf(flagName(flag, operation))]
    if (value !== undefined) given[flag.in][flag.name] = value
  }
  return given
}

/** A call as one types it, with what must be given. */
export function exampleOf(id: string, operation: Operation): string {
  const ids = idsOf(operation).map((name) => `<${name}>`)
  const flags = (operation.flags ?? [])
    .filter(({ isRequired }) => isRequired)
    .map((flag) => {
      const name = flagName(flag, operation)
      if (flag.kind === 'boolean') return `--${name}`
      const value = flag.choices?.[0] ?? { text: '…', integer: '1', number: '1', texts: '…', json: "'{…}'" }[flag.kind]
      return `--${name} ${value}`
    })
  return ['plinth', id.replace('.', ' '), ...ids, ...flags].join(' ')
}
