// Written by scripts/generate-registries.mjs: run `npm run generate` instead of editing.
import type { SecretDetector } from './detector.js';
import { ageSecretKeyDetector } from './age-secret-key.detector.js';
import { alibabaAccessKeyIdDetector } from './alibaba-access-key-id.detector.js';
import { anthropicKeyDetector } from './anthropic-key.detector.js';
import { assignedSecretDetector } from './assigned-secret.detector.js';
import { atlassianTokenDetector } from './atlassian-token.detector.js';
import { authorizationHeaderDetector } from './authorization-header.detector.js';
import { awsAccessKeyIdDetector } from './aws-access-key-id.detector.js';
import { awsSecretAccessKeyDetector } from './aws-secret-access-key.detector.js';
import { azureClientSecretDetector } from './azure-client-secret.detector.js';
import { azureStorageAccountKeyDetector } from './azure-storage-account-key.detector.js';
import { basicAuthUrlDetector } from './basic-auth-url.detector.js';
import { databricksTokenDetector } from './databricks-token.detector.js';
import { digitaloceanTokenDetector } from './digitalocean-token.detector.js';
import { discordWebhookDetector } from './discord-webhook.detector.js';
import { dockerHubTokenDetector } from './docker-hub-token.detector.js';
import { dopplerTokenDetector } from './doppler-token.detector.js';
import { encryptedPrivateKeyDetector } from './encrypted-private-key.detector.js';
import { figmaTokenDetector } from './figma-token.detector.js';
import { gcpServiceAccountDetector } from './gcp-service-account.detector.js';
import { githubTokenDetector } from './github-token.detector.js';
import { gitlabTokenDetector } from './gitlab-token.detector.js';
import { googleApiKeyDetector } from './google-api-key.detector.js';
import { googleOauthSecretDetector } from './google-oauth-secret.detector.js';
import { grafanaTokenDetector } from './grafana-token.detector.js';
import { herokuKeyDetector } from './heroku-key.detector.js';
import { huggingfaceTokenDetector } from './huggingface-token.detector.js';
import { jsonWebTokenDetector } from './json-web-token.detector.js';
import { kubernetesClientKeyDetector } from './kubernetes-client-key.detector.js';
import { kubernetesTokenDetector } from './kubernetes-token.detector.js';
import { linearKeyDetector } from './linear-key.detector.js';
import { mailgunKeyDetector } from './mailgun-key.detector.js';
import { modelProviderKeyDetector } from './model-provider-key.detector.js';
import { mysqlPasswordDetector } from './mysql-password.detector.js';
import { netrcPasswordDetector } from './netrc-password.detector.js';
import { newRelicKeyDetector } from './new-relic-key.detector.js';
import { notionTokenDetector } from './notion-token.detector.js';
import { npmTokenDetector } from './npm-token.detector.js';
import { npmrcAuthDetector } from './npmrc-auth.detector.js';
import { openaiKeyDetector } from './openai-key.detector.js';
import { pgpassPasswordDetector } from './pgpass-password.detector.js';
import { planetscaleTokenDetector } from './planetscale-token.detector.js';
import { postmanKeyDetector } from './postman-key.detector.js';
import { privateKeyDetector } from './private-key.detector.js';
import { pulumiTokenDetector } from './pulumi-token.detector.js';
import { pypiTokenDetector } from './pypi-token.detector.js';
import { pypircPasswordDetector } from './pypirc-password.detector.js';
import { registryAuthDetector } from './registry-auth.detector.js';
import { rubygemsTokenDetector } from './rubygems-token.detector.js';
import { sendgridKeyDetector } from './sendgrid-key.detector.js';
import { sentryTokenDetector } from './sentry-token.detector.js';
import { shopifyTokenDetector } from './shopify-token.detector.js';
import { slackTokenDetector } from './slack-token.detector.js';
import { slackWebhookDetector } from './slack-webhook.detector.js';
import { squareTokenDetector } from './square-token.detector.js';
import { stripeKeyDetector } from './stripe-key.detector.js';
import { supabaseTokenDetector } from './supabase-token.detector.js';
import { tailscaleKeyDetector } from './tailscale-key.detector.js';
import { telegramBotTokenDetector } from './telegram-bot-token.detector.js';
import { tencentSecretIdDetector } from './tencent-secret-id.detector.js';
import { terraformCloudTokenDetector } from './terraform-cloud-token.detector.js';
import { twilioKeyDetector } from './twilio-key.detector.js';
import { urlPasswordDetector } from './url-password.detector.js';
import { vaultTokenDetector } from './vault-token.detector.js';

export type SecretDetectorId =
  | 'age-secret-key'
  | 'alibaba-access-key-id'
  | 'anthropic-key'
  | 'assigned-secret'
  | 'atlassian-token'
  | 'authorization-header'
  | 'aws-access-key-id'
  | 'aws-secret-access-key'
  | 'azure-client-secret'
  | 'azure-storage-account-key'
  | 'basic-auth-url'
  | 'databricks-token'
  | 'digitalocean-token'
  | 'discord-webhook'
  | 'docker-hub-token'
  | 'doppler-token'
  | 'encrypted-private-key'
  | 'figma-token'
  | 'gcp-service-account'
  | 'github-token'
  | 'gitlab-token'
  | 'google-api-key'
  | 'google-oauth-secret'
  | 'grafana-token'
  | 'heroku-key'
  | 'huggingface-token'
  | 'json-web-token'
  | 'kubernetes-client-key'
  | 'kubernetes-token'
  | 'linear-key'
  | 'mailgun-key'
  | 'model-provider-key'
  | 'mysql-password'
  | 'netrc-password'
  | 'new-relic-key'
  | 'notion-token'
  | 'npm-token'
  | 'npmrc-auth'
  | 'openai-key'
  | 'pgpass-password'
  | 'planetscale-token'
  | 'postman-key'
  | 'private-key'
  | 'pulumi-token'
  | 'pypi-token'
  | 'pypirc-password'
  | 'registry-auth'
  | 'rubygems-token'
  | 'sendgrid-key'
  | 'sentry-token'
  | 'shopify-token'
  | 'slack-token'
  | 'slack-webhook'
  | 'square-token'
  | 'stripe-key'
  | 'supabase-token'
  | 'tailscale-key'
  | 'telegram-bot-token'
  | 'tencent-secret-id'
  | 'terraform-cloud-token'
  | 'twilio-key'
  | 'url-password'
  | 'vault-token';

/** Every variant in the folder, by id. */
export const secretDetectors: readonly SecretDetector[] = Object.freeze<SecretDetector[]>([
  ageSecretKeyDetector,
  alibabaAccessKeyIdDetector,
  anthropicKeyDetector,
  assignedSecretDetector,
  atlassianTokenDetector,
  authorizationHeaderDetector,
  awsAccessKeyIdDetector,
  awsSecretAccessKeyDetector,
  azureClientSecretDetector,
  azureStorageAccountKeyDetector,
  basicAuthUrlDetector,
  databricksTokenDetector,
  digitaloceanTokenDetector,
  discordWebhookDetector,
  dockerHubTokenDetector,
  dopplerTokenDetector,
  encryptedPrivateKeyDetector,
  figmaTokenDetector,
  gcpServiceAccountDetector,
  githubTokenDetector,
  gitlabTokenDetector,
  googleApiKeyDetector,
  googleOauthSecretDetector,
  grafanaTokenDetector,
  herokuKeyDetector,
  huggingfaceTokenDetector,
  jsonWebTokenDetector,
  kubernetesClientKeyDetector,
  kubernetesTokenDetector,
  linearKeyDetector,
  mailgunKeyDetector,
  modelProviderKeyDetector,
  mysqlPasswordDetector,
  netrcPasswordDetector,
  newRelicKeyDetector,
  notionTokenDetector,
  npmTokenDetector,
  npmrcAuthDetector,
  openaiKeyDetector,
  pgpassPasswordDetector,
  planetscaleTokenDetector,
  postmanKeyDetector,
  privateKeyDetector,
  pulumiTokenDetector,
  pypiTokenDetector,
  pypircPasswordDetector,
  registryAuthDetector,
  rubygemsTokenDetector,
  sendgridKeyDetector,
  sentryTokenDetector,
  shopifyTokenDetector,
  slackTokenDetector,
  slackWebhookDetector,
  squareTokenDetector,
  stripeKeyDetector,
  supabaseTokenDetector,
  tailscaleKeyDetector,
  telegramBotTokenDetector,
  tencentSecretIdDetector,
  terraformCloudTokenDetector,
  twilioKeyDetector,
  urlPasswordDetector,
  vaultTokenDetector,
]);
