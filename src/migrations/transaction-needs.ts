import { parse, type Node } from 'libpg-query';

/** How a statement stands to the transaction around it. */
export type TransactionNeed = 'any' | 'none' | 'begins' | 'ends';

/**
 * Whether a statement can run inside a transaction (`any`), is refused there by PostgreSQL (`none`),
 * or begins or ends one itself.
 * @param statement one statement that PostgreSQL's parser accepts
 */
export async function transactionNeed(statement: string): Promise<TransactionNeed> {
  const { stmts = [] } = await parse(statement);
  const node = stmts[0]?.stmt;
  if (node === undefined) return 'any';
  if ('TransactionStmt' in node) {
    const { kind = '', chain } = node.TransactionStmt;
    if (BEGINS.has(kind)) return 'begins';
    if (ENDS.has(kind)) return chain ? 'begins' : 'ends';
    return ENDS_PREPARED.has(kind) ? 'none' : 'any';
  }
  return refusesTransaction(node) ? 'none' : 'any';
}

const BEGINS: ReadonlySet<string> = new Set(['TRANS_STMT_BEGIN', 'TRANS_STMT_START']);
const ENDS: ReadonlySet<string> = new Set(['TRANS_STMT_COMMIT', 'TRANS_STMT_ROLLBACK', 'TRANS_STMT_PREPARE']);
const ENDS_PREPARED: ReadonlySet<string> = new Set(['TRANS_STMT_COMMIT_PREPARED', 'TRANS_STMT_ROLLBACK_PREPARED']);

/** What PostgreSQL's PreventInTransactionBlock guards, as far as the statement alone tells. */
function refusesTransaction(node: Node): boolean {
  if ('IndexStmt' in node) return node.IndexStmt.concurrent === true;
  if ('DropStmt' in node) return node.DropStmt.concurrent === true;
  if ('ReindexStmt' in node) {
    const { kind, params } = node.ReindexStmt;
    return MANY_INDEXES.has(kind ?? '') || hasOption(params, 'concurrently');
  }
  if ('AlterTableStmt' in node) return (node.AlterTableStmt.cmds ?? []).some(detachesConcurrently);
  if ('VacuumStmt' in node) return node.VacuumStmt.is_vacuumcmd === true;
  if ('ClusterStmt' in node) return node.ClusterStmt.relation === undefined;
  if ('AlterDatabaseStmt' in node) return hasOption(node.AlterDatabaseStmt.options, 'tablespace');
  return Object.keys(node).some((name) => ALWAYS_ALONE.has(name));
}

const ALWAYS_ALONE: ReadonlySet<string> = new Set([
  'CreatedbStmt',
  'DropdbStmt',
  'CreateTableSpaceStmt',
  'DropTableSpaceStmt',
  'AlterSystemStmt',
  'CreateSubscriptionStmt',
  'DropSubscriptionStmt',
]);

const MANY_INDEXES: ReadonlySet<string> = new Set([
  'REINDEX_OBJECT_SCHEMA',
  'REINDEX_OBJECT_SYSTEM',
  'REINDEX_OBJECT_DATABASE',
]);

function hasOption(options: readonly Node[] | undefined, name: string): boolean {
  return (options ?? []).some((option) => 'DefElem' in option && option.DefElem.defname === name);
}

function detachesConcurrently(command: Node): boolean {
  if (!('AlterTableCmd' in command)) return false;
  const { def } = command.AlterTableCmd;
  return def !== undefined && 'PartitionCmd' in def && def.PartitionCmd.concurrent === true;
}
