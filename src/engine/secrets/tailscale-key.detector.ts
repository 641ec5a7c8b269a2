import type { SecretDetector } from './detector.js';
import { isRandomLooking } from './secret-values.js';

export const tailscaleKeyDetector: SecretDetector = {
  id: 'tailscale-key',
  title: { en: 'Tailscale key', zh: 'Tailscale 密钥' },
  keywords: ['tskey-'],
  pattern:
    /(?<![A-Za-z0-9])tskey-(?:auth|api|client|scim|webhook)-[A-Za-z0-9]{8,24}-[A-Za-z0-9]{16,64}(?![A-Za-z0-9])/dg,
  isDistinct: true,
  isReal: isRandomLooking,
  examples: {
    secrets: ['tskey-' + 'auth-kwL30LrDFSxhCNTRL-xnwpU8meAtsnRCDC6Ap63JzEIMh3uYaw'],
    lookAlikes: ['tskey-' + 'auth-your-key'],
  },
};
