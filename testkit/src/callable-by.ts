import { status } from '@grpc/grpc-js'
import type { Caller, RpcHost } from '@plinth/kit/rpc'

const unreadable = Buffer.from([0xff, 0xff])

/** The methods of a host that a caller may call, as "UsersService.getUser". No handler runs: the request cannot be read. */
export async function callableBy(host: RpcHost, caller: Caller): Promise<string[]> {
  const methods = [...host.methods.services].flatMap((service) => Object.values(service))
  const asked = methods.map(async ({ path: method }) => {
    const call = { method, caller, payload: unreadable, context: unreadable, traceparent: '', deadlineMs: Infinity }
    const { code } = await new Promise<{ code: number }>((settle) => host.methods.invoke(call, settle))
    return code === status.PERMISSION_DENIED ? [] : [method.split('.').at(-1) ?? method]
  })
  return (await Promise.all(asked)).flat()
}
