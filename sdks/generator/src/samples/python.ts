import { allName, snake } from '../naming.ts'
import { identifier } from '../python/names.ts'
import { block, literal, type Notation } from './literal.ts'
import { answerName, fieldsOf, type SampleCall, usualAnswer } from './sample-call.ts'

const notation: Notation = {
  text: (value) => JSON.stringify(value),
  words: ['True', 'False', 'None'],
  list: ['[', ']'],
  map: ['{', '}'],
  entry: (name, value) => `${JSON.stringify(name)}: ${value}`,
  indent: '    ',
}

export function pythonSample({ operation, ids, names }: SampleCall): string {
  const { resource, name, answer } = operation
  const named = Object.entries(fieldsOf(operation)).map(
    ([field, value]) => `${identifier(field)}=${literal(value, notation)}`,
  )
  const given = block([...ids.map(notation.text), ...named], ['(', ')'], notation.indent)
  const call = (method: string) => `client.${snake(resource)}.${identifier(snake(method))}${given}`
  const start = `from ${names.pythonModule} import Client\n\nclient = Client()\n`
  if (answer.kind === 'lines') return `${start}for line in ${call(name)}:\n    print(line)`
  if (usualAnswer(operation) === undefined) return `${start}${call(name)}`
  const one = snake(answerName(operation).replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-'))
  if (answer.kind === 'page') return `${start}for ${one} in ${call(allName(name))}:\n    print(${one})`
  return `${start}${one} = ${call(name)}`
}
