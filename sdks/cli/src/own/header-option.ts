import { InvalidArgumentError, Option } from 'commander'

type Headers = Readonly<Record<string, string>>

/** `--header 'Name: value'`, which may be repeated; `headersOf` reads it. */
export const headerOption = (description: string): Option =>
  new Option('--header <name: value>', `${description}; may be repeated`).argParser(withHeader)

/** By their names in lower case. */
export const headersOf = (options: Readonly<Record<string, unknown>>): Headers => (options['header'] ?? {}) as Headers

function withHeader(text: string, before: Headers = {}): Headers {
  const [, name = '', value = ''] = /^([!#$%&'*+.^`|~\w-]+):\s*([ -~]*)$/.exec(text) ?? []
  if (name === '') throw new InvalidArgumentError('The value must be "Name: value".')
  return { ...before, [name.toLowerCase()]: value }
}
