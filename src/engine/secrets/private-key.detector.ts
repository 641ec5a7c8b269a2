import type { SecretDetector } from './detector.js';
import { isPemKeyAt, pemKeyKind, pemKeyPattern } from './pem-key.js';

export const privateKeyDetector: SecretDetector = {
  id: 'private-key',
  title: { en: 'private key', zh: '私钥' },
  keywords: ['-----BEGIN '],
  pattern: pemKeyPattern,
  isGeneric: true,
  reach: 16_384,
  isWorthTrying: isPemKeyAt,
  isReal: (pem) => pemKeyKind(pem) === 'plain',
  examples: {
    secrets: [
      '-----BEGIN ' +
        'PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJLbNaxIvlCqF/0cnFUrfB2KJWO3otDB1hjs3mjnQNbd\n-----END PRIVATE KEY-----',
      '-----BEGIN ' +
        'PRIVATE KEY-----\\nMC4CAQAwBQYDK2VwBCIEIJLbNaxIvlCqF/0cnFUrfB2KJWO3otDB1hjs3mjnQNbd\\n-----END PRIVATE KEY-----',
      '-----BEGIN OPENSSH ' +
        'PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW\nQyNTUxOQAAACCWTM62ekQ4vwbHlGFPF6U2zBLAQjnvnZkhyLET29ct7AAAAIifQrion0K4\nqAAAAAtzc2gtZWQyNTUxOQAAACCWTM62ekQ4vwbHlGFPF6U2zBLAQjnvnZkhyLET29ct7A\nAAAECXsCDDdNP4ClEnR36e//+qqbfmhxgFLYsIqTodBiAb0pZMzrZ6RDi/BseUYU8XpTbM\nEsBCOe+dmSHIsRPb1y3sAAAAAAECAwQF\n-----END OPENSSH PRIVATE KEY-----',
    ],
    lookAlikes: [
      '-----BEGIN ENCRYPTED ' +
        'PRIVATE KEY-----\nMIGTME8GCSqGSIb3DQEFDTBCMCEGCSsGAQQB2kcECzAUBAhoG1C6MztumQICQAAC\nAQgCAQEwHQYJYIZIAWUDBAEqBBBgI1yzrE0uNTyp2d5YTCbjBED+1X9LIMja7CaK\ns6zPffyTTJNGfnEf7IJ0LIYs8FC6r2kvhHG3CTlpDVYyb4GemS+KKnxonDQwbap+\n7zJBoUf1\n-----END ENCRYPTED PRIVATE KEY-----',
      '-----BEGIN OPENSSH ' +
        'PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHIAAAAGYmNyeXB0AAAAGAAAABDBTiRv4B\nZkNNfqv1RNuW9XAAAAEAAAAAEAAAAzAAAAC3NzaC1lZDI1NTE5AAAAIHCTQwImbRd1bHJb\n2/bmr8nMW2RY+OEQ31QRiUMGKCLYAAAAkPHaQbRlV0n2a/pkG+Kw52DIP0AKOY/bir6yxV\nlKTJY/S+dSg9phRbTI/0luihN4c6EMRXWRR1q9HkgOGzvCpzNvcyZ8zMHfzF2gkdcXciJ/\n0gr9cr63UNJDUGoT22w1Lujw605NhdL6OMXurLY3vLV4f7uaq3dnTuYSrmFdQ2qi6VnX9h\nPvqx03TNP2RTfxpw==\n-----END OPENSSH PRIVATE KEY-----',
      '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAxbaEAh6ules/EL18TXOCNQlFKj67U60nxZYhJqwpKEQ=\n-----END PUBLIC KEY-----',
      '-----BEGIN ' + 'PRIVATE KEY-----\nMIIB...\n-----END PRIVATE KEY-----',
    ],
  },
};
