import type { TreeNode } from './rootfs-tree.js';

/** Symlinks followed for one path: Linux' own bound. */
const maxLinks = 40;
/** Path parts walked for one path, with those of the links on the way. */
const maxSteps = 20_000;

/**
 * Bounds the work of all lookups of one file system together, as links can be made to multiply it: a step is a part
 * walked or a character of a path or link target taken apart.
 */
export interface LookupBudget {
  steps: number;
}

/**
 * The node a path leads to, through symlinks, which never lead out of the root.
 * @param start directory that a relative path starts in.
 * @param isLastFollowed whether a symlink at the very end is followed too.
 * @returns null when there is nothing, when links loop, or when the budget is spent.
 */
export function lookup(
  root: TreeNode,
  start: TreeNode,
  path: string,
  budget: LookupBudget,
  isLastFollowed = true,
): TreeNode | null {
  const waiting: string[] = [];
  if (!pushParts(waiting, path, budget)) return null;
  let current = path.startsWith('/') ? root : start;
  let links = 0;
  for (let steps = 0; waiting.length > 0; steps++) {
    if (steps > maxSteps || --budget.steps < 0) return null;
    const part = waiting.pop()!;
    if (!current.children) return null;
    if (part === '..') {
      current = current.parent ?? root;
      continue;
    }
    const child: TreeNode | undefined = current.children.get(part);
    if (!child) return null;
    const isFollowed = child.inode.kind === 'symlink' && (waiting.length > 0 || isLastFollowed);
    if (!isFollowed) {
      current = child;
      continue;
    }
    if (++links > maxLinks) return null;
    const target = child.inode.linkTarget;
    if (target.startsWith('/')) current = root;
    if (!pushParts(waiting, target, budget) || waiting.length > maxSteps) return null;
  }
  return current;
}

/** Adds the parts of a path, last first, so that the first is taken next. False when the budget is spent. */
function pushParts(waiting: string[], path: string, budget: LookupBudget): boolean {
  budget.steps -= path.length;
  if (budget.steps < 0) return false;
  const parts = path.split('/');
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    if (part !== '' && part !== '.') waiting.push(part);
  }
  return true;
}
