import type { SecretDetector } from './detector.js';
import { entropyOf } from './secret-values.js';

export const twilioKeyDetector: SecretDetector = {
  id: 'twilio-key',
  title: { en: 'Twilio key', zh: 'Twilio 密钥' },
  keywords: ['twilio'],
  pattern:
    /twilio[A-Za-z0-9_.-]{0,32}["']?[ \t]{0,4}[=:][ \t]{0,4}["']?((?:SK)?[a-f0-9]{32})(?![A-Za-z0-9])/dgi,
  isReal: (key) => entropyOf(key) >= 3,
  examples: {
    secrets: ['TWILIO_AUTH_TOKEN=' + '059c1fee2032b1743f7836019b695374'],
    lookAlikes: ['TWILIO_AUTH_TOKEN=your_auth_token'],
  },
};
