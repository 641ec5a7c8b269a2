import type { SecretDetector } from './detector.js';

export const mysqlPasswordDetector: SecretDetector = {
  id: 'mysql-password',
  title: { en: 'password in an option file of MySQL', zh: 'MySQL 选项文件中的密码' },
  keywords: [],
  pattern: /^[ \t]{0,16}password[ \t]{0,8}=[ \t]{0,8}["']?([^\s"']{3,1024})/dgm,
  files: /(?:^|\/)\.?my(?:login)?\.cnf$/,
  examples: {
    secrets: ['[client]\nuser=app\npassword=' + 'q3Xk0WvGm2Zb\n'],
    lookAlikes: [
      '[client]\n#password=explained\n',
      '[client]\npassword=your_password\n',
      '[client]\npassword\n',
    ],
    path: 'root/.my.cnf',
  },
};
