import { randomUUID } from 'node:crypto'
import type { Command } from 'commander'
import { clientCommand } from '../../client-command.ts'
import type { Context } from '../../context.ts'
import { CliError } from '../../failure.ts'
import { withExample } from '../../lazily.ts'
import { forwards, sendOnce } from './events-resend.ts'
import { setField } from './set-field.ts'

/** `plinth trigger TYPE`: the example of a type to a receiver on this machine. Nothing is stored. */
export function fillTrigger(command: Command, context: Context): void {
  command
    .description(
      'Send the example of an event type to a receiver on this machine, signed as `plinth listen` does. Nothing is created.',
    )
    .argument('<type>', 'event type')
    .option(
      '--set <path=value>',
      'field to change, such as data.amount=4200; may be repeated',
      (text, before: string[] = []) => [...before, text],
    )
  withExample(command, 'plinth trigger workspace.updated', 'plinth trigger invoice.paid --set data.amount=4200')
  forwards(command)
  clientCommand(command, context, { formats: ['table', 'json', 'ndjson'], hasContext: true }, async (run) => {
    const [type = ''] = run.args
    const client = await run.client()
    const types = await client.eventTypes.all({}, { signal: run.signal }).toArray()
    const known = types.find(({ name }) => name === type)
    if (known === undefined)
      throw new CliError('notFound', 'NO_TYPE', `There is no event type ${type}.`, {
        hint: 'See `plinth event-types list`.',
      })
    if (known.example === null)
      throw new CliError('failed', 'NO_EXAMPLE', `The event type ${type} has no example.`, {
        hint: 'Give it one in the file of `plinth event-types apply`.',
      })
    const id = `evt_local${randomUUID().replaceAll('-', '').slice(0, 21)}`
    const created_at = new Date().toISOString()
    const event = { ...structuredClone(known.example), id, type, created_at }
    for (const assignment of (run.options['set'] ?? []) as string[]) setField(event, known.json_schema, assignment)
    const { requireFit } = await import('./require-fit.ts')
    requireFit(event, known.json_schema)
    await sendOnce(run, async () => ({ id: String(event.id), type, created_at, payload: JSON.stringify(event) }))
  })
}
