import { type Client, Metadata, type ServiceError, type StatusObject } from '@grpc/grpc-js'
import { service as health } from 'grpc-health-check'

const asIs = (bytes: Buffer): Buffer => bytes

export interface PlainAnswer {
  code: number
  answer: Buffer | undefined
  trailers: Metadata
}

/** A call as any gRPC client makes it, in bytes. */
export function plainCall(
  client: Client,
  path: string,
  request: Buffer,
  metadata = new Metadata(),
  deadline = Date.now() + 60_000,
): Promise<PlainAnswer> {
  return new Promise((resolve) => {
    let answer: Buffer | undefined
    const call = client.makeUnaryRequest(path, asIs, asIs, request, metadata, { deadline }, (_, value) => {
      answer = value
    })
    call.on('status', ({ code, metadata: trailers }: StatusObject) => resolve({ code, answer, trailers }))
  })
}

export function checkHealth(client: Client, service: string): Promise<string> {
  const { Check: check } = health
  if (check === undefined) throw new Error('grpc.health.v1 has no Check')
  const { path, requestSerialize, responseDeserialize } = check
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      path,
      requestSerialize,
      responseDeserialize,
      { service },
      (err: ServiceError | null, answer) =>
        err === null ? resolve((answer as { status: string }).status) : reject(err),
    )
  })
}
