/**
 * The data of the events that your product publishes, by type. Name them once, and receivers know them:
 * `declare module '@core-php/sdk' { interface ProductEvents { 'invoice.paid': { amount: number } } }`
 */
// biome-ignore lint/suspicious/noEmptyInterface: users add to it
export interface ProductEvents {}

/** An event of your product, as endpoints receive it. */
export interface ProductEvent<Type extends string = string, Data = unknown> {
  id: string
  type: Type
  created_at: string
  workspace_id: string
  namespace_id: string | null
  data: Data
}

/** The events of ProductEvents, told apart by `type`. */
export type AnyProductEvent = {
  [Type in keyof ProductEvents]: ProductEvent<Type & string, ProductEvents[Type]>
}[keyof ProductEvents]
