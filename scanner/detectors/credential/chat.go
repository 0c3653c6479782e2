package credential

import (
	"encoding/base64"

	"sluice/scanner"
	"sluice/scanner/checksum"
)

var slackToken = issued(scanner.Detector{
	Kind:    "SLACK_TOKEN",
	Name:    "Slack token or webhook",
	Doc:     "Bot, user, app, session and refresh tokens of Slack by prefix and parts, and the secret path of incoming webhooks.",
	Source:  "Slack API documentation, token types; incoming webhooks",
	Aliases: []string{"SLACK_WEBHOOK"},
	Patterns: []scanner.Pattern{
		{RE: `xoxb-[0-9]{10,13}-[0-9]{10,13}-[A-Za-z0-9]{20,32}`, Base: 0.97},
		{RE: `xoxb-[0-9]{8,14}-[A-Za-z0-9]{18,26}`, Base: 0.9},
		{RE: `xox[apr]-[0-9]{10,13}-[0-9]{10,13}-[0-9]{10,13}-[A-Za-z0-9]{28,34}`, Base: 0.97},
		{RE: `xox[apros]-(?:[0-9]{1,13}-){1,3}[A-Za-z0-9]{15,64}`, Base: 0.85},
		{RE: `xoxe\.xox[bp]-[0-9]-[A-Za-z0-9]{100,200}`, Base: 0.97},
		{RE: `xoxe-[0-9]-[A-Za-z0-9]{100,160}`, Base: 0.97},
		{RE: `xoxc-[0-9]{8,13}-[0-9]{8,13}-[0-9]{8,13}-[0-9a-f]{64}`, Base: 0.97},
		{RE: `xoxd-[A-Za-z0-9%+/=_-]{100,}`, Base: 0.9},
		{RE: `xapp-[0-9]-[A-Z0-9]{9,13}-[0-9]{10,14}-[0-9a-f]{60,70}`, Base: 0.97},
		{RE: `hooks\.slack(?:-gov)?\.com\\?/services\\?/T[A-Z0-9]{7,12}\\?/B[A-Z0-9]{7,12}\\?/[A-Za-z0-9]{20,32}`, Base: 0.97},
		{RE: `hooks\.slack(?:-gov)?\.com\\?/(?:workflows|triggers)\\?/[A-Z0-9]{8,12}\\?/[A-Za-z0-9/\\]{20,60}`, Base: 0.9},
	},
	Words: []string{"slack token", "slack bot token", "slack api token", "slack webhook", "slack webhook url", "slack secret"},
})

var discordToken = issued(scanner.Detector{
	Kind:   "DISCORD_TOKEN",
	Name:   "Discord bot token",
	Doc:    "Three dotted parts, of which the first is the base 64 of the bot's id.",
	Source: "Discord developer documentation, authentication; snowflakes",
	Find:   &scanner.Finder{On: scanner.OnLong, Never: scanner.PlainCells, Min: 23, Max: 48, At: findDiscord, Blind: true, Base: 0.3, Proven: 0.95},
	Check:  checkDiscord,
	Words:  []string{"discord token", "discord bot token", "bot token", "discord api key"},
})

func findDiscord(text []byte, at int) (int, int) {
	end := longRun(text, at, 48)
	if end < 0 || end+35 > len(text) || text[end] != '.' {
		return at, at
	}
	start := afterEquals(text, at, end)
	if n := end - start; n < 23 || n > 28 {
		return at, at
	}
	mid := longRun(text, end+1, 8)
	if mid-end != 7 || mid >= len(text) || text[mid] != '.' {
		return at, at
	}
	last := longRun(text, mid+1, 40)
	if n := last - mid - 1; n < 27 || n > 38 {
		return at, at
	}
	return start, last
}

func checkDiscord(v []byte) scanner.Verdict {
	var raw [24]byte
	n := 0
	for n < len(v) && v[n] != '.' {
		n++
	}
	if n > 28 {
		return scanner.Wrong
	}
	id := v[:n]
	k, err := base64.RawURLEncoding.Decode(raw[:], id)
	if err != nil {
		k, err = base64.RawStdEncoding.Decode(raw[:], id)
	}
	return provenIf(err == nil && k >= 17 && k <= 20 && checksum.AllDigits(raw[:k]))
}

var chatWebhook = issued(scanner.Detector{
	Kind:   "CHAT_WEBHOOK",
	Name:   "chat webhook",
	Doc:    "Webhook addresses of Discord, Microsoft Teams, Google Chat, Feishu and DingTalk: whoever knows one can post.",
	Source: "the services' documentation of incoming webhooks",
	Patterns: []scanner.Pattern{
		{RE: `discord\.com\\?/api\\?/(?:v[0-9]{1,2}\\?/)?webhooks\\?/[0-9]{17,20}\\?/[A-Za-z0-9_-]{60,72}`, Base: 0.95},
		{RE: `discordapp\.com/api/(?:v[0-9]{1,2}/)?webhooks/[0-9]{17,20}/[A-Za-z0-9_-]{60,72}`, Base: 0.95},
		{RE: `webhook\.office\.com\\?/webhookb2\\?/[0-9a-f-]{36}@[0-9a-f-]{36}\\?/IncomingWebhook\\?/[0-9a-f]{32}\\?/[0-9a-f-]{36}(?:\\?/[A-Za-z0-9_-]{20,60})?`, Base: 0.95},
		{RE: `chat\.googleapis\.com\\?/v1\\?/spaces\\?/[A-Za-z0-9_-]{8,16}\\?/messages\?key=[A-Za-z0-9_-]{39}&token=[A-Za-z0-9_%-]{40,60}`, Base: 0.95},
		{RE: `open\.(?:feishu\.cn|larksuite\.com)\\?/open-apis\\?/bot\\?/v2\\?/hook\\?/[0-9a-f-]{36}`, Base: 0.9},
		{RE: `oapi\.dingtalk\.com\\?/robot\\?/send\?access_token=[0-9a-f]{64}`, Base: 0.95},
	},
	Words: []string{"discord webhook", "teams webhook", "webhook url"},
})

var telegramToken = issued(scanner.Detector{
	Kind:   "TELEGRAM_BOT_TOKEN",
	Name:   "Telegram bot token",
	Doc:    "The bot's number, a colon, and 35 characters that begin with AA.",
	Source: "Telegram Bot API, authorizing your bot",
	Find:   &scanner.Finder{On: scanner.OnLong, Never: scanner.PlainCells, Min: 35, Max: 35, At: findTelegram, Base: 0.85},
	Check:  mixed(13),
	Words:  []string{"telegram token", "telegram bot token", "bot token", "tg token", "telegram api key"},
})

func findTelegram(text []byte, at int) (int, int) {
	if at < 9 || text[at-1] != ':' || text[at] != 'A' {
		return at, at
	}
	end := longRun(text, at, 36)
	if end-at != 35 {
		return at, at
	}
	start := at - 1
	for start > 0 && at-1-start < 11 && classOf(text[start-1]) == digit {
		start--
	}
	if n := at - 1 - start; n < 8 || n > 10 || start > 0 && isWord(text[start-1]) {
		return at, at
	}
	return start, end
}
