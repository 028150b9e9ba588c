import type { Command } from 'commander'
import { clientCommand } from '../../client-command.ts'
import type { Context } from '../../context.ts'
import { CliError } from '../../failure.ts'
import { withExample } from '../../lazily.ts'
import type { Run } from '../../run.ts'
import { headerOption, headersOf } from '../header-option.ts'
import { type EventLine, writeLine } from './event-line.ts'
import { forward } from './forward.ts'
import { keepTarget, lastTarget, localSecret } from './local-settings.ts'
import { storedEvent } from './stored-event.ts'
import { targetOf } from './target.ts'

/** `plinth events resend`: one stored event again, to a receiver on this machine. */
export function fillEventsResend(command: Command, context: Context): void {
  command
    .description(
      'Send a stored event to a receiver on this machine, byte for byte, as `plinth listen` does. No endpoint gets it.',
    )
    .argument('<event_id>', 'ID of the event')
  withExample(command, 'plinth events resend evt_01kb0q4c7q4k6h8j2d5f7s9a1p --forward-to localhost:3000/hook')
  forwards(command)
  clientCommand(command, context, { formats: ['table', 'json', 'ndjson'], hasContext: true }, async (run) => {
    await sendOnce(run, () => storedEvent(run, run.args[0] ?? ''))
  })
}

/** Options of every command that sends one event. */
export const forwards = (command: Command): Command =>
  command
    .option('--forward-to <url>', 'receiver; default: the last one of `plinth listen`')
    .addOption(headerOption('header to add'))

/** Sends what `load` gives to --forward-to, else to the last one. Throws REFUSED when the receiver does not answer 2xx. */
export async function sendOnce(run: Run, load: () => Promise<EventLine & { payload: string }>): Promise<void> {
  const { io, options } = run
  const { from } = await run.credentials()
  const named = (options['forwardTo'] as string | undefined) ?? (await lastTarget(io, from))
  if (named === undefined)
    throw new CliError('usedWrongly', 'USAGE', 'There is no receiver.', {
      hint: 'Name one: --forward-to localhost:3000/hook',
    })
  const target = targetOf(named)
  const event = await load()
  await keepTarget(io, from, target)
  const secret = await localSecret(io, from)
  const forwarded = await forward(target, event, { secret, headers: headersOf(options) })
  const { id, type, created_at } = event
  await writeLine(run, { id, type, created_at, ...forwarded })
  const { status_code, error } = forwarded
  if (status_code >= 200 && status_code < 300) return
  if (status_code === 0) throw new CliError('unanswered', 'NO_ANSWER', `${target.href} did not answer: ${error}.`)
  throw new CliError('failed', 'REFUSED', `${target.href} answered ${status_code}.`)
}
