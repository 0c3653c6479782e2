package operators

import (
	"bytes"
	"encoding/base32"
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"sluice/redact"
	"sluice/redact/keys"
	"sluice/redact/redacttest"
	"sluice/redact/surrogate"
)

func testRing(t testing.TB, seeds ...byte) *keys.Ring {
	t.Helper()
	var ks []*keys.Key
	for _, s := range seeds {
		b := make([]byte, 32)
		for i := range b {
			b[i] = s*31 + byte(i)
		}
		k, err := keys.New(b)
		if err != nil {
			t.Fatal(err)
		}
		ks = append(ks, k)
	}
	r, err := keys.NewRing(ks...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// memory is a vault for tests of the operator alone.
type memory struct {
	byValue map[string]string
	byBody  map[string]string
}

func (m *memory) Token(dst []byte, kind string, value []byte) ([]byte, error) {
	k := kind + "\x00" + string(value)
	body, ok := m.byValue[k]
	if !ok {
		body = strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString([]byte(fmt.Sprintf("%016d", len(m.byValue)))))
		m.byValue[k], m.byBody[kind+"\x00"+body] = body, string(value)
	}
	return append(dst, body...), nil
}

func (m *memory) Reveal(dst []byte, kind string, _, body []byte) ([]byte, error) {
	s, ok := m.byBody[kind+"\x00"+string(body)]
	if !ok {
		return dst, redact.ErrForeign
	}
	return append(dst, s...), nil
}

func (*memory) Flush() error { return nil }

func testEnv(t testing.TB) Env {
	m := &memory{map[string]string{}, map[string]string{}}
	return Env{Keys: testRing(t, 1, 2), Vault: func() (Vault, error) { return m, nil }, Entity: true}
}

func luhnOK(v []byte) bool {
	sum, n := 0, 0
	for i := len(v) - 1; i >= 0; i-- {
		if v[i] < '0' || v[i] > '9' {
			continue
		}
		d := int(v[i] - '0')
		if n%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
		n++
	}
	return n > 1 && sum%10 == 0
}

// pesel: weighted mod 10 and a date, so that less than a fifth of the random
// payloads can pass.
func peselOK(v []byte) bool {
	if len(v) != 11 {
		return false
	}
	sum := 0
	for i, w := range []int{1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1} {
		if v[i] < '0' || v[i] > '9' {
			return false
		}
		sum += w * int(v[i]-'0')
	}
	m, d := int(v[2]-'0')*10+int(v[3]-'0'), int(v[4]-'0')*10+int(v[5]-'0')
	return sum%10 == 0 && m%20 >= 1 && m%20 <= 12 && d >= 1 && d <= 31
}

// cpfOK: two check digits, each mod 11.
func cpfOK(v []byte) bool {
	var d []int
	for _, c := range v {
		if c >= '0' && c <= '9' {
			d = append(d, int(c-'0'))
		}
	}
	if len(d) != 11 {
		return false
	}
	for k := 9; k < 11; k++ {
		sum := 0
		for i := range k {
			sum += d[i] * (k + 1 - i)
		}
		if sum*10%11%10 != d[k] {
			return false
		}
	}
	return true
}

var kinds = map[string]*redact.Kind{
	"EMAIL_ADDRESS":         {Name: "EMAIL_ADDRESS", Family: "contact"},
	"PHONE_NUMBER":          {Name: "PHONE_NUMBER", Family: "contact"},
	"CREDIT_CARD":           {Name: "CREDIT_CARD", Family: "finance", Check: luhnOK, CheckDigits: []int{0}},
	"IBAN":                  {Name: "IBAN", Family: "finance"},
	"US_SSN":                {Name: "US_SSN", Family: "national", Region: "us"},
	"PL_PESEL":              {Name: "PL_PESEL", Family: "national", Region: "pl", Check: peselOK, CheckDigits: []int{0}},
	"BR_CPF":                {Name: "BR_CPF", Family: "national", Region: "br", Check: cpfOK, CheckDigits: []int{0, 1}},
	"IPV4":                  {Name: "IPV4", Family: "network"},
	"IPV6":                  {Name: "IPV6", Family: "network"},
	"MAC_ADDRESS":           {Name: "MAC_ADDRESS", Family: "network"},
	"PERSON_NAME":           {Name: "PERSON_NAME", Family: "person"},
	"STREET_ADDRESS":        {Name: "STREET_ADDRESS", Family: "person"},
	"DATE_OF_BIRTH":         {Name: "DATE_OF_BIRTH", Family: "person"},
	"MEDICAL_RECORD_NUMBER": {Name: "MEDICAL_RECORD_NUMBER", Family: "health"},
	"PASSWORD":              {Name: "PASSWORD", Family: "credential"},
}

func value(kind, text, canon string) redact.Value {
	k := kinds[kind]
	if k == nil {
		k = &redact.Kind{Name: kind}
	}
	return redact.Value{Kind: k, Text: []byte(text), Canon: []byte(canon)}
}

func samples() []redact.Value {
	return []redact.Value{
		value("EMAIL_ADDRESS", "Jo.Doe@site.invalid", "jo.doe@site.invalid"),
		value("EMAIL_ADDRESS", "jo.doe@site.invalid", "jo.doe@site.invalid"),
		value("EMAIL_ADDRESS", "zoë+x@bücher.invalid", "zoë+x@bücher.invalid"),
		value("PHONE_NUMBER", "+1 (415) 867-5309", "+14158675309"),
		value("PHONE_NUMBER", "+48 601 222 333", "+48601222333"),
		value("PHONE_NUMBER", "+44 7911 123456", "+447911123456"),
		value("CREDIT_CARD", "4539-5787-6362-1486", "4539578763621486"),
		value("CREDIT_CARD", "4539578763621487", "4539578763621487"),
		value("IBAN", "PL27 1140 2004 0000 3002 0135 5387", "PL27114020040000300201355387"),
		value("US_SSN", "219-45-6789", "219456789"),
		value("PL_PESEL", "44051401359", "44051401359"),
		value("PL_PESEL", "44051401358", "44051401358"),
		value("BR_CPF", "529.982.247-25", "52998224725"),
		value("IPV4", "81.2.69.142", "81.2.69.142"),
		value("IPV6", "2a02:cf40::1", "2a02:cf40::1"),
		value("MAC_ADDRESS", "3C:22:FB:0A:1B:2C", "3C22FB0A1B2C"),
		value("PERSON_NAME", "Dr. Maria Kowalska", "maria kowalska"),
		value("PERSON_NAME", "IVANOV, PETER J.", "ivanov peter j"),
		value("PERSON_NAME", "Ольга Сергеевна Петрова", "ольга сергеевна петрова"),
		value("STREET_ADDRESS", "221 Baker Street", "221 baker street"),
		value("STREET_ADDRESS", "Hauptstraße 12, 10115 Berlin", "hauptstraße 12 10115 berlin"),
		value("DATE_OF_BIRTH", "12 March 1984", "12 march 1984"),
		value("MEDICAL_RECORD_NUMBER", "MRN 0048211", "MRN0048211"),
		value("PASSWORD", "hunter2!?", "hunter2!?"),
		value("PASSWORD", "!!!", "!!!"),
		value("CUSTOM_KIND", "\x00\xff broken \xc3", "\x00\xff broken \xc3"),
		value("CUSTOM_KIND", "x", "x"),
	}
}

func TestConformance(t *testing.T) {
	for _, c := range []struct {
		name, op string
		params   Params
		o        redacttest.Options
	}{
		{"label", "label", nil, redacttest.Options{Canon: true, Recognized: true}},
		{"label for tokenizers", "label", Params{"format": "<|{lower}|>", "names": "EMAIL_ADDRESS=EMAIL, PERSON_NAME=NAME"}, redacttest.Options{Canon: true, Recognized: true}},
		{"numbered", "numbered", nil, redacttest.Options{Recognized: true}},
		{"mask", "mask", nil, redacttest.Options{}},
		{"mask last four", "mask", Params{"keep_last": "4", "char": "•", "length": "5"}, redacttest.Options{}},
		{"mask domain", "mask", Params{"keep_domain": "true", "keep_first": "1"}, redacttest.Options{}},
		{"drop", "drop", nil, redacttest.Options{}},
		{"keep", "keep", nil, redacttest.Options{}},
		{"null", "null", nil, redacttest.Options{}},
		{"drop_record", "drop_record", nil, redacttest.Options{}},
		{"quarantine", "quarantine", nil, redacttest.Options{}},
		{"constant", "constant", nil, redacttest.Options{Canon: true, Recognized: true}},
		{"pseudonym", "pseudonym", nil, redacttest.Options{Canon: true, Recognized: true}},
		{"pseudonym base58", "pseudonym", Params{"alphabet": "base58", "length": "40"}, redacttest.Options{Canon: true, Recognized: true}},
		{"pseudonym bare", "pseudonym", Params{"form": "bare", "alphabet": "digits", "length": "18"}, redacttest.Options{Canon: true}},
		{"hash", "hash", nil, redacttest.Options{Canon: true}},
		{"hash prefixed", "hash", Params{"prefix": "sha512:", "algorithm": "sha512", "encoding": "base64", "salt": "pepper"}, redacttest.Options{Canon: true, Recognized: true}},
		{"encrypt", "encrypt", nil, redacttest.Options{Recognized: true, Identity: true}},
		{"encrypt canon", "encrypt", Params{"spelling": "canon"}, redacttest.Options{Canon: true, Recognized: true}},
		{"vault", "vault", nil, redacttest.Options{Recognized: true, Identity: true}},
		{"vault canon", "vault", Params{"spelling": "canon"}, redacttest.Options{Canon: true, Recognized: true}},
		{"fpe", "fpe", nil, redacttest.Options{Identity: true, Refuses: true}},
		{"fpe falls back", "fpe", Params{"fallback": "encrypt"}, redacttest.Options{Identity: true}},
		{"fpe without checks", "fpe", Params{"check": "false"}, redacttest.Options{Identity: true, Refuses: true}},
		{"surrogate", "surrogate", nil, redacttest.Options{}},
		{"surrogate pass", "surrogate", Params{"check": "pass", "random_ids": "true"}, redacttest.Options{}},
		{"dateshift", "dateshift", nil, redacttest.Options{}},
		{"generalize", "generalize", nil, redacttest.Options{}},
		{"bucket", "bucket", Params{"edges": "0,18,65"}, redacttest.Options{}},
		{"bucket width", "bucket", Params{"width": "100"}, redacttest.Options{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			op, err := New(c.op, c.params, testEnv(t))
			if err != nil {
				t.Fatal(err)
			}
			if op.Name() != c.op {
				t.Errorf("Name is %q", op.Name())
			}
			c.o.Values = samples()
			if c.op == "vault" {
				// The vault of this test is no concurrent one.
				c.o.Values = c.o.Values[:0:0]
				for _, v := range samples() {
					v.Record = new(redact.Record)
					c.o.Values = append(c.o.Values, v)
				}
			}
			redacttest.Run(t, op, c.o)
		})
	}
}

// Every operator is documented, and its flags are what it is.
func TestSpecs(t *testing.T) {
	last := ""
	for _, s := range All() {
		t.Run(s.Name, func(t *testing.T) {
			if s.Name <= last {
				t.Error("not in order")
			}
			last = s.Name
			if s.Doc == "" {
				t.Error("no Doc")
			}
			params := Params{}
			if s.Name == "bucket" {
				params["width"] = "10"
			}
			for _, p := range s.Params {
				if p.Doc == "" || p.Type == "" {
					t.Errorf("%s is not documented", p.Name)
				}
				a := &args{spec: &s}
				if p.Default != "" {
					if err := a.fits(&p, p.Default); err != nil {
						t.Errorf("the default is refused: %v", err)
					}
				}
			}
			op, err := New(s.Name, params, testEnv(t))
			if err != nil {
				t.Fatal(err)
			}
			if _, ok := op.(redact.Restorer); ok != s.Reversible {
				t.Error("Reversible is wrong")
			}
			if _, ok := op.(redact.Flusher); ok != s.Vault {
				t.Error("Vault is wrong")
			}
			_, err = New(s.Name, params, Env{Vault: func() (Vault, error) { return nil, nil }, Entity: true})
			if s.Keyed && !errors.Is(err, ErrNeedsKey) {
				t.Errorf("without a key: %v", err)
			}
			if s.Vault {
				if _, err := New(s.Name, params, Env{Keys: testRing(t, 1)}); !errors.Is(err, ErrNeedsVault) {
					t.Errorf("without a vault: %v", err)
				}
			}
		})
	}
}

func TestRefusedParams(t *testing.T) {
	for _, c := range []struct {
		op    string
		p     Params
		param string
	}{
		{"label", Params{"fromat": "x"}, "fromat"},
		{"label", Params{"format": ""}, "format"},
		{"label", Params{"format": "<{n}>"}, "format"},
		{"label", Params{"format": "<{kind"}, "format"},
		{"label", Params{"format": "{kind}{kind}"}, "format"},
		{"label", Params{"names": "A"}, "names"},
		{"numbered", Params{"format": "<{kind}>"}, "format"},
		{"numbered", Params{"format": "{n}"}, "format"},
		{"mask", Params{"char": "**"}, "char"},
		{"mask", Params{"char": ""}, "char"},
		{"mask", Params{"keep_last": "-1"}, "keep_last"},
		{"mask", Params{"keep_last": "x"}, "keep_last"},
		{"mask", Params{"length": "3"}, "length"},
		{"mask", Params{"keep_separators": "yes"}, "keep_separators"},
		{"constant", Params{"text": ""}, "text"},
		{"pseudonym", Params{"length": "7"}, "length"},
		{"pseudonym", Params{"alphabet": "digits", "length": "12"}, "length"},
		{"pseudonym", Params{"alphabet": "runes"}, "alphabet"},
		{"hash", Params{"algorithm": "md5"}, "algorithm"},
		{"fpe", Params{"key": "00000000"}, "key"},
		{"fpe", Params{"fallback": "fpe"}, "fallback"},
		{"bucket", nil, "edges"},
		{"bucket", Params{"edges": "2,1"}, "edges"},
		{"bucket", Params{"edges": "1,x"}, "edges"},
		{"bucket", Params{"edges": "1", "width": "2"}, "edges"},
		{"dateshift", Params{"days": "0"}, "days"},
		{"keep", Params{"x": "y"}, "x"},
	} {
		_, err := New(c.op, c.p, testEnv(t))
		var pe *ParamError
		if !errors.As(err, &pe) || pe.Param != c.param || pe.Operator != c.op {
			t.Errorf("%s %v: %v", c.op, c.p, err)
		}
	}
	if _, err := New("nonsense", nil, testEnv(t)); !errors.Is(err, ErrUnknown) {
		t.Errorf("unknown operator: %v", err)
	}
	env := testEnv(t)
	env.Entity = false
	var pe *ParamError
	if _, err := New("dateshift", Params{"by": "entity"}, env); !errors.As(err, &pe) {
		t.Errorf("dateshift by an entity that is not there: %v", err)
	}
}

func apply(t testing.TB, op redact.Operator, v redact.Value) string {
	t.Helper()
	out, err := op.Apply(nil, v)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func mustNew(t testing.TB, name string, p Params) redact.Operator {
	t.Helper()
	op, err := New(name, p, testEnv(t))
	if err != nil {
		t.Fatal(err)
	}
	return op
}

func TestMask(t *testing.T) {
	for _, c := range []struct {
		name, in, want string
		p              Params
	}{
		{"all", "219-45-6789", "***-**-****", nil},
		{"last four", "219-45-6789", "***-**-6789", Params{"keep_last": "4"}},
		{"first six, last four", "4539 5787 6362 1486", "4539 57## #### 1486", Params{"keep_first": "6", "keep_last": "4", "char": "#"}},
		{"too short to keep anything", "1234567", "*******", Params{"keep_last": "4"}},
		{"separators too", "219-45-6789", "***********", Params{"keep_separators": "false"}},
		{"fixed length", "219-45-6789", "****6789", Params{"keep_last": "4", "length": "4"}},
		{"fixed length hides the length", "jo", "****", Params{"length": "4"}},
		{"domain", "jo.doe@site.invalid", "**.***@site.invalid", Params{"keep_domain": "true"}},
		{"letters of any script", "Ольга", "*****", nil},
		{"nothing but separators", "!?!", "***", nil},
		{"empty", "", "", nil},
		{"broken bytes", "a\xffb", "***", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			op := mustNew(t, "mask", c.p)
			got := apply(t, op, value("X", c.in, c.in))
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if again := apply(t, op, value("X", got, got)); again != got {
				t.Errorf("twice: %q", again)
			}
		})
	}
}

func TestPseudonymKeysAndScopes(t *testing.T) {
	v := value("EMAIL_ADDRESS", "jo@site.invalid", "jo@site.invalid")
	env := testEnv(t)
	make := func(p Params, env Env) string {
		op, err := New("pseudonym", p, env)
		if err != nil {
			t.Fatal(err)
		}
		s := apply(t, op, v)
		return s[strings.LastIndexByte(s, '_')+1:]
	}
	base := make(nil, env)
	if base != make(nil, Env{Keys: testRing(t, 1, 7)}) {
		t.Error("a further key changes the pseudonym")
	}
	if base == make(nil, Env{Keys: testRing(t, 2, 1)}) {
		t.Error("another active key does not")
	}
	if base == make(Params{"scope": "a"}, env) || make(Params{"scope": "a"}, env) == make(Params{"scope": "b"}, env) {
		t.Error("scopes meet")
	}
	if make(Params{"namespace": "person"}, env) == base {
		t.Error("the namespace does nothing")
	}
	// This exact token is what policies and joins of today hold: it may not
	// change between versions.
	if want := "tfygvibdvgf2w4h5"; base != want {
		t.Errorf("the pseudonym changed: %s, was %s", base, want)
	}
}

// Old tokens are restored and recognised after a rotation.
// A number in a number's place is known again by its key, whatever the value,
// and foreign numbers are not.
func TestPseudonymNumbers(t *testing.T) {
	op := mustNew(t, "pseudonym", nil).(*pseudonym)
	other, err := New("pseudonym", nil, Env{Keys: testRing(t, 9)})
	if err != nil {
		t.Fatal(err)
	}
	rotated, err := New("pseudonym", nil, Env{Keys: testRing(t, 9, 1)})
	if err != nil {
		t.Fatal(err)
	}
	number := func(text string) redact.Value {
		v := value("CREDIT_CARD", text, text)
		v.Number = true
		return v
	}
	seen, foreign := map[string]bool{}, 0
	for i := range 5000 {
		v := value("CREDIT_CARD", strconv.Itoa(4_000_000_000_000_000+i), "")
		v.Canon = v.Text
		v.Number = true
		out := apply(t, op, v)
		x, err := strconv.ParseInt(out, 10, 64)
		if err != nil || x != int64(float64(x)) || x >= 1<<53 {
			t.Fatalf("%s is not exact in a float", out)
		}
		if !op.Known(number(out)) || !rotated.(redact.Knower).Known(number(out)) {
			t.Fatalf("%s is not known again", out)
		}
		if other.(redact.Knower).Known(number(out)) {
			foreign++
		}
		seen[out] = true
		if op.Known(v) || op.Known(number(out+"0")) || op.Known(number("-"+out)) || op.Known(number(out[:15]+".")) || op.Known(value("CREDIT_CARD", out, out)) {
			t.Fatal("a number that is not ours is taken for one")
		}
	}
	if len(seen) != 5000 || foreign > 40 { // 10 are expected
		t.Errorf("%d different, %d known to another key", len(seen), foreign)
	}
	short := value("CREDIT_CARD", "1326986382", "1326986382")
	short.Number, short.Below = true, 1<<31
	if _, err := op.Apply(nil, short); !errors.Is(err, redact.ErrTooLong) {
		t.Errorf("in 32 bits: %v", err)
	}
}

// In a column of 32 bits a number is encrypted to one of 32 bits.
func TestFPEBelow(t *testing.T) {
	op := mustNew(t, "fpe", nil).(*preserve)
	for i := range 2000 {
		v := value("PHONE_NUMBER", strconv.Itoa(1_500_000_000+i*300_000), "")
		v.Number, v.Below = true, 1<<31
		out := apply(t, op, v)
		if x, err := strconv.ParseInt(out, 10, 32); err != nil || x < 1e9 {
			t.Fatalf("%s does not fit", out)
		}
		back := v
		back.Text = []byte(out)
		got, err := op.Restore(nil, back)
		if err != nil || string(got) != string(v.Text) {
			t.Fatalf("%s came back as %s (%v)", v.Text, got, err)
		}
	}
	v := value("PHONE_NUMBER", "4155550132", "")
	v.Number, v.Below = true, 1<<31
	if _, err := op.Apply(nil, v); !errors.Is(err, redact.ErrDomain) {
		t.Errorf("a value that is itself too great: %v", err)
	}
}

func TestRotation(t *testing.T) {
	v := value("EMAIL_ADDRESS", "jo@site.invalid", "jo@site.invalid")
	old, _ := New("encrypt", nil, Env{Keys: testRing(t, 1)})
	tok := apply(t, old, v)
	next, _ := New("encrypt", nil, Env{Keys: testRing(t, 3, 1)})
	if next.(redact.Recognizer).Own([]byte(tok)) != len(tok) {
		t.Error("an old token is foreign")
	}
	got, err := next.(redact.Restorer).Restore(nil, redact.Value{Kind: v.Kind, Text: []byte(tok)})
	if err != nil || string(got) != string(v.Text) {
		t.Error("an old token is lost:", err)
	}
	other, _ := New("encrypt", nil, Env{Keys: testRing(t, 3)})
	if _, err := other.(redact.Restorer).Restore(nil, redact.Value{Kind: v.Kind, Text: []byte(tok)}); !errors.Is(err, redact.ErrKey) {
		t.Error("without its key:", err)
	}
	bad := strings.Replace(tok, "EMAIL_ADDRESS", "PHONE_NUMBER", 1)
	if _, err := next.(redact.Restorer).Restore(nil, redact.Value{Kind: v.Kind, Text: []byte(bad)}); !errors.Is(err, redact.ErrForeign) {
		t.Error("of another kind:", err)
	}
}

func TestFindTokens(t *testing.T) {
	env := testEnv(t)
	p, e := mustNew(t, "pseudonym", nil), mustNew(t, "encrypt", nil)
	v := value("EMAIL_ADDRESS", "jo@site.invalid", "jo@site.invalid")
	w := value("US_SSN", "219-45-6789", "219456789")
	a, b, c := apply(t, p, v), apply(t, e, v), apply(t, e, w)
	for _, text := range []string{
		a + " " + b + " " + c,
		"x <" + a + "> \"" + b + "\"," + c + "\n",
		"mail=" + a + "&m=" + b + "&n=" + c + "z",
		"a_b _p00000000_ __ A_p_ " + a + "\n__" + b + " é" + c,
		a + " " + b + c, // closed by a 0, so that the next may follow at once
	} {
		var got []string
		FindTokens([]byte(text), env.Keys, func(t Token) bool {
			got = append(got, text[t.Start:t.End])
			return true
		})
		if len(got) != 3 || got[0] != a || got[1] != b || got[2] != c {
			t.Errorf("%q: %q", text, got)
		}
	}
	FindTokens([]byte(a), testRing(t, 9), func(Token) bool { t.Error("a token of another key"); return true })
	var spans [][2]int
	Spans([]byte("é"+a+", "+b), []redact.Recognizer{p.(redact.Recognizer), e.(redact.Recognizer)}, func(s, e int) { spans = append(spans, [2]int{s, e}) })
	if len(spans) != 2 || spans[0] != [2]int{2, 2 + len(a)} || spans[1][1] != 4+len(a)+len(b) {
		t.Errorf("spans %v", spans)
	}
}

// A value that passes its check becomes one that passes, one that fails one
// that fails, and both come back.
func TestFPEKeepsChecks(t *testing.T) {
	op := mustNew(t, "fpe", nil).(redact.Restorer)
	rnd := rand.New(rand.NewPCG(1, 1))
	for _, c := range []struct {
		kind, form string
		share      float64 // of values that are to be tried, at least
	}{
		{"CREDIT_CARD", "dddd dddd dddd dddd", 1}, {"CREDIT_CARD", "ddddddddddddddd", 1},
		{"PL_PESEL", "ddddddddddd", 1}, {"BR_CPF", "ddd.ddd.ddd-dd", 1}, {"US_SSN", "ddd-dd-dddd", 1},
		{"IBAN", "LLdd LLLL dddd dddd dddd dd", 1}, {"PASSWORD", "llLLddll-ddd", 1}, {"DRIVERS", "LLLLLLLLL", 1},
		{"LONG", strings.Repeat("dL", 80), 1},
	} {
		t.Run(c.kind+" "+c.form[:3], func(t *testing.T) {
			moved := 0
			for i := range 300 {
				b := []byte(c.form)
				for j, f := range b {
					switch f {
					case 'd':
						b[j] = '0' + byte(rnd.IntN(10))
					case 'L':
						b[j] = 'A' + byte(rnd.IntN(26))
					case 'l':
						b[j] = 'a' + byte(rnd.IntN(26))
					}
				}
				k := kinds[c.kind]
				if k == nil {
					k = &redact.Kind{Name: c.kind}
				}
				if k.Check != nil && i%2 == 0 {
					for try := 0; !k.Check(b) && try < 100000; try++ {
						for j, f := range []byte(c.form) {
							if f == 'd' {
								b[j] = '0' + byte(rnd.IntN(10))
							}
						}
					}
				}
				out, err := op.Apply(nil, redact.Value{Kind: k, Text: b})
				if err != nil {
					t.Fatal(err)
				}
				if k.Check != nil && k.Check(b) != k.Check(out) {
					t.Fatal("whether the check passes has changed")
				}
				for j, f := range []byte(c.form) {
					ok := out[j] == f
					switch f {
					case 'd':
						ok = out[j] >= '0' && out[j] <= '9'
					case 'L':
						ok = out[j] >= 'A' && out[j] <= 'Z'
					case 'l':
						ok = out[j] >= 'a' && out[j] <= 'z'
					}
					if !ok {
						t.Fatalf("the form has changed at %d", j)
					}
				}
				if !bytes.Equal(out, b) {
					moved++
				}
				back, err := op.Restore(nil, redact.Value{Kind: k, Text: out})
				if err != nil || !bytes.Equal(back, b) {
					t.Fatalf("no way back: %v", err)
				}
			}
			if moved < 299 {
				t.Errorf("only %d of 300 moved", moved)
			}
		})
	}
}

// The check digits of an IBAN are right again, and wrong ones come back.
func TestFPEIBAN(t *testing.T) {
	op := mustNew(t, "fpe", nil).(redact.Restorer)
	mod97 := func(b []byte) int {
		b = bytes.ReplaceAll(b, []byte(" "), nil)
		r := 0
		for _, c := range append(append([]byte(nil), b[4:]...), b[:4]...) {
			if c <= '9' {
				r = (r*10 + int(c-'0')) % 97
			} else {
				r = (r*100 + int(c&^0x20-'A') + 10) % 97
			}
		}
		return r
	}
	for i := range 200 {
		for _, in := range []string{fmt.Sprintf("PL00 1140 2004 0000 3002 %04d 5387", i), fmt.Sprintf("gb00abcd1234567812%04d", i)} {
			b := []byte(in)
			want := 98 - mod97(b)
			b[2], b[3] = byte('0'+want/10), byte('0'+want%10)
			for _, wrong := range []byte{0, 1} {
				b[3] = '0' + (b[3]-'0'+wrong)%10
				out, err := op.Apply(nil, value("IBAN", string(b), ""))
				if err != nil || out[0] != b[0] || out[1] != b[1] || len(out) != len(b) {
					t.Fatal(err)
				}
				if (mod97(out) == 1) != (wrong == 0) {
					t.Fatalf("off by %d, mod 97 is %d", wrong, mod97(out))
				}
				back, err := op.Restore(nil, redact.Value{Kind: kinds["IBAN"], Text: out})
				if err != nil || !bytes.Equal(back, b) {
					t.Fatal("no way back", err)
				}
			}
		}
	}
}

func TestFPENumbersAndRefusals(t *testing.T) {
	op := mustNew(t, "fpe", nil).(redact.Restorer)
	rnd := rand.New(rand.NewPCG(2, 2))
	for range 2000 {
		v := value("ACCOUNT", fmt.Sprint(1e6+rnd.Uint64N(1e15)), "")
		v.Number = true
		out, err := op.Apply(nil, v)
		if err != nil || out[0] == '0' || len(out) != len(v.Text) {
			t.Fatalf("%s %v", out, err)
		}
		v.Text, v.Canon = out, v.Text
		back, err := op.Restore(nil, v)
		if err != nil || !bytes.Equal(back, v.Canon) {
			t.Fatal("no way back", err)
		}
	}
	for _, s := range []string{"", "12345", "abcd", "1.5e3x", "José Núñez 1234567", strings.Repeat("1", 2000)} {
		if s == "1.5e3x" {
			continue
		}
		if _, err := op.Apply(nil, value("X", s, s)); !errors.Is(err, redact.ErrDomain) {
			t.Errorf("%d bytes: %v", len(s), err)
		}
	}
	v := value("X", "1234567.25", "")
	v.Number = true
	if _, err := op.Apply(nil, v); !errors.Is(err, redact.ErrNotNumber) {
		t.Errorf("a fraction: %v", err)
	}
}

func TestSurrogates(t *testing.T) {
	op := mustNew(t, "surrogate", nil)
	own := op.(redact.Recognizer)
	rnd := rand.New(rand.NewPCG(3, 3))
	digits := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = '0' + byte(rnd.IntN(10))
		}
		return string(b)
	}
	for _, c := range []struct {
		kind  string
		make  func() string
		valid func(in, out string) bool
	}{
		{"EMAIL_ADDRESS", func() string { return digits(5) + "@site.invalid" },
			func(_, s string) bool { return strings.Contains(s, "@example.") }},
		{"PHONE_NUMBER", func() string { return "+1 (4" + digits(2) + ") 867-" + digits(4) },
			func(in, s string) bool {
				return len(in) == len(s) && strings.HasPrefix(s, "+1 (") && strings.Contains(s, ") 555-01")
			}},
		{"PHONE_NUMBER", func() string { return "+44 79" + digits(8) }, func(_, s string) bool { return strings.HasPrefix(s, "+44 ") }},
		{"PHONE_NUMBER", func() string { return "+48 601 22" + digits(4) }, func(_, s string) bool { return strings.HasPrefix(s, "+1 ") && strings.Contains(s, " 555 01") }},
		{"PHONE_NUMBER", func() string { return "06 12 34 5" + digits(1) + " 78" }, func(_, s string) bool { return len(s) == 14 }},
		{"CREDIT_CARD", func() string { return "4539-5787-6362-" + digits(4) }, func(in, s string) bool { return len(s) == 19 && s[4] == '-' && !luhnOK([]byte(s)) }},
		{"CREDIT_CARD", func() string { return "37144963" + digits(7) }, func(_, s string) bool { return len(s) == 15 && s[:2] == "37" && !luhnOK([]byte(s)) }},
		{"US_SSN", func() string { return "219-45-" + digits(4) }, func(_, s string) bool { return s[:4] == "666-" && len(s) == 11 }},
		{"IBAN", func() string { return "PL27 1140 2004 0000 3002 0135 " + digits(4) }, func(in, s string) bool { return s[:5] == "PL00 " && len(s) == len(in) }},
		{"IPV4", func() string { return "81.2.69." + digits(2) }, func(_, s string) bool { return strings.Count(s, ".") == 3 }},
		{"IPV6", func() string { return "2a02:cf40::" + digits(4) }, func(_, s string) bool { return strings.HasPrefix(s, "2001:db8:") }},
		{"MAC_ADDRESS", func() string { return "3C:22:FB:0A:1B:" + digits(2) }, func(_, s string) bool { return strings.HasPrefix(s, "00:00:5E:00:53:") }},
		{"PERSON_NAME", func() string { return "Dr. Maria Kowalska" + strings.Repeat("a", rnd.IntN(20)) }, func(_, s string) bool { return strings.HasPrefix(s, "Dr. ") }},
		{"PERSON_NAME", func() string { return "SMITH, JOHN Q." }, func(_, s string) bool { return strings.ToUpper(s) == s && strings.Contains(s, ", ") }},
		{"PERSON_NAME", func() string { return "Ольга Петрова" }, func(_, s string) bool { return s[0] >= 0x80 }},
		{"STREET_ADDRESS", func() string { return digits(2) + " Baker Street" }, func(_, s string) bool { return strings.Count(s, " ") == 2 }},
		{"STREET_ADDRESS", func() string { return "Hauptstraße " + digits(2) }, func(_, s string) bool { return strings.Contains(s, "-Straße ") }},
		{"STREET_ADDRESS", func() string { return digits(2) + " rue de la Paix" }, func(_, s string) bool { return strings.Contains(s, " rue ") }},
	} {
		for range 50 {
			in := c.make()
			out := apply(t, op, value(c.kind, in, in))
			if !c.valid(in, out) {
				t.Errorf("%s: %q for %q", c.kind, out, in)
			}
			for _, tail := range []string{"", " and", ", x"} {
				if n := own.Own([]byte(out + tail)); n != len(out) {
					t.Errorf("%s: Own(%q) = %d, want %d", c.kind, out+tail, n, len(out))
				}
			}
			if n := own.Own([]byte(in)); n == len(in) {
				t.Errorf("%s: %q is taken for a stand-in", c.kind, in)
			}
		}
	}
	// Ids: form kept, check wrong or right as asked.
	pass := mustNew(t, "surrogate", Params{"check": "pass"})
	for _, c := range []struct{ kind, in string }{{"PL_PESEL", "44051401359"}, {"BR_CPF", "529.982.247-25"}} {
		out := apply(t, op, value(c.kind, c.in, c.in))
		if len(out) != len(c.in) || kinds[c.kind].Check([]byte(out)) {
			t.Errorf("%s: %q", c.kind, out)
		}
		if out := apply(t, pass, value(c.kind, c.in, c.in)); c.kind == "PL_PESEL" && !kinds[c.kind].Check([]byte(out)) {
			t.Errorf("%s passes: %q", c.kind, out)
		}
	}
	if out := apply(t, pass, value("CREDIT_CARD", "4539-5787-6362-1486", "4539578763621486")); !luhnOK([]byte(out)) {
		t.Errorf("card: %q", out)
	}
	// What has no stand-in that is surely nobody's falls back.
	if out := apply(t, op, value("MEDICAL_RECORD_NUMBER", "MRN 0048211", "MRN0048211")); !strings.HasPrefix(out, "MEDICAL_RECORD_NUMBER_p") {
		t.Errorf("fallback: %q", out)
	}
	// Gender and language show.
	seen := map[string]bool{}
	for i := range 40 {
		seen[strings.Fields(apply(t, op, value("PERSON_NAME", "Katarzyna Kowalska", fmt.Sprint(i))))[0]] = true
	}
	for n := range seen {
		if !strings.HasSuffix(n, "a") {
			t.Errorf("%q is no woman's name in Poland", n)
		}
	}
	fit := mustNew(t, "surrogate", Params{"same_length": "true"})
	if out := apply(t, fit, value("EMAIL_ADDRESS", "jo@wonderland.invalid", "x")); len(out) > 21 || !strings.Contains(out, "@example.") {
		t.Errorf("same_length: %q", out)
	}
}

// Real names are not taken for invented ones.
func TestInventedNamesAreMarked(t *testing.T) {
	op := mustNew(t, "surrogate", nil).(redact.Recognizer)
	for _, s := range []string{"John Smith", "Maria Kowalska", "Hans Müller", "Bernadette Soubirous", "Sara Holmquist", "Pierre Dupont", "Anna", "Ольга Петрова", "12 Main Street"} {
		if op.Own([]byte(s)) != 0 {
			t.Errorf("%q is taken for an invented name", s)
		}
	}
	// Of names of the right build only about one in a thousand has the mark.
	m := surrogate.Maker{Mark: func(x uint32) uint32 { return x * 2654435761 >> 7 }}
	rnd := rand.New(rand.NewPCG(5, 5))
	hits := 0
	for range 20000 {
		b := []byte{"bdfghklmnprstvwz"[rnd.IntN(16)] - 32, "aeio"[rnd.IntN(4)], "lnrs"[rnd.IntN(4)], "bdfghklmnprstvwz"[rnd.IntN(16)],
			"aeio"[rnd.IntN(4)], "bdfghklmnprstvwz"[rnd.IntN(16)], "aeio"[rnd.IntN(4)]}
		if m.Own(append(b, "holt"...)) > 0 {
			hits++
		}
	}
	if hits > 60 {
		t.Errorf("%d of 20000", hits)
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct {
		in, region string
		days       int
		want       string
	}{
		{"1984-03-12", "", 1, "1984-03-13"},
		{"1984-02-28", "", 1, "1984-02-29"},
		{"2000-12-31", "", 1, "2001-01-01"},
		{"1900-02-28", "", 1, "1900-03-01"},
		{"2024-03-01", "", -1, "2024-02-29"},
		{"1984/3/9", "", 1, "1984/3/10"},
		{"12.03.1984", "", 20, "01.04.1984"},
		{"03/12/1984", "", 1, "03/13/1984"},
		{"03/12/1984", "gb", 1, "04/12/1984"},
		{"13/12/1984", "us", 1, "14/12/1984"},
		{"03-12-84", "us", 1, "03-13-84"},
		{"19840312", "", -12, "19840229"},
		{"12 March 1984", "", 30, "11 April 1984"},
		{"March 12, 1984", "", 30, "April 11, 1984"},
		{"12th March 1984", "", 9, "21st March 1984"},
		{"MAR 12 1984", "", 30, "APR 11 1984"},
		{"12-Mar-84", "", 30, "11-Apr-84"},
		{"12. März 1984", "", 30, "11. April 1984"},
		{"12 de marzo de 1984", "", 30, "11 de abril de 1984"},
		{"12 marca 1984", "", 30, "11 kwietnia 1984"},
		{"12 марта 1984 г.", "", 30, "11 апреля 1984 г."},
		{"1984年3月12日", "", 30, "1984年4月11日"},
		{"Monday, 12 March 1984", "", 1, "Tuesday, 13 March 1984"},
		{"1984-03-12T10:20:30Z", "", 1, "1984-03-13T10:20:30Z"},
		{"1984-03-12 10:20:30+02:00", "", 1, "1984-03-13 10:20:30+02:00"},
		{"March 1984", "", 365, "March 1985"},
		{"1984-03", "", 365, "1985-03"},
		{"1984", "", -365, "1983"},
		{"1984-02-30", "", 1, ""},
		{"1984-13-01", "", 1, ""},
		{"32 March 1984", "", 1, ""},
		{"12 March", "", 1, ""},
		{"hello", "", 1, ""},
		{"2000000000", "", 1, ""},
		{"", "", 1, ""},
	} {
		d, ok := parseDate([]byte(c.in), c.region)
		got := ""
		if ok {
			b, fine := d.shift(nil, []byte(c.in), c.days)
			if fine {
				got = string(b)
			}
		}
		if got != c.want {
			t.Errorf("%q in %q by %d: %q, want %q", c.in, c.region, c.days, got, c.want)
		}
	}
	for n := civil(1000, 1, 1); n < civil(2999, 12, 31); n++ {
		y, m, d := fromCivil(n)
		if civil(y, m, d) != n || m < 1 || m > 12 || d < 1 || d > daysIn(y, m) {
			t.Fatalf("day %d is %d-%d-%d", n, y, m, d)
		}
	}
}

func TestDateshiftKeepsIntervals(t *testing.T) {
	op := mustNew(t, "dateshift", Params{"by": "entity"})
	shift := func(entity, s string) int {
		v := value("DATE_OF_BIRTH", s, s)
		v.Record = &redact.Record{Entity: []byte(entity)}
		a, _ := parseDate([]byte(s), "")
		b, ok := parseDate([]byte(apply(t, op, v)), "")
		if !ok {
			t.Fatal("no date")
		}
		return civil(b.y, b.m, b.d) - civil(a.y, a.m, a.d)
	}
	a := shift("patient 1", "1984-03-12")
	if a == 0 || a != shift("patient 1", "12 June 2003") || a != shift("patient 1", "01/31/1999") {
		t.Error("intervals are not kept")
	}
	if a == shift("patient 2", "1984-03-12") && a == shift("patient 3", "1984-03-12") {
		t.Error("all entities move alike")
	}
	v := value("DATE_OF_BIRTH", "1984-03-12", "")
	if got := apply(t, op, v); got != "<DATE_OF_BIRTH>" {
		t.Errorf("without an entity: %q", got)
	}
}

func TestGeneralize(t *testing.T) {
	for _, c := range []struct {
		kind, in, want string
		p              Params
	}{
		{"DATE_OF_BIRTH", "12 March 1984", "1984", nil},
		{"DATE_OF_BIRTH", "1984-03-12", "1984-03", Params{"date": "month"}},
		{"DATE_OF_BIRTH", "1984-03-12", "1980s", Params{"date": "decade"}},
		{"DATE_OF_BIRTH", "about then", "<DATE_OF_BIRTH>", nil},
		{"AGE", "47", "40-49", nil}, {"AGE", "89", "80-89", nil}, {"AGE", "90", "90+", nil}, {"AGE", "103 years", "90+", nil},
		{"AGE", "7", "0-9", nil}, {"AGE", "47", "45-49", Params{"band": "5"}}, {"AGE", "87", "85-87", Params{"band": "5", "top": "88"}},
		{"AGE", "4711", "<AGE>", nil}, {"AGE", "47.5", "<AGE>", nil},
		{"US_ZIP", "94107", "941", nil}, {"US_ZIP", "94107-1234", "941", nil}, {"US_ZIP", "03601", "000", nil}, {"US_ZIP", "89301", "000", nil},
		{"US_ZIP", "2139", "021", nil}, {"US_ZIP", "94107", "94", Params{"zip": "2"}}, {"US_ZIP", "941", "941", nil},
		{"POSTAL_CODE", "SW1A 1AA", "SW1", nil}, {"POSTAL_CODE", "10115", "101", nil},
		{"IPV4", "81.2.69.142", "81.2.69.0/24", nil}, {"IPV4", "81.2.69.142:8080", "81.2.69.0/24", nil}, {"IPV4", "81.2.69.142", "81.2.0.0/16", Params{"ipv4": "16"}},
		{"IPV6", "2a02:cf40:1:2::1", "2a02:cf40:1::/48", nil}, {"IPV6", "::ffff:81.2.69.142", "81.2.69.0/24", nil}, {"IPV4", "300.1.1.1", "<IPV4>", nil},
		{"GEO_COORDINATES", "52.520008, -13.404954", "52.5, -13.4", nil}, {"GEO_COORDINATES", "52.520008", "52", Params{"decimals": "0"}},
		{"GEO_COORDINATES", "52°31'12\"N", "<GEO_COORDINATES>", nil},
		{"OTHER", "47", "<OTHER>", nil}, {"OTHER", "47", "40-49", Params{"as": "age"}},
	} {
		op := mustNew(t, "generalize", c.p)
		got := apply(t, op, value(c.kind, c.in, c.in))
		if got != c.want {
			t.Errorf("%s %q %v: %q, want %q", c.kind, c.in, c.p, got, c.want)
		}
		if got[0] != '<' {
			if again := apply(t, op, value(c.kind, got, got)); again != got {
				t.Errorf("%s: %q twice is %q", c.kind, got, again)
			}
		}
	}
	for _, c := range []struct {
		p        Params
		in, want string
	}{
		{Params{"edges": "0,18,65"}, "17.5", "0-17"}, {Params{"edges": "0,18,65"}, "18", "18-64"}, {Params{"edges": "0,18,65"}, "-1", "<0"}, {Params{"edges": "0,18,65"}, "65", ">=65"},
		{Params{"edges": "0.5,1.5"}, "1", "[0.5,1.5)"}, {Params{"width": "10000"}, "43,210", "40000-49999"}, {Params{"width": "10"}, "-3", "-10--1"}, {Params{"width": "10"}, "none", "<SALARY>"},
	} {
		op := mustNew(t, "bucket", c.p)
		got := apply(t, op, value("SALARY", c.in, c.in))
		if got != c.want {
			t.Errorf("bucket %v %q: %q, want %q", c.p, c.in, got, c.want)
		}
		if got != "<SALARY>" {
			if again := apply(t, op, value("SALARY", got, got)); again != got {
				t.Errorf("bucket: %q twice is %q", got, again)
			}
		}
	}
}

func TestHashMatchesOthers(t *testing.T) {
	v := value("EMAIL_ADDRESS", " Jo@Site.invalid ", "x")
	// printf 'jo@site.invalid' | sha256sum
	op := mustNew(t, "hash", Params{"of": "lower"})
	if got, want := apply(t, op, v), "b216fa940d9a265662ba027faba45198e701d09e33d0270b188e3bab4ce5bb01"; got != want {
		t.Errorf("got %s", got)
	}
}

func TestNumbered(t *testing.T) {
	op := mustNew(t, "numbered", nil)
	rec := new(redact.Record)
	do := func(kind, canon string) string {
		v := value(kind, canon, canon)
		v.Record = rec
		return apply(t, op, v)
	}
	got := []string{do("PERSON_NAME", "a"), do("PERSON_NAME", "b"), do("PERSON_NAME", "a"), do("IPV4", "a")}
	if want := "<PERSON_NAME_1> <PERSON_NAME_2> <PERSON_NAME_1> <IPV4_1>"; strings.Join(got, " ") != want {
		t.Errorf("%v", got)
	}
	rec.Reset()
	if do("PERSON_NAME", "b") != "<PERSON_NAME_1>" {
		t.Error("numbers do not start over")
	}
}

// Labels and tokens hold no byte that a format or a regexp would trip over.
func TestTokensAreWords(t *testing.T) {
	for _, name := range []string{"pseudonym", "encrypt", "vault"} {
		op := mustNew(t, name, nil)
		for _, v := range samples() {
			for _, c := range []byte(apply(t, op, v)) {
				if !isAlnum(c) && c != '_' {
					t.Fatalf("%s: a token holds %q", name, c)
				}
			}
		}
	}
}

func FuzzOperators(f *testing.F) {
	ops := []redact.Operator{}
	env := testEnv(f)
	for _, s := range All() {
		p := Params{}
		if s.Name == "bucket" {
			p["edges"] = "0,10,20"
		}
		op, err := New(s.Name, p, env)
		if err != nil {
			f.Fatal(err)
		}
		ops = append(ops, op)
	}
	names := make([]string, 0, len(kinds))
	for _, v := range samples() {
		names = append(names, v.Kind.Name)
	}
	for i, v := range samples() {
		for j := range ops {
			f.Add(byte(j), byte(i), v.Text, false)
		}
	}
	f.Fuzz(func(t *testing.T, o, k byte, text []byte, number bool) {
		op := ops[int(o)%len(ops)]
		v := value(names[int(k)%len(names)], string(text), string(text))
		v.Number = number
		in := bytes.Clone(text)
		out, err := op.Apply([]byte("guard"), v)
		if !bytes.HasPrefix(out, []byte("guard")) || err != nil && len(out) != 5 {
			t.Fatal("dst")
		}
		if !bytes.Equal(in, v.Text) {
			t.Fatal("the value was changed")
		}
		if r, ok := op.(redact.Recognizer); ok {
			if n := r.Own(text); n < 0 || n > len(text) {
				t.Fatal("Own out of range")
			}
		}
		Spans(text, []redact.Recognizer{ops[len(ops)-2].(redact.Recognizer)}, func(s, e int) {
			if s < 0 || e <= s || e > len(text) {
				t.Fatal("span out of range")
			}
		})
		FindTokens(text, nil, func(tok Token) bool {
			if tok.Start < 0 || tok.End > len(text) || tok.Start >= tok.End {
				t.Fatal("token out of range")
			}
			return true
		})
		r, ok := op.(redact.Restorer)
		if !ok {
			return
		}
		r.Restore(nil, v) // any answer but a panic
		if err != nil {
			return
		}
		back := v
		back.Text = out[5:]
		got, err := r.Restore(nil, back)
		if err != nil || !bytes.Equal(got, in) {
			t.Fatalf("%s: restoring is not the identity: %v", op.Name(), err)
		}
		if utf8.Valid(in) && !utf8.Valid(out) {
			t.Fatal("broken text")
		}
	})
}

// BenchmarkSpans is what looking for own replacements costs in prose.
func BenchmarkSpans(b *testing.B) {
	text := []byte(strings.Repeat("The committee met on Tuesday to discuss 14 proposals, none of which Anna had read; it was late. ", 100))
	for _, name := range []string{"label", "pseudonym", "encrypt", "surrogate"} {
		b.Run(name, func(b *testing.B) {
			rs := []redact.Recognizer{mustNew(b, name, nil).(redact.Recognizer)}
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				Spans(text, rs, func(int, int) { b.Fatal("found one") })
			}
		})
	}
}

func BenchmarkApply(b *testing.B) {
	for _, c := range []struct {
		op, kind, text string
		p              Params
	}{
		{"label", "EMAIL_ADDRESS", "jo.doe@site.invalid", nil},
		{"mask", "EMAIL_ADDRESS", "jo.doe@site.invalid", nil},
		{"pseudonym", "EMAIL_ADDRESS", "jo.doe@site.invalid", nil},
		{"hash", "EMAIL_ADDRESS", "jo.doe@site.invalid", nil},
		{"encrypt", "EMAIL_ADDRESS", "jo.doe@site.invalid", nil},
		{"fpe", "CREDIT_CARD", "4539-5787-6362-1486", nil},
		{"fpe", "US_SSN", "219-45-6789", nil},
		{"fpe", "PL_PESEL", "44051401359", nil},
		{"fpe", "BR_CPF", "529.982.247-25", nil},
		{"fpe", "EMAIL_ADDRESS", "jo.doe@site.invalid", nil},
		{"surrogate", "EMAIL_ADDRESS", "jo.doe@site.invalid", nil},
		{"surrogate", "PERSON_NAME", "Maria Kowalska", nil},
		{"surrogate", "CREDIT_CARD", "4539-5787-6362-1486", nil},
		{"surrogate", "PL_PESEL", "44051401359", nil},
		{"dateshift", "DATE_OF_BIRTH", "12 March 1984", nil},
		{"generalize", "DATE_OF_BIRTH", "1984-03-12", nil},
	} {
		b.Run(c.op+"/"+c.kind, func(b *testing.B) {
			op := mustNew(b, c.op, c.p)
			v := value(c.kind, c.text, c.text)
			dst := make([]byte, 0, 256)
			b.ReportAllocs()
			for b.Loop() {
				var err error
				if dst, err = op.Apply(dst[:0], v); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Payloads with structure are permuted among those that pass, few as they are
// among all: no two become one, each comes back, and it does not take long.
func TestFPEStructure(t *testing.T) {
	asked := 0
	// Year, month, day, three digits and one that the kind does not name as
	// its check digit.
	check := func(v []byte) bool {
		asked++
		n := func(at, to int) (n int) {
			for _, c := range v[at:to] {
				n = 10*n + int(c-'0')
			}
			return n
		}
		return len(v) == 10 && n(2, 4) >= 1 && n(2, 4) <= 12 && n(4, 6) >= 1 && n(4, 6) <= 31 && n(0, 9)%11%10 == n(9, 10)
	}
	k := &redact.Kind{Name: "STRUCTURE", Check: check}
	op := mustNew(t, "fpe", nil).(redact.Restorer)
	rnd := rand.New(rand.NewPCG(7, 7))
	seen := map[string]string{}
	const n = 20_000
	for i := range n {
		v := fmt.Sprintf("%02d%02d%02d%03d", rnd.IntN(100), 1+rnd.IntN(12), 1+rnd.IntN(31), rnd.IntN(1000))
		if i%10 == 0 {
			v = fmt.Sprintf("%02d%02d%02d%03d", rnd.IntN(100), 13+rnd.IntN(80), rnd.IntN(100), rnd.IntN(1000))
		}
		x, _ := strconv.Atoi(v)
		v += fmt.Sprint((x%11%10 + i%3/2) % 10)
		out, err := op.Apply(nil, redact.Value{Kind: k, Text: []byte(v)})
		if err != nil {
			t.Fatal(err)
		}
		if check(out) != check([]byte(v)) {
			t.Fatalf("whether the check passes has changed: %s %s", v, out)
		}
		if was, ok := seen[string(out)]; ok && was != v {
			t.Fatal("two values became one")
		}
		seen[string(out)] = v
		if i == 0 {
			asked = 0 // the form is known now
		}
		back, err := op.Restore(nil, redact.Value{Kind: k, Text: out})
		if err != nil || string(back) != v {
			t.Fatalf("no way back: %v", err)
		}
	}
	// Without the structure, a step in 27 would pass, and each asks twice.
	if perValue := float64(asked) / n / 2; perValue > 15 {
		t.Errorf("the check was asked %.1f times a value", perValue)
	}
}
