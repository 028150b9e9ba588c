import { processLine } from './line.ts'
import { rpcContract } from './rpc.contract.ts'

rpcContract('exchange', processLine(true))
