import type { ImageReference } from '../../model/workload-facts.js';

/** Names and tags that are published no more, and what takes their place; `<ver>` is the version that is needed. */
export const obsoleteReferences: readonly { readonly match: string; readonly use: string }[] = [
  { match: 'gcr.io/distroless/java:*', use: 'gcr.io/distroless/java21-debian13:nonroot' },
  { match: 'gcr.io/distroless/*-debian(9|10|11)*', use: 'newest debian suffix' },
  { match: 'openjdk:*', use: 'eclipse-temurin:<ver>' },
  { match: 'maven:*-openjdk-*', use: 'maven:<ver>-eclipse-temurin-<ver>' },
  { match: 'nginx:slim', use: 'nginx:<ver>-alpine-slim' },
  { match: 'centos:*', use: 'supported RHEL rebuild' },
];

/** The reference that a rule's advice comes down to for this one; null: no program can tell. */
export function replacementFor(use: string, reference: ImageReference): string | null {
  const { tag, repository, digest, isUnresolved } = reference;
  if (digest !== null || isUnresolved) return null;
  if (/^[a-z0-9.-]+(?:\/[\w.-]+)+(?::[\w.-]+)?$/.test(use)) return use;
  if (use === 'newest debian suffix') {
    const name = repository?.replace(/-debian\d+$/, '-debian13');
    return name === undefined
      ? null
      : `gcr.io/${name}${tag === null ? '' : `:${tag.replace(/-debian\d+$/, '')}`}`;
  }
  const version = /^\d+(?:\.\d+)*/.exec(tag ?? '')?.[0];
  if (use === 'eclipse-temurin:<ver>' && version !== undefined) {
    return `eclipse-temurin:${version.split('.')[0]}${tag?.includes('jre') ? '-jre' : '-jdk'}`;
  }
  if (use === 'maven:<ver>-eclipse-temurin-<ver>' && tag !== null) {
    const [, maven, java] = /^(\d[\d.]*)-openjdk-(\d+)/.exec(tag) ?? [];
    return maven === undefined ? null : `maven:${maven}-eclipse-temurin-${java}`;
  }
  return use === 'nginx:<ver>-alpine-slim' ? 'nginx:alpine-slim' : null;
}
