import type { PlanContext, Statement } from '../../kind';
import { textOf, type CatalogObject } from '../../model';
import { ident } from '../../quote';

/** False where the plan drops the table or schema for good: it leaves the publication by itself. */
export function isPublishable(member: CatalogObject, { goal }: PlanContext): boolean {
  return member.parents.every((parent) => goal.objects.has(parent));
}

export function addMember(member: CatalogObject, context: PlanContext): readonly Statement[] {
  if (!isPublishable(member, context)) return [];
  return [{ sql: `${alterPublication(member)} ADD ${textOf(member.facts.member)}`, once: true }];
}

/** `ALTER PUBLICATION name` for the publication that the member belongs to. */
export function alterPublication(member: CatalogObject): string {
  return `ALTER PUBLICATION ${ident(textOf(member.facts.publication))}`;
}
