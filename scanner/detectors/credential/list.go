package credential

import "sluice/scanner"

// List are the detectors of the family, in the order of the files.
func List() []*scanner.Detector {
	return []*scanner.Detector{
		privateKey, puttyKey, encodedKey,
		jwt, basicAuth, bearerToken,
		awsCredentials, bedrockKey,
		githubToken,
		openAI, anthropic, huggingFace,
		gcpKey, gcpOAuth, gcpServiceAccount, tinkKeyset,
		slackToken, discordToken, telegramToken, chatWebhook,
		stripe,
		dbConnection,
		password, genericSecret,
	}
}
