import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export interface Source {
  /** Relative to the project, with `/`. */
  readonly path: string;
  readonly text: string;
}

const FOLDERS = ['functions', 'shared', 'infra', 'test', 'events', 'docs', '.ci'];
const ROOT_FILES = /\.(json|yml|md)$/;
const LEFT_OUT = new Set(['node_modules', 'dist']);

/** Every file of the project that a person wrote, tests included; generated and installed ones left out. */
export function projectFiles(): readonly Source[] {
  const inFolders = FOLDERS.flatMap((folder) => walk(folder));
  const atRoot = readdirSync('.').filter((name) => ROOT_FILES.test(name));
  return [...inFolders, ...atRoot].sort().map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

export const isCode = ({ path }: Source): boolean => /\.(ts|tsx|mjs)$/.test(path);

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !LEFT_OUT.has(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return walk(path);
      return /\.(ts|tsx|mjs|js|css|html|yml|yaml|json|md|csv|sh)$/.test(entry.name) || folder === '.ci'
        ? [path]
        : [];
    });
}

export const parse = ({ path, text }: Source): ts.SourceFile =>
  ts.createSourceFile(
    path,
    text,
    ts.ScriptTarget.Latest,
    true,
    path.endsWith('x') ? ts.ScriptKind.TSX : undefined,
  );

/** Every node below, depth first. */
export function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  node.forEachChild((child) => visit(child, look));
}

export const lineOf = (file: ts.SourceFile, node: ts.Node): number =>
  file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
