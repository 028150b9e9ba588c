import type { PlinthError } from '@plinth/kit/errors'
import type { Handler, MethodDefinition, RequestOf, ResponseOf, ServerCall } from '@plinth/kit/rpc'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import type { ResolveAccessResponse } from '@plinth/proto/tenancy/v1/workspaces.ts'

export interface SeenCall {
  method: string
  request: unknown
  context: CallContext
}

/** The calls that the stand-ins saw, and the answers that a test gives them instead of their usual ones. */
export interface Script {
  /** Events of every workspace, for those who follow them. Their place here is the cursor. */
  readonly stored: { type: string; payload: Buffer }[]
  /** Differences from the usual answer of access to a workspace. */
  readonly access: Partial<Pick<ResolveAccessResponse, 'role' | 'status'>>
  readonly seen: SeenCall[]
  /** The last call of a method. Throws when there was none. */
  last(method: MethodDefinition): SeenCall
  count(method: MethodDefinition): number
  refuse(method: MethodDefinition, err: PlinthError): void
  /** Back to the usual answer. */
  allow(method: MethodDefinition): void
  /** The answer, or the refusal, was stored by this earlier request. */
  replay(method: MethodDefinition, firstRequestId: string): void
  /** The method answers this instead. */
  give<M extends MethodDefinition>(method: M, answer: ResponseOf<M>): void
  /** Answers of the method wait for it. */
  hold(method: MethodDefinition, until: Promise<void>): void
  answering<M extends MethodDefinition>(
    method: M,
    answer: (request: RequestOf<M>, call: ServerCall) => ResponseOf<M>,
  ): Handler<M>
}

export function newScript(): Script {
  const seen: SeenCall[] = []
  const refusals = new Map<string, PlinthError>()
  const replays = new Map<string, string>()
  const holds = new Map<string, Promise<void>>()
  const answers = new Map<string, unknown>()
  return {
    stored: [],
    access: {},
    seen,
    last({ path }) {
      const call = seen.findLast(({ method }) => method === path)
      if (call === undefined) throw new Error(`${path} was not called`)
      return call
    },
    count: ({ path }) => seen.filter(({ method }) => method === path).length,
    refuse: ({ path }, err) => void refusals.set(path, err),
    allow({ path }) {
      refusals.delete(path)
      replays.delete(path)
      holds.delete(path)
      answers.delete(path)
    },
    replay: ({ path }, firstRequestId) => void replays.set(path, firstRequestId),
    give: ({ path }, answer) => void answers.set(path, answer),
    hold: ({ path }, until) => void holds.set(path, until),
    answering: (method, answer) => async (request, call) => {
      seen.push({ method: method.path, request, context: call.context })
      await holds.get(method.path)
      const firstRequestId = replays.get(method.path)
      if (firstRequestId !== undefined) Object.assign(call.reply, { isReplay: true, firstRequestId })
      const refusal = refusals.get(method.path)
      if (refusal !== undefined) throw refusal
      return (answers.get(method.path) as ResponseOf<typeof method> | undefined) ?? answer(request, call)
    },
  }
}
