import { allName, camel } from '../naming.ts'
import { literal, type Notation, quoted } from './literal.ts'
import { answerName, fieldsOf, type SampleCall, usualAnswer } from './sample-call.ts'

const notation: Notation = {
  text: quoted,
  words: ['true', 'false', 'null'],
  list: ['[', ']'],
  map: ['[', ']'],
  entry: (name, value) => `${quoted(name)} => ${value}`,
  indent: '    ',
}

export function phpSample({ operation, ids, names }: SampleCall): string {
  const { resource, name, body, answer } = operation
  const fields = fieldsOf(operation)
  const isGiven = body !== undefined || Object.keys(fields).length > 0
  const given = [...ids.map(quoted), ...(isGiven ? [literal(fields, notation)] : [])]
  const call = (method: string) => `$client->${camel(resource)}->${camel(method)}(${given.join(', ')})`
  const start = `use ${names.phpNamespace}\\Client;\n\n$client = new Client();\n`
  if (answer.kind === 'lines') return `${start}foreach (${call(name)} as $line) {\n    echo $line, "\\n";\n}`
  if (usualAnswer(operation) === undefined) return `${start}${call(name)};`
  const one = `$${camel(answerName(operation))}`
  if (answer.kind === 'page') {
    return `${start}foreach (${call(allName(name))} as ${one}) {\n    print_r(${one}->toArray());\n}`
  }
  return `${start}${one} = ${call(name)};`
}
