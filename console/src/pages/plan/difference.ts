import type { PlanDifference, PlanDifferenceFeature } from '../../api/sdk.ts'

export const isChanged = ({ before, after }: PlanDifferenceFeature): boolean => before !== after

/** Whether two differences promise the same. What is used may go on growing between them. */
export function isSameEffect(one: PlanDifference, other: PlanDifference): boolean {
  const effect = ({ features }: PlanDifference) =>
    JSON.stringify(features.map(({ code, before, after, would_refuse }) => [code, before, after, would_refuse]))
  return effect(one) === effect(other)
}
