import type { Part } from '@plinth/kit/part'
import { type GatewayConfig, gatewayConfig } from './config.ts'
import { needs, startGateway } from './start.ts'

export type { GatewayConfig } from './config.ts'
export const gateway: Part<GatewayConfig> = { name: 'gateway', needs, config: gatewayConfig, start: startGateway }
