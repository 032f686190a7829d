import type { Kind } from './kind';
import { accessMethod } from './kinds/access-method';
import { aggregate } from './kinds/aggregate';
import { baseType } from './kinds/base-type';
import { cast } from './kinds/cast';
import { collation } from './kinds/collation';
import { column } from './kinds/column';
import { compositeType } from './kinds/composite-type';
import { constraint } from './kinds/constraint';
import { conversion } from './kinds/conversion';
import { databaseSetting } from './kinds/database-setting';
import { columnDefault } from './kinds/default';
import { defaultPrivilege } from './kinds/default-privilege';
import { domain } from './kinds/domain';
import { enumType } from './kinds/enum';
import { eventTrigger } from './kinds/event-trigger';
import { extension } from './kinds/extension';
import { foreignDataWrapper } from './kinds/foreign-data-wrapper';
import { foreignTable } from './kinds/foreign-table';
import { functionKind } from './kinds/function';
import { index } from './kinds/index-kind';
import { language } from './kinds/language';
import { materializedView } from './kinds/materialized-view';
import { operator } from './kinds/operator';
import { operatorClass } from './kinds/operator-class';
import { operatorFamily } from './kinds/operator-family';
import { partitionTrigger } from './kinds/partition-trigger';
import { policy } from './kinds/policy';
import { predefinedObject } from './kinds/predefined-object';
import { procedure } from './kinds/procedure';
import { publication } from './kinds/publication';
import { publicationSchema } from './kinds/publication-schema';
import { publicationTable } from './kinds/publication-table';
import { rangeType } from './kinds/range-type';
import { role } from './kinds/role';
import { roleMembership } from './kinds/role-membership';
import { roleSetting } from './kinds/role-setting';
import { rule } from './kinds/rule';
import { schema } from './kinds/schema';
import { sequence } from './kinds/sequence';
import { server } from './kinds/server';
import { statistics } from './kinds/statistics';
import { subscription } from './kinds/subscription';
import { table } from './kinds/table';
import { textSearchConfiguration } from './kinds/text-search-configuration';
import { textSearchDictionary } from './kinds/text-search-dictionary';
import { textSearchParser } from './kinds/text-search-parser';
import { textSearchTemplate } from './kinds/text-search-template';
import { transform } from './kinds/transform';
import { trigger } from './kinds/trigger';
import { userMapping } from './kinds/user-mapping';
import { view } from './kinds/view';
import type { KindName } from './model';

/** Every kind, in the order in which they are read: what others refer to comes first. */
export const KINDS: readonly Kind[] = [
  role,
  roleMembership,
  roleSetting,
  databaseSetting,
  schema,
  extension,
  predefinedObject,
  collation,
  enumType,
  domain,
  compositeType,
  rangeType,
  baseType,
  language,
  functionKind,
  procedure,
  aggregate,
  accessMethod,
  operator,
  operatorFamily,
  operatorClass,
  textSearchParser,
  textSearchTemplate,
  textSearchDictionary,
  textSearchConfiguration,
  cast,
  conversion,
  transform,
  foreignDataWrapper,
  server,
  userMapping,
  table,
  foreignTable,
  view,
  materializedView,
  column,
  columnDefault,
  sequence,
  constraint,
  index,
  statistics,
  trigger,
  partitionTrigger,
  policy,
  rule,
  eventTrigger,
  publication,
  publicationTable,
  publicationSchema,
  subscription,
  defaultPrivilege,
];

const BY_NAME = new Map(KINDS.map((kind) => [kind.name, kind]));
const RANK = new Map(KINDS.map((kind, rank) => [kind.name, rank]));

/** @throws Error for a name that no kind has */
export function kindOf(name: KindName): Kind {
  const kind = BY_NAME.get(name);
  if (kind === undefined) throw new Error(`there is no kind of object called ${name}`);
  return kind;
}

/** The place of a kind in the reading order, for a stable sort. */
export function rankOf(name: KindName): number {
  return RANK.get(name) ?? KINDS.length;
}
