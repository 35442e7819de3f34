import { dirname } from 'node:path';

/** Names of the files and folders in each folder. */
export function childrenByFolder(files: readonly string[]): Map<string, Set<string>> {
  const children = new Map<string, Set<string>>();
  for (const file of files)
    for (let path = file; path !== '.'; path = dirname(path))
      children.set(dirname(path), (children.get(dirname(path)) ?? new Set()).add(path));
  return children;
}
