import type { SecretDetector } from './detector.js';
import { isRandomLooking } from './secret-values.js';

export const atlassianTokenDetector: SecretDetector = {
  id: 'atlassian-token',
  title: { en: 'Atlassian token', zh: 'Atlassian 令牌' },
  keywords: ['ATATT3xFfGF0', 'ATCTT3xFfG', 'ATBB'],
  pattern:
    /(?<![A-Za-z0-9])(?:AT[AC]TT3xFfG[A-Za-z0-9+/=_-]{60,300}=[A-F0-9]{8}|ATBB[A-Za-z0-9]{32})(?![A-Za-z0-9])/dg,
  isReal: isRandomLooking,
  examples: {
    secrets: [
      'ATATT3xFfGF0' +
        'G9DpvfVoNnFc5NDyrBtrkD51jGj08LWyYccdzEEe8b7aguODMYsqvDz1UjNsp7_J6kz7qlCPlLrtZUD0xjjAwgfecMnQhcZchu5VvWqc-mA0QVSzvqwFQqXih_TMtdi1ujCPaEswEMUIH5HsRAonFB2nu7GqxEtDtzCLPYoddX=6FC8718D',
      'ATBB' + 'KH7mw2VbGpTGD3izreBRgFcw8ScgH7f8',
    ],
    lookAlikes: ['ATBB' + 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
  },
};
