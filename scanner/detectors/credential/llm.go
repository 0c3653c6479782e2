package credential

import (
	"bytes"

	"sluice/scanner"
)

var openAI = issued(scanner.Detector{
	Kind:   "OPENAI_API_KEY",
	Name:   "OpenAI API key",
	Doc:    "Keys of OpenAI with the marker T3BlbkFJ (base 64 of OpenAI) in their middle, and keys of the same family without one (sk- and 32 or more letters and digits), which compatible services give out as well.",
	Source: "OpenAI API reference, authentication",
	Patterns: []scanner.Pattern{
		{RE: `sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}`, Base: 0.98},
		{RE: `sk-proj-[A-Za-z0-9_-]{20,74}T3BlbkFJ[A-Za-z0-9_-]{20,74}`, Base: 0.98},
		{RE: `sk-svcacct-[A-Za-z0-9_-]{20,74}T3BlbkFJ[A-Za-z0-9_-]{20,74}`, Base: 0.98},
		{RE: `sk-admin-[A-Za-z0-9_-]{20,74}T3BlbkFJ[A-Za-z0-9_-]{20,74}`, Base: 0.98},
		{RE: `sk-None-[A-Za-z0-9_-]{20,74}T3BlbkFJ[A-Za-z0-9_-]{20,74}`, Base: 0.98},
		{RE: `sk-proj-[A-Za-z0-9_-]{32,156}`, Base: 0.8},
		{RE: `sk-[A-Za-z0-9]{32,}`, Base: 0.7},
	},
	Check: func(v []byte) scanner.Verdict {
		if bytes.Contains(v, []byte("T3BlbkFJ")) {
			return varied(v)
		}
		body := v[min(len(v), 3):]
		if hasPrefix(body, "proj-") {
			body = body[5:]
		}
		if len(body) > 160 || !looksRandom(body) {
			return scanner.Wrong
		}
		return scanner.Unknown
	},
	Words: []string{"openai api key", "openai key", "openai token", "openai secret", "chatgpt api key", "gpt api key", "deepseek api key"},
})

var anthropic = issued(scanner.Detector{
	Kind:   "ANTHROPIC_API_KEY",
	Name:   "Anthropic API key",
	Doc:    "API, admin and OAuth keys of Anthropic by their prefix and length; they end in AA.",
	Source: "Anthropic API reference, authentication",
	Patterns: []scanner.Pattern{
		{RE: `sk-ant-api[0-9]{2}-[A-Za-z0-9_-]{93}AA`, Base: 0.98},
		{RE: `sk-ant-admin[0-9]{2}-[A-Za-z0-9_-]{93}AA`, Base: 0.98},
		{RE: `sk-ant-(?:oat|ort|sid)[0-9]{2}-[A-Za-z0-9_-]{80,130}`, Base: 0.95},
		{RE: `sk-ant-[a-z0-9]{3,8}-[A-Za-z0-9_-]{32,130}`, Base: 0.8},
	},
	Check: unworded(12),
	Words: []string{"anthropic api key", "anthropic key", "claude api key", "anthropic token"},
})

var huggingFace = issued(scanner.Detector{
	Kind:   "HUGGINGFACE_TOKEN",
	Name:   "Hugging Face token",
	Doc:    "User and organisation tokens: the prefix and 34 letters.",
	Source: "Hugging Face Hub documentation, user access tokens",
	Patterns: []scanner.Pattern{
		// Unbounded on purpose: the engine reaches bounded forms by their
		// digits, and these need not have any. The check sees to the length.
		{RE: `hf_[A-Za-z0-9]{34,}`, Base: 0.9},
		{RE: `api_org_[A-Za-z0-9]{34,}`, Base: 0.9},
		{RE: `hf_oauth_[A-Za-z0-9_.-]{40,}`, Base: 0.8},
	},
	Check: func(v []byte) scanner.Verdict {
		body := v[min(len(v), 3):]
		switch {
		case hasPrefix(v, "hf_oauth_"):
			return unworded(9)(v)
		case hasPrefix(v, "api_org_"):
			body = v[8:]
		}
		if len(body) > 40 || randomness(body) < 0.6 {
			return scanner.Wrong
		}
		return varied(v)
	},
	Words: []string{"hugging face token", "huggingface token", "hf token", "huggingface api key", "huggingfacehub api token", "hugging face hub token"},
})
