import { inProcessLine } from './line.ts'
import { rpcContract } from './rpc.contract.ts'

rpcContract('in-process', inProcessLine)
