import { Client, credentials, type ServiceError } from '@grpc/grpc-js'

const statuses = ['UNKNOWN', 'SERVING', 'NOT_SERVING', 'SERVICE_UNKNOWN']
const asIs = (bytes: Buffer): Buffer => bytes

/** Asks as Kubernetes' own gRPC probe does: grpc.health.v1.Health/Check of a service at "127.0.0.1:50051", without TLS or a token. */
export function checkGrpcHealth(address: string, service: string, timeoutMs = 30_000): Promise<string> {
  const client = new Client(address, credentials.createInsecure())
  const name = Buffer.from(service)
  // HealthCheckRequest { service = 1 } and HealthCheckResponse { status = 1 }, small enough to be written by hand.
  const request = Buffer.concat([Buffer.from([0x0a, name.length]), name])
  return new Promise<string>((resolve, reject) => {
    const deadline = Date.now() + timeoutMs
    const answered = (err: ServiceError | null, answer?: Buffer) =>
      err === null ? resolve(statuses[answer?.[1] ?? 0] ?? 'UNKNOWN') : reject(err)
    client.makeUnaryRequest('/grpc.health.v1.Health/Check', asIs, asIs, request, { deadline }, answered)
  }).finally(() => client.close())
}
