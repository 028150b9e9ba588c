import type { Env } from '@plinth/kit/config'
import type { Command } from 'commander'

interface Deps {
  run: (work: () => Promise<number>) => () => Promise<void>
  withExample: (command: Command, ...examples: string[]) => Command
  env: Env
}

/** What a file defines as a whole, and its two commands. */
interface Definitions {
  name: string
  description: string
  /** "the catalogue" */
  what: string
  file: string
  apply: (options: { file: string; isDryRun: boolean; env: Env }) => Promise<number>
  print: (env: Env) => Promise<number>
}

const calling = 'The command calls the API at PLINTH_URL with the operator key in PLINTH_OPERATOR_KEY.'

const all: readonly Definitions[] = [
  {
    name: 'catalog',
    description: 'Manage the catalogue of features and packages as a file.',
    what: 'the catalogue',
    file: 'catalog.json',
    apply: async (options) => (await import('./catalog.ts')).applyCatalog(options),
    print: async (env) => (await import('./catalog.ts')).exportCatalog(env),
  },
  {
    name: 'event-types',
    description: "Manage the product's event types as a file.",
    what: 'the event types',
    file: 'event-types.json',
    apply: async (options) => (await import('./event-types.ts')).applyEventTypes(options),
    print: async (env) => (await import('./event-types.ts')).exportEventTypes(env),
  },
]

/** `plinth catalog apply|export` and `plinth event-types apply|export`. */
export function addDefinitionCommands(program: Command, { run, withExample, env }: Deps): void {
  for (const { name, description, what, file, apply, print } of all) {
    const definitions = program
      .command(name)
      .description(description)
      .helpCommand(false)
      .addHelpText('after', `\n${calling}`)
    const applying = definitions
      .command('apply <file>')
      .description(`Replace ${what} with a file (- for standard input) and print the changes.`)
      .option('--dry-run', 'only print the changes')
      .addHelpText('after', `\n${calling}`)
    applying.action((given: string, options: { dryRun?: boolean }) =>
      run(() => apply({ file: given, isDryRun: options.dryRun === true, env }))(),
    )
    withExample(applying, `plinth ${name} apply ${file} --dry-run`, `plinth ${name} apply ${file}`)
    const exporting = definitions
      .command('export')
      .description(`Print ${what} as a file that can be applied.`)
      .addHelpText('after', `\n${calling}`)
    exporting.action(run(() => print(env)))
    withExample(exporting, `plinth ${name} export > ${file}`)
    withExample(definitions, `plinth ${name} export > ${file}`)
  }
}
