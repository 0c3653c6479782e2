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
		if n := census(body); n.hex == len(body) && len(body) == 32 {
			return scanner.Wrong // DeepSeek's
		}
		if len(body) > 160 || !looksRandom(body) {
			return scanner.Wrong
		}
		return scanner.Unknown
	},
	Words: []string{"openai api key", "openai key", "openai token", "openai secret", "chatgpt api key", "gpt api key"},
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

var groq = issued(scanner.Detector{
	Kind: "GROQ_API_KEY", Name: "Groq API key", Doc: "Keys of Groq: gsk_ and 52 letters and digits.", Source: "Groq documentation, API keys",
	Patterns: []scanner.Pattern{{RE: `gsk_[A-Za-z0-9]{52}`, Base: 0.97}}, Check: mixed(4),
	Words: []string{"groq api key", "groq key"},
})

var xAI = issued(scanner.Detector{
	Kind: "XAI_API_KEY", Name: "xAI API key", Doc: "Keys of xAI: xai- and 70 to 120 letters and digits, mostly 80.", Source: "xAI documentation, API keys",
	Patterns: []scanner.Pattern{{RE: `xai-[A-Za-z0-9]{70,120}`, Base: 0.97}}, Check: mixed(4),
	Words: []string{"xai api key", "grok api key", "xai key"},
})

var perplexity = issued(scanner.Detector{
	Kind: "PERPLEXITY_API_KEY", Name: "Perplexity API key", Doc: "Keys of Perplexity: pplx- and 48 letters and digits.", Source: "Perplexity documentation, API keys",
	Patterns: []scanner.Pattern{{RE: `pplx-[A-Za-z0-9]{48,56}`, Base: 0.97}}, Check: mixed(5),
	Words: []string{"perplexity api key", "pplx api key", "perplexity key"},
})

var replicateToken = issued(scanner.Detector{
	Kind: "REPLICATE_TOKEN", Name: "Replicate API token", Doc: "Tokens of Replicate: r8_ and 37 letters and digits.", Source: "Replicate documentation, API tokens",
	Patterns: []scanner.Pattern{{RE: `r8_[A-Za-z0-9]{37}`, Base: 0.95}}, Check: mixed(3),
	Words: []string{"replicate api token", "replicate token", "replicate key"},
})

var openRouter = issued(scanner.Detector{
	Kind: "OPENROUTER_API_KEY", Name: "OpenRouter API key", Doc: "Keys of OpenRouter: sk-or-v1- and 64 hexadecimal digits.", Source: "OpenRouter documentation, authentication",
	Patterns: []scanner.Pattern{{RE: `sk-or-v1-[0-9a-f]{64}`, Base: 0.98}},
	Words:    []string{"openrouter api key", "openrouter key"},
})

var deepSeek = issued(scanner.Detector{
	Kind: "DEEPSEEK_API_KEY", Name: "DeepSeek API key", Doc: "Keys of DeepSeek: sk- and 32 hexadecimal digits, as other services give them out too.", Source: "DeepSeek API documentation",
	Patterns: []scanner.Pattern{{RE: `sk-[0-9a-f]{32}`, Base: 0.75}}, Check: mixedOrHex(3),
	Words: []string{"deepseek api key", "deepseek key", "deepseek"},
})

var nvidia = issued(scanner.Detector{
	Kind: "NVIDIA_API_KEY", Name: "NVIDIA API key", Doc: "Keys of NVIDIA's API catalogue and NGC: nvapi- and 60 to 70 characters.", Source: "NVIDIA NGC documentation, API keys",
	Patterns: []scanner.Pattern{{RE: `nvapi-[A-Za-z0-9_-]{60,70}`, Base: 0.97}}, Check: unworded(6),
	Words: []string{"nvidia api key", "nvapi key", "ngc api key", "nim api key"},
})

var langSmith = issued(scanner.Detector{
	Kind: "LANGSMITH_API_KEY", Name: "LangSmith API key", Doc: "Personal and service keys of LangSmith: lsv2_pt_ or lsv2_sk_, 32 and 10 hexadecimal digits.", Source: "LangSmith documentation, API keys",
	Patterns: []scanner.Pattern{{RE: `lsv2_pt_[0-9a-f]{32}_[0-9a-f]{10}`, Base: 0.98}, {RE: `lsv2_sk_[0-9a-f]{32}_[0-9a-f]{10}`, Base: 0.98}, {RE: `ls__[0-9a-f]{32}`, Base: 0.93}},
	Words:    []string{"langsmith api key", "langchain api key"},
})

var wandb = issued(scanner.Detector{
	Kind: "WANDB_API_KEY", Name: "Weights & Biases API key", Doc: "Keys with the prefix wandb_v1_; older ones, 40 hexadecimal digits, behind their label.", Source: "Weights & Biases documentation, API keys",
	Patterns: []scanner.Pattern{{RE: `wandb_v1_[A-Za-z0-9_]{77}`, Base: 0.98}, {RE: `wandb_v1_[A-Za-z0-9_-]{40,90}`, Base: 0.93}}, Check: unworded(9),
	Words: []string{"wandb api key", "wandb key", "weights and biases api key", "wandb"}, Labelled: `[0-9a-f]{40}`,
})

var pinecone = issued(scanner.Detector{
	Kind: "PINECONE_API_KEY", Name: "Pinecone API key", Doc: "Keys of Pinecone: pcsk_, five or six characters and 63; older ones, UUIDs, behind their label.", Source: "Pinecone documentation, manage API keys",
	Patterns: []scanner.Pattern{{RE: `pcsk_[A-Za-z0-9]{5,6}_[A-Za-z0-9]{63}`, Base: 0.98}}, Check: unworded(5),
	Words: []string{"pinecone api key", "pinecone key"}, Labelled: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`,
})

var aiService = issued(scanner.Detector{
	Kind: "AI_SERVICE_KEY", Name: "key of another AI service",
	Doc:    "Prefixed keys of Cerebras, Together, ElevenLabs, Fireworks, Tavily, Voyage, Jina, Langfuse, Firecrawl, RunPod, Anyscale, Helicone, Mem0 and LlamaCloud; Cohere, Mistral, Deepgram, AssemblyAI and AI21 keys, which have no prefix, behind their label.",
	Source: "the services' API documentation",
	Patterns: []scanner.Pattern{
		{RE: `csk-[a-z0-9]{48}`, Base: 0.95}, {RE: `tgp_v1_[A-Za-z0-9_-]{43}`, Base: 0.97}, {RE: `sk_[0-9a-f]{48}`, Base: 0.85}, {RE: `fw_[A-Za-z0-9]{22,24}`, Base: 0.7}, {RE: `tvly-(?:dev-|prod-)?[A-Za-z0-9]{32,}`, Base: 0.95},
		{RE: `pa-[A-Za-z0-9_-]{43}`, Base: 0.6}, {RE: `jina_[0-9a-f]{32}[A-Za-z0-9_-]{28}`, Base: 0.97}, {RE: `[sp]k-lf-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, Base: 0.97}, {RE: `fc-[0-9a-f]{32}`, Base: 0.85},
		{RE: `rpa_[A-Z0-9]{40,64}`, Base: 0.9}, {RE: `esecret_[A-Za-z0-9]{26,40}`, Base: 0.9}, {RE: `sk-helicone-[a-z0-9]{7}-[a-z0-9]{7}-[a-z0-9]{7}-[a-z0-9]{7}`, Base: 0.97}, {RE: `m0-[A-Za-z0-9]{40}`, Base: 0.8}, {RE: `llx-[A-Za-z0-9]{48}`, Base: 0.95},
	},
	Check:    mixedOrHex(3),
	Words:    []string{"cohere api key", "co api key", "mistral api key", "deepgram api key", "assemblyai api key", "ai21 api key", "elevenlabs api key", "xi api key", "together api key", "fireworks api key", "tavily api key", "voyage api key", "jina api key", "langfuse secret key", "firecrawl api key", "runpod api key", "cerebras api key", "stability api key", "llama cloud api key", "llamaindex api key", "zhipu api key", "dashscope api key", "moonshot api key", "siliconflow api key"},
	Labelled: `[A-Za-z0-9]{32,40}|sk-[A-Za-z0-9]{32,64}|[0-9a-f]{32}\.[A-Za-z0-9]{16}`,
})
