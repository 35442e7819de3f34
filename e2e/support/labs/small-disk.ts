import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { execa } from 'execa';

/** A small disk in place of a folder; needs root. @returns removes it */
export function mountSmallDisk(folder: string, size: string): () => void {
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'none', folder]);
  return () => execFileSync('umount', ['--lazy', folder]);
}

/** Writes until the disk is full. */
export const fill = (file: string) =>
  execa('dd', ['if=/dev/zero', `of=${file}`, 'bs=4k', 'oflag=append', 'conv=notrunc'], { reject: false });

/** Removes what `fill` wrote. */
export const makeRoom = (file: string): void => rmSync(file, { force: true });
