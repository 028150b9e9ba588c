import type { Command } from 'commander'
import { clientCommand } from '../../client-command.ts'
import type { Context } from '../../context.ts'
import { withExample } from '../../lazily.ts'
import { headOf, writeLine } from './event-line.ts'
import { follows, handleEvents } from './listen.ts'

/** `plinth events tail`: events as they happen, each in one line. */
export function fillEventsTail(command: Command, context: Context): void {
  command.description('Show the events of a workspace as they happen; as JSON, with their data.')
  withExample(command, 'plinth events tail --since 1h', 'plinth events tail --events "invoice.*" -o ndjson')
  follows(command)
  clientCommand(command, context, { formats: ['table', 'json', 'ndjson'], hasContext: true }, async (run) => {
    await handleEvents(run, ['Ready.'], async ({ type, payload }) => {
      if (run.output.format === 'table') await writeLine(run, { ...headOf(payload), type })
      else await run.output.nextJson(payload)
    })
    run.say.note('Ended.')
  })
}
