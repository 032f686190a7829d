import path from 'node:path';
import { l10n, type QuickPickItem, ThemeIcon, Uri, window, workspace, type WorkspaceFolder } from 'vscode';
import type { EnvironmentEntry } from '../../environments/configuration-schema';
import type { Environment, EnvironmentKind, EnvironmentRole, Platform } from '../../environments/environment';
import { type Answer, choose, Dismissed, type Step, type } from '../multi-step';
import type { Account } from '../passwords';
import { environmentIcon } from '../environment-icon';
import { withoutPassword } from '../url-without-password';
import { HelpfulError } from '../helpful-error';

/** What a person has said about an environment so far. */
export interface Answers {
  folder: WorkspaceFolder;
  where?: Where;
  kind?: EnvironmentKind;
  /** As schema-drift.json has it, without a password. */
  url?: EnvironmentEntry['url'];
  path?: string;
  platform?: Platform | undefined;
  /** Taken out of a pasted URL. */
  secret?: { account: Account; password: string };
  name?: string;
  role?: EnvironmentRole | undefined;
}

type Where = 'url' | 'file' | 'env' | 'migrations' | FileKind;
type FileKind = 'prisma' | 'snapshot' | 'sql';

interface WhereItem extends QuickPickItem {
  readonly where: Where;
}

/** How many steps a dialog has, and what it is called. */
export interface Dialog {
  readonly title: string;
  readonly total: number;
}

/** Asks how the environment is named: by URL, by a variable, by a file. */
export function askWhere(dialog: Dialog): Step<Answers> {
  return async (answers, step) => {
    const items: WhereItem[] = [
      {
        where: 'url',
        label: l10n.t('PostgreSQL URL'),
        detail: l10n.t('Paste it. A password is taken out and kept in VS Code’s secret storage.'),
        iconPath: new ThemeIcon('database'),
      },
      {
        where: 'file',
        label: l10n.t('Key of a .env file'),
        detail: l10n.t('The file holds the URL; schema-drift.json only names the key.'),
        iconPath: new ThemeIcon('key'),
      },
      {
        where: 'env',
        label: l10n.t('Environment variable'),
        detail: l10n.t('The URL is in a variable that VS Code was started with.'),
        iconPath: new ThemeIcon('variable'),
      },
      {
        where: 'migrations',
        label: l10n.t('Migrations folder'),
        detail: l10n.t('Replayed in order into an embedded PostgreSQL when it is read.'),
        iconPath: environmentIcon('migrations'),
      },
      {
        where: 'snapshot',
        label: l10n.t('Snapshot'),
        detail: l10n.t('A schema that was saved before.'),
        iconPath: environmentIcon('snapshot'),
      },
      {
        where: 'prisma',
        label: l10n.t('Prisma schema'),
        detail: l10n.t('Prisma’s own engine makes SQL of it, loaded into an embedded PostgreSQL.'),
        iconPath: environmentIcon('prisma'),
      },
      {
        where: 'sql',
        label: l10n.t('SQL file'),
        detail: l10n.t('Loaded into an embedded PostgreSQL when it is compared.'),
        iconPath: environmentIcon('sql'),
      },
    ];
    const answer = await choose({ ...dialog, step }, l10n.t('Where is the schema?'), items);
    if (answer === 'back') return 'back';
    answers.where = answer.value.where;
    return 'next';
  };
}

/** Asks for the place itself. */
export function askPlace(dialog: Dialog): Step<Answers> {
  return async (answers, step) => {
    delete answers.url;
    delete answers.path;
    delete answers.platform;
    delete answers.secret;
    switch (answers.where) {
      case 'url':
        return askUrl(dialog, answers, step);
      case 'file':
        return askKey(dialog, answers, step);
      case 'env':
        return askVariable(dialog, answers, step);
      case 'migrations':
        return askFolder(answers);
      case 'prisma':
      case 'snapshot':
      case 'sql':
        return askFile(answers, answers.where);
      case undefined:
        return askFile(answers, 'sql');
    }
  };
}

async function askUrl(dialog: Dialog, answers: Answers, step: number): Promise<'next' | 'back'> {
  const { parsePostgresUrl } = await import('../../environments/postgres-url');
  const answer = await type({ ...dialog, step }, l10n.t('The URL of the database'), {
    placeholder: 'postgresql://user@host:5432/database',
    check: (text) =>
      parsePostgresUrl(text.trim()) === null
        ? l10n.t('A PostgreSQL URL looks like postgresql://user@host:5432/database')
        : undefined,
  });
  if (answer === 'back') return 'back';
  const { remember } = await import('../../environments/redact');
  const { connectionSettings } = await import('../../environments/connection-settings');
  const url = answer.value.trim();
  const { password, host, port, user, database } = connectionSettings('', url, process.env);
  answers.kind = 'database';
  answers.url = withoutPassword(url);
  answers.name ??= database;
  if (password !== null) {
    remember(password);
    answers.secret = { account: { host, port, user }, password };
  }
  return 'next';
}

interface KeyItem extends QuickPickItem {
  readonly found?: { readonly file: string; readonly key: string };
}

async function askKey(dialog: Dialog, answers: Answers, step: number): Promise<'next' | 'back'> {
  const { discover } = await import('../../environments/discover');
  const found = (await discover(answers.folder.uri.fsPath)).flatMap(({ location }) =>
    'file' in location ? [{ file: location.file, key: location.key }] : [],
  );
  const items: KeyItem[] = found.map(({ file, key }) => ({ label: key, description: file, found: { file, key } }));
  const other: KeyItem = { label: l10n.t('Another file or key…'), iconPath: new ThemeIcon('edit') };
  const picked: Answer<KeyItem> =
    items.length === 0
      ? { value: other }
      : await choose({ ...dialog, step }, l10n.t('Which key holds the URL?'), [...items, other]);
  if (picked === 'back') return 'back';
  let place = picked.value.found;
  if (place === undefined) {
    const typed = await type({ ...dialog, step }, l10n.t('The file and the key, as FILE KEY'), {
      value: '.env DATABASE_URL',
      check: (text) =>
        /^\s*\S.*\s[A-Za-z_]\w*\s*$/.test(text) ? undefined : l10n.t('Write it like .env.production DATABASE_URL'),
    });
    if (typed === 'back') return 'back';
    const at = typed.value.trim().lastIndexOf(' ');
    place = { file: typed.value.trim().slice(0, at).trim(), key: typed.value.trim().slice(at + 1) };
  }
  answers.kind = 'database';
  answers.url = place;
  answers.name ??= nameFrom(place.file, place.key);
  return 'next';
}

async function askVariable(dialog: Dialog, answers: Answers, step: number): Promise<'next' | 'back'> {
  const answer = await type({ ...dialog, step }, l10n.t('The name of the environment variable'), {
    value: 'DATABASE_URL',
    check: (text) => (/^\w+$/.test(text.trim()) ? undefined : l10n.t('A name has letters, digits and _')),
  });
  if (answer === 'back') return 'back';
  answers.kind = 'database';
  answers.url = { env: answer.value.trim() };
  answers.name ??= nameFrom('', answer.value.trim());
  return 'next';
}

async function askFolder(answers: Answers): Promise<'next' | 'back'> {
  const [folder] =
    (await window.showOpenDialog({
      title: l10n.t('Choose a Migrations Folder'),
      defaultUri: answers.folder.uri,
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  if (folder === undefined) return 'back';
  answers.kind = 'migrations';
  answers.path = inWorkspace(folder, answers.folder);
  answers.name ??= 'migrations';
  return 'next';
}

async function askFile(answers: Answers, kind: FileKind): Promise<'next' | 'back'> {
  const { title, filters } = fileDialog(kind);
  const [file] = (await window.showOpenDialog({ title, defaultUri: answers.folder.uri, filters })) ?? [];
  if (file === undefined) return 'back';
  answers.kind = kind;
  answers.path = inWorkspace(file, answers.folder);
  answers.name ??= path.parse(file.fsPath).name;
  return 'next';
}

function fileDialog(kind: FileKind): { title: string; filters: Record<string, string[]> } {
  switch (kind) {
    case 'prisma':
      return { title: l10n.t('Choose a Prisma Schema'), filters: { Prisma: ['prisma'] } };
    case 'snapshot':
      return { title: l10n.t('Choose a Snapshot'), filters: { [l10n.t('Snapshot')]: ['json'] } };
    case 'sql':
      return { title: l10n.t('Choose an SQL File'), filters: { SQL: ['sql'] } };
  }
}

/** As schema-drift.json has it: relative where it lies in the folder. */
function inWorkspace({ fsPath }: Uri, folder: WorkspaceFolder): string {
  const relative = path.relative(folder.uri.fsPath, fsPath);
  return (relative.startsWith('..') ? fsPath : relative).replaceAll('\\', '/');
}

/** Asks for the name. @param taken the names that others have */
export function askName(dialog: Dialog, taken: readonly string[]): Step<Answers> {
  return async (answers, step) => {
    const answer = await type({ ...dialog, step }, l10n.t('A name, as it is shown everywhere'), {
      value: answers.name ?? '',
      placeholder: 'production',
      check: (text) => problemOfName(text.trim(), taken),
    });
    if (answer === 'back') return 'back';
    answers.name = answer.value.trim();
    return 'next';
  };
}

async function problemOfName(name: string, taken: readonly string[]): Promise<string | undefined> {
  if (taken.includes(name)) return l10n.t('There is an environment of this name.');
  const { configurationSchema } = await import('../../environments/configuration-schema');
  const parsed = configurationSchema.safeParse({
    environments: { [name]: { url: 'postgresql://localhost/database' } },
  });
  return parsed.success ? undefined : parsed.error.issues[0]?.message;
}

interface RoleItem extends QuickPickItem {
  readonly role: EnvironmentRole | undefined;
}

/** Asks what the environment is for. */
export function askRole(dialog: Dialog): Step<Answers> {
  return async (answers, step) => {
    const items: RoleItem[] = [
      {
        role: 'production',
        label: l10n.t('Production'),
        detail: l10n.t('Marked red, and protected: never written to without its name typed.'),
      },
      { role: 'staging', label: l10n.t('Staging') },
      { role: 'development', label: l10n.t('Development') },
      { role: undefined, label: l10n.t('None of these') },
    ];
    const likely = items.find(({ role }) => role === (answers.role ?? roleFrom(answers.name ?? '')));
    const answer = await choose({ ...dialog, step }, l10n.t('What is it for?'), items, likely);
    if (answer === 'back') return 'back';
    answers.role = answer.value.role;
    return 'next';
  };
}

/** What a person has said, as schema-drift.json writes it. */
export function entryOf({ kind, url, path: file, platform, role }: Answers): EnvironmentEntry {
  return {
    ...(kind === undefined || kind === 'database' ? {} : { kind }),
    ...(url === undefined ? {} : { url }),
    ...(file === undefined ? {} : { path: file }),
    ...(platform === undefined ? {} : { platform }),
    ...(role === undefined ? {} : { role }),
  };
}

/** An environment as schema-drift.json writes it. */
export function entryOfEnvironment({ kind, role, protected: isProtected, location }: Environment): EnvironmentEntry {
  return {
    ...entryOf({ ...placeOf(location), kind, role, folder: anyFolder() }),
    ...(isProtected === (role === 'production') ? {} : { protected: isProtected }),
  };
}

function placeOf(location: Environment['location']): Pick<Answers, 'url' | 'path' | 'platform'> {
  if ('path' in location) return { path: location.path, platform: location.platform };
  return { url: 'url' in location ? location.url : location };
}

function anyFolder(): WorkspaceFolder {
  return workspace.workspaceFolders?.[0] ?? { uri: Uri.file('/'), name: '', index: 0 };
}

/** `.env.production` and `DATABASE_URL` are production; `STAGING_DATABASE_URL` is staging. */
function nameFrom(file: string, key: string): string {
  const suffix = /\.env\.([\w-]+)$/.exec(file)?.[1];
  const stem = key.toLowerCase().replace(/_?(?:database|db|postgres|pg)?_?(?:url|uri|dsn)$/, '');
  return (stem === '' ? suffix : stem)?.replaceAll('_', '-') ?? 'database';
}

function roleFrom(name: string): EnvironmentRole | undefined {
  if (/prod|live/i.test(name)) return 'production';
  if (/stag/i.test(name)) return 'staging';
  return /dev|local/i.test(name) ? 'development' : undefined;
}

/** Lets a person choose a folder of the workspace. Throws when none is open, and Dismissed. */
export async function pickFolder(): Promise<WorkspaceFolder> {
  const folders = workspace.workspaceFolders ?? [];
  const [only] = folders;
  if (only === undefined) throw new HelpfulError(l10n.t('No folder is open. Open the folder of your project first.'));
  if (folders.length === 1) return only;
  const folder = await window.showWorkspaceFolderPick({ placeHolder: l10n.t('Which folder’s schema-drift.json?') });
  if (folder === undefined) throw new Dismissed();
  return folder;
}
