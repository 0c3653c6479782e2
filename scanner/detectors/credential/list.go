package credential

import "sluice/scanner"

// List are the detectors of the family, in the order of the files.
func List() []*scanner.Detector {
	return []*scanner.Detector{
		privateKey, puttyKey, encodedKey,
		cryptoKey, ageKey,
		jwt,
		basicAuth, bearerToken,
		password, genericSecret, passwordHash,
		dbConnection, signedURL,
		awsCredentials, bedrockKey,
		azureSecret, entraSecret, adoToken,
		gcpKey, gcpOAuth, gcpServiceAccount, tinkKeyset,
		digitalOcean, alibabaKey, tencentKey, databricks, heroku, cloudflare,
		flyToken, vercel, supabase, netlify, yandexKey, ibmScaleway,
		tailscale, planetscale, neonKey, mongoAtlas, cockroachKey, aivenPassword,
		confluent, zuplo, vaultToken, terraform, pulumi, doppler,
		onePassword, openshift,
		githubToken,
		gitlabToken, atlassianToken, sourcegraphToken,
		npmToken, pypiToken, rubygems, cratesIO, nugetKey, dockerToken,
		clojars, jfrog, circleCI, buildkite, postman, sonarToken,
		octopus, harness, prefectKey, infracost,
		openAI, anthropic, huggingFace, groq, xAI, perplexity,
		replicateToken, openRouter, deepSeek, nvidia, langSmith, wandb,
		pinecone, aiService,
		slackToken, discordToken, chatWebhook, telegramToken,
		twilio, sendgrid, mailchimp, mailgun, brevo, mailService,
		shopify, notion, linearKey, figma, airtable, dropbox,
		facebook, mapbox, contentful, typeform, trello, intercom,
		apify,
		stripe, square, braintree, plaid, razorpay,
		grafana, sentry, newRelic, dynatrace, datadog, monitoringToken,
	}
}
