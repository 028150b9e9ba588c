import type { Command } from 'commander'
import { actsIn } from '../../access/credentials.ts'
import { clientCommand } from '../../client-command.ts'
import type { Context } from '../../context.ts'
import { CliError, usageError } from '../../failure.ts'
import { withExample } from '../../lazily.ts'
import type { Run } from '../../run.ts'
import { headerOption, headersOf } from '../header-option.ts'
import { watchOf } from '../reconnecting.ts'
import { type Since, sinceOf, spanMs } from '../spans.ts'
import { headOf, writeLine } from './event-line.ts'
import { type FollowedEvent, followEvents } from './follow-events.ts'
import { forward } from './forward.ts'
import { keepTarget, localSecret } from './local-settings.ts'
import { pressedKeys } from './pressed-keys.ts'
import { targetOf } from './target.ts'
import { Works } from './works.ts'

const atOnceMax = 10

/** `plinth listen`: the events of a workspace, as they happen, to a receiver on this machine. */
export function fillListen(command: Command, context: Context): void {
  command
    .description(
      'Follow the events of a workspace, and send each to a receiver on this machine, as Plinth delivers it. Nothing is skipped, whatever connection breaks; after a break an event may come again.',
    )
    .option(
      '--forward-to <url>',
      'receiver: localhost:3000/hook, or an https:// URL; without it, events are only shown',
    )
    .addOption(headerOption('header to add'))
    .option('--print-secret', 'print the secret that signs what is forwarded, and end')
    .option('--once <type>', 'end when an event of this type, or of invoice.*, was sent')
    .option('--timeout <time>', 'with --once: fail after 30s, 10m, …', spanMs)
  withExample(
    command,
    'plinth listen --forward-to localhost:3000/hook',
    'plinth listen --events "invoice.*" --since 10m',
  )
  follows(command)
  clientCommand(command, context, { formats: ['table', 'json', 'ndjson'], hasContext: true }, async (run) => {
    const { io, say, options } = run
    const { from } = await run.credentials()
    if (options['printSecret'] === true) {
      io.stdout.write(`${await localSecret(io, from)}\n`)
      return
    }
    const target = options['forwardTo'] === undefined ? undefined : targetOf(String(options['forwardTo']))
    if (options['timeout'] !== undefined && options['once'] === undefined)
      throw usageError('--timeout needs --once TYPE.')
    if (target !== undefined) await keepTarget(io, from, target)
    const secret = target && (await localSecret(io, from))
    const send = async ({ type, payload }: FollowedEvent) => {
      const head = headOf(payload)
      const forwarded =
        target && secret && (await forward(target, { ...head, type, payload }, { secret, headers: headersOf(options) }))
      await writeLine(run, { ...head, type, ...forwarded })
    }
    let last: FollowedEvent | undefined
    const again = async (key: string) => {
      if (key === 'r' && last !== undefined) await send(last)
      else if (key === 'r') say.note('No event has come yet.')
    }
    const works = new Works(atOnceMax)
    const keys = target && (await pressedKeys(io, (key) => works.add(again(key))))
    const ready = [
      'Ready.',
      ...(target === undefined ? [] : [`Events are sent to ${target.href}`]),
      ...(target === undefined ? [] : ['They are signed with the secret of `plinth listen --print-secret`.']),
      ...(keys === undefined ? [] : ['Press r to send the last event again, Ctrl-C to end.']),
    ]
    try {
      const handle = (event: FollowedEvent) => {
        last = event
        return send(event)
      }
      await handleEvents(run, ready, handle, works)
    } finally {
      keys?.stop()
    }
    say.note('Ended.')
  })
}

/** Options of every command that follows events. */
export function follows(command: Command): Command {
  return command
    .option('--events <types>', 'types, separated by commas; invoice.* for all of a resource; default: all')
    .option('--since <time>', 'begin with the events of the last 10m, 2h, … or since an ISO 8601 time', sinceOf)
}

/** Handles events, ten at once, until the user interrupts, the event of --once was handled, or one of `works` failed. Throws why. */
export async function handleEvents(
  { signal, options, say, credentials }: Run,
  ready: readonly string[],
  handle: (event: FollowedEvent) => Promise<void>,
  works = new Works(atOnceMax),
): Promise<void> {
  const text = (name: string) => options[name] as string | undefined
  const once = text('once')
  const timeoutMs = options['timeout'] as number | undefined
  const late = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs)
  const isAwaited = (type: string) =>
    type === once || (once?.endsWith('.*') === true && type.startsWith(once.slice(0, -1)))
  const own = await credentials()
  const stream = followEvents({
    ...{ credentials: own, ...actsIn(own, options) },
    ...{ types: text('events') ?? '', sinceMs: (options['since'] as Since | undefined)?.(Date.now()) },
    signal: AbortSignal.any([signal, works.failed, ...(late === undefined ? [] : [late])]),
    ...watchOf(say, ...ready),
  })
  let isFound = false
  for await (const event of stream) {
    works.add(handle(event))
    await works.room()
    if (works.failed.aborted) break
    isFound = isAwaited(event.type)
    if (isFound) break
  }
  await works.done()
  if (isFound || once === undefined) return
  if (signal.aborted) throw new CliError('interrupted', 'INTERRUPTED', 'The command was interrupted.')
  if (late?.aborted === true) throw new CliError('failed', 'TIMEOUT', `No event of the type ${once} came in time.`)
}
