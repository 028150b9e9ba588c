import { stripVTControlCharacters } from 'node:util'
import { type Command, InvalidArgumentError } from 'commander'
import type { LoggedRequest } from '../../../../js/src/index.ts'
import { clientCommand } from '../../client-command.ts'
import type { Context } from '../../context.ts'
import type { Io } from '../../io.ts'
import { withExample } from '../../lazily.ts'
import { shownStatus, shownTime } from '../../output/shown.ts'
import { visible, widthOf } from '../../output/visible.ts'
import { watchOf } from '../reconnecting.ts'
import { type Since, sinceOf } from '../spans.ts'
import { type RequestFilters, recentRequests } from './recent-requests.ts'

/** A filter that the API does not have. */
type Test = (request: LoggedRequest) => boolean

/** `plinth logs tail`: the calls of the API as they are recorded, each in one line. */
export function fillLogsTail(command: Command, context: Context): void {
  command
    .description(
      'Show the calls of a workspace as Plinth records them, up to 5 s after they ended. Those that took longer than two minutes may be missing. Which calls are recorded is a setting of the server: by default errors, writes, and what the plan refused. This command asks every 3 s while calls come, else every 10 s, and less often when the limit of the key has few calls left.',
    )
    .option('--status <status>', 'status of the answer: 404, or 4xx for all of them', statusOf)
    .option('--code <code>', 'error code, such as VALIDATION_ERROR')
    .option('--key <id>', 'ID of the API key that called')
    .option('--path <path>', 'path below /api/v1; * stands for any text, as in "/workspaces/*"', pathOf)
    .option('--method <method>', 'HTTP method', (text) => text.toUpperCase())
    .option('--operation <id>', 'operation, such as workspaces.create')
    .option('--since <time>', 'begin with the calls of the last 10m, 2h, … or since an ISO 8601 time', sinceOf)
  withExample(command, 'plinth logs tail --status 4xx', 'plinth logs tail --path "/webhooks/*" --since 10m -o ndjson')
  clientCommand(command, context, { hasContext: true }, async (run) => {
    const { io, say, signal, options } = run
    const { status, path } = options as { status?: Status; path?: RegExp }
    const text = (name: string) => options[name] as string | undefined
    const requests = recentRequests({
      client: await run.client(),
      filters: {
        ...{ code: text('code'), key_id: text('key'), operation: text('operation') },
        method: text('method') as RequestFilters['method'],
        status: status?.exact,
      },
      since: options['since'] as Since | undefined,
      signal,
      ...watchOf(say, 'Ready.'),
    })
    const tests: Test[] = [
      (request) => status === undefined || status.fits(request.status),
      (request) => path === undefined || path.test(request.path ?? ''),
    ]
    for await (const request of requests)
      if (tests.every((test) => test(request))) await run.output.next(request, () => sentenceOf(io, request))
    say.note('Ended.')
  })
}

function sentenceOf(io: Io, request: LoggedRequest): string {
  const { at, method, path, operation, status, code, duration_ms, request_id, omitted } = request
  const words = [
    shownTime(at),
    shownStatus(io, status ?? 'cut'),
    `${duration_ms} ms`.padStart(7),
    visible(method).padEnd(6),
    visible(path ?? operation ?? '–'),
    ...(code === null ? [] : [visible(code)]),
    ...(omitted === 0 ? [] : [`and ${omitted} more in this second`]),
  ]
  const line = words.join('  ')
  // The id is for those who look a call up; it makes no line of a terminal two.
  const { isTTY, columns = 80 } = io.stdout
  const whole = `${line}  ${visible(request_id)}`
  return isTTY === true && widthOf(stripVTControlCharacters(whole)) > columns ? line : whole
}

interface Status {
  /** The status that the API filters by; undefined for a class such as 4xx, which is filtered here. */
  exact?: number
  fits: (status: number | null) => boolean
}

function statusOf(text: string): Status {
  if (/^[1-5]\d\d$/.test(text)) return { exact: Number(text), fits: () => true }
  const [, first] = /^([1-5])xx$/i.exec(text) ?? []
  if (first === undefined) throw new InvalidArgumentError('The value must be a status such as 404, or 4xx.')
  return { fits: (status) => status !== null && Math.floor(status / 100) === Number(first) }
}

function pathOf(text: string): RegExp {
  const parts = text.replace(/^\/api\/v1(?=\/)/, '').split('*')
  return new RegExp(`^${parts.map((part) => part.replaceAll(/[\\^$.+?()[\]{}|]/g, '\\$&')).join('.*')}$`, 'su')
}
