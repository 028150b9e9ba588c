import type { Command, Option } from 'commander'
import type { Context } from '../context.ts'
import { filled } from '../lazily.ts'
import { visible } from '../output/visible.ts'
import type { Suggestion } from './complete-values.ts'

interface Place {
  command: Command
  /** Names of the commands on the way: ["webhooks", "get"]. */
  path: string[]
  /** The arguments typed so far. */
  args: string[]
  given: Record<string, string>
  /** The option whose value the word at the cursor is. */
  option: Option | undefined
}

/** The hidden `plinth __complete WORD …`: what the last word may become, a line each. Says nothing of failures. */
export function fillComplete(command: Command, context: Context): void {
  command
    .argument('[words...]')
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (words: string[]) => {
      const found = await suggestions(words, command.parent ?? command, context).catch(() => [])
      for (const { value, description } of found) {
        const [line = ''] = description.split('\n')
        context.io.stdout.write(`${visible(value)}\t${visible(line)}\n`)
      }
    })
}

async function suggestions(words: readonly string[], program: Command, context: Context): Promise<Suggestion[]> {
  const word = words.at(-1) ?? ''
  const place = await placeOf(words.slice(0, -1), program)
  const all = place === undefined ? [] : await valuesAt(place, word, context)
  return all.filter(({ value }) => value.startsWith(word))
}

/** Walks the words before the cursor; undefined where one of them is no command. */
async function placeOf(words: readonly string[], program: Command): Promise<Place | undefined> {
  let command = program
  const [path, args]: [string[], string[]] = [[], []]
  const given: Record<string, string> = {}
  let option: Option | undefined
  for (const word of words) {
    if (option !== undefined) {
      given[option.attributeName()] = word
      option = undefined
      continue
    }
    if (word.startsWith('-')) {
      const found = command.options.find((one) => one.long === word || one.short === word)
      option = found?.required === true || found?.optional === true ? found : undefined
      continue
    }
    const sub = command.commands.find((one) => one.name() === word)
    if (sub === undefined && command.commands.length > 0) return undefined
    if (sub === undefined) args.push(word)
    else {
      command = await filled(sub)
      path.push(word)
    }
  }
  return { command, path, args, given, option }
}

async function valuesAt(
  { command, path, args, given, option }: Place,
  word: string,
  context: Context,
): Promise<Suggestion[]> {
  if (option !== undefined) {
    const { valuesOfOption } = await import('./complete-values.ts')
    return valuesOfOption(option, path, word, { context, given })
  }
  if (word.startsWith('-'))
    return command
      .createHelp()
      .visibleOptions(command)
      .map(({ long, short, description }) => ({ value: long ?? short ?? '', description }))
  const subs = command.commands.filter((one) => !one.name().startsWith('__'))
  if (subs.length > 0) return subs.map((one) => ({ value: one.name(), description: one.description() }))
  const { valuesOfArgument } = await import('./complete-values.ts')
  return valuesOfArgument(command, path, args, { context, given })
}
