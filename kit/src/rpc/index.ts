export type { Caller, Callers } from './callers.ts'
export { type RpcDialer, rpcDialer } from './dialer.ts'
export { type ListenOptions, type RpcHost, type RpcHostOptions, rpcHost } from './host.ts'
export type { RpcLimits } from './limits.ts'
export { isUnimplemented } from './rpc-status.ts'
export type { DialSecurity, ListenSecurity, Pems } from './security.ts'
export type {
  CallOptions,
  Client,
  Handler,
  Handlers,
  MethodDefinition,
  RequestOf,
  ResponseOf,
  ServerCall,
  ServiceDefinition,
} from './service.ts'
