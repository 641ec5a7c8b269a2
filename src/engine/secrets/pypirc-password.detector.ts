import type { SecretDetector } from './detector.js';

export const pypircPasswordDetector: SecretDetector = {
  id: 'pypirc-password',
  title: { en: 'password in a .pypirc', zh: '.pypirc 中的密码' },
  keywords: [],
  pattern: /^[ \t]{0,16}password[ \t]{0,8}[=:][ \t]{0,8}([^\s]{4,2048})/dgim,
  files: /(?:^|\/)\.pypirc$/,
  examples: {
    secrets: ['[pypi]\nusername = __token__\npassword = ' + 'q3Xk0WvGm2ZbT8cYhR5sLd7N\n'],
    lookAlikes: ['[pypi]\nusername = ci\n', '[pypi]\npassword = <token>\n', '# password = explained-here\n'],
    path: 'root/.pypirc',
  },
};
