import { allName, camel } from '../naming.ts'
import { literal, type Notation, quoted } from './literal.ts'
import { answerName, fieldsOf, type SampleCall, usualAnswer } from './sample-call.ts'

const notation: Notation = {
  text: quoted,
  words: ['true', 'false', 'null'],
  list: ['[', ']'],
  map: ['{ ', ' }'],
  entry: (name, value) => `${/^[a-z_]\w*$/i.test(name) ? name : quoted(name)}: ${value}`,
  indent: '  ',
}

// ECMAScript 2025, 12.7.2, with the words of strict mode.
const reserved = new Set(
  (
    'await break case catch class const continue debugger default delete do else enum export extends false finally for ' +
    'function if implements import in instanceof interface let new null package private protected public return static ' +
    'super switch this throw true try typeof var void while with yield'
  ).split(' '),
)

export function javaScriptSample({ operation, ids, names }: SampleCall): string {
  const { resource, name, body, answer } = operation
  const fields = fieldsOf(operation)
  const isGiven = body !== undefined || Object.keys(fields).length > 0
  const given = [...ids.map(quoted), ...(isGiven ? [literal(fields, notation)] : [])]
  const call = (method: string) => `client.${camel(resource)}.${camel(method)}(${given.join(', ')})`
  const start = `import { Client } from '${names.js}'\n\nconst client = new Client()\n`
  if (answer.kind === 'lines') return `${start}for await (const line of ${call(name)}) {\n  console.log(line)\n}`
  if (usualAnswer(operation) === undefined) return `${start}await ${call(name)}`
  const answered = camel(answerName(operation))
  const one = reserved.has(answered) ? 'item' : answered
  if (answer.kind === 'page') {
    return `${start}for await (const ${one} of ${call(allName(name))}) {\n  console.log(${one})\n}`
  }
  return `${start}const ${one} = await ${call(name)}`
}
