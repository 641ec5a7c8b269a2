import type { SecretDetector } from './detector.js';

export const telegramBotTokenDetector: SecretDetector = {
  id: 'telegram-bot-token',
  title: { en: 'Telegram bot token', zh: 'Telegram 机器人令牌' },
  keywords: ['api.telegram.org/bot', 'telegram_bot_token', 'telegram_token', 'bot_token'],
  pattern:
    /(?:api\.telegram\.org\/bot|(?:telegram_)?(?:bot_)?token["']?[ \t]{0,4}[=:][ \t]{0,4}["']?)([0-9]{8,10}:AA[A-Za-z0-9_-]{33})(?![A-Za-z0-9_-])/dgi,
  examples: {
    secrets: ['https://api.telegram.org/bot' + '5258395782:AA0vsgnC8XTBliLAgaRQKyVa0v8TwQz7c_n'],
    lookAlikes: ['https://api.telegram.org/bot<token>/getMe'],
  },
};
