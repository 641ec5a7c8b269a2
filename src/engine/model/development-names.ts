/** Names of what belongs to development and not into an image, as scans look for them. */
export const developmentFolders = [
  '.git',
  '.svn',
  '.vscode',
  '.idea',
  '.cache',
  '.npm',
  '.aws',
  '.azure',
  '.gcp',
] as const;
export const developmentNames = [
  '.DS_Store',
  '.vimrc',
  'Dockerfile',
  'docker-compose.yml',
  'compose.yaml',
  '.env',
  '.npmrc',
] as const;
export const developmentSuffixes = ['*.bak', '*.swp'] as const;
/** Tests that packages of Node.js bring along. */
export const packageTests = 'node_modules/**/test';

export const developmentPatterns = [
  ...developmentFolders,
  ...developmentNames,
  ...developmentSuffixes,
  packageTests,
] as const;
export type DevelopmentPattern = (typeof developmentPatterns)[number];
